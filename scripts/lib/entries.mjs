import { walk } from './files.mjs';

const isModule = (path) => path.endsWith('.ts') && !/\.(test|stories|styles|events|d)\.ts$/.test(path);

/**
 * Every module that the package offers, found by the layout of the folders: one row for each, with the name that
 * people import, the source file and the path inside dist without its extension.
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
  return found.map(([name, source, output]) => ({ name, source, output }));
}

/** The programs that the package brings: their sources, and the paths inside dist without an extension. */
export const programs = () => [{ source: 'src/server/bin.ts', output: 'server/bin' }];
