import { bin, run } from './lib/run.mjs';

/** Writes custom-elements.json from the sources. */
const { code, output } = await run(bin('cem'), ['analyze', '--config', 'scripts/cem.config.mjs', '--quiet'], {
  capture: true,
});
if (code !== 0) console.error(output);
process.exitCode = code;
