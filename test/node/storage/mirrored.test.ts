import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isTandemError, TandemError } from '../../../src/core/errors.js';
import type { LogLanguage } from '../../../src/core/log/language.js';
import { openReplica } from '../../../src/core/log/replica.js';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import type { LogStorage, StoredEntry } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { mirrored } from '../../../src/storage/mirrored.js';
import { faulty } from '../../../src/testing/index.js';
import { settle, testTimers } from './support/timers.js';

const words: LogLanguage<readonly string[], { readonly id: string; readonly word: string }, string, 'TWICE'> = {
  empty: [],
  decide: (list, { word }) =>
    list.includes(word) ? { status: 'refused', reason: 'TWICE' } : { status: 'accepted', facts: [word] },
  fold: (list, facts) => [...list, ...facts],
  encode: (_, facts) => facts,
  decode: (body) => body as string[],
  reviveCommand: (value) => value as { id: string; word: string },
  snapshotFormat: 1,
};

/** What survives closing a page: the storage is durable, and closing it does nothing. */
const lasting = (storage: LogStorage): LogStorage => ({
  ...storage,
  supports: { ...storage.supports, durable: true },
  close: async () => undefined,
});

const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: `e${from + index}`, body: [`word ${from + index}`] }));

/** The remote as another device has it, and as this one can reach it. */
function remotely() {
  const server = memory();
  const calls: string[] = [];
  const state: { error: TandemError | undefined; problem: { after: number; error: TandemError } | undefined } = {
    error: undefined,
    problem: undefined,
  };
  const call = (what: string): void => {
    calls.push(what);
    if (state.error) throw state.error;
  };
  const remote: LogStorage = {
    ...lasting(server),
    async read(log, after, options) {
      call(`read ${log} ${after} ${options?.limit}`);
      const { problem } = state;
      if (problem && after >= problem.after) throw problem.error;
      const page = await server.read(log, after, options);
      return problem ? { ...page, entries: page.entries.filter(({ version }) => version <= problem.after) } : page;
    },
    async append(...args) {
      call(`append ${args[0]} ${args[1]}`);
      return server.append(...args);
    },
    async erase(log) {
      call(`erase ${log}`);
      return server.erase(log);
    },
  };
  return { server, remote, calls, state };
}

const offline = new TandemError('NETWORK_OFFLINE', 'offline', { retryable: true });
const code = (expected: string) => (error: unknown) => isTandemError(error) && error.code === expected;

const openWords = (storage: LogStorage, local: LocalStore = memoryLocal()) =>
  openReplica({ storage, local, log: 'log', session: 's', language: words });

describe('mirrored', () => {
  it('fetches a log once, in few requests, and reads it here from then on', async () => {
    const { server, remote, calls, state } = remotely();
    for (let from = 1; from <= 10_000; from += 1000) await server.append('log', from - 1, entries(from, from + 999));
    const mirror = memory();
    const storage = mirrored(remote, mirror);
    assert.equal((await storage.read('log', 0, { limit: 500 })).head, 10_000);
    assert.equal(calls.length, 20);
    state.error = offline;
    const replica = openWords(storage);
    await replica.ready;
    assert.equal(replica.getSnapshot().document.length, 10_000);
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.equal(calls.length, 20);
    await replica.close();
  });

  it('shows no empty log where it cannot tell', async () => {
    const { remote, state } = remotely();
    state.error = offline;
    const storage = mirrored(remote, memory());
    await assert.rejects(storage.read('log', 0), code('NETWORK_OFFLINE'));
    await assert.rejects(openWords(storage).ready, code('NETWORK_OFFLINE'));
    state.error = undefined;
    assert.equal((await storage.read('log', 0)).head, 0);
  });

  it('takes over what others append, one request for each page', async () => {
    const { server, remote, calls } = remotely();
    const storage = mirrored(remote, memory());
    const replica = openWords(storage);
    await replica.ready;
    calls.length = 0;
    await server.append('log', 0, entries(1, 1));
    await settle();
    assert.deepEqual(replica.getSnapshot().document, ['word 1']);
    assert.deepEqual(calls, ['read log 0 500']);
    await server.append('log', 1, entries(2, 2));
    await server.append('log', 2, entries(3, 3));
    await settle();
    assert.equal(replica.getSnapshot().confirmed.version, 3);
    await replica.close();
  });

  it('fetches nothing again that it appended itself or that a conflict brought', async () => {
    const { server, remote, calls } = remotely();
    const mirror = memory();
    const storage = mirrored(remote, mirror, { author: () => 'ana' });
    const replica = openWords(storage);
    await replica.ready;
    calls.length = 0;
    await replica.send({ id: 'c1', word: 'one' });
    await settle();
    assert.deepEqual(calls, ['append log 0']);
    assert.deepEqual((await storage.read('log', 0)).entries, [{ id: 'c1', body: ['one'], version: 1, author: 'ana' }]);
    const late = mirrored({ ...remote, subscribe: () => () => undefined }, mirror);
    await server.append('log', 1, entries(2, 4));
    await settle();
    calls.length = 0;
    const conflict = await late.append('log', 1, [{ id: 'x', body: ['x'] }]);
    assert.equal(conflict.status === 'conflict' && conflict.newer.entries.length, 3);
    assert.deepEqual(calls, ['append log 1']);
    assert.equal((await late.append('log', 0, [{ id: 'c1', body: ['one'] }])).status, 'appended');
    await replica.close();
  });

  it('keeps who wrote an entry and what is book-keeping', async () => {
    const { server, remote } = remotely();
    const proved: Partial<StoredEntry>[] = [{ control: true, author: 'ana' }, { author: 'ben' }, {}];
    await server.append('log', 0, entries(1, 3));
    const storage = mirrored(
      {
        ...remote,
        read: async (...args) => {
          const page = await server.read(...args);
          return { ...page, entries: page.entries.map((entry) => ({ ...entry, ...proved[entry.version - 1] })) };
        },
      },
      memory(),
    );
    const { entries: read } = await storage.read('log', 0);
    assert.deepEqual(
      read.map(({ author, control }) => ({ ...(author && { author }), ...(control && { control }) })),
      proved,
    );
  });

  for (const problem of ['LOG_FORGED', 'LOG_REWRITTEN', 'FACT_UNKNOWN'] as const) {
    it(`ends read-only with the last good state on ${problem}, also after a reload, and goes on when it is over`, async () => {
      const { server, remote, state } = remotely();
      const [mirror, local] = [lasting(memory()), memoryLocal()];
      const storage = mirrored(remote, mirror);
      const replica = openWords(storage, local);
      await server.append('log', 0, entries(1, 2));
      await replica.ready;
      state.problem = { after: 2, error: new TandemError(problem, 'wrong', { details: { version: 3 } }) };
      await server.append('log', 2, entries(3, 3));
      await settle();
      const { sync, document } = replica.getSnapshot();
      assert.deepEqual([sync.state, sync.error?.code, document], ['read-only', problem, ['word 1', 'word 2']]);
      await replica.close();
      await storage.close();

      const again = mirrored({ ...remote, subscribe: told(server) }, mirror);
      for (const own of [local, memoryLocal()]) {
        const reloaded = openWords(again, own);
        await reloaded.ready;
        await settle();
        const after = reloaded.getSnapshot();
        assert.deepEqual([after.sync.state, after.sync.error?.code], ['read-only', problem]);
        assert.deepEqual(after.document, ['word 1', 'word 2']);
        assert.equal((await reloaded.rawEntries(0)).entries.length, 2);
        if (own !== local) {
          state.problem = undefined;
          await reloaded.retry();
          assert.deepEqual(reloaded.getSnapshot().document, ['word 1', 'word 2', 'word 3']);
          assert.equal(reloaded.getSnapshot().sync.state, 'saved');
        }
        await reloaded.close();
      }
    });
  }

  it('says that a log was rewritten when somebody else erased it, and keeps what there was', async () => {
    const { server, remote } = remotely();
    await server.append('log', 0, entries(1, 3));
    const storage = mirrored(remote, memory());
    const replica = openWords(storage);
    await replica.ready;
    await server.erase('log');
    await settle();
    const { sync, document } = replica.getSnapshot();
    assert.deepEqual([sync.state, sync.error?.code, document.length], ['read-only', 'LOG_REWRITTEN', 3]);
    assert.equal((await storage.read('log', 0)).entries.length, 3);
    await storage.erase('log');
    assert.equal((await storage.read('log', 0)).head, 0);
    await replica.close();
  });

  it('stops at gaps, at ids given twice, and where the remote has less than it said', async () => {
    for (const [page, problem] of [
      [{ entries: [{ id: 'a', version: 2, body: 1 }], head: 2 }, 'LOG_GAP'],
      [{ entries: [], head: 2 }, 'LOG_GAP'],
      [{ entries: [1, 2].map((version) => ({ id: 'a', version, body: 1 })), head: 2 }, 'LOG_ENTRY_CORRUPT'],
    ] as const) {
      const { remote } = remotely();
      const storage = mirrored({ ...remote, read: async () => page }, memory());
      await assert.rejects(storage.read('log', 0), code(problem));
    }
    const { server, remote } = remotely();
    await server.append('log', 0, entries(1, 2));
    const storage = mirrored(
      {
        ...remote,
        read: async (log, after, options) => {
          const page = await server.read(log, after, options);
          return after === 2 ? { entries: [{ id: 'e1', version: 3, body: ['again'] }], head: 3 } : page;
        },
      },
      memory(),
    );
    await storage.read('log', 0);
    await assert.rejects(storage.read('log', 2), code('LOG_ENTRY_CORRUPT'));
  });

  it('reads from the remote what the mirror has no room for, and says so', async () => {
    const { server, remote } = remotely();
    const full = new TandemError('STORAGE_QUOTA_EXCEEDED', 'full');
    const inner = memory();
    let room = 2;
    const mirror: LogStorage = {
      ...inner,
      append: async (log, expected, added, options) => {
        if (expected + added.length > room) throw full;
        return inner.append(log, expected, added, options);
      },
    };
    const storage = mirrored(remote, mirror);
    const replica = openWords(storage);
    await replica.ready;
    for (const version of [1, 2, 3]) await server.append('log', version - 1, entries(version, version));
    await settle();
    assert.deepEqual(replica.getSnapshot().document, ['word 1', 'word 2', 'word 3']);
    const receipt = await replica.send({ id: 'mine', word: 'mine' });
    assert.equal(receipt.status, 'stored');
    assert.equal(storage.degraded?.code, 'STORAGE_QUOTA_EXCEEDED');
    const fresh = openWords(storage);
    await fresh.ready;
    assert.deepEqual(fresh.getSnapshot().document, ['word 1', 'word 2', 'word 3', 'mine']);
    room = Infinity;
    await server.append('log', 4, entries(5, 5));
    await settle();
    assert.equal(storage.degraded, undefined);
    assert.equal((await inner.read('log', 0)).head, 5);
    await Promise.all([replica.close(), fresh.close()]);
  });

  it('asks the remote where a device knows of more than its mirror, and shows what it has without one', async () => {
    const { remote, state } = remotely();
    const local = memoryLocal();
    const whole = mirrored(remote, lasting(memory()));
    const replica = openWords(whole, local);
    await replica.ready;
    await replica.send({ id: 'c1', word: 'one' });
    await replica.send({ id: 'c2', word: 'two' });
    await replica.close();
    // The mirror lost what the snapshot knows.
    const mirror = memory();
    const short = mirrored(remote, mirror);
    await mirror.append('log', 0, [{ id: 'c1', body: { body: ['one'] } }]);
    state.error = offline;
    const again = openWords(short, local);
    await again.ready;
    assert.deepEqual(again.getSnapshot().document, ['one', 'two']);
    assert.equal(again.getSnapshot().sync.state, 'waiting');
    state.error = undefined;
    await again.retry();
    assert.equal(again.getSnapshot().sync.state, 'saved');
    await again.close();
  });

  it('tries again by itself where fetching fails, and shows that it is behind', async () => {
    const { server, remote, calls, state } = remotely();
    const timers = testTimers();
    const connection = {
      getSnapshot: () => ({ state: 'online' as const, lastHeard: 1 }),
      subscribe: () => () => undefined,
    };
    const storage = mirrored({ ...remote, connection }, memory(), { schedule: timers.schedule, random: () => 1 });
    await storage.read('log', 0);
    const end = storage.subscribe!('log', () => undefined);
    state.error = new TandemError('NETWORK_LIMITED', 'slow', { retryable: true, details: { retryAfter: 7000 } });
    await server.append('log', 0, entries(1, 1));
    await settle();
    assert.equal(storage.connection?.getSnapshot().state, 'behind');
    assert.deepEqual(timers.waiting(), [8000]);
    state.error = offline;
    await timers.advance(8000);
    assert.deepEqual(timers.waiting(), [2000]);
    state.error = undefined;
    await timers.advance(2000);
    assert.deepEqual([(await storage.read('log', 0)).head, timers.waiting()], [1, []]);
    assert.equal(storage.connection?.getSnapshot().state, 'online');
    state.error = offline;
    await server.append('log', 1, entries(2, 2));
    await settle();
    assert.equal(timers.waiting().length, 1);
    end();
    assert.deepEqual(timers.waiting(), []);
    calls.length = 0;
    await server.append('log', 2, entries(3, 3));
    await settle();
    assert.deepEqual(calls, []);
  });

  describe('a long log that is new here', () => {
    const LENGTH = 1300;
    const words = entries(1, LENGTH).map(({ body }) => body[0]);

    /** A mirror that takes nothing until it is let; then it may fail. */
    function slow() {
      const inner = memory();
      const gate: { error?: TandemError; open: () => void; opened?: Promise<void> } = { open: () => undefined };
      gate.opened = new Promise((resolve) => (gate.open = resolve));
      const mirror: LogStorage = {
        ...inner,
        async append(...args) {
          await gate.opened;
          if (gate.error) throw gate.error;
          return inner.append(...args);
        },
      };
      return { inner, gate, mirror };
    }

    async function readAll(storage: LogStorage): Promise<unknown[]> {
      const found: unknown[] = [];
      for (let head = 1; found.length < head;) {
        const page = await storage.read('log', found.length, { limit: 400 });
        head = page.head;
        found.push(...page.entries.map(({ body }) => (body as string[])[0]));
      }
      return found;
    }

    async function opened() {
      const { server, remote, calls, state } = remotely();
      await server.append('log', 0, entries(1, LENGTH));
      const { inner, gate, mirror } = slow();
      const heads: number[] = [];
      const storage = mirrored({ ...remote, subscribe: told(server) }, mirror);
      storage.subscribe?.('log', (head) => void heads.push(head));
      return { server, calls, state, inner, gate, heads, storage };
    }

    it('can be read as soon as it has arrived, and is kept then', async () => {
      const { inner, gate, calls, heads, storage } = await opened();
      assert.deepEqual(await readAll(storage), words);
      assert.equal((await inner.read('log', 0)).head, 0);
      const asked = calls.length;
      gate.open();
      // What is appended waits until everything in front of it is kept.
      await storage.append('log', LENGTH, entries(LENGTH + 1, LENGTH + 1));
      assert.equal((await inner.read('log', 0)).head, LENGTH + 1);
      assert.deepEqual(await readAll(storage), [...words, `word ${LENGTH + 1}`]);
      assert.deepEqual(
        calls.slice(asked).filter((call) => call.startsWith('read') && !call.includes(` ${LENGTH} `)),
        [],
        'fetched once',
      );
      assert.deepEqual(
        heads.filter((head) => head < LENGTH),
        [],
        'nobody takes it for a shorter one meanwhile',
      );
    });

    it('can be read where the mirror does not take it', async () => {
      const { inner, gate, storage } = await opened();
      assert.deepEqual(await readAll(storage), words);
      gate.error = new TandemError('STORAGE_QUOTA_EXCEEDED', 'full');
      gate.open();
      await settle();
      assert.equal(storage.degraded?.code, 'STORAGE_QUOTA_EXCEEDED');
      assert.equal((await inner.read('log', 0)).head, 0);
      assert.deepEqual(await readAll(storage), words);
    });

    it('is kept up to what is wrong in it', async () => {
      const { inner, gate, state, storage } = await opened();
      state.problem = { after: 1000, error: new TandemError('LOG_FORGED', 'forged') };
      const reading = assert.rejects(storage.read('log', 0), code('LOG_FORGED'));
      gate.open();
      await reading;
      assert.equal((await inner.read('log', 0)).head, 1000);
      assert.equal((await storage.read('log', 0)).head, 1001);
    });

    it('goes on from where another tab has brought it meanwhile', async () => {
      const { inner, gate, storage } = await opened();
      assert.deepEqual(await readAll(storage), words);
      const row = ({ id, body }: { id: string; body: string[] }) => ({ id, body: { body } });
      await inner.append('log', 0, entries(1, 700).map(row));
      gate.open();
      await storage.append('log', LENGTH, entries(LENGTH + 1, LENGTH + 1));
      assert.equal((await inner.read('log', 0)).head, LENGTH + 1);
    });
  });

  it('leaves the mirror alone where the remote does not erase', async () => {
    const { server, remote, state } = remotely();
    await server.append('log', 0, entries(1, 1));
    const storage = mirrored(remote, memory());
    await storage.read('log', 0);
    state.error = offline;
    await assert.rejects(storage.erase('log'), code('NETWORK_OFFLINE'));
    assert.equal((await storage.read('log', 0)).head, 1);
  });

  it('takes an answer that got lost for what it is when the same is appended again', async () => {
    const { remote } = remotely();
    const storage = mirrored(faulty(remote, [{ on: 'append', call: 1, fault: 'fail-after' }]), memory());
    await assert.rejects(storage.append('log', 0, entries(1, 2)));
    assert.deepEqual(await storage.append('log', 0, entries(1, 2)), {
      status: 'appended',
      versions: [1, 2],
      known: true,
    });
    assert.equal((await storage.read('log', 0)).entries.length, 2);
  });
});

/** A live connection tells of the head at once. */
const told =
  (server: LogStorage): NonNullable<LogStorage['subscribe']> =>
  (log, listener) => {
    void server.read(log, 0, { limit: 1 }).then(({ head }) => listener(head));
    return server.subscribe!(log, listener);
  };
