import type { LogStorage } from '../../core/log/storage.js';
import { assert, assertEqual, assertMisuse } from './assert.js';
import type { ConformanceCase, MakeCase } from './cases.js';
import { appendAll, assertHolds, entries } from './helpers.js';

/** Ids that the contract allows and that adapters have tripped over. */
const ODD_LOG_IDS = [
  '.',
  '..',
  ':',
  '-',
  '_',
  '0',
  '__proto__',
  'constructor',
  'toString',
  'CON',
  'a'.repeat(200),
  'pair:team-7.A_b',
];

export const WRONG_LOG_IDS: readonly unknown[] = [
  '',
  'a'.repeat(201),
  'a/b',
  'a b',
  'ä',
  'a\n',
  '👩',
  undefined,
  null,
  7,
  {},
];

export const readingCases = (make: MakeCase<LogStorage>): readonly ConformanceCase[] => [
  make('read: a log that nobody wrote is empty, and its head is 0', async ({ create }) => {
    const storage = await create();
    assertEqual(await storage.read('never', 0), { entries: [], head: 0 }, 'read');
    assertEqual(await storage.read('never', 5, { limit: 1 }), { entries: [], head: 0 }, 'read after 5');
  }),

  make('read: entries come in the order they were given, with contiguous versions from 1', async ({ create }) => {
    const storage = await create();
    const added = entries('e', 25);
    await appendAll(storage, 'log', 0, added.slice(0, 10));
    await appendAll(storage, 'log', 10, added.slice(10, 11));
    await appendAll(storage, 'log', 11, added.slice(11));
    await assertHolds(storage, 'log', added, 'the log');
  }),

  make('read: starts right after the given version', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, entries('e', 5));
    for (const after of [0, 1, 4]) {
      const page = await storage.read('log', after);
      assertEqual(page.entries[0]?.version, after + 1, `first version read after ${after}`);
      assertEqual(page.head, 5, `head read after ${after}`);
    }
  }),

  make('read: nothing after the head or beyond it, and the head is still told', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, entries('e', 3));
    for (const after of [3, 4, 1_000_000, Number.MAX_SAFE_INTEGER]) {
      assertEqual(await storage.read('log', after), { entries: [], head: 3 }, `read after ${after}`);
    }
  }),

  make('read: a limit is never exceeded, and pages of any size add up to the log', async ({ create }) => {
    const storage = await create();
    const added = entries('e', 7);
    await appendAll(storage, 'log', 0, added);
    for (const limit of [1, 2, 3, 7, 8, 1000]) {
      const ids: string[] = [];
      while (ids.length < 7) {
        const page = await storage.read('log', ids.length, { limit });
        assert(page.entries.length <= limit, `limit ${limit}: a page of ${page.entries.length} entries`);
        assert(page.entries.length > 0, `limit ${limit}: an empty page before the head`);
        assertEqual(page.head, 7, `limit ${limit}: head, which is the log's and not the page's`);
        ids.push(...page.entries.map(({ id }) => id));
      }
      assertEqual(
        ids,
        added.map(({ id }) => id),
        `limit ${limit}: ids`,
      );
    }
  }),

  make('read: while somebody appends, the entries and the head of a page are of one moment', async ({ create }) => {
    const storage = await create();
    for (let version = 0; version < 20; version += 1) {
      const [before, , after, all] = await Promise.all([
        storage.read('log', version),
        appendAll(storage, 'log', version, entries(`e${version}-`, 1)),
        storage.read('log', version),
        storage.read('log', 0),
      ]);
      for (const { entries: read, head } of [before, after])
        assertEqual(read.length, head - version, `entries read after ${version}, with a head of ${head}`);
      assert((all.entries.at(-1)?.version ?? 0) <= all.head, `an entry above the head of ${all.head}`);
    }
  }),

  make('read: an entry has id, body and version, and nothing else', async ({ create }) => {
    const storage = await create();
    const extra = { id: 'e1', body: 1, version: 99, more: 'than asked for' };
    await appendAll(storage, 'log', 0, [extra]);
    assertEqual((await storage.read('log', 0)).entries, [{ id: 'e1', body: 1, version: 1 }], 'entries');
  }),

  make('logs: odd but allowed ids name logs of their own', async ({ create }) => {
    const storage = await create();
    for (const log of ODD_LOG_IDS) await appendAll(storage, log, 0, [{ id: 'e', body: log }]);
    for (const log of ODD_LOG_IDS) await assertHolds(storage, log, [{ id: 'e', body: log }], `log ${log}`);
  }),

  make('logs: upper and lower case are different logs', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'Pair', 0, entries('upper', 2));
    await assertHolds(storage, 'pair', [], 'log pair');
    await appendAll(storage, 'pair', 0, entries('lower', 1));
    await assertHolds(storage, 'Pair', entries('upper', 2), 'log Pair');
  }),

  make('read: misuse rejects with a TypeError', async ({ create }) => {
    const storage = await create();
    for (const log of WRONG_LOG_IDS) {
      await assertMisuse(() => storage.read(log as string, 0), `read of log ${String(log).slice(0, 10)}`);
    }
    for (const after of [-1, 0.5, NaN, Infinity, '1', null, undefined]) {
      await assertMisuse(() => storage.read('log', after as number), `read after ${String(after)}`);
    }
    for (const limit of [0, -1, 1.5, NaN, '1', null]) {
      await assertMisuse(() => storage.read('log', 0, { limit: limit as number }), `limit ${String(limit)}`);
    }
  }),
];
