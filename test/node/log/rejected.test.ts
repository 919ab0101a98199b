import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError } from '../../../src/core/errors.js';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import type { Entry, LogStorage } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { add, note } from './shopping.js';
import { LOG, coded, entriesOf, keptOn, open, row, switchable, type ShoppingReplica } from './world.js';

/** A storage that never takes certain entries, and says which one it was or not. */
function picky(inner: LogStorage, { names = true, takes = (entry: Entry) => !hasPoison(entry) } = {}) {
  const sizes: number[] = [];
  const storage: LogStorage = {
    ...inner,
    append: async (log, expected, entries, options) => {
      sizes.push(entries.length);
      const bad = entries.find((entry) => !takes(entry));
      if (!bad) return inner.append(log, expected, entries, options);
      throw new TandemError('STORAGE_REJECTED', 'Too large', { details: names ? { entry: bad.id } : {} });
    },
  };
  return { storage, sizes };
}

const hasPoison = ({ body }: Entry) => JSON.stringify(body).includes('poison');
const poison = (id: string) => note(id, `poison ${id}`);
const tray = (replica: ShoppingReplica) =>
  replica.getSnapshot().attention.map((item) => [item.kind, item.id, item.kind === 'behind' ? item.behind : undefined]);

/** What waited on a device, sent by an opening that is over. */
async function deviceWith(...commands: readonly ReturnType<typeof note>[]): Promise<LocalStore> {
  const local = memoryLocal();
  for (const [index, command] of commands.entries()) {
    const before = commands[index - 1];
    await local.set(...row(index + 1, command, before ? { follows: before.id } : {}));
  }
  return local;
}

describe('a command that the storage will never take', () => {
  it('gets into the tray with its text, and the next one goes on', async () => {
    const { storage } = picky(memory());
    const local = memoryLocal();
    const replica = open(storage, local);
    await assert.rejects(replica.send(poison('1')), coded('STORAGE_REJECTED', { id: '1', attention: true }));
    const { sync, pending, attention, document } = replica.getSnapshot();
    assert.deepEqual([sync.state, pending, document.trail], ['saved', [], []]);
    assert.deepEqual(attention, [{ kind: 'rejected', id: '1', command: poison('1'), code: 'STORAGE_REJECTED' }]);
    assert.equal((await replica.send(note('2'))).status, 'stored');
    assert.deepEqual([await keptOn(local, 'tray'), await keptOn(local, 'pending')], [['1'], []]);
    await assert.rejects(replica.send(poison('1')), coded('STORAGE_REJECTED', { attention: true }), 'the same again');
  });

  for (const names of [true, false]) {
    it(`is found among many, with those of its session behind it (${names ? 'named' : 'not named'})`, async () => {
      const inner = memory();
      const { storage, sizes } = picky(inner, { names });
      const local = await deviceWith(...Array.from({ length: 9 }, (_, n) => (n === 5 ? poison('5') : note(`${n}`))));
      const log = switchable(storage);
      log.down = ['append'];
      const replica = open(log.store, local);
      await replica.ready;
      await replica.send(add('mine', 'milk'));
      log.down = [];
      await replica.retry();
      assert.deepEqual(tray(replica), [
        ['rejected', '5', undefined],
        ['behind', '6', '5'],
        ['behind', '7', '5'],
        ['behind', '8', '5'],
      ]);
      const stored = ['0', '1', '2', '3', '4', 'mine'];
      assert.deepEqual(replica.getSnapshot().document.trail, stored);
      assert.deepEqual(
        (await entriesOf(inner)).map(({ id }) => id),
        stored,
      );
      assert.deepEqual([replica.getSnapshot().sync.state, replica.getSnapshot().pending], ['saved', []]);
      assert.deepEqual(await keptOn(local, 'tray'), ['5', '6', '7', '8']);
      assert.ok(sizes.length < 9, sizes.join());
    });
  }

  it('does not stand for a request that is too large altogether', async () => {
    const inner = memory();
    const storage: LogStorage = {
      ...inner,
      append: async (log, expected, entries) => {
        if (entries.length <= 2) return inner.append(log, expected, entries);
        throw new TandemError('STORAGE_REJECTED', 'Too large a body');
      },
    };
    const local = await deviceWith(...Array.from({ length: 9 }, (_, n) => note(`${n}`)));
    const replica = open(storage, local);
    await replica.ready;
    await replica.retry();
    assert.equal((await entriesOf(inner)).length, 9);
    assert.deepEqual(tray(replica), []);
  });

  it('each on its own, where there are several', async () => {
    for (const names of [true, false]) {
      const inner = memory();
      const { storage } = picky(inner, { names });
      const local = memoryLocal();
      for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) {
        await local.set(...row(index, index % 2 ? poison(id) : note(id), { session: id }));
      }
      const replica = open(storage, local);
      await replica.ready;
      await replica.retry();
      assert.deepEqual(tray(replica), [
        ['rejected', 'b', undefined],
        ['rejected', 'd', undefined],
      ]);
      assert.deepEqual(replica.getSnapshot().document.trail, ['a', 'c']);
    }
  });

  it('is tried again on request, and stays where it is rejected again', async () => {
    const options = { takes: (entry: Entry) => !hasPoison(entry) };
    const inner = memory();
    const { storage } = picky(inner, { takes: (entry) => options.takes(entry) });
    const local = memoryLocal();
    const replica = open(storage, local);
    await assert.rejects(replica.send(poison('1')));
    await assert.rejects(replica.attention.retry('1'), coded('STORAGE_REJECTED', { attention: true }));
    assert.deepEqual(tray(replica), [['rejected', '1', undefined]]);
    assert.deepEqual(await keptOn(local, 'tray'), ['1']);
    options.takes = () => true;
    assert.equal((await replica.attention.retry('1')).status, 'stored');
    assert.deepEqual(tray(replica), []);
    await replica.close();
    assert.deepEqual(await keptOn(local, 'tray'), []);
    assert.equal((await entriesOf(inner)).length, 1);
  });

  it('survives a reload in the tray, and is gone only when it is dismissed', async () => {
    const { storage } = picky(memory());
    const local = memoryLocal();
    const first = open(storage, local);
    await assert.rejects(first.send(poison('1')));
    const kept = first.getSnapshot().attention;
    await first.close();
    const second = open(storage, local);
    await second.ready;
    assert.deepEqual(second.getSnapshot().attention, kept);
    await second.attention.dismiss('1');
    assert.deepEqual(second.getSnapshot().attention, []);
    assert.deepEqual(await local.list('command/'), []);
  });

  it('is unreadable where a row says so without a code', async () => {
    const local = memoryLocal();
    await local.set(...row(1, note('1'), { kind: 'rejected', id: '1', code: 7 }));
    const replica = open(memory(), local);
    await replica.ready;
    assert.deepEqual(tray(replica), [['unreadable', `command/${LOG}/1`, undefined]]);
  });

  it('is no reason to wait for anybody: no other try is asked for', async () => {
    const { storage } = picky(memory());
    let asked = 0;
    const replica = open(storage, memoryLocal(), { schedule: () => ((asked += 1), () => undefined) });
    await assert.rejects(replica.send(poison('1')));
    assert.equal(asked, 0);
  });
});
