import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openReplica } from '../../../src/core/log/replica.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { LIMIT, add, note, shopping } from './shopping.js';
import { LOG, coded, durableMemory, keptOn, open, switchable } from './world.js';

describe('opening', () => {
  it('is opening, then saved', async () => {
    const replica = open(memory());
    assert.equal(replica.getSnapshot().sync.state, 'opening');
    await replica.ready;
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.deepEqual(replica.getSnapshot().document, shopping.empty);
  });

  it('folds what is there, in pages, whatever their size', async () => {
    for (const pageSize of [1, 2, 3, 500]) {
      const storage = durableMemory();
      const first = open(storage);
      for (let n = 1; n <= 7; n++) await first.send(note(`n${n}`));
      const { store, calls } = switchable(storage);
      const second = open(store, memoryLocal(), { pageSize });
      await second.ready;
      assert.deepEqual(second.getSnapshot().document, first.getSnapshot().document);
      assert.equal(calls.filter((call) => call === 'read').length, Math.ceil(7 / pageSize));
    }
  });

  it('lets sends wait until the document is there, in their order', async () => {
    const storage = memory();
    await open(storage).send(add('1', 'milk'));
    const replica = open(storage);
    const twice = replica.send(add('2', 'milk'));
    const other = replica.send(add('3', 'tea'));
    await assert.rejects(twice, coded('COMMAND_REFUSED', { reason: { code: 'TWICE', name: 'milk' } }));
    assert.equal((await other).status, 'stored');
  });

  it('without a log and without a snapshot: rejects, keeps nothing, and recovers', async () => {
    const log = switchable(memory());
    log.down = ['all'];
    const replica = open(log.store);
    await assert.rejects(replica.ready, coded('STORAGE_UNAVAILABLE'));
    assert.equal(replica.getSnapshot().sync.state, 'waiting');
    assert.equal(replica.getSnapshot().sync.error?.code, 'STORAGE_UNAVAILABLE');
    await assert.rejects(replica.send(add('1')), coded('STORAGE_UNAVAILABLE'));
    assert.deepEqual(replica.getSnapshot().pending, []);
    log.down = [];
    assert.equal((await replica.send(add('1'))).status, 'stored');
    assert.equal(replica.getSnapshot().sync.state, 'saved');
  });

  it('says so when the device store cannot be read, and recovers', async () => {
    const local = switchable(memoryLocal());
    local.down = ['list'];
    const replica = open(memory(), local.store);
    await assert.rejects(replica.ready, coded('STORAGE_UNAVAILABLE'));
    local.down = [];
    await replica.retry();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
  });

  it('refuses misuse', async () => {
    const base = { storage: memory(), local: memoryLocal(), log: LOG, language: shopping };
    assert.throws(() => openReplica({ ...base, session: '' }), TypeError);
    assert.throws(() => openReplica({ ...base, session: 'a/b' }), TypeError);
    assert.throws(() => openReplica({ ...base, session: 'a', pageSize: 0 }), TypeError);
    assert.throws(() => openReplica({ ...base, session: 'a', snapshotEvery: 1.5 }), TypeError);
    const replica = open(memory());
    await assert.rejects(replica.send(add('')), TypeError);
    await assert.rejects(replica.send(add('x'.repeat(201))), TypeError);
    assert.equal((await replica.send(add('x'.repeat(200)))).status, 'stored');
  });
});

describe('close', () => {
  it('answers what still waits, ends, and refuses what comes after', async () => {
    const storage = memory();
    const local = memoryLocal();
    const replica = open(storage, local);
    await replica.ready;
    const sent = replica.send(add('1'));
    const closing = replica.close();
    assert.equal(replica.getSnapshot().sync.state, 'closed');
    const receipt = await sent;
    await closing;
    await replica.close();
    assert.equal((await keptOn(local, 'pending')).length, receipt.status === 'pending' ? 1 : 0);
    await assert.rejects(replica.send(add('2')), coded('STORAGE_CLOSED'));
    await assert.rejects(replica.history(), coded('STORAGE_CLOSED'));
    await replica.retry();
    const again = open(storage, local);
    await again.retry();
    assert.deepEqual(again.getSnapshot().confirmed.document.trail, ['1']);
    assert.equal((await storage.read(LOG, 0)).head, 1);
  });

  it('before anything was loaded', async () => {
    const replica = open(memory());
    const sent = replica.send(add('1'));
    await replica.close();
    await assert.rejects(sent, coded('STORAGE_CLOSED'));
    await assert.rejects(replica.ready, coded('STORAGE_CLOSED'));
  });

  it('leaves a full list as it is', async () => {
    const replica = open(memory());
    for (let n = 0; n < LIMIT; n++) await replica.send(add(`${n}`));
    await assert.rejects(replica.send(add('x')), coded('COMMAND_REFUSED', { reason: { code: 'FULL', name: 'x' } }));
  });
});
