import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { entries } from './lib/entries.mjs';
import { root, walk } from './lib/files.mjs';
import { importsOf } from './lib/imports.mjs';
import { bin, run, seconds } from './lib/run.mjs';

const started = performance.now();

async function must(what, command, args) {
  const { code } = await run(command, args);
  if (code === 0) return;
  console.error(`The build stopped: ${what} failed.`);
  process.exit(1);
}

/** Where a module is not named like its entry (a folder with an index), its types get the entry's name as well. */
function aliasTypes() {
  for (const { source, output } of entries()) {
    const types = source.replace(/^src\//, '').replace(/\.ts$/, '');
    if (types === output) continue;
    const target = join(root, 'dist', `${output}.d.ts`);
    const path = posix.relative(posix.dirname(output), types);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, `export * from './${path}.js';\n`);
  }
}

/** Removes declarations that no entry reaches: nobody could import them. */
function pruneTypes() {
  const reached = new Set();
  const visit = (path) => {
    if (reached.has(path) || !existsSync(join(root, path))) return;
    reached.add(path);
    const text = readFileSync(join(root, path), 'utf8');
    for (const specifier of importsOf(text)) {
      if (specifier.startsWith('.')) visit(posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.d.ts'));
    }
  };
  for (const { output } of entries()) visit(`dist/${output}.d.ts`);
  for (const path of walk('dist', (file) => file.endsWith('.d.ts'))) if (!reached.has(path)) rmSync(join(root, path));
}

rmSync(join(root, 'dist'), { recursive: true, force: true });
await Promise.all([
  must('bundling', bin('rollup'), ['--config', '--silent']),
  must('writing the types', bin('tsc'), ['-p', 'tsconfig.build.json']),
  must('writing the types for Node', bin('tsc'), ['-p', 'tsconfig.node.json']),
]);
aliasTypes();
pruneTypes();
await must('the manifest of custom elements', process.execPath, ['scripts/manifest.mjs']);
console.log(`Built dist and custom-elements.json in ${seconds(started)}.`);
