/** The build takes the space at both ends of a template away: words that need it there would run together. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

const elements = fileURLToPath(new URL('../../../src/elements/', import.meta.url));

it('no template begins with a space that counts', () => {
  const sources = readdirSync(elements, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  assert.ok(sources.length > 50);
  const found = sources.filter((name) => /\bhtml` +[<$\w]/u.test(readFileSync(join(elements, name), 'utf8')));
  assert.deepEqual(found, []);
});
