import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TandemError } from '../../../src/core/errors.js';
import { backoff } from '../../../src/core/log/backoff.js';
import type { Connection, ConnectionState, LogStorage } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { note } from './shopping.js';
import { durableMemory, open, settle, switchable } from './world.js';

const limited = (retryAfter: unknown) => new TandemError('NETWORK_LIMITED', 'Patience', { details: { retryAfter } });

describe('backoff', () => {
  it('is any time up to a limit that doubles, and never above the highest', () => {
    const limit = (failures: number, random: number) => backoff(failures, { random: () => random });
    assert.deepEqual(
      [1, 2, 3, 6, 7, 50, 5000].map((failures) => limit(failures, 1)),
      [1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000],
    );
    assert.equal(limit(3, 0), 0);
    assert.equal(limit(3, 0.5), 2000);
  });

  it('gives the other side the time that it asks for, and makes sense whatever it says', () => {
    assert.equal(backoff(1, { error: limited(30_000), random: () => 0 }), 30_000);
    assert.equal(backoff(1, { error: limited(30_000), random: () => 0.5 }), 30_500);
    assert.equal(backoff(1, { error: limited(Infinity), random: () => 0 }), 86_400_000);
    for (const nonsense of [undefined, null, -5, Number.NaN, 'soon', {}]) {
      assert.equal(backoff(1, { error: limited(nonsense), random: () => 0.5 }), 500);
    }
  });

  it('is always a delay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (failures) => {
        const delay = backoff(failures);
        assert.ok(delay >= 0 && delay < 60_000);
      }),
    );
  });
});

/** A way to a storage that a test opens and shuts. */
function gated(inner: LogStorage) {
  const listeners = new Set<() => void>();
  let status: ReturnType<Connection['getSnapshot']> = { state: 'online', lastHeard: undefined };
  const log = switchable({ ...inner, subscribe: () => () => undefined });
  log.error = new TandemError('NETWORK_OFFLINE', 'No network', { retryable: true });
  const connection: Connection = {
    getSnapshot: () => status,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    log,
    listeners,
    storage: new Proxy(log.store, {
      get: (target, key): unknown => (key === 'connection' ? connection : Reflect.get(target, key)),
    }),
    become(state: ConnectionState) {
      status = { state, lastHeard: 1 };
      for (const listener of listeners) listener();
    },
  };
}

describe('trying again', () => {
  it('is asked for with the number of failures and the last error', async () => {
    const log = switchable(memory());
    const asked: [number, string][] = [];
    let again: () => void = () => undefined;
    const replica = open(log.store, memoryLocal(), {
      schedule: (tryAgain, failures, error) => {
        asked.push([failures, error.code]);
        again = tryAgain;
        return () => undefined;
      },
    });
    await replica.ready;
    log.down = ['append'];
    await replica.send(note('1'));
    log.error = limited(1000);
    again();
    await settle();
    assert.deepEqual(asked, [
      [1, 'STORAGE_UNAVAILABLE'],
      [2, 'NETWORK_LIMITED'],
    ]);
  });

  it('happens at once when the storage is online again', async () => {
    const { storage, log, become, listeners } = gated(durableMemory());
    const replica = open(storage);
    await replica.ready;
    become('offline');
    log.down = ['read', 'append'];
    assert.equal((await replica.send(note('1'))).status, 'pending');
    log.down = [];
    become('online');
    await settle();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
    assert.deepEqual(replica.getSnapshot().pending, []);
    await replica.close();
    assert.equal(listeners.size, 0, 'nobody listens any more');
  });

  it('also at the very first opening', async () => {
    const { storage, log, become } = gated(durableMemory());
    become('offline');
    log.down = ['read'];
    const replica = open(storage);
    await assert.rejects(replica.ready, { code: 'NETWORK_OFFLINE' });
    log.down = [];
    become('online');
    await settle();
    assert.equal(replica.getSnapshot().sync.state, 'saved');
  });

  it('does not happen at every sign of life, nor without need', async () => {
    const { storage, log, become } = gated(durableMemory());
    const replica = open(storage);
    await replica.ready;
    log.calls.length = 0;
    become('offline');
    become('online');
    await settle();
    assert.deepEqual(log.calls, [], 'nothing had failed');
    log.down = ['append'];
    await replica.send(note('1'));
    log.calls.length = 0;
    become('online');
    become('online');
    await settle();
    assert.deepEqual(log.calls, [], 'it was online all the time');
    become('behind');
    become('refused');
    await settle();
    assert.deepEqual(log.calls, []);
  });
});
