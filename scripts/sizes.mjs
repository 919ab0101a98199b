import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import { asShipped } from './lib/as-shipped.mjs';
import { root } from './lib/files.mjs';
import { between, markdown, read, replaceBetween, write } from './lib/generated.mjs';
import { isForSharing, oneFileWithoutSharing } from './lib/one-file.mjs';
import { virtualModule } from './lib/virtual-module.mjs';

/**
 * Sizes of what a page loads: the package as it is in `dist`, bundled with all dependencies, minified, gzip; and the one
 * file in `dist/cdn` as it is. 1 kB is 1000 bytes. It measures what was built last.
 * `--write` puts the table into README.md; `--check` fails over budget, or where the table is off by more than DRIFT;
 * `--why` also lists what the bytes are spent on, by the files of our sources.
 */
const DRIFT = 0.3;
const mode = process.argv.includes('--check') ? 'check' : process.argv.includes('--write') ? 'write' : 'show';

const LIBRARIES = `
export { LitElement, css, html, nothing, svg } from 'lit';
export { live } from 'lit/directives/live.js';
export { repeat } from 'lit/directives/repeat.js';
export { ContextConsumer, ContextProvider, createContext } from '@lit/context';
export { createMachine, enqueueActions, transition } from 'xstate';
export { array, custom, object, optional } from 'zod/mini';
export { createStore, promisifyRequest } from 'idb-keyval';
`;

const PROVIDER = `import './dist/define/partnership.js';\nimport './dist/define/next-step.js';\n`;
const IN_ONE_BROWSER = `${PROVIDER}export { openIndexedDb } from './dist/storage/indexeddb.js';\n`;

/** `beside` is what a page has loaded already: only what comes on top is counted. */
const ROWS = [
  { label: 'The libraries alone (lit, @lit/context, xstate, zod/mini, idb-keyval)', code: LIBRARIES },
  { label: 'Core', code: `export * from './dist/core/index.js';`, goal: 32, ceiling: 35.2 },
  {
    label: 'Provider and next step',
    code: PROVIDER,
    goal: 46,
    ceiling: 46,
  },
  {
    label: 'Sharing and encryption, where a shared partnership is opened',
    code: `${IN_ONE_BROWSER}export { openSharedInBrowser } from './dist/sharing/index.js';`,
    beside: IN_ONE_BROWSER,
    goal: 16,
    ceiling: 16,
  },
  { label: 'Everything in one file, sharing aside', aside: true, goal: 75, ceiling: 100.5 },
  { label: 'Everything in one file', file: 'dist/cdn/tandem.min.js' },
];

const kB = (value) => (value === 0 ? '–' : `${value.toFixed(1)} kB`);
const kilobytes = (code) => gzipSync(code, { level: 9 }).length / 1000;

/** Lists the folders and packages that make up a bundle, by the length of their code before minification. */
function why(label, chunks) {
  const shares = new Map();
  for (const { modules } of chunks) {
    for (const [id, { renderedLength }] of Object.entries(modules)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? /\/(src\/.*)$/.exec(id)?.[1] ?? id;
      shares.set(name, (shares.get(name) ?? 0) + renderedLength);
    }
  }
  const rows = [...shares].sort(([, left], [, right]) => right - left);
  const all = rows.reduce((sum, [, size]) => sum + size, 0);
  console.log(`\n${label}: ${kB(all / 1000)} of source after tree shaking`);
  for (const [name, size] of rows.slice(0, 40)) console.log(`  ${kB(size / 1000).padStart(9)}  ${name}`);
}

async function bundled(code, options, ...plugins) {
  const bundle = await rollup({
    input: 'tandem:sizes',
    onwarn: () => undefined,
    plugins: [
      virtualModule('tandem:sizes', code, root),
      nodeResolve({ browser: true, exportConditions: ['production'], extensions: ['.ts', '.js'] }),
      plugins,
    ],
  });
  const { output } = await bundle.generate({ format: 'es', ...options });
  await bundle.close();
  return output.filter(({ type }) => type === 'chunk');
}

const minified = () => terser({ ecma: 2022, module: true, format: { comments: false } });
async function measure({ label, code, file, aside, beside }) {
  if (file) return { size: kilobytes(read(file)), later: 0 };
  if (aside) {
    const [chunk] = await bundled(
      oneFileWithoutSharing,
      { inlineDynamicImports: true },
      { name: 'aside', options: (given) => ({ ...given, external: isForSharing }) },
      asShipped(),
      minified(),
    );
    return { size: kilobytes(chunk.code), later: 0 };
  }
  if (process.argv.includes('--why')) why(label, await bundled(code.replaceAll('./dist/', './src/'), {}, asShipped()));
  const whole = await loaded(code);
  if (beside === undefined) return whole;
  const before = await loaded(beside);
  return { size: whole.size - before.size, later: whole.later };
}

/** What a page loads at once, and what later. */
async function loaded(code) {
  const chunks = await bundled(code, {}, minified());
  const initial = new Set();
  const visit = (name) => {
    if (initial.has(name)) return;
    initial.add(name);
    chunks.find(({ fileName }) => fileName === name)?.imports.forEach(visit);
  };
  visit(chunks.find(({ isEntry }) => isEntry).fileName);
  const total = (list) => list.reduce((sum, chunk) => sum + kilobytes(chunk.code), 0);
  const later = chunks.filter(({ fileName }) => !initial.has(fileName));
  return { size: total(chunks.filter(({ fileName }) => initial.has(fileName))), later: total(later) };
}

if (!existsSync(join(root, 'dist/cdn/tandem.min.js'))) {
  console.error('There is nothing to measure: run `npm run build` first.');
  process.exit(1);
}
const measured = [];
for (const row of ROWS) measured.push({ ...row, ...(await measure(row)) });

const table = (
  await markdown(
    [
      '| What a page loads, minified and compressed (gzip), with all dependencies | Size | On demand | Goal |',
      '| --- | ---: | ---: | ---: |',
      ...measured.map(
        (row) => `| ${row.label} | ${kB(row.size)} | ${kB(row.later)} | ${row.goal ? `${row.goal} kB` : '–'} |`,
      ),
    ].join('\n'),
  )
).trim();
console.log(table);

const problems = measured
  .filter(({ size, ceiling }) => ceiling !== undefined && size > ceiling)
  .map(({ label, size, ceiling }) => `${label}: ${kB(size)} is over the ceiling of ${ceiling} kB.`);

const readme = read('README.md');
if (mode === 'write') write('README.md', replaceBetween(readme, 'sizes', table));
else if (mode === 'check') problems.push(...drift(between(readme, 'sizes')));

/** What the table in the README says, against what was measured. */
function drift(text) {
  const told = new Map();
  for (const row of text.split('\n')) {
    const [, label, size, later] = row.split('|').map((part) => part.trim());
    if (label)
      told.set(
        label,
        [size, later].map((value) => (value === '–' ? 0 : Number.parseFloat(value))),
      );
  }
  const found = [];
  for (const { label, size, later } of measured) {
    const [toldSize, toldLater] = told.get(label) ?? [];
    const off = (value, actual) => !(Math.abs(value - actual) <= DRIFT + 0.05);
    if (off(toldSize, size) || off(toldLater, later)) {
      found.push(
        `${label}: the README says ${told.has(label) ? kB(toldSize) : 'nothing'}, measured ${kB(size)}. Run \`npm run sizes\`.`,
      );
    }
  }
  return found;
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
