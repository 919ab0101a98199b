import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError } from '../../../src/core/errors.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { faulty } from '../../../src/testing/faulty.js';
import { add, note, remove, shopping } from './shopping.js';
import { LOG, coded, durableMemory, entriesOf, keptOn, keysOf, open, settle, switchable } from './world.js';

describe('send', () => {
  it('shows the effect at once, in one change, and stores', async () => {
    const storage = memory();
    const replica = open(storage);
    await replica.ready;
    const states: string[] = [];
    replica.subscribe(({ document, pending, sync }) =>
      states.push(`${document.names.join()}|${pending.length}|${sync.state}`),
    );
    const sent = replica.send(add('1', 'milk'));
    assert.deepEqual(states, ['milk|1|saving']);
    const receipt = await sent;
    assert.deepEqual(receipt, {
      status: 'stored',
      version: 1,
      facts: [{ type: 'added', by: '1', name: 'milk', seen: 0 }],
    });
    await settle();
    assert.deepEqual(states, ['milk|1|saving', 'milk|0|saved']);
    assert.deepEqual(
      (await entriesOf(storage)).map(({ id }) => id),
      ['1'],
    );
  });

  it('keeps snapshots stable until something changes', async () => {
    const replica = open(memory());
    await replica.ready;
    const before = replica.getSnapshot();
    await replica.retry();
    assert.equal(replica.getSnapshot(), before);
    const sent = replica.send(add('1'));
    const during = replica.getSnapshot();
    assert.notEqual(during, before);
    assert.equal(during.confirmed, before.confirmed);
    assert.equal(during.attention, before.attention);
    await sent;
    assert.equal(replica.getSnapshot().document, during.document);
    assert.equal(replica.getSnapshot().confirmed.document, during.document);
  });

  it('refused at once: rejects with the reason, and nothing changes', async () => {
    const storage = memory();
    const local = memoryLocal();
    const replica = open(storage, local);
    await replica.send(add('1', 'milk'));
    await settle();
    const before = replica.getSnapshot();
    await assert.rejects(
      replica.send(add('2', 'milk')),
      coded('COMMAND_REFUSED', { reason: { code: 'TWICE', name: 'milk' }, id: '2' }),
    );
    assert.equal(replica.getSnapshot(), before);
    assert.deepEqual(await keysOf(local), []);
    assert.equal((await entriesOf(storage)).length, 1);
  });

  it('passes on what the language throws, and nothing changes', async () => {
    const replica = open(memory(), memoryLocal(), {
      language: {
        ...shopping,
        decide: () => {
          throw new RangeError('a mistake');
        },
      },
    });
    await replica.ready;
    const before = replica.getSnapshot();
    await assert.rejects(replica.send(add('1')), RangeError);
    assert.equal(replica.getSnapshot(), before);
  });

  it('writes the command to the device first, then to the log, then forgets it', async () => {
    const order: string[] = [];
    const local = memoryLocal();
    const storage = memory();
    const replica = open(
      {
        ...storage,
        append: (...args) => {
          order.push('append');
          return storage.append(...args);
        },
      },
      {
        ...local,
        set: (key, value) => {
          order.push(`set ${key} ${JSON.stringify(value)}`);
          return local.set(key, value);
        },
        delete: (key) => {
          order.push(`delete ${key}`);
          return local.delete(key);
        },
      },
      { session: 'tab' },
    );
    await replica.send(note('1', 'hello'));
    await settle();
    const key = `command/${LOG}/1`;
    assert.deepEqual(order, [
      `set ${key} {"session":"tab","order":1,"command":{"id":"1","type":"note","text":"hello"}}`,
      'append',
      `delete ${key}`,
    ]);
  });

  it('does not touch the log before the device has answered', async () => {
    const local = memoryLocal();
    const storage = switchable(memory());
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const replica = open(storage.store, { ...local, set: (key, value) => slow.then(() => local.set(key, value)) });
    await replica.ready;
    const sent = replica.send(note('1'));
    await settle();
    assert.ok(!storage.calls.includes('append'));
    answer();
    assert.equal((await sent).status, 'stored');
  });

  it('makes a command durable while the log is busy with another', async () => {
    const local = memoryLocal();
    const storage = memory();
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const replica = open({ ...storage, append: (...args) => slow.then(() => storage.append(...args)) }, local);
    await replica.ready;
    const sends = [replica.send(note('1'))];
    await settle();
    sends.push(replica.send(note('2')));
    await settle();
    assert.equal((await keptOn(local, 'pending')).length, 2);
    answer();
    assert.deepEqual(
      (await Promise.all(sends)).map(({ status }) => status),
      ['stored', 'stored'],
    );
  });

  it('puts several pending commands into one append, each its own entry', async () => {
    const storage = switchable(memory());
    const replica = open(storage.store);
    await replica.ready;
    const receipts = await Promise.all(
      [add('1'), add('2'), add('3'), remove('4', '2')].map((each) => replica.send(each)),
    );
    assert.deepEqual(
      receipts.map((receipt) => receipt.status === 'stored' && receipt.version),
      [1, 2, 3, 4],
    );
    assert.ok(storage.calls.filter((call) => call === 'append').length <= 2);
    assert.deepEqual(replica.getSnapshot().document.names, ['1', '3']);
  });

  it('does not let a listener that throws do any harm', async () => {
    const replica = open(memory());
    await replica.ready;
    // The runner takes unhandled rejections for failures; this one is what is asked for.
    const runners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    const surfaced: unknown[] = [];
    process.on('unhandledRejection', (error) => surfaced.push(error));
    let told = 0;
    replica.subscribe(() => {
      throw new RangeError('mine');
    });
    const unsubscribe = replica.subscribe(() => void told++);
    assert.equal((await replica.send(add('1'))).status, 'stored');
    assert.ok(told > 0);
    await settle();
    process.removeAllListeners('unhandledRejection');
    for (const runner of runners) process.on('unhandledRejection', runner);
    assert.ok(surfaced.length > 0 && surfaced.every((error) => error instanceof RangeError));
    unsubscribe();
    unsubscribe();
  });
});

describe('no connection', () => {
  it('answers pending, keeps the commands in order, and stores them later', async () => {
    const storage = switchable(memory());
    const local = memoryLocal();
    const replica = open(storage.store, local);
    await replica.ready;
    storage.down = ['all'];
    const receipt = await replica.send(add('1'));
    assert.deepEqual(receipt, { status: 'pending', facts: [{ type: 'added', by: '1', name: '1', seen: 0 }] });
    await replica.send(remove('2', '1'));
    assert.equal(replica.getSnapshot().sync.state, 'waiting');
    assert.equal(replica.getSnapshot().sync.error, storage.error);
    assert.equal((await keptOn(local, 'pending')).length, 2);
    storage.down = [];
    await replica.retry();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.deepEqual(replica.getSnapshot().confirmed.document.trail, ['1', '2']);
    assert.deepEqual(await keptOn(local, 'pending'), []);
  });

  it('asks the host for another try, and calls it off', async () => {
    const storage = switchable(memory());
    const asked: number[] = [];
    const tries: (() => void)[] = [];
    let cancelled = 0;
    const replica = open(storage.store, memoryLocal(), {
      schedule: (tryAgain, failures) => {
        asked.push(failures);
        tries.push(tryAgain);
        return () => void cancelled++;
      },
    });
    await replica.ready;
    storage.down = ['append'];
    await replica.send(add('1'));
    await settle();
    tries.at(-1)?.();
    await settle();
    assert.deepEqual(asked, [1, 2]);
    assert.equal(cancelled, 1);
    storage.down = [];
    tries.at(-1)?.();
    await settle();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.deepEqual(asked, [1, 2]);
    storage.down = ['append'];
    await replica.send(add('2'));
    await settle();
    assert.deepEqual(asked, [1, 2, 1]); // counted anew
  });

  it('shows the snapshot of the device, and refuses nothing on it for good', async () => {
    const storage = switchable(durableMemory());
    const local = memoryLocal();
    const first = open(storage.store, local, { snapshotEvery: 2 });
    for (const name of ['a', 'b']) await first.send(add(name));
    await first.send(remove('c', 'a'));
    await first.send(remove('d', 'b'));
    await first.send(add('e', 'x'));
    storage.down = ['all'];
    await first.send(remove('f', 'x')); // durable on the device; the snapshot ends before its 'x'
    // No close: the page is gone.
    const second = open(storage.store, local);
    await second.ready;
    const { sync, document, pending, attention } = second.getSnapshot();
    assert.equal(sync.state, 'waiting');
    assert.equal(document.trail.length, 4);
    assert.deepEqual(
      pending.map(({ id }) => id),
      ['f'],
    );
    assert.deepEqual(attention, []);
    storage.down = [];
    await second.retry();
    assert.equal(second.getSnapshot().sync.state, 'saved');
    assert.deepEqual(second.getSnapshot().document.trail, ['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

describe('a full device', () => {
  it('stores all the same while the log can be written', async () => {
    const local = switchable(memoryLocal());
    const replica = open(memory(), local.store);
    await replica.ready;
    local.down = ['set'];
    assert.equal((await replica.send(add('1'))).status, 'stored');
    await settle();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
  });

  it('is unsaved, visibly, when the log cannot be written either, and loses nothing', async () => {
    const storage = switchable(memory());
    const local = switchable(memoryLocal());
    local.error = new TandemError('STORAGE_QUOTA_EXCEEDED', 'Full');
    const replica = open(storage.store, local.store);
    await replica.ready;
    storage.down = ['append'];
    local.down = ['set'];
    await assert.rejects(replica.send(add('1')), coded('STORAGE_QUOTA_EXCEEDED'));
    assert.equal(replica.getSnapshot().sync.state, 'unsaved');
    assert.equal(replica.getSnapshot().sync.error?.code, 'STORAGE_QUOTA_EXCEEDED');
    assert.deepEqual(replica.getSnapshot().document.names, ['1']);
    await replica.retry();
    assert.equal(replica.getSnapshot().sync.state, 'unsaved');
    local.down = [];
    await replica.retry();
    assert.equal(replica.getSnapshot().sync.state, 'waiting');
    assert.equal((await keptOn(local.store, 'pending')).length, 1);
    storage.down = [];
    await replica.retry();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.deepEqual(
      (await entriesOf(storage.store)).map(({ id }) => id),
      ['1'],
    );
  });
});

describe('the same command again', () => {
  it('has one effect and one receipt, at the same time and later', async () => {
    const storage = memory();
    const replica = open(storage);
    await replica.ready;
    const [one, two] = await Promise.all([replica.send(add('1')), replica.send(add('1'))]);
    assert.deepEqual(one, two);
    assert.deepEqual(await replica.send(add('1')), one);
    assert.equal((await entriesOf(storage)).length, 1);
  });

  it('also after a reload, with and without a snapshot', async () => {
    for (const snapshotEvery of [1, 200]) {
      const storage = durableMemory();
      const local = memoryLocal();
      const first = open(storage, local, { snapshotEvery });
      const receipt = await first.send(add('1'));
      await first.send(add('2'));
      const again = open(storage, local);
      assert.deepEqual(await again.send(add('1')), receipt);
      assert.equal((await entriesOf(storage)).length, 2);
    }
  });

  it('also while it is pending, and from another session after a crash', async () => {
    const storage = switchable(memory());
    const local = memoryLocal();
    const first = open(storage.store, local);
    await first.ready;
    storage.down = ['append'];
    const receipt = await first.send(add('1'));
    assert.deepEqual(await first.send(add('1')), receipt);
    const second = open(storage.store, local);
    assert.deepEqual(await second.send(add('1')), receipt);
    storage.down = [];
    await Promise.all([first.retry(), second.retry()]);
    assert.equal((await entriesOf(storage.store)).length, 1);
    assert.equal((await first.send(add('1'))).status, 'stored');
    assert.equal((await second.send(add('1'))).status, 'stored');
  });

  it('answers the facts of the log, which others may have decided', async () => {
    const storage = memory();
    const replica = open(storage);
    await replica.ready;
    const body = { v: 1, facts: [{ type: 'added', by: '1', name: 'tea', seen: 9 }] };
    await storage.append(LOG, 0, [{ id: '1', body }]);
    await settle();
    const receipt = await replica.send(add('1', 'milk'));
    assert.deepEqual(receipt, { status: 'stored', version: 1, facts: body.facts });
  });
});

describe('lost answers', () => {
  it('finds its command in the log and does not write it twice', async () => {
    const inner = memory();
    const storage = faulty(inner, [{ on: 'append', call: 1, fault: 'fail-after' }]);
    const local = memoryLocal();
    const replica = open({ ...storage, subscribe: () => () => undefined }, local);
    await replica.ready;
    assert.equal((await replica.send(add('1'))).status, 'pending');
    assert.equal((await replica.send(add('2'))).status, 'stored');
    assert.deepEqual(
      (await entriesOf(inner)).map(({ id }) => id),
      ['1', '2'],
    );
    assert.deepEqual(replica.getSnapshot().pending, []);
    assert.equal((await replica.send(add('1'))).status, 'stored');
    await settle();
    assert.deepEqual(await keysOf(local), []);
  });

  it('believes the facts of the log where its first answer was lost', async () => {
    const inner = memory();
    const facts = [{ type: 'added' as const, by: '1', name: 'tea', seen: 9 }];
    let first = true;
    const replica = open({
      ...inner,
      subscribe: () => () => undefined,
      append: async (...args) => {
        if (!first) return inner.append(...args);
        first = false;
        // Another tab, running another version of the rules, was faster with the same command.
        await inner.append(LOG, 0, [{ id: '1', body: { v: 1, facts } }]);
        throw new TandemError('STORAGE_CONNECTION_LOST', 'Lost', { retryable: true });
      },
    });
    await replica.ready;
    assert.equal((await replica.send(add('1', 'milk'))).status, 'pending');
    const again = await replica.send(add('1', 'milk'));
    assert.deepEqual(again, { status: 'stored', version: 1, facts });
    assert.deepEqual(replica.getSnapshot().document.names, ['tea']);
  });

  it('does not go round in circles with a storage that neither takes nor shows', async () => {
    const storage = memory();
    const stubborn = open({
      ...storage,
      append: async () => ({ status: 'conflict', newer: { entries: [], head: 0 } }),
    });
    assert.equal((await stubborn.send(add('1'))).status, 'pending');
    assert.equal(stubborn.getSnapshot().sync.error?.code, 'STORAGE_FAILED');
    const forgetful = open({ ...memory(), append: async () => ({ status: 'appended', versions: [7], known: false }) });
    assert.equal((await forgetful.send(add('1'))).status, 'pending');
    assert.equal(forgetful.getSnapshot().sync.error?.code, 'STORAGE_FAILED');
  });
});
