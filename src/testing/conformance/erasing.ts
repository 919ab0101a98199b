import type { LogStorage } from '../../core/log/storage.js';
import { assertEqual, assertMisuse } from './assert.js';
import type { ConformanceCase, MakeCase } from './cases.js';
import { appendAll, assertConflict, assertHolds, entries, readAll } from './helpers.js';
import { WRONG_LOG_IDS } from './reading.js';

/** Names that a careless key scheme would take for parts of `a`. */
const NEIGHBOURS = ['ab', 'a:', 'a:1', 'a.', 'a_', 'a-', 'a-1', 'A', 'a0', 'aa', 'b', '.a', ':a'];

export const erasingCases = (make: MakeCase<LogStorage>): readonly ConformanceCase[] => [
  make('erase: the log is really gone', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, entries('e', 5));
    assertEqual((await readAll(storage, 'log')).length, 5, 'entries before erasing, or this test shows nothing');
    await storage.erase('log');
    assertEqual(await storage.read('log', 0), { entries: [], head: 0 }, 'read after erasing');
  }),

  make('erase: twice is harmless, and so is erasing what nobody wrote', async ({ create }) => {
    const storage = await create();
    await storage.erase('never');
    await appendAll(storage, 'log', 0, entries('e', 1));
    await storage.erase('log');
    await storage.erase('log');
    assertEqual(await storage.read('log', 0), { entries: [], head: 0 }, 'read after erasing twice');
  }),

  make('erase: leaves logs alone whose names are alike (`a` and `ab`, `a:`, `A` …)', async ({ create }) => {
    const storage = await create();
    for (const log of ['a', ...NEIGHBOURS]) await appendAll(storage, log, 0, entries(`${log}-`, 2));
    await storage.erase('a');
    await assertHolds(storage, 'a', [], 'log a');
    for (const log of NEIGHBOURS) await assertHolds(storage, log, entries(`${log}-`, 2), `log ${log}`);
  }),

  make('erase: the log starts at version 1 again, and the same entry ids may come again', async ({ create }) => {
    const storage = await create();
    await appendAll(storage, 'log', 0, entries('e', 3));
    await storage.erase('log');
    assertConflict(await storage.append('log', 3, entries('f', 1)), 3, [], 'on the head of old');
    await appendAll(storage, 'log', 0, entries('e', 2));
    await assertHolds(storage, 'log', entries('e', 2), 'the new log');
  }),

  make('erase: misuse rejects with a TypeError', async ({ create }) => {
    const storage = await create();
    for (const log of WRONG_LOG_IDS) {
      await assertMisuse(() => storage.erase(log as string), `erase of log ${String(log).slice(0, 10)}`);
    }
  }),
];
