import { expect } from '@open-wc/testing';
import type { Entry } from '../../../src/core/log/storage.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { rejection } from '../support/coded.js';
import { patchMethod, unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';

const entries = (...ids: string[]): readonly Entry[] => ids.map((id) => ({ id, body: `text of ${id}` }));
const quota = () => new DOMException('No room', 'QuotaExceededError');

/** Lets the first `times` transactions meet a fate of their own. */
function hitTransactions(times: number, fate: (transaction: IDBTransaction) => void): void {
  let left = times;
  patchMethod(IDBDatabase.prototype, 'transaction', (original) => {
    return function (...args) {
      const transaction = original.apply(this, args) as IDBTransaction;
      if (args[1] === 'readwrite' && left > 0) {
        left -= 1;
        fate(transaction);
      }
      return transaction;
    };
  });
}

/** Makes `db.transaction` throw, as it does on a connection that the browser has closed. */
function throwFromTransaction(times: number, name: string): void {
  let left = times;
  patchMethod(IDBDatabase.prototype, 'transaction', (original) => {
    return function (...args) {
      if (args[1] === 'readwrite' && left > 0) {
        left -= 1;
        throw new DOMException('The database connection is closing.', name);
      }
      return original.apply(this, args);
    };
  });
}

describe('indexedDb in trouble', () => {
  afterEach(unpatch);

  describe('no room left', () => {
    it('in the middle of a batch: STORAGE_QUOTA_EXCEEDED, nothing of the batch is kept, and it can go in later', async () => {
      const storage = indexedDb({ name: freshName() });
      await storage.append('log', 0, entries('a'));
      let adds = 0;
      patchMethod(IDBObjectStore.prototype, 'add', (original) => {
        return function (...args) {
          adds += 1;
          if (adds === 4) throw quota();
          return original.apply(this, args);
        };
      });
      const error = await rejection(storage.append('log', 1, entries('b', 'c', 'd')), 'STORAGE_QUOTA_EXCEEDED');
      expect(error.message).to.not.contain('text of');
      unpatch();
      expect((await storage.read('log', 0)).head).to.equal(1);
      expect(await storage.append('log', 1, entries('b', 'c', 'd'))).to.deep.equal({
        status: 'appended',
        versions: [2, 3, 4],
        known: false,
      });
      await storage.close();
    });

    it('noticed at commit only: STORAGE_QUOTA_EXCEEDED, although every request succeeded', async () => {
      const storage = indexedDb({ name: freshName() });
      await storage.append('log', 0, entries('a'));
      let adds = 0;
      patchMethod(IDBObjectStore.prototype, 'add', (original) => {
        return function (...args) {
          const request = original.apply(this, args) as IDBRequest;
          adds += 1;
          if (adds < 4) return request;
          request.addEventListener('success', () => {
            const { transaction } = this as IDBObjectStore;
            Object.defineProperty(transaction, 'error', { value: quota() });
            // After whoever else listens: the request did succeed.
            queueMicrotask(() => transaction.abort());
          });
          return request;
        };
      });
      await rejection(storage.append('log', 1, entries('b', 'c')), 'STORAGE_QUOTA_EXCEEDED');
      unpatch();
      expect((await storage.read('log', 0)).head).to.equal(1);
      await storage.close();
    });

    it('for half-written text: STORAGE_QUOTA_EXCEEDED, and what was kept before stays', async () => {
      const local = indexedDbLocal({ name: freshName() });
      await local.set('draft', 'first');
      patchMethod(IDBObjectStore.prototype, 'put', () => {
        return function () {
          throw quota();
        };
      });
      await rejection(local.set('draft', 'second'), 'STORAGE_QUOTA_EXCEEDED');
      expect(await local.get('draft')).to.equal('first');
      await local.close();
    });
  });

  describe('a connection that dies', () => {
    it('is replaced once, unnoticed', async () => {
      const storage = indexedDb({ name: freshName() });
      await storage.append('log', 0, entries('a'));
      throwFromTransaction(1, 'InvalidStateError');
      expect(await storage.append('log', 1, entries('b'))).to.deep.equal({
        status: 'appended',
        versions: [2],
        known: false,
      });
      await storage.close();
    });

    it('twice in a row: STORAGE_CONNECTION_LOST, retryable, and the call after that works', async () => {
      const storage = indexedDb({ name: freshName() });
      await storage.append('log', 0, entries('a'));
      throwFromTransaction(2, 'InvalidStateError');
      const error = await rejection(storage.append('log', 1, entries('b')), 'STORAGE_CONNECTION_LOST');
      expect(error.retryable).to.equal(true);
      expect(await storage.append('log', 1, entries('b'))).to.deep.equal({
        status: 'appended',
        versions: [2],
        known: false,
      });
      await storage.close();
    });

    it('in the middle of a transaction: the append goes in once', async () => {
      const storage = indexedDb({ name: freshName() });
      await storage.append('log', 0, entries('a'));
      hitTransactions(1, (transaction) => queueMicrotask(() => transaction.abort()));
      expect(await storage.append('log', 1, entries('b', 'c'))).to.deep.equal({
        status: 'appended',
        versions: [2, 3],
        known: false,
      });
      expect((await storage.read('log', 0)).entries.map(({ id }) => id)).to.deep.equal(['a', 'b', 'c']);
      await storage.close();
    });

    it('after the commit, before the answer: the append is in once and says where', async () => {
      const storage = indexedDb({ name: freshName() });
      await storage.append('log', 0, entries('a'));
      hitTransactions(1, (transaction) =>
        transaction.addEventListener('complete', (event) => {
          event.stopImmediatePropagation();
          transaction.dispatchEvent(new Event('abort'));
        }),
      );
      expect(await storage.append('log', 1, entries('b'))).to.deep.equal({
        status: 'appended',
        versions: [2],
        known: true,
      });
      expect((await storage.read('log', 0)).head).to.equal(2);
      await storage.close();
    });

    it('the way WebKit says it (UnknownError, server lost)', async () => {
      const storage = indexedDb({ name: freshName() });
      let left = 1;
      patchMethod(IDBObjectStore.prototype, 'get', (original) => {
        return function (...args) {
          if (left > 0) {
            left -= 1;
            throw new DOMException('Connection to Indexed Database server lost. Refresh the page', 'UnknownError');
          }
          return original.apply(this, args);
        };
      });
      expect(await storage.append('log', 0, entries('a'))).to.deep.equal({
        status: 'appended',
        versions: [1],
        known: false,
      });
      await storage.close();
    });

    it('with a `close` event, the way Chromium does when site data is cleared', async () => {
      const storage = indexedDb({ name: freshName() });
      const connections = new Set<IDBDatabase>();
      patchMethod(IDBDatabase.prototype, 'transaction', (original) => {
        return function (...args) {
          connections.add(this as IDBDatabase);
          return original.apply(this, args);
        };
      });
      await storage.append('log', 0, entries('a'));
      for (const db of connections) {
        db.close();
        db.dispatchEvent(new Event('close'));
      }
      expect((await storage.read('log', 0)).head).to.equal(1);
      await storage.close();
    });

    it('another fault is STORAGE_FAILED with its cause, and is not tried again', async () => {
      const storage = indexedDb({ name: freshName() });
      let calls = 0;
      patchMethod(IDBObjectStore.prototype, 'get', () => {
        return function () {
          calls += 1;
          throw new DOMException('Something else', 'DataError');
        };
      });
      const error = await rejection(storage.append('log', 0, entries('a')), 'STORAGE_FAILED');
      expect((error.cause as DOMException).name).to.equal('DataError');
      expect(calls).to.equal(1);
      await storage.close();
    });
  });

  it('a call that is cancelled on its way writes nothing', async () => {
    const storage = indexedDb({ name: freshName() });
    for (const aliveFor of [0, 1, 2]) {
      let asked = 0;
      const signal = {
        get aborted() {
          asked += 1;
          return asked > aliveFor;
        },
      };
      await rejection(storage.append('log', 0, entries('a'), { signal }), 'ABORTED');
      expect((await storage.read('log', 0)).head).to.equal(0);
    }
    await storage.close();
  });

  it('pages of a long log are bounded, also those that come with a conflict', async () => {
    const storage = indexedDb({ name: freshName() });
    await storage.append('log', 0, entries(...Array.from({ length: 1200 }, (_, index) => `e${index}`)));
    const page = await storage.read('log', 0);
    expect([page.entries.length, page.head]).to.deep.equal([1000, 1200]);
    const conflict = await storage.append('log', 10, entries('late'));
    if (conflict.status !== 'conflict') throw new Error('expected a conflict');
    expect([conflict.newer.entries.length, conflict.newer.entries[0]?.version]).to.deep.equal([500, 11]);
    await storage.close();
  });

  it('misuse is a TypeError', () => {
    expect(() => indexedDb({ name: '' })).to.throw(TypeError);
    expect(() => indexedDbLocal({ name: 7 as unknown as string })).to.throw(TypeError);
  });
});
