import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from '../../src/core/index.js';
import { play, sampleEntries, samplePartnership } from '../../src/testing/index.js';
import { everyFact } from './every-fact.js';

/**
 * Adds goldens that are not there yet: `node --import tsx test/golden/add.ts`. It never touches one that is: a golden
 * is what some released version has really written, and whatever comes later has to understand it.
 *
 * A change of format gets goldens of its own: add lines here, with a new name.
 */
const goldens: Readonly<Record<string, () => readonly Command[]>> = {
  '1-mutual': () => samplePartnership('closed', { rhythm: 'mutual' }),
  '1-alternating': () => samplePartnership('closed', { rhythm: 'alternating' }),
  '1-every-fact-mutual': () => everyFact('mutual'),
  '1-every-fact-alternating': () => everyFact('alternating'),
};

for (const [name, commands] of Object.entries(goldens)) {
  const file = new URL(`${name}.json`, import.meta.url);
  if (existsSync(file)) {
    console.log(`${name}: stays as it is`);
    continue;
  }
  const all = commands();
  const { document, own } = play(all);
  const entries = sampleEntries('golden', all).map(({ log, entry }) => ({ log, ...entry }));
  writeFileSync(file, `${JSON.stringify({ entries, document, own }, undefined, 2)}\n`);
  console.log(`${name}: ${entries.length} entries`);
}
