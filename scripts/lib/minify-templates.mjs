import { minifyHTMLLiterals } from 'minify-literals';

/** White space only: what a template draws stays the same to the last space, closing slash and empty attribute. */
const HTML = {
  conservativeCollapse: true,
  keepClosingSlash: true,
  removeEmptyAttributes: false,
  removeDefaultTypeAttributes: false,
  minifyJS: false,
};

/** The code with its templates minified; `undefined` where it has none. */
export async function minified(code, fileName) {
  if (!/\b(html|svg|css)`/.test(code)) return undefined;
  return minifyHTMLLiterals(code, { fileName, html: HTML });
}

/** Takes the white space out of Lit's templates and style sheets, which a JavaScript minifier must leave alone. */
export const minifyTemplates = () => ({
  name: 'minify-templates',
  async transform(code, id) {
    const result = id.includes('node_modules') ? undefined : await minified(code, id);
    return result ? { code: result.code, map: result.map } : null;
  },
});
