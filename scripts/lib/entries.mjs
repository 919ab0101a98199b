import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, walk } from './files.mjs';

const has = (path) => existsSync(join(root, path));
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
  ].filter(([, source]) => has(source));
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

/** The entries that every release has; a missing one is named in the notes of each script. */
export const expectedEntries = [
  '.',
  './core',
  './testing',
  './storage/memory',
  './storage/indexeddb',
  './storage/web-storage',
  './define/all',
  './define/partnership',
  './define/next-step',
];

export function missingEntries() {
  const names = new Set(entries().map((entry) => entry.name));
  return expectedEntries.filter((name) => !names.has(name));
}
