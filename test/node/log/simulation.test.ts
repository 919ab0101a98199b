import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../../scripts/simulate.mjs', import.meta.url));
/** How many stories in all. */
const all = Number(process.env['SIMULATION_RUNS'] ?? 10_000);

/** The same stories at each run, so that a failure is nobody's bad luck; `npm run simulate` tells other ones. */
const SEED = '1';

/** How the stories are shared out: whatever is simpler is quicker, and has more of them. */
const shares: readonly (readonly [about: string, share: number, ...args: readonly string[]])[] = [
  ['a bare log', 0.5, '--suite', 'plain'],
  ['a copy on each device', 0.3, '--suite', 'mirrored'],
  ['encryption, with people who come and go', 0.14, '--suite', 'encrypted'],
  ['the whole, over HTTP', 0.05, '--suite', 'whole'],
  ["encryption by the platform's own means", 0.02, '--suite', 'encrypted', '--crypto', 'real'],
];

// A failure prints the shortest story that fails, and how to tell it again.
void describe('keeps its promises in random stories of devices, tabs, crashes and faults', { concurrency: 2 }, () => {
  for (const [about, share, ...args] of shares) {
    const schedules = String(Math.ceil(all * share));
    it(`${schedules} on ${about}`, async (test) => {
      try {
        test.diagnostic(
          (await run(process.execPath, [script, ...args, '--schedules', schedules, '--seed', SEED])).stdout.trim(),
        );
      } catch (error) {
        const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
        assert.fail(`${message}\n${stdout}${stderr}`);
      }
    });
  }
});
