import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError } from '../../../src/core/errors.js';
import type { Json, LogStorage } from '../../../src/core/log/storage.js';
import { memory } from '../../../src/storage/memory.js';
import { mirrored } from '../../../src/storage/mirrored.js';
import { settle } from './support/timers.js';

const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: `e${from + index}`, body: `word ${from + index}` }));
const rows = (from: number, to: number) => entries(from, to).map(({ id, body }) => ({ id, body: { body } }));
const bodies = ({ entries: all }: { readonly entries: readonly { readonly body: Json }[] }) =>
  all.map(({ body }) => body);

/** A device that has three entries, of which it has brought the third itself; its mirror can be held. */
async function device() {
  const server = memory();
  await server.append('log', 0, entries(1, 2));
  const inner = memory();
  const calls: string[] = [];
  const gate: { held?: Promise<void>; error?: TandemError; open: () => void } = { open: () => undefined };
  const hold = () => void (gate.held = new Promise((resolve) => (gate.open = resolve)));
  const mirror: LogStorage = {
    ...inner,
    async read(log, after, options) {
      calls.push(`mirror ${after < 1000 ? after : 'end'}`);
      return inner.read(log, after, options);
    },
    async append(...args) {
      await gate.held;
      if (gate.error) throw gate.error;
      return inner.append(...args);
    },
  };
  const remote: LogStorage = {
    ...server,
    async read(log, after, options) {
      calls.push(`remote ${after}`);
      return server.read(log, after, options);
    },
    close: async () => undefined,
  };
  const storage = mirrored(remote, mirror);
  const heads: number[] = [];
  await storage.read('log', 0);
  storage.subscribe?.('log', (head) => void heads.push(head));
  await server.append('log', 2, entries(3, 3));
  await settle();
  assert.deepEqual(bodies(await inner.read('log', 0)).length, 3);
  calls.length = heads.length = 0;
  return { server, inner, remote, storage, calls, gate, hold, heads };
}

describe('what others append', () => {
  it('is told and can be read while the mirror is still taking it, with the entry in front', async () => {
    const { server, inner, storage, calls, gate, hold, heads } = await device();
    hold();
    await server.append('log', 3, entries(4, 5));
    await settle();
    assert.deepEqual(heads, [5]);
    const page = await storage.read('log', 2);
    assert.deepEqual([bodies(page), page.head], [['word 3', 'word 4', 'word 5'], 5]);
    assert.deepEqual(calls, ['remote 3'], 'nobody has waited for the mirror');
    assert.equal((await inner.read('log', 0)).head, 3);
    // Whoever begins further back gets the mirror's part first, and knows that there is more.
    const older = await storage.read('log', 0);
    assert.deepEqual([bodies(older), older.head], [['word 1', 'word 2', 'word 3'], 5]);
    gate.open();
    await settle();
    assert.deepEqual(bodies(await inner.read('log', 0)).length, 5);
    assert.deepEqual(bodies(await storage.read('log', 2)), ['word 3', 'word 4', 'word 5']);
  });

  it('is fetched again by whoever crashed before it was kept', async () => {
    const { server, inner, remote, storage, hold } = await device();
    hold();
    await server.append('log', 3, entries(4, 4));
    await settle();
    assert.equal((await storage.read('log', 3)).head, 4);
    const after = mirrored(remote, inner);
    // As a replica does whose own snapshot is of what it was shown.
    assert.deepEqual(bodies(await after.read('log', 3)), ['word 4']);
    assert.equal((await inner.read('log', 0)).head, 4);
  });

  it('stays readable where the mirror does not take it after all', async () => {
    const { server, inner, storage, gate, hold } = await device();
    hold();
    gate.error = new TandemError('STORAGE_QUOTA_EXCEEDED', 'full');
    await server.append('log', 3, entries(4, 4));
    await settle();
    assert.deepEqual(bodies(await storage.read('log', 3)), ['word 4']);
    gate.open();
    await settle();
    assert.equal(storage.degraded?.code, 'STORAGE_QUOTA_EXCEEDED');
    assert.deepEqual(bodies(await storage.read('log', 3)), ['word 4']);
    delete gate.error;
    await server.append('log', 4, entries(5, 5));
    await settle();
    assert.equal(storage.degraded, undefined);
    assert.equal((await inner.read('log', 0)).head, 5);
  });

  it('is kept behind what another tab has brought into the mirror meanwhile', async () => {
    const { server, inner, storage } = await device();
    await inner.append('log', 3, rows(4, 5));
    await server.append('log', 3, entries(4, 6));
    await settle();
    assert.deepEqual(await inner.read('log', 3), {
      head: 6,
      entries: rows(4, 6).map((row, at) => ({ ...row, version: at + 4 })),
    });
    assert.deepEqual(bodies(await storage.read('log', 4)), ['word 5', 'word 6']);
  });

  it('leaves no gap where it comes while the mirror is being looked into', async () => {
    const server = memory();
    const inner = memory();
    let looks = 0;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const mirror: LogStorage = {
      ...inner,
      async read(log, after, options) {
        const page = await inner.read(log, after, options);
        // The first two looks are of the reader and of fetching; the third is for what fetching has brought.
        if ((looks += 1) === 3) await held;
        return page;
      },
      append: () => held.then(() => Promise.reject(new TandemError('STORAGE_QUOTA_EXCEEDED', 'full'))),
    };
    const storage = mirrored(server, mirror);
    const reading = storage.read('log', 0);
    await settle();
    assert.equal(looks, 3);
    const appending = storage.append('log', 0, entries(1, 1));
    await settle();
    assert.deepEqual(bodies(await storage.read('log', 0)), ['word 1']);
    letGo();
    assert.deepEqual(await reading, { entries: [], head: 0 });
    assert.equal((await appending).status, 'appended');
    assert.deepEqual(bodies(await storage.read('log', 0)), ['word 1']);
  });

  it('makes the mirror whole again where it lost all that this tab has put there', async () => {
    const { server, inner } = await device();
    await inner.erase('log');
    await server.append('log', 3, entries(4, 4));
    await settle();
    assert.deepEqual(
      (await inner.read('log', 0)).entries.map(({ id }) => id),
      ['e1', 'e2', 'e3', 'e4'],
    );
  });
});
