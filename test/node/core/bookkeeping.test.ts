import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { erasePartnership, logIds } from '../../../src/core/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { fillLog, play, samplePartnership } from '../../../src/testing/index.js';
import { enveloped } from '../log/enveloped.js';
import { form, open } from '../support/open.js';

const { pair, own } = logIds('pair-1', 'ana');

describe("a storage with entries of its own, that proves who wrote the others'", () => {
  it('is filled, read, copied and erased like any other', async () => {
    const inner = memory();
    const { keepBooks } = enveloped(inner);
    await keepBooks(pair, 'k1', 'k2');
    await keepBooks(own, 'k1');
    const commands = samplePartnership('reflection');
    // A sample is written in both names: only a storage that does not look at them takes it.
    const storage = enveloped(inner).of(undefined);
    await fillLog(storage, 'pair-1', commands);
    await keepBooks(pair, 'k3');

    const local = memoryLocal();
    const ana = open('ana', { storage, local });
    await ana.ready;
    assert.deepEqual(ana.getSnapshot().document, play(commands).document);
    assert.equal(ana.getSnapshot().sync.state, 'saved');
    const { items } = await ana.history({ limit: 1000 });
    assert.ok(items.every(({ facts }) => facts.length > 0));
    const copy = await ana.rawEntries('pair', 0, 1000);
    assert.equal(copy.entries.length, items.length + 3);
    assert.deepEqual(
      copy.entries.flatMap(({ id, control }) => (control ? id : [])),
      ['k1', 'k2', 'k3'],
    );
    await ana.close();
    await erasePartnership({ id: 'pair-1', me: 'ana', storage, local });
    for (const log of [pair, own]) assert.equal((await storage.read(log, 0)).head, 0);
    assert.deepEqual(await local.list(''), []);
  });

  it('lets nobody put words into the mouth of another', async () => {
    const log = enveloped(memory());
    const ana = open('ana', { storage: log.of('ana') });
    await ana.send(form);
    const { document } = ana.getSnapshot();
    // Ben's device writes in Ana's name.
    const fake = open('ana', { storage: log.of('ben'), prefix: 'fake' });
    await fake.send({ type: 'partnership.close' });
    await ana.retry();
    const { sync } = ana.getSnapshot();
    assert.deepEqual([sync.state, sync.error?.code], ['read-only', 'LOG_FORGED']);
    assert.equal(ana.getSnapshot().document, document, 'the last good state');
    await assert.rejects(ana.send({ type: 'partnership.close' }), { code: 'LOG_FORGED' });
    assert.equal(ana.explain({ type: 'partnership.close' }).allowed, false);
    await Promise.all([ana.close(), fake.close()]);
  });
});
