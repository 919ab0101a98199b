import type { Entry, LogStorage } from '../../core/log/storage.js';
import { assert, assertEqual, assertMisuse } from './assert.js';
import type { ConformanceCase, MakeCase } from './cases.js';
import { appendAll, assertAppended, assertConflict, assertHolds, entries, readAll } from './helpers.js';
import { WRONG_LOG_IDS } from './reading.js';

export const appendingCases = (make: MakeCase<LogStorage>): readonly ConformanceCase[] => [
  make('append: on a stale version it is a conflict that brings the newer entries, and writes nothing', async (s) => {
    const storage = await s.create();
    await appendAll(storage, 'log', 0, entries('e', 3));
    const present = await readAll(storage, 'log');
    for (const expected of [0, 1, 2]) {
      assertConflict(await storage.append('log', expected, entries('late', 2)), expected, present, `at ${expected}`);
      await assertHolds(storage, 'log', entries('e', 3), 'after the conflict');
    }
  }),

  make('append: on a version that is not there yet it is a conflict, and writes nothing', async ({ create }) => {
    const storage = await create();
    assertConflict(await storage.append('log', 1, entries('early', 1)), 1, [], 'on an empty log');
    await appendAll(storage, 'log', 0, entries('e', 2));
    const present = await readAll(storage, 'log');
    assertConflict(await storage.append('log', 9, entries('early', 1)), 9, present, 'beyond the head');
    await assertHolds(storage, 'log', entries('e', 2), 'after the conflicts');
  }),

  make('append: after a conflict, the same entries go in on the new head', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, entries('first', 2));
    assertEqual((await storage.append('log', 0, entries('second', 2))).status, 'conflict', 'the late append');
    await appendAll(storage, 'log', 2, entries('second', 2));
    await assertHolds(storage, 'log', [...entries('first', 2), ...entries('second', 2)], 'the log');
  }),

  make('append: of many at once exactly one wins', async ({ create }) => {
    const storage = await create();
    const results = await Promise.all(entries('racer', 20).map((entry) => storage.append('log', 0, [entry])));
    assertEqual(results.filter(({ status }) => status === 'appended').length, 1, 'how many were appended');
    const winner = results.findIndex(({ status }) => status === 'appended') + 1;
    await assertHolds(storage, 'log', [{ id: `racer${winner}`, body: { n: winner } }], 'the log');
  }),

  make('append: many writers that try again lose nothing and double nothing', async ({ create }) => {
    const storage = await create();
    const writers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        write(
          storage,
          entries(`w${index}-`, 5).map((entry) => [entry]),
        ),
      ),
    );
    const all = await readAll(storage, 'log');
    assertEqual(all.map(({ id }) => id).sort(), writers.flat().sort(), 'ids in the log');
    for (const ids of writers) {
      assertEqual(
        all.map(({ id }) => id).filter((id) => ids.includes(id)),
        ids,
        "each writer's own order",
      );
    }
  }),

  make('append: of many batches at once exactly one wins, and it is whole', async ({ create }) => {
    const storage = await create();
    const batches = Array.from({ length: 10 }, (_, index) => entries(`batch${index}-`, 3));
    const results = await Promise.all(batches.map((batch) => storage.append('log', 0, batch)));
    assertEqual(results.filter(({ status }) => status === 'appended').length, 1, 'how many batches were appended');
    const winner = results.findIndex(({ status }) => status === 'appended');
    await assertHolds(storage, 'log', batches[winner] ?? [], 'the log holds the one batch and nothing else');
  }),

  make('append: batches are never torn apart, also where many writers try again', async ({ create }) => {
    const storage = await create();
    const batches = Array.from({ length: 8 }, (_, index) => entries(`batch${index}-`, 3));
    await Promise.all(batches.map((batch) => write(storage, [batch])));
    const ids = (await readAll(storage, 'log')).map(({ id }) => id);
    assertEqual(ids.length, 24, 'entries in the log');
    for (const batch of batches) {
      const start = ids.indexOf(batch[0]?.id ?? '');
      assertEqual(
        ids.slice(start, start + 3),
        batch.map(({ id }) => id),
        'entries of one batch, next to each other',
      );
    }
  }),

  make('append: a batch of many entries goes in as one', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, entries('e', 300));
    await assertHolds(storage, 'log', entries('e', 300), 'the log');
  }),

  make('append: repeated with the same ids it answers the versions they have, whatever is expected', async (s) => {
    const storage = await s.create();
    await appendAll(storage, 'log', 0, entries('a', 2));
    await appendAll(storage, 'log', 2, entries('b', 2));
    for (const expected of [0, 1, 2, 3, 4, 77]) {
      assertAppended(
        await storage.append('log', expected, entries('a', 2)),
        [1, 2],
        `a again, expecting ${expected}`,
        true,
      );
      assertAppended(
        await storage.append('log', expected, entries('b', 2)),
        [3, 4],
        `b again, expecting ${expected}`,
        true,
      );
    }
    const [a1, a2] = entries('a', 2) as [Entry, Entry];
    assertAppended(await storage.append('log', 4, [a2, a1]), [2, 1], 'a in another order');
    const [b1] = entries('b', 1) as [Entry];
    assertAppended(await storage.append('log', 4, [a1, b1]), [1, 3], 'one of each');
    await assertHolds(storage, 'log', [...entries('a', 2), ...entries('b', 2)], 'the log is as before');
  }),

  make('append: repeated with another body under the same id, what was kept first stays', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, [{ id: 'e', body: 'first' }]);
    assertAppended(await storage.append('log', 1, [{ id: 'e', body: 'second' }]), [1], 'the same id', true);
    await assertHolds(storage, 'log', [{ id: 'e', body: 'first' }], 'the log');
  }),

  make('append: the same append sent many times at once goes in once', async ({ create }) => {
    const storage = await create();
    const results = await Promise.all(Array.from({ length: 10 }, () => storage.append('log', 0, entries('e', 2))));
    for (const result of results) assertAppended(result, [1, 2], 'each answer');
    await assertHolds(storage, 'log', entries('e', 2), 'the log');
  }),

  make('append: with some ids known and some new it is a conflict, and writes nothing', async ({ create }) => {
    const storage = await create();
    const [old, another, fresh] = entries('e', 3) as [Entry, Entry, Entry];
    await appendAll(storage, 'log', 0, [old, another]);
    const present = await readAll(storage, 'log');
    for (const expected of [0, 1, 2]) {
      for (const batch of [
        [old, fresh],
        [fresh, old],
        [fresh, another],
      ]) {
        assertConflict(await storage.append('log', expected, batch), expected, present, `expecting ${expected}`);
      }
    }
    await assertHolds(storage, 'log', [old, another], 'the log is as before');
  }),

  make('append: ids are unique within a log only', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'one', 0, entries('e', 2));
    await appendAll(storage, 'two', 0, entries('e', 2));
    await assertHolds(storage, 'one', entries('e', 2), 'log one');
    await assertHolds(storage, 'two', entries('e', 2), 'log two');
  }),

  make('append: any text of 1 to 200 characters is an entry id', async ({ create }) => {
    const storage = await create();
    const ids = [
      '__proto__',
      'constructor',
      ' ',
      '/',
      '..',
      'a/b',
      'a:b',
      '"',
      "'",
      '%',
      '\n',
      '0',
      '👩‍🚀',
      'x'.repeat(200),
    ];
    const added = ids.map((id) => ({ id, body: null }));
    await appendAll(storage, 'log', 0, added);
    await assertHolds(storage, 'log', added, 'the log');
    assertAppended(
      await storage.append('log', 0, added),
      added.map((_, index) => index + 1),
      'the same ids again',
    );
  }),

  make('append: misuse rejects with a TypeError, and writes nothing', async ({ create }) => {
    const storage = await create();
    const [one] = entries('e', 1) as [Entry];
    for (const log of WRONG_LOG_IDS) {
      await assertMisuse(() => storage.append(log as string, 0, [one]), `append to log ${String(log).slice(0, 10)}`);
    }
    for (const expected of [-1, 0.5, NaN, '0', null]) {
      await assertMisuse(() => storage.append('log', expected as number, [one]), `expecting ${String(expected)}`);
    }
    await assertMisuse(() => storage.append('log', 0, []), 'no entries');
    await assertMisuse(() => storage.append('log', 0, undefined as unknown as Entry[]), 'entries undefined');
    await assertMisuse(() => storage.append('log', 0, [one, one]), 'an id given twice');
    for (const id of ['', 'x'.repeat(201), 7, undefined, null]) {
      await assertMisuse(
        () => storage.append('log', 0, [one, { id: id as string, body: 1 }]),
        'an entry with a bad id',
      );
    }
    await assertMisuse(() => storage.append('log', 0, [null as unknown as Entry]), 'an entry that is null');
    await assertMisuse(() => storage.append('log', 0, [one, { id: 'f' } as unknown as Entry]), 'no body');
    await assertHolds(storage, 'log', [], 'the log is empty');
  }),
];

/** Appends one batch after another, rebasing on every conflict the way a replica does. Answers the ids. */
async function write(storage: LogStorage, batches: readonly (readonly Entry[])[]): Promise<readonly string[]> {
  let head = 0;
  for (const batch of batches) {
    // Each conflict means that another writer got in, and there is an end to what they write.
    for (let attempts = 0; ; attempts += 1) {
      assert(attempts < 1000, 'a writer never gets in although the others are done');
      const result = await storage.append('log', head, batch);
      if (result.status === 'appended') {
        head = Math.max(...result.versions);
        break;
      }
      head = result.newer.head;
    }
  }
  return batches.flat().map(({ id }) => id);
}
