import { bin, run, seconds } from './lib/run.mjs';
import { line } from './lib/totals.mjs';

/** Everything that can be said about the project without running its tests. Goes on after a failure. */
const script = (name, ...args) => [process.execPath, [`scripts/${name}.mjs`, ...args]];
/** Two rows that run side by side, each step after the one before it. */
const rows = [
  [
    ['formatting', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
    ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
    ['templates', ...script('lit-analyzer')],
    ['chart', ...script('chart', '--check')],
  ],
  [
    ['build', ...script('build')],
    ['reference of the elements', ...script('docs', '--check')],
    ['publint', bin('publint'), ['run', '.', '--strict', '--pack', 'npm']],
    ['are the types wrong', ...script('attw')],
    ['exports map', ...script('exports')],
    ['sizes', ...script('sizes', '--check')],
    ['types: whole project', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit']],
    ['types: core without DOM', bin('tsc'), ['-p', 'tsconfig.core.json', '--noEmit']],
    [
      'types: sources without Node',
      bin('tsc'),
      ['-p', 'tsconfig.build.json', '--noEmit', '--emitDeclarationOnly', 'false'],
    ],
    ['types: node', bin('tsc'), ['-p', 'tsconfig.node.json', '--noEmit', '--emitDeclarationOnly', 'false']],
  ],
];
/** Nothing can be said about what was not built: these are left out after a failed build. */
const needBuild = new Set(['reference of the elements', 'publint', 'are the types wrong', 'exports map', 'sizes']);
let built = true;

const started = performance.now();
const results = [];

async function step([name, command, args]) {
  const begun = performance.now();
  if (needBuild.has(name) && !built) {
    console.log(`left out  ${name} (the build failed)`);
    return;
  }
  const { code, output } = await run(command, args, { capture: true });
  if (name === 'build') built = code === 0;
  results.push({ name, ok: code === 0 });
  console.log(`${code === 0 ? 'ok    ' : 'NOT OK'}  ${name.padEnd(28)} ${seconds(begun)}`);
  const said = output.trim();
  if (said !== '') console.log(said.replace(/^/gm, '          '));
}

console.log(`Checking the project in ${rows.flat().length} steps; no browser and no network needed.`);
await Promise.all(
  rows.map(async (row) => {
    for (const next of row) await step(next);
  }),
);
const failed = results.filter(({ ok }) => !ok);
console.log(
  `\n${failed.length === 0 ? 'All is well' : `Not well: ${failed.map(({ name }) => name).join(', ')}`} (${seconds(started)}).`,
);
console.log(line({ passed: results.length - failed.length, failed: failed.length }));
process.exitCode = failed.length > 0 ? 1 : 0;
