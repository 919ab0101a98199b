import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import rollupEsbuild from 'rollup-plugin-esbuild';
import { root } from './files.mjs';
import { minified, minifyTemplates } from './minify-templates.mjs';
import { declareProperties, plainProperties } from './plain-properties.mjs';

/** From our sources to what is in the package, for rollup. */
export const asShipped = () => [
  rollupEsbuild({ target: 'es2022', tsconfig: 'tsconfig.json' }),
  declareProperties(),
  minifyTemplates(),
];

/** The same for esbuild. */
export const asShippedInEsbuild = {
  name: 'as-shipped',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]elements[\\/].*\.ts$/ }, async ({ path }) => {
      const tsconfigRaw = await readFile(join(root, 'tsconfig.json'), 'utf8');
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, { loader: 'ts', target: 'es2022', tsconfigRaw, sourcefile: path });
      const plain = plainProperties(code) ?? code;
      return { contents: (await minified(plain, path))?.code ?? plain, loader: 'js' };
    });
  },
};
