import { walk } from './files.mjs';

/**
 * What goes first in the one file. gzip looks back 32 kB: code compresses best beside code like it, so libraries, style
 * sheets and words stand together. Nothing in here does anything when it is imported; only the order changes.
 */
const alike = [
  ...['xstate', 'zod/mini', 'lit', 'lit/directives/repeat.js', 'lit/directives/live.js', '@lit/context'],
  ...walk('src/elements', (path) => /styles(\.ts$|\/)/.test(path)),
  ...walk('src/elements', (path) => /words(\.ts$|\/)/.test(path)),
].filter((path) => !path.endsWith('.test.ts'));

const importsOf = (paths) =>
  paths.map((path) => `import '${path.replace(/^src\/(.*)\.ts$/, './src/$1.js')}';\n`).join('');

/** Everything in one file, for a page without a build: defines all elements and exports the whole API. */
export const oneFile = `${importsOf(alike)}export * from './src/index.js';\nimport './src/define/all.js';\n`;

/** Whether a module is there for sharing alone. */
export const isForSharing = (id) =>
  /[\\/]src[\\/](sharing|encryption)[\\/]/.test(id) ||
  /[\\/]src[\\/](storage[\\/](http|mirrored)|elements[\\/](invite|devices|recovery))\b/.test(id);

/** The same, with what is there for sharing left out. */
export const oneFileWithoutSharing = `${importsOf(alike.filter((path) => !isForSharing(`/${path}`)))}export * from './src/index.js';
import './src/define/partnership.js';
import './src/define/workspace.js';
`;
