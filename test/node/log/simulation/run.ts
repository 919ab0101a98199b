import { parseArgs } from 'node:util';
import { simulate } from './simulate.js';
import { Wires } from './wires.js';

/*
 * npm run simulate -- [--schedules 10000] [--seed n] [--suite plain] [--crypto real] [--path p] [--trace] [--as-found]
 *
 * `--suite` is one of the rows of storages.ts: plain, mirrored, encrypted, whole. `--trace` tells all that goes on,
 * `--crypto real` takes the platform's own cryptography, which takes far longer. Nothing here takes time of its own:
 * there are no real timers.
 *
 * Runs outside the test runner, which watches every promise and takes a third of the time for it.
 */
const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    suite: { type: 'string', default: 'plain' },
    path: { type: 'string' },
    crypto: { type: 'string', default: 'quick' },
    'as-found': { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
  },
});
const { suite, path } = values;
const crypto = values.crypto === 'real' ? 'real' : 'quick';
const [schedules, seed] = [Number(values.schedules), Number(values.seed)];
const again = `npm run simulate -- --suite ${suite}${crypto === 'real' ? ' --crypto real' : ''} --seed ${seed}`;

if (values.trace) Wires.trace = console.log;
// Faults are errors by the thousand, and nobody reads where they come from; a single story tells it.
if (path === undefined) Error.stackTraceLimit = 0;
const started = performance.now();
try {
  const totals = await simulate({ schedules, seed, suite, path, crypto, asFound: values['as-found'] });
  const seconds = (performance.now() - started) / 1000;
  console.log(`${schedules} stories on ${suite}, seed ${seed}: all promises kept.`);
  console.log(`${Math.round(schedules / seconds)} a second; ${JSON.stringify(totals)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`\nOnce more: ${again} --schedules ${schedules}`);
  console.error(`Only the story that fails: ${again} --path "<path above>"`);
  process.exitCode = 1;
}
