import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  type OwnDocument,
  type PartnershipDocument,
  type StoredEntry,
  documentOf,
  emptyOwnDocument,
  evolveOwn,
  logIds,
  ownLanguage,
  pairLanguage,
} from '../../../src/core/index.js';
import { factData, ownFactData } from '../../../src/core/model/facts.js';
import { encrypted, memoryKeys, openKeyring, openMembership } from '../../../src/encryption/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { open } from '../support/open.js';

/*
 * What released versions have written must be understood for ever. When one of these tests fails after a change of the
 * core, the change is wrong, not the golden: give the fact a new version and an upcaster (see `read-fact.ts`), and add
 * a golden of its own (see `test/golden/add.ts`). A document may gain fields; it may not lose or change any.
 */

interface Golden {
  readonly entries: readonly (Pick<StoredEntry, 'id' | 'body'> & { readonly log: string })[];
  readonly document: PartnershipDocument;
  readonly own: Readonly<Record<1 | 2, OwnDocument>>;
}

const folder = new URL('../../golden/', import.meta.url);
const goldens = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Golden) }));
const logs = { 1: logIds('golden', 'ana'), 2: logIds('golden', 'ben') };

/** Everything that is expected is there; there may be more. */
function holds(actual: unknown, expected: unknown, path = ''): void {
  if (typeof expected !== 'object' || expected === null) return assert.equal(actual, expected, path);
  assert.ok(typeof actual === 'object' && actual !== null, path);
  if (Array.isArray(expected)) assert.equal((actual as readonly unknown[]).length, expected.length, path);
  for (const [key, value] of Object.entries(expected))
    holds((actual as Record<string, unknown>)[key], value, `${path}/${key}`);
}

describe('golden logs', () => {
  for (const { name, entries, document, own } of goldens) {
    const bodies = (log: string) => entries.filter((entry) => entry.log === log).map(({ body }) => body);

    it(`${name} folds to the document beside it`, () => {
      holds(documentOf(bodies(logs[1].pair).flatMap((body) => pairLanguage.decode(body))), document);
      for (const seat of [1, 2] as const) {
        const facts = bodies(logs[seat].own).flatMap((body) => ownLanguage.decode(body));
        holds(facts.reduce(evolveOwn, emptyOwnDocument), own[seat]);
      }
    });

    it(`${name} opens as a partnership`, async () => {
      const storage = memory();
      for (const [log, target] of [
        [logs[1].pair, 'pair:pair-1'],
        [logs[1].own, 'own:pair-1:ana'],
      ] as const) {
        const batch = entries.filter((entry) => entry.log === log).map(({ id, body }) => ({ id, body }));
        await storage.append(target, 0, batch);
      }
      const ana = open('ana', { storage });
      await ana.ready;
      holds(ana.getSnapshot().document, document);
      holds(ana.getSnapshot().own, own[1]);
      assert.equal(ana.getSnapshot().sync.state, 'saved');
      await ana.close();
    });
  }

  it('fold through encryption as they do without', async () => {
    for (const { name, entries, document } of goldens) {
      const pair = { pair: 'pair:golden', own: 'own:golden:ana' };
      const keyring = openKeyring({ keys: memoryKeys(), local: memoryLocal() });
      const storage = encrypted(memory(), keyring);
      await openMembership({ storage, names: () => pair, find: async () => [] }).start('ana', 'Laptop');
      const batch = entries.filter(({ log }) => log === logs[1].pair).map(({ id, body }) => ({ id, body }));
      await storage.append(pair.pair, 1, batch);
      const found = (await storage.read(pair.pair, 1)).entries;
      holds(documentOf(found.flatMap(({ body }) => pairLanguage.decode(body))), document, name);
    }
  });

  it('speak of everything that can happen', () => {
    const types = goldens.flatMap(({ entries }) =>
      entries.flatMap(({ body }) => (body as unknown as { facts: { type: string }[] }).facts.map(({ type }) => type)),
    );
    const known = [...Object.keys(factData), ...Object.keys(ownFactData)];
    assert.deepEqual(
      [...new Set(types)].sort(),
      known.sort(),
      'a kind of fact without a golden, or the other way round',
    );
  });
});
