import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError } from '../../../src/core/errors.js';
import type { LogStorage } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { enveloped } from './enveloped.js';
import { add, note, shopping } from './shopping.js';
import { LOG, coded, durableMemory, entriesOf, keptOn, open, settle, switchable, write } from './world.js';

/** Two notes, with what the storage needs for itself before, between and after them. */
async function mixed(inner: LogStorage = durableMemory()) {
  const { of, keepBooks } = enveloped(inner);
  const storage = of('ana');
  await keepBooks(LOG, 'k1', 'k2');
  await open(storage).send(note('n1'));
  await keepBooks(LOG, 'k3');
  await open(storage).send(note('n2'));
  await keepBooks(LOG, 'k4', 'k5', 'k6');
  return { storage, keepBooks };
}

describe("the storage's own entries", () => {
  it('have a version and mean nothing', async () => {
    const { storage } = await mixed();
    const replica = open(storage, memoryLocal(), { pageSize: 2 });
    await replica.ready;
    const { confirmed, document, sync } = replica.getSnapshot();
    assert.equal(sync.state, 'saved');
    assert.equal(confirmed.version, 8);
    assert.deepEqual(document.trail, ['n1', 'n2']);
    const receipt = await replica.send(note('n3'));
    assert.equal(receipt.status === 'stored' && receipt.version, 9);
  });

  it('cause no change in the document, and no pending command is decided for them in vain', async () => {
    const { storage, keepBooks } = await mixed();
    const log = switchable(storage);
    const replica = open({ ...log.store, subscribe: storage.subscribe! });
    await replica.ready;
    const { document } = replica.getSnapshot();
    await keepBooks(LOG, 'k7');
    await settle();
    assert.equal(replica.getSnapshot().confirmed.version, 9);
    assert.equal(replica.getSnapshot().document, document);
    log.down = ['append'];
    await replica.send(note('n3'));
    await keepBooks(LOG, 'k8');
    log.down = [];
    await replica.retry();
    assert.deepEqual(replica.getSnapshot().document.trail, ['n1', 'n2', 'n3']);
    assert.deepEqual([replica.getSnapshot().confirmed.version, replica.getSnapshot().pending], [11, []]);
  });

  it('count in snapshots', async () => {
    const { storage } = await mixed();
    const local = memoryLocal();
    const first = open(storage, local);
    await first.ready;
    await first.close();
    const { store, calls } = switchable(storage);
    const second = open(store, local);
    await second.ready;
    assert.deepEqual(calls, ['read']);
    assert.deepEqual(second.getSnapshot(), { ...first.getSnapshot(), sync: { state: 'saved', error: undefined } });
  });

  it('are no part of the history, whose pages are as full as ever', async () => {
    const { storage } = await mixed();
    const replica = open(storage);
    await replica.send(note('n3'));
    for (const limit of [1, 2, 3, 50]) {
      const seen: string[] = [];
      let before: number | undefined;
      do {
        const page = await replica.history({ before, limit });
        // Only the very last page may find nothing but the storage's own entries.
        assert.ok(page.items.length === limit || page.before === undefined);
        assert.ok(page.items.every(({ facts }) => facts.length > 0));
        seen.push(...page.items.map(({ id, version }) => `${id}@${version}`));
        before = page.before;
      } while (before !== undefined);
      assert.deepEqual(seen, ['n3@9', 'n2@5', 'n1@3']);
    }
  });

  it('are in the raw copy, with everything that the storage says of them', async () => {
    const { storage } = await mixed();
    const replica = open(storage);
    await replica.ready;
    const { entries, head } = await replica.rawEntries(0);
    assert.equal(head, 8);
    assert.deepEqual(
      entries.map(({ id, author, control }) => [id, author, control]),
      [
        ['k1', undefined, true],
        ['k2', undefined, true],
        ['n1', 'ana', undefined],
        ['k3', undefined, true],
        ['n2', 'ana', undefined],
        ['k4', undefined, true],
        ['k5', undefined, true],
        ['k6', undefined, true],
      ],
    );
  });
});

describe('the author of an entry', () => {
  const signed = {
    ...shopping,
    decode: (body: Parameters<typeof shopping.decode>[0], author?: string) => {
      if (author === 'eve') throw new TandemError('LOG_FORGED', 'Somebody else wrote this');
      return shopping.decode(body, author);
    },
  };

  it('who speaks for somebody else stops the log at the last good state; nothing is lost', async () => {
    const log = enveloped(memory());
    await write(log.of('ana'), add('1', 'milk'));
    await write(log.of('eve'), add('2', 'tea'));
    const local = memoryLocal();
    const replica = open(log.of('ana'), local, { language: signed });
    await replica.ready;
    const { sync, document, confirmed } = replica.getSnapshot();
    assert.deepEqual([sync.state, sync.error?.code, sync.error?.details['version']], ['read-only', 'LOG_FORGED', 2]);
    assert.deepEqual([document.trail, confirmed.version], [['1'], 1]);
    await assert.rejects(replica.send(note('3')), coded('LOG_FORGED'));
    assert.equal((await replica.rawEntries(0)).entries.length, 2);
  });

  it('the same while it is open: what waits stays on the device', async () => {
    const log = enveloped(memory());
    const local = memoryLocal();
    const replica = open({ ...log.of('ana'), subscribe: () => () => undefined }, local, { language: signed });
    await replica.send(add('1', 'milk'));
    await write(log.of('eve'), add('2', 'tea'));
    assert.equal((await replica.send(note('3'))).status, 'pending');
    assert.equal(replica.getSnapshot().sync.error?.code, 'LOG_FORGED');
    assert.deepEqual(replica.getSnapshot().document.trail, ['1', '3']);
    assert.deepEqual(await keptOn(local, 'pending'), ['3']);
  });
});

describe('an append that the log knew before', () => {
  it('is answered with what the log has under that id, not with what was sent', async () => {
    const storage = memory();
    const deaf = { ...storage, subscribe: () => () => undefined };
    const [one, two] = [open(deaf), open(deaf)];
    await Promise.all([one.ready, two.ready]);
    await one.send(note('x', 'first'));
    const receipt = await two.send(note('x', 'second'));
    assert.deepEqual(receipt, {
      status: 'stored',
      version: 1,
      facts: [{ type: 'noted', by: 'x', name: 'first', seen: 0 }],
    });
    assert.equal((await entriesOf(storage)).length, 1);
    assert.deepEqual(two.getSnapshot().document, one.getSnapshot().document);
  });

  it('is read anew also where the versions are the expected ones', async () => {
    const storage = memory();
    const calls: string[] = [];
    const replica = open({
      ...storage,
      subscribe: () => () => undefined,
      read: (...args) => (calls.push('read'), storage.read(...args)),
      append: async (...args) => (calls.push('append'), storage.append(...args)),
    });
    await replica.ready;
    await write(storage, note('x', 'from elsewhere'));
    calls.length = 0;
    const receipt = await replica.send(note('x', 'from here'));
    assert.deepEqual(calls, ['append', 'read']);
    assert.equal(receipt.facts[0]?.name, 'from elsewhere');
    await replica.send(note('y'));
    assert.deepEqual(calls, ['append', 'read', 'append'], 'what is new needs no reading');
  });
});
