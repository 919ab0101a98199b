import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import type { LogStorage } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { add, note, remove, shopping } from './shopping.js';
import {
  LOG,
  coded,
  durableMemory,
  entriesOf,
  keptOn,
  keysOf,
  open,
  row,
  settle,
  switchable,
  write,
  type ShoppingReplica,
} from './world.js';

/** A replica whose commands wait, while others write what makes some of them impossible. */
async function apart(storage: LogStorage, local: LocalStore = memoryLocal()) {
  const log = switchable(storage);
  const replica = open({ ...log.store, subscribe: () => () => undefined }, local);
  await replica.ready;
  log.down = ['all'];
  return { replica, local, log, reconnect: () => ((log.down = []), replica.retry()) };
}

const tray = (replica: ShoppingReplica) => replica.getSnapshot().attention;

describe('two writers', () => {
  it('decides pending commands again on top of what is newer', async () => {
    const storage = memory();
    const { replica, reconnect } = await apart(storage);
    await replica.send(add('1', 'milk'));
    await replica.send(note('2'));
    await write(storage, add('x', 'tea'));
    await reconnect();
    assert.deepEqual(replica.getSnapshot().document.trail, ['x', '1', '2']);
    const facts = (await entriesOf(storage)).flatMap((entry) => shopping.decode(entry.body));
    assert.deepEqual(
      facts.map(({ seen }) => seen),
      [0, 1, 2],
    ); // the command was rebased, not its facts
  });

  it('uses the conflict itself, and reads on where it is longer than one page', async () => {
    const inner = memory();
    const log = switchable({
      ...inner,
      append: async (...args: Parameters<LogStorage['append']>) => {
        const result = await inner.append(...args);
        if (result.status === 'appended') return result;
        return {
          status: 'conflict' as const,
          newer: { entries: result.newer.entries.slice(0, 2), head: result.newer.head },
        };
      },
    });
    const replica = open({ ...log.store, subscribe: () => () => undefined }, memoryLocal(), { pageSize: 2 });
    await replica.ready;
    for (let n = 0; n < 7; n++) await write(inner, note(`n${n}`));
    assert.deepEqual(await replica.send(add('1')), {
      status: 'stored',
      version: 8,
      facts: [{ type: 'added', by: '1', name: '1', seen: 0 }],
    });
    await write(inner, note('n7'));
    log.calls.length = 0;
    assert.equal((await replica.send(add('2'))).status, 'stored');
    assert.deepEqual(log.calls, ['append', 'append']); // no read was needed
  });

  it('follows the others live, several notifications at once causing one more read', async () => {
    const storage = memory();
    const log = switchable(storage);
    const [one, two] = [open(storage), open(log.store)];
    await Promise.all([one.ready, two.ready]);
    log.calls.length = 0;
    for (let n = 0; n < 20; n++) await one.send(note(`n${n}`));
    await settle();
    assert.deepEqual(two.getSnapshot().document, one.getSnapshot().document);
    assert.ok(log.calls.filter((call) => call === 'read').length <= 20);
    log.calls.length = 0;
    await two.send(add('1'));
    await settle();
    assert.deepEqual(log.calls, ['append']); // hearing of its own append is no reason to read
  });

  it('does not believe a head that it hears of', async () => {
    const storage = memory();
    let tell: (head: number) => void = () => undefined;
    const replica = open({ ...storage, subscribe: (_log, listener) => ((tell = listener), () => undefined) });
    await replica.send(add('1'));
    for (const head of [0, 99, 1]) {
      tell(head);
      await settle();
      assert.equal(replica.getSnapshot().sync.state, 'saved');
    }
  });
});

describe('the attention tray', () => {
  it('takes the first refused one and those behind it, with what the person wrote', async () => {
    const storage = memory();
    const { replica, local, reconnect } = await apart(storage);
    await replica.send(note('0'));
    await replica.send({ id: '1', type: 'add', name: 'milk', text: 'the good one' });
    await replica.send(note('2', 'dear diary'));
    await replica.send(add('3', 'tea'));
    await write(storage, add('x', 'milk'));
    await reconnect();
    const { document, pending, sync } = replica.getSnapshot();
    assert.deepEqual(document.trail, ['x', '0']);
    assert.deepEqual(pending, []);
    assert.equal(sync.state, 'saved');
    assert.deepEqual(tray(replica), [
      {
        kind: 'refused',
        id: '1',
        command: { id: '1', type: 'add', name: 'milk', text: 'the good one' },
        reason: { code: 'TWICE', name: 'milk' },
      },
      { kind: 'behind', id: '2', command: note('2', 'dear diary'), behind: '1' },
      { kind: 'behind', id: '3', command: add('3', 'tea'), behind: '1' },
    ]);
    await settle();
    assert.deepEqual(await keptOn(local, 'tray'), ['1', '2', '3']);
    assert.equal((await keysOf(local)).length, 3);
    const reloaded = open(storage, local);
    await reloaded.ready;
    assert.deepEqual(tray(reloaded), tray(replica));
    assert.deepEqual(
      (await entriesOf(storage)).map(({ id }) => id),
      ['x', '0'],
    );
  });

  it('rejects a send that still waits', async () => {
    const storage = memory();
    let write2: Promise<void> | undefined;
    const replica = open({
      ...storage,
      subscribe: () => () => undefined,
      append: async (...args) => {
        write2 ??= write(storage, add('x', 'milk'));
        await write2;
        return storage.append(...args);
      },
    });
    await replica.ready;
    const sends = [replica.send(add('1', 'milk')), replica.send(note('2'))];
    await Promise.all([
      assert.rejects(sends[0]!, coded('COMMAND_REFUSED', { attention: true, reason: { code: 'TWICE', name: 'milk' } })),
      assert.rejects(sends[1]!, coded('COMMAND_REFUSED', { attention: true, behind: '1' })),
    ]);
    await assert.rejects(replica.send(add('1', 'milk')), coded('COMMAND_REFUSED', { attention: true }));
    assert.equal(tray(replica).length, 2);
  });

  it('tries again under the same rules', async () => {
    const storage = memory();
    const { replica, local, reconnect } = await apart(storage);
    await replica.send(add('1', 'milk'));
    await replica.send(note('2'));
    await write(storage, add('x', 'milk'));
    await reconnect();
    await assert.rejects(replica.attention.retry('1'), coded('COMMAND_REFUSED', { attention: true }));
    assert.equal(tray(replica).length, 2);
    await write(storage, remove('y', 'milk'), add('a'), add('b'), add('c'), add('d'));
    await replica.retry();
    await assert.rejects(
      replica.attention.retry('1'),
      coded('COMMAND_REFUSED', { reason: { code: 'FULL', name: 'milk' } }),
    );
    const [first] = tray(replica);
    assert.equal(first?.kind === 'refused' && first.reason.code, 'FULL');
    await write(storage, remove('z', 'a'));
    await replica.retry();
    const [one, two] = await Promise.all([replica.attention.retry('1'), replica.attention.retry('1')]);
    assert.deepEqual(one, two);
    assert.equal(one.status === 'stored' && one.version, 8);
    assert.equal((await replica.attention.retry('2')).status, 'stored');
    assert.equal((await replica.attention.retry('2')).status, 'stored');
    assert.deepEqual(tray(replica), []);
    await settle();
    assert.deepEqual(await keysOf(local), []);
    await assert.rejects(replica.attention.retry('nobody'), TypeError);
  });

  it('dismisses on request only', async () => {
    const storage = memory();
    const stores = switchable(memoryLocal());
    const { replica, reconnect } = await apart(storage, stores.store);
    await replica.send(add('1', 'milk'));
    await write(storage, add('x', 'milk'));
    await reconnect();
    stores.down = ['delete'];
    await assert.rejects(replica.attention.dismiss('1'), coded('STORAGE_UNAVAILABLE'));
    assert.equal(tray(replica).length, 1);
    stores.down = [];
    await replica.attention.dismiss('1');
    await replica.attention.dismiss('1');
    await replica.attention.dismiss('nobody');
    assert.deepEqual(tray(replica), []);
    assert.deepEqual(await keysOf(stores.store), []);
  });

  it('stays on the device as pending while its own row cannot be written', async () => {
    const storage = memory();
    const stores = switchable(memoryLocal());
    const { replica, reconnect } = await apart(storage, stores.store);
    await replica.send(add('1', 'milk'));
    await replica.send(note('2'));
    await write(storage, add('x', 'milk'));
    stores.down = ['set'];
    await reconnect();
    await settle();
    assert.equal(tray(replica).length, 2);
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.equal((await keptOn(stores.store, 'pending')).length, 2);
    stores.down = [];
    await replica.retry();
    assert.equal((await keptOn(stores.store, 'pending')).length, 0);
    assert.equal((await keptOn(stores.store, 'tray')).length, 2);
  });

  it('is unsaved while something in it is nowhere on the device', async () => {
    const storage = memory();
    const stores = switchable(memoryLocal());
    const { replica, reconnect } = await apart(storage, stores.store);
    stores.down = ['set'];
    await assert.rejects(replica.send(add('1', 'milk')), coded('STORAGE_UNAVAILABLE'));
    await write(storage, add('x', 'milk'));
    await reconnect();
    assert.equal(replica.getSnapshot().sync.state, 'unsaved');
    assert.equal(tray(replica).length, 1);
    stores.down = [];
    await replica.retry();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.equal((await keptOn(stores.store, 'tray')).length, 1);
  });

  it('lets go of what turns out to be in the log', async () => {
    const storage = memory();
    const local = memoryLocal();
    const { replica, reconnect } = await apart(storage, local);
    await replica.send(add('1', 'milk'));
    await write(storage, add('x', 'milk'));
    await reconnect();
    const other = open(storage, local);
    await other.ready;
    await write(storage, remove('y', 'milk'));
    await settle();
    assert.equal((await other.attention.retry('1')).status, 'stored');
    assert.equal(tray(replica).length, 1);
    await replica.retry();
    assert.equal(tray(replica).length, 0);
  });
});

describe('rows of other sessions', () => {
  it('are adopted in the order of sending, across any number of reloads', async () => {
    const storage = switchable(durableMemory());
    const local = memoryLocal();
    storage.down = ['append'];
    // The later sessions sort before the earlier ones.
    for (const [session, id] of [
      ['c', '1'],
      ['b', '2'],
      ['a', '3'],
    ] as const) {
      const replica = open(storage.store, local, { session });
      await replica.ready;
      await replica.send(note(id));
      await replica.send(note(`${id}+`));
    }
    storage.down = [];
    const last = open(storage.store, local);
    await last.retry();
    assert.deepEqual(last.getSnapshot().confirmed.document.trail, ['1', '1+', '2', '2+', '3', '3+']);
    await settle();
    assert.deepEqual(await keptOn(local, 'pending'), []);
  });

  it('may belong to a tab that is still open: whoever is first, nothing is doubled', async () => {
    const storage = switchable(memory());
    const local = memoryLocal();
    const one = open(storage.store, local);
    await one.ready;
    storage.down = ['append'];
    await one.send(add('1'));
    const two = open(storage.store, local);
    await two.ready;
    assert.deepEqual(
      two.getSnapshot().pending.map(({ id }) => id),
      ['1'],
    );
    await two.send(add('2'));
    storage.down = [];
    await Promise.all([one.retry(), two.retry()]);
    await settle();
    assert.deepEqual(
      (await entriesOf(storage.store)).map(({ id }) => id),
      ['1', '2'],
    );
    assert.deepEqual(one.getSnapshot().document, two.getSnapshot().document);
    assert.deepEqual(await keysOf(local), []);
  });

  it('a refusal stops its own session only', async () => {
    const storage = memory();
    const local = memoryLocal();
    await local.set(...row(1, add('1', 'milk'), { session: 'a' }));
    await local.set(...row(2, add('2', 'tea'), { session: 'a', follows: '1' }));
    await local.set(...row(3, add('3', 'soap'), { session: 'b' }));
    await write(storage, add('x', 'milk'));
    const replica = open(storage, local);
    await replica.retry();
    assert.deepEqual(replica.getSnapshot().document.trail, ['x', '3']);
    assert.deepEqual(
      tray(replica).map(({ id, kind }) => [id, kind]),
      [
        ['1', 'refused'],
        ['2', 'behind'],
      ],
    );
  });

  it('do not go ahead of what another tab has put into the tray', async () => {
    const storage = memory();
    const local = memoryLocal();
    const one = await apart(storage, local);
    await one.replica.send(add('1', 'milk'));
    await write(storage, add('x', 'milk'));
    // Another tab adopts the first command and finds it refused, while this one sends a second, and is then gone.
    const two = open(storage, local);
    await two.retry();
    await one.replica.send(note('2'));
    assert.deepEqual(
      tray(two).map(({ id }) => id),
      ['1'],
    );
    const three = open(storage, local);
    await three.retry();
    assert.deepEqual(three.getSnapshot().pending, []);
    assert.deepEqual(
      tray(three).map(({ id, kind }) => [id, kind]),
      [
        ['1', 'refused'],
        ['2', 'behind'],
      ],
    );
    assert.equal((await three.attention.retry('2')).status, 'stored');
    await three.attention.dismiss('1');
    assert.deepEqual(await keysOf(local), []);
  });

  it('do not go ahead of a refused one either where what is between them is in the log already', async () => {
    const storage = memory();
    const local = memoryLocal();
    await local.set(...row(1, add('1', 'milk')));
    await local.set(...row(2, add('2', 'tea'), { follows: '1' }));
    await local.set(...row(3, note('3'), { follows: '2' }));
    await write(storage, add('x', 'milk'), add('2', 'tea'));
    const sets: string[] = [];
    const replica = open(storage, { ...local, set: (key, value) => (sets.push(key), local.set(key, value)) });
    await replica.retry();
    assert.deepEqual(
      tray(replica).map(({ id, kind }) => [id, kind]),
      [
        ['1', 'refused'],
        ['3', 'behind'],
      ],
    );
    // A page that comes after a crash between the two finds the first still pending, not the second alone.
    assert.deepEqual(
      sets,
      ['3', '1'].map((id) => `command/${LOG}/${id}`),
    );
    assert.deepEqual(await keptOn(local, 'tray'), ['1', '3']);
  });

  it('that cannot be read are shown as they are, and stay', async () => {
    const local = memoryLocal();
    const odd = {
      [`command/${LOG}/a`]: { command: 7 },
      [`command/${LOG}/b`]: null,
      [`command/${LOG}/c`]: [],
      [`command/${LOG}/d`]: row(1, add('not d'))[1],
      [`command/${LOG}/e`]: row(1, add('e'), { kind: 'of a later version' })[1],
      [`command/${LOG}/g`]: row(1, add('g'), { kind: 'refused', reason: null })[1],
    };
    for (const [key, value] of Object.entries(odd)) await local.set(key, value);
    await local.set(`command/${LOG}x/f`, { command: add('other log') });
    const replica = open(memory(), local);
    await replica.ready;
    assert.deepEqual(
      Object.fromEntries(tray(replica).map((item) => [item.id, item.kind === 'unreadable' && item.raw])),
      odd,
    );
    const [first] = tray(replica);
    await assert.rejects(replica.attention.retry(first!.id), coded('VALIDATION_FAILED'));
    assert.equal((await replica.send(add('1'))).status, 'stored');
    await replica.close();
    assert.equal((await keysOf(local)).length, 7);
    const again = open(memory(), local);
    await again.ready;
    await again.attention.dismiss(first!.id);
    assert.equal(tray(again).length, 5);
    assert.equal((await keysOf(local)).length, 6);
  });
});
