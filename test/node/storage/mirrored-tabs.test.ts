import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError } from '../../../src/core/errors.js';
import type { ConnectionStatus, LogStorage } from '../../../src/core/log/storage.js';
import { memory } from '../../../src/storage/memory.js';
import { mirrored, type MirroredOptions } from '../../../src/storage/mirrored.js';
import type { Channel, Locks } from '../../../src/storage/mirrored/tabs.js';
import { settle, testTimers } from './support/timers.js';

/** Locks as browsers have them: one holder a name, the others wait in line. */
function testLocks(): Locks {
  const lines = new Map<string, Promise<unknown>>();
  return {
    async request(name, { signal }, work) {
      const before = lines.get(name) ?? Promise.resolve();
      const mine = before.then(async () => {
        if (signal.aborted) throw new DOMException('no longer wanted', 'AbortError');
        await work();
      });
      lines.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}

function testChannels() {
  const open = new Set<{ readonly hear: (data: unknown) => void }>();
  return {
    post: (data: unknown) => open.forEach(({ hear }) => hear(data)),
    /** A frozen tab neither hears nor speaks. */
    channel(isFrozen: () => boolean = () => false): Channel {
      const listeners: ((event: { data: unknown }) => void)[] = [];
      const me = { hear: (data: unknown) => void (isFrozen() || listeners.forEach((listener) => listener({ data }))) };
      open.add(me);
      return {
        postMessage(data) {
          if (isFrozen()) return;
          for (const other of open) if (other !== me) queueMicrotask(() => other.hear(structuredClone(data)));
        },
        addEventListener: (_, listener) => void listeners.push(listener),
        close: () => void open.delete(me),
      };
    },
  };
}

function setUp() {
  const server = memory();
  const mirror: LogStorage = { ...memory(), close: async () => undefined };
  const lasting: LogStorage = { ...mirror, supports: { durable: true, live: true, shared: false } };
  const [locks, channels, timers] = [testLocks(), testChannels(), testTimers()];
  const connected: string[] = [];
  const online: ConnectionStatus = { state: 'online', lastHeard: 1 };
  const open = (label: string, options: MirroredOptions = {}, remote: Partial<LogStorage> = {}) => {
    const storage = mirrored(
      {
        ...server,
        connection: { getSnapshot: () => online, subscribe: () => () => undefined },
        close: async () => undefined,
        subscribe(log, listener) {
          connected.push(label);
          return server.subscribe!(log, listener);
        },
        ...remote,
      },
      lasting,
      { name: 'm', locks, channel: () => channels.channel(), schedule: timers.schedule, ...options },
    );
    const heard: number[] = [];
    storage.subscribe!('log', (head) => heard.push(head));
    return { storage, heard };
  };
  return { server, channels, timers, connected, open };
}

describe('mirrored, in tabs', () => {
  it('takes a leader for frozen that answers nothing, and only then', async () => {
    const { server, channels, timers, connected, open } = setUp();
    let frozen = false;
    open('one', { channel: () => channels.channel(() => frozen) });
    const two = open('two');
    await timers.advance(1_000_000);
    assert.deepEqual(connected, ['one']);
    frozen = true;
    await timers.advance(60_000);
    assert.deepEqual(connected, ['one', 'two']);
    await server.append('log', 0, [{ id: 'a', body: 1 }]);
    await settle();
    assert.equal(two.heard.at(-1), 1);
    await timers.advance(1_000_000);
    assert.deepEqual(connected, ['one', 'two']);
    await two.storage.close();
  });

  it('has a connection for each tab where the tabs cannot agree', async () => {
    for (const options of [
      { name: undefined },
      { locks: { request: async () => Promise.reject(new DOMException('not here', 'SecurityError')) } },
    ] satisfies MirroredOptions[]) {
      const { connected, open } = setUp();
      open('one', options);
      open('two', options);
      await settle();
      assert.deepEqual(connected, ['one', 'two']);
    }
  });

  it('hears from the leader why the server does not let this device in', async () => {
    const { channels, open } = setUp();
    let status: ConnectionStatus = { state: 'online', lastHeard: 1 };
    let changed = (): void => undefined;
    const connection: LogStorage['connection'] = {
      getSnapshot: () => status,
      subscribe: (listener) => {
        changed = listener;
        return () => undefined;
      },
    };
    open('one', {}, { connection });
    const two = open('two');
    await settle();
    for (const code of ['token-expired', 'token-unknown']) {
      const error = new TandemError('NETWORK_REFUSED', 'not in', { details: { code } });
      status = { state: 'refused', lastHeard: 1, error };
      changed();
      await settle();
      const heard = two.storage.connection?.getSnapshot();
      assert.deepEqual([heard?.state, heard?.error?.code, heard?.error?.details], ['refused', error.code, { code }]);
    }
    channels.post({ state: 'refused', code: 'NETWORK_REFUSED', why: 'What Ana wrote' });
    await settle();
    assert.deepEqual(two.storage.connection?.getSnapshot().error?.details, { code: undefined });
  });

  it('a tab that is told of a problem looks for itself', async () => {
    const { server, connected, open } = setUp();
    const wrong: TandemError[] = [];
    const read: LogStorage['read'] = async (...args) => {
      if (wrong[0]) throw wrong[0];
      return server.read(...args);
    };
    const tabs = [open('one', {}, { read }), open('two', {}, { read })];
    await settle();
    await server.append('log', 0, [{ id: 'a', body: 1 }]);
    await settle();
    wrong.push(new TandemError('LOG_FORGED', 'forged'));
    await server.append('log', 1, [{ id: 'b', body: 1 }]);
    await settle();
    assert.deepEqual(connected, ['one']);
    for (const { storage, heard } of tabs) {
      assert.equal(heard.at(-1), 2);
      assert.deepEqual((await storage.read('log', 0)).head, 2);
      await assert.rejects(storage.read('log', 1), { code: 'LOG_FORGED' });
    }
  });

  it('believes no nonsense from the channel', async () => {
    const { channels, timers, open } = setUp();
    const { storage } = open('one');
    const two = open('two');
    await settle();
    for (const junk of [
      null,
      7,
      'x',
      {},
      { state: 'great' },
      { state: 7 },
      { log: 7 },
      { log: 'other' },
      { hello: {} },
    ]) {
      channels.post(junk);
    }
    await settle();
    for (const each of [storage, two.storage]) {
      assert.deepEqual(each.connection?.getSnapshot().state, 'online');
      await each.close();
    }
    assert.deepEqual(timers.waiting(), []);
  });
});
