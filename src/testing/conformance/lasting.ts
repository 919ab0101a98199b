import type { LogStorage } from '../../core/log/storage.js';
import { assert, assertEqual } from './assert.js';
import type { ConformanceCase, MakeCase, Stores } from './cases.js';
import { appendAll, assertAppended, assertConflict, assertHolds, entries, readAll } from './helpers.js';
import { listen } from './living.js';

/** What holds over the life of one object: for stores that are durable. */
export const durableCases = (make: MakeCase<LogStorage>): readonly ConformanceCase[] => [
  make('durable: what was appended is there after closing and opening again', (stores) =>
    whereDurable(stores, async (storage) => {
      await appendAll(storage, 'a', 0, entries('e', 3));
      await appendAll(storage, 'ab', 0, entries('e', 1));
      await storage.close();
      const again = await stores.reopen(storage);
      await assertHolds(again, 'a', entries('e', 3), 'log a');
      await assertHolds(again, 'ab', entries('e', 1), 'log ab');
      await appendAll(again, 'a', 3, entries('f', 1));
      await assertHolds(again, 'a', [...entries('e', 3), ...entries('f', 1)], 'log a after one more');
    }),
  ),

  make('durable: ids are known after opening again', (stores) =>
    whereDurable(stores, async (storage) => {
      await appendAll(storage, 'log', 0, entries('e', 2));
      await storage.close();
      const again = await stores.reopen(storage);
      assertAppended(await again.append('log', 0, entries('e', 2)), [1, 2], 'the same append');
      assertConflict(await again.append('log', 2, entries('e', 3)), 2, await readAll(again, 'log'), 'with one id more');
    }),
  ),

  make('durable: what was erased is gone after opening again', (stores) =>
    whereDurable(stores, async (storage) => {
      await appendAll(storage, 'log', 0, entries('e', 2));
      await storage.erase('log');
      await storage.close();
      assertEqual(await (await stores.reopen(storage)).read('log', 0), { entries: [], head: 0 }, 'read');
    }),
  ),
];

/** What holds between two objects on the same data, open at the same time. */
export const peerCases = (make: MakeCase<LogStorage>): readonly ConformanceCase[] => [
  make('peers: what one was told is appended, the other reads at once', async (stores) => {
    const one = await stores.create();
    const two = await stores.peer(one);
    for (let version = 0; version < 5; version += 1) {
      await appendAll(version % 2 ? two : one, 'log', version, entries(`e${version}-`, 1));
      assertEqual((await (version % 2 ? one : two).read('log', version)).head, version + 1, 'head at the other');
    }
    await one.erase('log');
    assertEqual((await two.read('log', 0)).head, 0, 'head after the other erased');
  }),

  make('peers: of many appends at once by both, exactly one wins', async (stores) => {
    const one = await stores.create();
    const two = await stores.peer(one);
    const results = await Promise.all(
      entries('racer', 20).map((entry, index) => (index % 2 ? two : one).append('log', 0, [entry])),
    );
    assertEqual(results.filter(({ status }) => status === 'appended').length, 1, 'how many were appended');
    assertEqual((await readAll(one, 'log')).length, 1, 'entries in the log');
  }),

  make('peers: the same append by both goes in once', async (stores) => {
    const one = await stores.create();
    const two = await stores.peer(one);
    const results = await Promise.all([one, two].map((storage) => storage.append('log', 0, entries('e', 2))));
    for (const result of results) assertAppended(result, [1, 2], 'each answer');
    await assertHolds(two, 'log', entries('e', 2), 'the log');
  }),

  make('peers: where live, one hears of what the other appends and erases', async (stores) => {
    const one = await stores.create();
    const two = await stores.peer(one);
    if (!one.supports.live) return;
    assert(two.supports.live, 'peers support the same');
    const listener = listen(two, 'log');
    await appendAll(one, 'log', 0, entries('e', 2));
    await stores.soon(listener.heard(2), 'subscribe: nobody told the peer of the append');
    await one.erase('log');
    await stores.soon(listener.heard(0), 'subscribe: nobody told the peer of the erase');
  }),

  make('peers: closing one leaves the other open', async (stores) => {
    const one = await stores.create();
    const two = await stores.peer(one);
    await appendAll(one, 'log', 0, entries('e', 1));
    await one.close();
    await appendAll(two, 'log', 1, entries('f', 1));
    await assertHolds(two, 'log', [...entries('e', 1), ...entries('f', 1)], 'the log');
  }),
];

async function whereDurable(
  { create }: Stores<LogStorage>,
  test: (storage: LogStorage) => Promise<void>,
): Promise<void> {
  const storage = await create();
  if (storage.supports.durable) await test(storage);
}
