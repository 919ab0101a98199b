import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { mutants } from '../test/node/log/simulation/mutants.mjs';
import { root } from './lib/files.mjs';
import { run } from './lib/run.mjs';

/*
 * Puts the simulator into one file and runs it; see test/node/log/simulation/run.ts for what it takes. In one file no
 * module is loaded in the middle of a story: that would take real time, and stories have none.
 *
 * `--mutants [part of a name]` runs it on programs that are wrong in one place each: every one has to be found.
 * `--mutant n` runs it on one of them, as it does else.
 */
/** @param {(typeof mutants)[number] | undefined} mutant */
async function simulate(mutant) {
  if (mutant) process.argv.splice(2, 2);
  const folder = join(root, 'node_modules', '.cache', 'tandem-simulation');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${process.pid}.mjs`);
  process.on('exit', () => rmSync(outfile, { force: true }));
  process.setSourceMapsEnabled(true);
  await build({
    entryPoints: [join(root, 'test/node/log/simulation/run.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: mutant ? [spoil(mutant)] : [],
  });
  await import(pathToFileURL(outfile).href);
}

/** @param {(typeof mutants)[number]} mutant */
function spoil({ file, from, to }) {
  const onLoad = ({ path }) => {
    if (path !== join(root, file)) return undefined;
    const parts = readFileSync(path, 'utf8').split(from);
    if (parts.length !== 2) throw new Error(`"${from}" has to stand once in ${file}`);
    return { contents: parts.join(to), loader: 'ts' };
  };
  return { name: 'mutant', setup: (bundle) => bundle.onLoad({ filter: /\.ts$/ }, onLoad) };
}

/** After so many stories a program counts as right. */
const MOST = { plain: 12_000, mirrored: 6000, encrypted: 4000, whole: 3000 };

async function tryMutants(part) {
  let missed = 0;
  for (const [index, { wrong, suite }] of mutants.entries()) {
    if (!wrong.includes(part)) continue;
    const started = performance.now();
    const args = [
      '--mutant',
      String(index),
      '--suite',
      suite,
      '--seed',
      '1',
      '--schedules',
      String(MOST[suite]),
      '--as-found',
    ];
    const { code, output } = await run(process.execPath, [fileURLToPath(import.meta.url), ...args], {
      capture: true,
      minutes: 5,
    });
    const found = code === 1 && output.includes('Property failed');
    if (!found) missed += 1;
    const after = /failed after (\d+) test/.exec(output)?.[1];
    const reason = /Got (.*)/.exec(output)?.[1] ?? output.trim().split('\n')[0];
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${found ? `found after ${after}` : 'NOT FOUND'} (${suite}, ${seconds} s): ${wrong}\n    ${reason}`);
  }
  console.log(missed === 0 ? 'All were found.' : `${missed} were not found.`);
  if (missed > 0) process.exitCode = 1;
}

const [flag, value] = process.argv.slice(2);
if (flag === '--mutants') await tryMutants(value ?? '');
else await simulate(flag === '--mutant' ? mutants[Number(value)] : undefined);
