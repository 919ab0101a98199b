import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Every file below a folder of the project whose path passes `test`, sorted, with forward slashes. */
export function walk(folder, test = () => true) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(root, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .filter((path) => !path.includes('node_modules/') && test(path))
    .sort();
}

const isTest = (path) => path.endsWith('.test.ts');

/** What each runner picks up. */
export const nodeTests = () => walk('test/node', isTest);
export const browserTests = () => [...walk('src', isTest), ...walk('test/browser', isTest)];
export const endToEndTests = () => walk('test/e2e', isTest);
