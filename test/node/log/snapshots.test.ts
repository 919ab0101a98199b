import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import { type Snapshot, packSnapshot } from '../../../src/core/log/snapshot.js';
import type { Json } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { note, shopping } from './shopping.js';
import { LOG, durableMemory, entriesOf, keysOf, open, settle, switchable } from './world.js';

const KEY = `snapshot/${LOG}`;
const versionOn = async (local: LocalStore) =>
  ((await local.get(KEY)) as { readonly version?: number } | undefined)?.version;

async function grown(entries: number, snapshotEvery = 3) {
  const storage = durableMemory();
  const local = memoryLocal();
  const replica = open(storage, local, { snapshotEvery });
  for (let n = 1; n <= entries; n++) await replica.send(note(`n${n}`));
  await settle();
  return { storage, local, replica };
}

/** Versions that an opening reads. */
async function versionsRead(...args: Parameters<typeof open>): Promise<[number[], ReturnType<typeof open>]> {
  const read: number[] = [];
  const [storage, ...rest] = args;
  const replica = open(
    {
      ...storage,
      read: async (...call) => {
        const page = await storage.read(...call);
        read.push(...page.entries.map(({ version }) => version));
        return page;
      },
    },
    ...rest,
  );
  await replica.ready;
  return [read, replica];
}

describe('snapshots', () => {
  it('are written every so many entries and on closing, and spare the next opening the work', async () => {
    const { storage, local, replica } = await grown(7);
    assert.equal(await versionOn(local), 6);
    const [tail, second] = await versionsRead(storage, local, { snapshotEvery: 3 });
    assert.deepEqual(tail, [6, 7]);
    assert.deepEqual(second.getSnapshot(), replica.getSnapshot());
    await replica.close();
    assert.equal(await versionOn(local), 7);
    const [nothing] = await versionsRead(storage, local);
    assert.deepEqual(nothing, [7]);
  });

  it('are written after a long fold', async () => {
    const { storage } = await grown(7, 200);
    const local = memoryLocal();
    const replica = open(storage, local, { snapshotEvery: 3, pageSize: 2 });
    await replica.ready;
    await settle();
    assert.equal(await versionOn(local), 7);
  });

  it('count only untouched, in the right format, and while the log has what they end with', async () => {
    const { storage, local, replica } = await grown(6);
    const good = (await local.get(KEY)) as { readonly [key: string]: Json } & { readonly text: string };
    const { ids, document } = JSON.parse(good.text) as Omit<Snapshot<Json>, 'version'>;
    const packed = (change: Partial<Snapshot<Json>>, format = 1) =>
      packSnapshot(format, { version: 6, ids, document, ...change });
    assert.deepEqual(packed({}), good);
    const bad: Json[] = [
      packed({}, 2),
      packed({ ids: ['a', 'b', 'c', 'd', 'e', 'f'] }),
      { ...good, format: 2 },
      { ...good, version: 1 },
      { ...good, version: 'x' },
      { ...good, version: 1e9 },
      { ...good, text: good.text.replace('n1', 'n2') },
      { ...good, text: good.text.slice(0, -1) },
      { ...good, text: '' },
      { ...good, text: null },
      { ...good, sum: 0 },
      'nonsense',
      null,
      [],
    ];
    for (const row of bad) {
      await local.set(KEY, row);
      const [read, second] = await versionsRead(storage, local);
      assert.deepEqual(new Set(read), new Set([1, 2, 3, 4, 5, 6]), JSON.stringify(row));
      assert.equal(second.getSnapshot().sync.state, 'saved');
      assert.deepEqual(second.getSnapshot().document, replica.getSnapshot().document);
    }
    await local.set(KEY, good);
    const other = { ...shopping, snapshotFormat: 2 };
    const [read] = await versionsRead(storage, local, { language: other });
    assert.equal(read.length, 6);
  });

  it('are no more than a saving: a failure is harmless, and made good later', async () => {
    const { storage, local } = await grown(6);
    const stores = switchable(local);
    stores.down = ['get', 'set'];
    const [read, replica] = await versionsRead(storage, stores.store, { snapshotEvery: 2 });
    await settle();
    assert.equal(read.length, 6);
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.ok(stores.calls.includes('set'));
    stores.down = [];
    await replica.send(note('n7'));
    await settle();
    assert.equal(await versionOn(local), 7);
  });

  it('are not written of a log that does not outlive the process', async () => {
    const local = memoryLocal();
    const replica = open(memory(), local, { snapshotEvery: 1 });
    await replica.send(note('1'));
    await replica.close();
    assert.deepEqual(await keysOf(local), []);
  });
});

describe('history', () => {
  it('pages newest first, pending ones in front', async () => {
    const storage = switchable(durableMemory());
    const replica = open(storage.store);
    for (let n = 1; n <= 5; n++) await replica.send(note(`n${n}`));
    storage.down = ['append'];
    await replica.send(note('p1'));
    await replica.send(note('p2'));
    const seen: string[] = [];
    let before: number | undefined;
    do {
      const page = await replica.history({ before, limit: 3 });
      assert.ok(page.items.length <= 3);
      seen.push(...page.items.map(({ id, version }) => `${id}@${version ?? '-'}`));
      before = page.before;
    } while (before !== undefined);
    assert.deepEqual(seen, ['p2@-', 'p1@-', 'n5@5', 'n4@4', 'n3@3', 'n2@2', 'n1@1']);
    assert.deepEqual(
      (await replica.history({ limit: 1 })).items.map(({ id }) => id),
      ['p2', 'p1'],
    );
    assert.equal((await replica.history({ limit: 1 })).before, 6);
    assert.equal((await replica.history()).items.length, 7);
    assert.deepEqual((await replica.history({ before: 2 })).items, [
      { version: 1, id: 'n1', facts: [{ type: 'noted', by: 'n1', name: 'n1', seen: 0 }] },
    ]);
    storage.down = ['read'];
    await assert.rejects(replica.history(), { code: 'STORAGE_UNAVAILABLE' });
    await assert.rejects(replica.rawEntries(0), { code: 'STORAGE_UNAVAILABLE' });
  });

  it('copes with a storage that gives less than it is asked for, and with an empty log', async () => {
    const inner = durableMemory();
    const storage = { ...inner, read: (log: string, after: number) => inner.read(log, after, { limit: 2 }) };
    const replica = open(storage);
    assert.deepEqual(await replica.history(), { items: [], before: undefined });
    for (let n = 1; n <= 5; n++) await replica.send(note(`n${n}`));
    const again = open(storage);
    await again.ready;
    assert.deepEqual(again.getSnapshot().document, replica.getSnapshot().document);
    assert.equal((await again.history()).items.length, 5);
    assert.equal((await entriesOf(inner)).length, 5);
  });
});
