import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./simulation/run.ts', import.meta.url));
const schedules = process.env['SIMULATION_RUNS'] ?? '10000';

// A failure prints the seed and the shortest story that fails; `npm run simulate` runs more of them.
it(`keeps its promises in ${schedules} random stories of devices, tabs, crashes and faults`, async (test) => {
  const args = ['--import', 'tsx', script, '--schedules', schedules];
  try {
    test.diagnostic((await run(process.execPath, args)).stdout.trim());
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    assert.fail(`${message}\n${stdout}${stderr}`);
  }
});
