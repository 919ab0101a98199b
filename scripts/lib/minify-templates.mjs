import { minifyHTMLLiterals } from 'minify-literals';

/** Takes the white space out of Lit's templates and style sheets, which a JavaScript minifier must leave alone. */
export const minifyTemplates = () => ({
  name: 'minify-templates',
  async transform(code, id) {
    if (!/\b(html|svg|css)`/.test(code) || id.includes('node_modules')) return null;
    const result = await minifyHTMLLiterals(code, { fileName: id });
    return result && { code: result.code, map: result.map };
  },
});
