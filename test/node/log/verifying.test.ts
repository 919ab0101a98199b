import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError, type TandemErrorCode } from '../../../src/core/errors.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { add, note, shopping } from './shopping.js';
import { coded, durableMemory, entriesOf, keptOn, open, settle, switchable, write } from './world.js';

const alarms: readonly TandemErrorCode[] = [
  'LOG_REWRITTEN',
  'LOG_FORGED',
  'LOG_GAP',
  'LOG_ENTRY_CORRUPT',
  'FACT_UNKNOWN',
];

/** A storage that finds something wrong by itself, once it is told to. */
function suspicious(code: TandemErrorCode, inner = durableMemory()) {
  const log = switchable({ ...inner, subscribe: () => () => undefined });
  log.error = new TandemError(code, 'The signature is wrong', { details: { version: 2 } });
  return { log, inner };
}

for (const code of alarms) {
  describe(`a storage that says ${code} itself`, () => {
    it('at the first opening: read-only with nothing to show, and another try on request', async () => {
      const { log, inner } = suspicious(code);
      await write(inner, add('1'));
      log.down = ['read'];
      const replica = open(log.store);
      await replica.ready;
      const { sync, document } = replica.getSnapshot();
      assert.deepEqual([sync.state, sync.error], ['read-only', log.error]);
      assert.equal(document, shopping.empty);
      await assert.rejects(replica.send(note('2')), coded(code));
      const before = replica.getSnapshot();
      await replica.retry();
      assert.equal(replica.getSnapshot(), before, 'the same trouble is nothing new');
      log.down = [];
      await replica.retry();
      assert.deepEqual([replica.getSnapshot().sync.state, replica.getSnapshot().document.trail], ['saved', ['1']]);
      assert.equal((await replica.send(note('2'))).status, 'stored');
    });

    it('at a later opening: what the snapshot has, and what waits stays on the device', async () => {
      const { log, inner } = suspicious(code);
      const local = memoryLocal();
      const first = open(log.store, local);
      await first.send(add('1', 'milk'));
      await first.close(); // keeps a snapshot
      const cutOff = open(log.store, local);
      await cutOff.ready;
      log.down = ['append'];
      await cutOff.send(add('2', 'tea'));
      await cutOff.close();
      log.down = ['read'];
      const replica = open(log.store, local);
      await replica.ready;
      const { sync, confirmed, document, pending } = replica.getSnapshot();
      assert.deepEqual([sync.state, sync.error?.code], ['read-only', code]);
      assert.deepEqual([confirmed.document.trail, document.trail], [['1'], ['1', '2']]);
      assert.equal(pending.length, 1);
      await replica.close();
      assert.deepEqual(await keptOn(local, 'pending'), ['2']);
      log.down = [];
      const again = open(log.store, local);
      await again.ready;
      await again.retry();
      assert.deepEqual(
        (await entriesOf(inner)).map(({ id }) => id),
        ['1', '2'],
      );
    });

    it('while it is open, to append: the last good state, and no try without being asked', async () => {
      const { log, inner } = suspicious(code);
      const local = memoryLocal();
      const asked: number[] = [];
      const replica = open(log.store, local, { schedule: (_, failures) => (asked.push(failures), () => undefined) });
      await replica.send(add('1', 'milk'));
      await write(inner, note('other'));
      log.down = ['append'];
      assert.equal((await replica.send(add('2', 'tea'))).status, 'pending');
      const { sync, confirmed, document } = replica.getSnapshot();
      assert.deepEqual([sync.state, sync.error?.code], ['read-only', code]);
      assert.deepEqual(confirmed.document.trail, ['1']);
      assert.deepEqual(document.trail, ['1', '2'], 'what was written stays visible');
      assert.deepEqual([asked, await keptOn(local, 'pending')], [[], ['2']]);
      await assert.rejects(replica.send(note('3')), coded(code));
      log.down = [];
      await replica.retry();
      assert.deepEqual(replica.getSnapshot().document.trail, ['1', 'other', '2']);
      assert.equal(replica.getSnapshot().sync.state, 'saved');
    });

    it('while it is open, to read: the last good state', async () => {
      const inner = durableMemory();
      const { log } = suspicious(code, inner);
      const replica = open({ ...log.store, subscribe: inner.subscribe! });
      await replica.send(add('1', 'milk'));
      const { confirmed } = replica.getSnapshot();
      log.down = ['read'];
      await write(inner, note('other'));
      await settle();
      const { sync } = replica.getSnapshot();
      assert.deepEqual([sync.state, sync.error?.code], ['read-only', code]);
      assert.equal(replica.getSnapshot().confirmed, confirmed);
      log.down = [];
      await replica.retry();
      assert.deepEqual(replica.getSnapshot().document.trail, ['1', 'other']);
    });
  });
}

describe('a log on another machine', () => {
  /** Somebody's third week without a network. */
  async function away() {
    const inner = durableMemory();
    const log = switchable({ ...inner, subscribe: () => () => undefined });
    log.error = new TandemError('NETWORK_OFFLINE', 'No network', { retryable: true });
    const local = memoryLocal();
    const first = open(log.store, local);
    await first.send(add('1', 'milk'));
    await first.close();
    log.down = ['read', 'append'];
    return { inner, log, local };
  }

  it('shows what the device has, and goes on for weeks: what is sent waits through every reload', async () => {
    const { inner, log, local } = await away();
    for (const id of ['2', '3', '4']) {
      const replica = open(log.store, local);
      await replica.ready;
      assert.deepEqual(replica.getSnapshot().sync, { state: 'waiting', error: log.error });
      assert.equal((await replica.send(note(id))).status, 'pending');
      await replica.close();
    }
    assert.deepEqual(await keptOn(local, 'pending'), ['2', '3', '4']);
    await write(inner, note('other'));
    log.down = [];
    const back = open(log.store, local);
    await back.ready;
    await back.retry();
    assert.deepEqual(back.getSnapshot().document.trail, ['1', 'other', '2', '3', '4']);
    assert.deepEqual([back.getSnapshot().sync.state, await keptOn(local, 'pending')], ['saved', []]);
  });

  it('refuses nothing for good while it cannot be read', async () => {
    const { log, local, inner } = await away();
    await write(inner, { id: 'r', type: 'remove', name: 'milk' });
    const replica = open(log.store, local);
    await replica.ready;
    await replica.send(add('2', 'tea'));
    await assert.rejects(replica.send(add('3', 'milk')), coded('COMMAND_REFUSED'));
    log.down = [];
    await replica.retry();
    assert.equal((await replica.send(add('3', 'milk'))).status, 'stored', 'by what the log says it may');
  });

  it('whose keys are missing: a failure that says so, and loses nothing', async () => {
    const inner = durableMemory();
    await write(inner, add('1', 'milk'));
    const log = switchable({ ...inner, subscribe: () => () => undefined });
    log.error = new TandemError('ENCRYPTION_KEYS_MISSING', 'No keys');
    log.down = ['read'];
    const replica = open(log.store);
    await assert.rejects(replica.ready, coded('ENCRYPTION_KEYS_MISSING'));
    assert.deepEqual(replica.getSnapshot().sync, { state: 'waiting', error: log.error });
    await assert.rejects(replica.send(note('2')), coded('ENCRYPTION_KEYS_MISSING'));
    log.down = [];
    await replica.retry();
    assert.deepEqual(replica.getSnapshot().document.trail, ['1']);
  });

  it('whose keys are missing now, with a snapshot: it is shown, and what is sent waits', async () => {
    const { log, local } = await away();
    log.error = new TandemError('ENCRYPTION_KEYS_MISSING', 'No keys');
    const replica = open(log.store, local);
    await replica.ready;
    assert.deepEqual(replica.getSnapshot().document.trail, ['1']);
    assert.equal((await replica.send(note('2'))).status, 'pending');
    await settle();
    assert.equal(replica.getSnapshot().sync.error?.code, 'ENCRYPTION_KEYS_MISSING');
    assert.deepEqual(await keptOn(local, 'pending'), ['2']);
  });

  it('whose alarm is followed by silence is still read-only, and goes on asking for the way back', async () => {
    const { log, inner } = suspicious('LOG_FORGED', memory());
    await write(inner, add('1'));
    const replica = open(log.store, memoryLocal(), { schedule: (tryAgain) => ((again = tryAgain), () => undefined) });
    let again: () => void = () => undefined;
    await replica.ready;
    log.down = ['read'];
    await replica.retry();
    log.error = new TandemError('NETWORK_OFFLINE', 'No network', { retryable: true });
    await replica.retry();
    assert.deepEqual(
      [replica.getSnapshot().sync.state, replica.getSnapshot().sync.error?.code],
      ['read-only', 'LOG_FORGED'],
    );
    log.down = [];
    again();
    await settle();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
  });
});
