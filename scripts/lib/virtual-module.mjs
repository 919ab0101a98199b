import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A rollup plugin: a module that exists as text only. Its relative imports start at `folder`. */
export function virtualModule(name, code, folder) {
  const id = `\0${name}`;
  return {
    name: 'virtual-module',
    resolveId(source, importer) {
      if (source === name) return { id, moduleSideEffects: true };
      if (importer !== id) return null;
      if (!source.startsWith('.')) return this.resolve(source, join(folder, 'virtual.js'), { skipSelf: true });
      const file = join(folder, source);
      return this.resolve(existsSync(file) ? file : file.replace(/\.js$/, '.ts'), undefined, { skipSelf: true });
    },
    load: (wanted) => (wanted === id ? code : null),
  };
}
