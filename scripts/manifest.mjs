import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, walk } from './lib/files.mjs';
import { bin, run } from './lib/run.mjs';

const elements = walk('src/elements', (path) => /^src\/elements\/([^/]+)\/\1\.ts$/.test(path));
if (elements.length === 0) {
  const empty = { schemaVersion: '2.0.0', readme: '', modules: [] };
  writeFileSync(join(root, 'custom-elements.json'), `${JSON.stringify(empty, null, 2)}\n`);
  console.log('No element yet: the manifest is empty.');
} else {
  const { code, output } = await run(bin('cem'), ['analyze', '--config', 'scripts/cem.config.mjs', '--quiet'], {
    capture: true,
  });
  if (code !== 0) console.error(output);
  process.exitCode = code;
}
