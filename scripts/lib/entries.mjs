import { walk } from './files.mjs';

const isModule = (path) => path.endsWith('.ts') && !/\.(test|stories|styles|events|d)\.ts$/.test(path);

/** Entries that run in Node alone. */
const NODE_ONLY = ['./encryption/file-keys', './server/node'];
/** Entries that load, when they need them, packages that not every installation has. */
const WITH_OPTIONAL = ['./server', './server/node'];

/**
 * Every module that the package offers, found by the layout of the folders: one row for each, with the name that
 * people import, the source file, the path inside dist without its extension, and what it may need beside the
 * dependencies.
 */
export function entries() {
  const found = [
    ['.', 'src/index.ts', 'index'],
    ['./core', 'src/core/index.ts', 'core/index'],
    ['./testing', 'src/testing/index.ts', 'testing/index'],
    ['./encryption', 'src/encryption/index.ts', 'encryption/index'],
    ['./encryption/file-keys', 'src/encryption/key-stores/file.ts', 'encryption/file-keys'],
    ['./sharing', 'src/sharing/index.ts', 'sharing/index'],
    ['./server', 'src/server/index.ts', 'server/index'],
    ['./server/node', 'src/server/node.ts', 'server/node'],
  ];
  for (const source of walk('src/storage', isModule)) {
    const name = /^src\/storage\/([^/]+?)(?:\.ts|\/index\.ts)$/.exec(source)?.[1];
    if (name !== undefined) found.push([`./storage/${name}`, source, `storage/${name}`]);
  }
  for (const source of walk('src/elements', isModule)) {
    const name = /^src\/elements\/([^/]+)\/\1\.ts$/.exec(source)?.[1];
    if (name !== undefined) found.push([`./elements/${name}`, source, `elements/${name}/${name}`]);
  }
  for (const source of walk('src/define', isModule)) {
    const name = /^src\/define\/([^/]+)\.ts$/.exec(source)?.[1];
    if (name !== undefined) found.push([`./define/${name}`, source, `define/${name}`]);
  }
  return found.map(([name, source, output]) => ({
    ...{ name, source, output },
    needsNode: NODE_ONLY.includes(name),
    needsOptional: WITH_OPTIONAL.includes(name),
  }));
}

/** The programs that the package brings, in the same form; nobody imports them by a name. */
export const programs = () => [
  { source: 'src/server/bin.ts', output: 'server/bin', needsNode: true, needsOptional: true },
];
