import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TandemErrorCode } from '../../../src/core/errors.js';
import type { LogPage, LogStorage } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { add, note } from './shopping.js';
import {
  LOG,
  coded,
  durableMemory,
  entriesOf,
  keysOf,
  open,
  row,
  settle,
  switchable,
  write,
  writeRaw,
} from './world.js';

/** A storage whose pages can be changed on the way. */
function bent(inner: LogStorage): { storage: LogStorage; bend: (page: LogPage) => LogPage } {
  const control = {
    bend: (page: LogPage): LogPage => page,
    storage: {
      ...inner,
      read: async (...args: Parameters<LogStorage['read']>) => control.bend(await inner.read(...args)),
    },
  };
  return control;
}

const without = (version: number) => (page: LogPage) => ({
  ...page,
  entries: page.entries.filter((entry) => entry.version !== version),
});

const cases: [name: string, code: TandemErrorCode, prepare: (storage: LogStorage) => Promise<LogStorage>][] = [
  ['a fact of a newer version', 'FACT_UNKNOWN', async (s) => (await writeRaw(s, '3', { v: 2 }), s)],
  ['a body without sense', 'LOG_ENTRY_CORRUPT', async (s) => (await writeRaw(s, '3', 'hand-edited'), s)],
  ['a body that is nothing', 'LOG_ENTRY_CORRUPT', async (s) => (await writeRaw(s, '3', null), s)],
  [
    'an entry without an id',
    'LOG_ENTRY_CORRUPT',
    async (s) => {
      await write(s, note('3'));
      const { storage, ...rest } = bent(s);
      void rest;
      return {
        ...storage,
        read: async (...args) => {
          const page = await s.read(...args);
          return { ...page, entries: page.entries.map((entry) => (entry.version === 3 ? (null as never) : entry)) };
        },
      };
    },
  ],
  [
    'an id that occurs twice',
    'LOG_ENTRY_CORRUPT',
    async (s) => {
      await write(s, note('3'));
      return {
        ...s,
        read: async (...args) => {
          const page = await s.read(...args);
          return {
            ...page,
            entries: page.entries.map((entry) => (entry.version === 3 ? { ...entry, id: '1' } : entry)),
          };
        },
      };
    },
  ],
  [
    'a missing entry',
    'LOG_GAP',
    async (s) => {
      await write(s, note('3'), note('4'));
      return { ...s, read: async (...args) => without(3)(await s.read(...args)) };
    },
  ],
  [
    'a missing end',
    'LOG_GAP',
    async (s) => {
      await write(s, note('3'));
      return { ...s, read: async (...args) => without(3)(await s.read(...args)) };
    },
  ],
];

describe('a log that cannot be followed', () => {
  for (const [name, code, prepare] of cases) {
    it(`${name}: read-only at the last good state, nothing is lost`, async () => {
      const inner = memory();
      await write(inner, add('1'), add('2'));
      const storage = await prepare(inner);
      const before = await entriesOf(inner);
      const local = memoryLocal();
      await local.set(...row(1, note('p', 'typed before')));
      const replica = open(storage, local);
      await replica.ready;
      const { sync, document, confirmed, pending } = replica.getSnapshot();
      assert.equal(sync.state, 'read-only');
      assert.equal(sync.error?.code, code);
      assert.equal(sync.error?.details['version'], 3);
      assert.equal(confirmed.version, 2);
      assert.deepEqual(confirmed.document.trail, ['1', '2']);
      assert.deepEqual(document.trail, ['1', '2', 'p']);
      assert.deepEqual(
        pending.map(({ id }) => id),
        ['p'],
      );
      await assert.rejects(replica.send(note('x')), coded(code));
      assert.equal((await replica.send(add('1'))).status, 'stored'); // a double submit is still answered
      const known = replica.getSnapshot();
      await replica.retry();
      assert.equal(replica.getSnapshot(), known);
      await replica.close();
      assert.deepEqual(await entriesOf(inner), before);
      assert.deepEqual(await keysOf(local), [`command/${LOG}/p`]);
    });
  }

  it('while it is open: pending ones stay, on the device, and are answered so', async () => {
    const storage = switchable(memory());
    const replica = open({ ...storage.store, subscribe: () => () => undefined });
    await replica.send(add('1'));
    await writeRaw(storage.store, 'new', { v: 2 });
    const receipt = await replica.send(add('2'));
    assert.equal(receipt.status, 'pending');
    assert.equal(replica.getSnapshot().sync.error?.code, 'FACT_UNKNOWN');
    assert.deepEqual(replica.getSnapshot().document.names, ['1', '2']);
    assert.equal((await replica.rawEntries(0)).entries.length, 2);
    assert.deepEqual((await replica.rawEntries(1, 1)).entries[0]?.body, { v: 2 });
  });

  it('recovers when the log makes sense again, and sends what waited', async () => {
    const inner = memory();
    const control = bent(inner);
    const replica = open(control.storage);
    await replica.send(add('1'));
    control.bend = without(2);
    await write(inner, add('2'), add('3'));
    await settle();
    assert.equal(replica.getSnapshot().sync.error?.code, 'LOG_GAP');
    control.bend = (page) => page;
    await replica.retry();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.deepEqual(replica.getSnapshot().document.names, ['1', '2', '3']);
  });

  it('refuses nothing for good while it is read-only', async () => {
    const storage = memory();
    const local = memoryLocal();
    await write(storage, add('1', 'milk'));
    await writeRaw(storage, 'new', { v: 2 });
    await local.set(...row(1, add('2', 'milk')));
    await local.set(...row(2, note('3'), { follows: '2' }));
    const replica = open(storage, local);
    await replica.ready;
    assert.deepEqual(replica.getSnapshot().attention, []);
    assert.deepEqual(
      replica.getSnapshot().pending.map(({ id }) => id),
      ['2', '3'],
    );
    assert.deepEqual(replica.getSnapshot().document.trail, ['1']);
  });
});

describe('a history that changed', () => {
  for (const [name, after] of [
    ['erased', []],
    ['rolled back', [add('1')]],
    ['rewritten', [add('1'), add('other')]],
    ['rewritten and longer', [add('1'), add('other'), add('3')]],
  ] as const) {
    it(`${name} while it is open: read-only, the document stays, nothing is written`, async () => {
      const storage = memory();
      const replica = open(storage);
      await replica.send(add('1'));
      await replica.send(add('2'));
      const before = replica.getSnapshot().confirmed;
      await storage.erase(LOG);
      await write(storage, ...after);
      await settle();
      const { sync, confirmed } = replica.getSnapshot();
      assert.equal(sync.state, 'read-only');
      assert.equal(sync.error?.code, 'LOG_REWRITTEN');
      assert.equal(sync.error?.details['version'], 2);
      assert.equal(confirmed, before);
      await assert.rejects(replica.send(add('x')), coded('LOG_REWRITTEN'));
      assert.equal((await entriesOf(storage)).length, after.length);
    });
  }

  it('is found by a send as well, where the storage tells nothing', async () => {
    const storage = memory();
    const replica = open({ ...storage, subscribe: () => () => undefined });
    await replica.send(add('1'));
    await storage.erase(LOG);
    const receipt = await replica.send(add('2'));
    assert.equal(receipt.status, 'pending');
    assert.equal(replica.getSnapshot().sync.error?.code, 'LOG_REWRITTEN');
    assert.deepEqual(await entriesOf(storage), []);
  });

  it('shorter than the snapshot at the next opening: read-only with the document of the snapshot', async () => {
    for (const format of [1, 2]) {
      const storage = durableMemory();
      const local = memoryLocal();
      const first = open(storage, local);
      for (const name of ['1', '2', '3']) await first.send(add(name));
      await first.close();
      await storage.erase(LOG);
      const { shopping } = await import('./shopping.js');
      const second = open(storage, local, { language: { ...shopping, snapshotFormat: format } });
      await second.ready;
      const { sync, document } = second.getSnapshot();
      assert.equal(sync.error?.code, 'LOG_REWRITTEN');
      assert.equal(sync.error?.details['version'], 3);
      assert.deepEqual(document.names, format === 1 ? ['1', '2', '3'] : []);
      await second.retry();
      assert.equal(second.getSnapshot().sync.state, 'read-only');
      await second.close();
      assert.deepEqual(await keysOf(local), [`snapshot/${LOG}`]);
      await local.delete(`snapshot/${LOG}`); // the person starts anew
      const third = open(storage, local);
      assert.equal((await third.send(add('1'))).status, 'stored');
    }
  });
});
