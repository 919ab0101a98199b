import { readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { asShipped } from './scripts/lib/as-shipped.mjs';
import { entries, programs } from './scripts/lib/entries.mjs';
import { root } from './scripts/lib/files.mjs';
import { oneFile } from './scripts/lib/one-file.mjs';
import { virtualModule } from './scripts/lib/virtual-module.mjs';

const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);
const packages = Object.keys({ ...dependencies, ...optionalDependencies });
const external = (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`));
const extensions = ['.ts', '.js'];

/** In our own modules a circular import or an unresolved name is a mistake, and must not reach a release. */
const onwarn = (warning, log) => {
  const ids = warning.ids ?? [warning.id ?? warning.exporter ?? ''];
  if (ids.some((id) => id.includes('node_modules'))) return;
  if (warning.code === 'EMPTY_BUNDLE') log(warning);
  else throw new Error(warning.message);
};

/** One module for each entry of the exports map; what they share goes into chunks. */
const library = {
  input: Object.fromEntries([...entries(), ...programs()].map(({ output, source }) => [output, source])),
  external,
  onwarn,
  output: {
    dir: 'dist',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    hoistTransitiveImports: false,
  },
  plugins: [nodeResolve({ extensions }), asShipped()],
};

/** Everything in one file, for a page without a build: defines all elements and exports the whole API. */
const cdn = {
  input: 'tandem:cdn',
  onwarn,
  output: { file: 'dist/cdn/tandem.min.js', format: 'es', sourcemap: true, inlineDynamicImports: true },
  plugins: [
    virtualModule('tandem:cdn', oneFile, root),
    // HPKE asks Node's module where the platform has no WebCrypto. No browser that runs this is without.
    virtualModule('crypto', 'export {};', root),
    nodeResolve({ browser: true, exportConditions: ['production'], extensions }),
    asShipped(),
    terser({ ecma: 2022, module: true, format: { comments: false } }),
  ],
};

export default [library, cdn];
