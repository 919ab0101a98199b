import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './lib/files.mjs';

/*
 * Puts the simulator into one file and runs it; see test/node/log/simulation/run.ts for what it takes. In one file no
 * module is loaded in the middle of a story: that would take real time, and stories have none.
 */
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
});
await import(pathToFileURL(outfile).href);
