import { expect } from '@open-wc/testing';
import type { Entry } from '../../../src/core/log/storage.js';
import { indexedDb, openIndexedDb } from '../../../src/storage/indexeddb.js';
import { rejection } from '../support/coded.js';
import { patchMethod, patchValue, unpatch } from '../support/patch.js';
import { deleteDatabase, freshName, inTransaction, openPlain } from '../support/storage-names.js';

const entries = (...ids: string[]): readonly Entry[] => ids.map((id) => ({ id, body: `text of ${id}` }));

describe('indexedDb where the database is not there for it', () => {
  afterEach(unpatch);

  describe('another tab', () => {
    it('that deletes the database is not kept waiting, and an empty log is found afterwards', async () => {
      const name = freshName();
      const storage = indexedDb({ name });
      await storage.append('log', 0, entries('a'));
      await deleteDatabase(name);
      expect(await storage.read('log', 0)).to.deep.equal({ entries: [], head: 0 });
      expect((await storage.append('log', 0, entries('a'))).status).to.equal('appended');
      await storage.close();
    });

    it('that upgrades the database is not kept waiting; this one then says that it is too old', async () => {
      const name = freshName();
      const storage = indexedDb({ name });
      await storage.append('log', 0, entries('a'));
      const newer = await openPlain(name, 2);
      const error = await rejection(storage.read('log', 0), 'STORAGE_UNAVAILABLE');
      expect(error.details['reason']).to.equal('newer-schema');
      newer.close();
      await storage.close();
    });

    it('that does not let go: STORAGE_BLOCKED, retryable, closing does not hang, and later it works', async () => {
      const name = freshName();
      const first = indexedDb({ name });
      await first.append('log', 0, entries('a'));
      await first.close();
      // Holds on to the database whatever is asked of it, so that the deletion waits and everybody else behind it.
      const holder = await openPlain(name);
      const deletion = deleteDatabase(name);
      const impatient = indexedDb({ name, patience: 1 });
      const error = await rejection(impatient.read('log', 0), 'STORAGE_BLOCKED');
      expect(error.retryable).to.equal(true);
      await rejection(openIndexedDb({ name, patience: 1 }), 'STORAGE_BLOCKED');
      await impatient.close();

      const patient = indexedDb({ name });
      const reading = patient.read('log', 0);
      holder.close();
      await deletion;
      expect((await reading).head).to.equal(0);
      await patient.close();
    });

    it('closing while the database is still being waited for rejects with STORAGE_CLOSED', async () => {
      const name = freshName();
      const first = indexedDb({ name });
      await first.read('log', 0);
      await first.close();
      const holder = await openPlain(name);
      const deletion = deleteDatabase(name);
      const storage = indexedDb({ name });
      const reading = rejection(storage.read('log', 0), 'STORAGE_CLOSED');
      await storage.close();
      await reading;
      holder.close();
      await deletion;
      // The connection that came too late has closed itself, or this would wait for ever.
      await deleteDatabase(name);
    });
  });

  describe('a browser that forbids it', () => {
    for (const name of ['SecurityError', 'InvalidStateError', 'NotAllowedError']) {
      it(`${name}: STORAGE_UNAVAILABLE, and memory in its place, visibly`, async () => {
        patchMethod(IDBFactory.prototype, 'open', () => {
          return function () {
            throw new DOMException('Not here', name);
          };
        });
        const database = freshName();
        const alone = indexedDb({ name: database });
        const error = await rejection(alone.read('log', 0), 'STORAGE_UNAVAILABLE');
        expect(error.details['reason']).to.equal('denied');
        const { storage, local } = await openIndexedDb({ name: database });
        expect(storage.degraded?.code).to.equal('STORAGE_UNAVAILABLE');
        expect(storage.supports.durable).to.equal(false);
        expect((await storage.append('log', 0, entries('a'))).status).to.equal('appended');
        await local.set('draft', 'x');
        expect(await local.get('draft')).to.equal('x');
        unpatch();
        // Allowed after all: the same object works.
        expect((await alone.read('log', 0)).head).to.equal(0);
        await alone.close();
      });
    }

    it('no indexedDB at all, undefined or throwing: the same', async () => {
      for (const [descriptor, reason] of [
        [{ value: undefined }, 'missing'],
        [{ value: null }, 'missing'],
        [
          {
            get() {
              throw new DOMException('Not here', 'SecurityError');
            },
          },
          'denied',
        ],
      ] as const) {
        patchValue(window, 'indexedDB', descriptor);
        const { storage } = await openIndexedDb({ name: freshName() });
        expect(storage.degraded?.details['reason']).to.equal(reason);
        unpatch();
      }
    });

    it('where it is allowed, it is not degraded, and closing leaves nothing open', async () => {
      const name = freshName();
      const { storage, local } = await openIndexedDb({ name });
      expect(storage.degraded).to.equal(undefined);
      expect(storage.supports.durable).to.equal(true);
      await storage.append('log', 0, entries('a'));
      await local.set('draft', 1);
      await storage.close();
      await local.close();
      await deleteDatabase(name);
      await deleteDatabase(`${name}-local`);
    });

    it('a failure that may pass is not taken for "no storage here": it rejects', async () => {
      patchMethod(IDBFactory.prototype, 'open', () => {
        return function () {
          throw new DOMException('Internal error opening backing store', 'UnknownError');
        };
      });
      const error = await rejection(openIndexedDb({ name: freshName() }), 'STORAGE_UNAVAILABLE');
      expect(error.details['reason']).to.equal('open-failed');
      expect(error.retryable).to.equal(true);
    });
  });

  describe('a database that is not as we left it', () => {
    it('of a newer schema: STORAGE_UNAVAILABLE newer-schema, no fallback, nothing touched, nothing held', async () => {
      const name = freshName();
      const newer = await openPlain(name, 99, (db) => db.createObjectStore('log').put('precious', 'key'));
      newer.close();
      const storage = indexedDb({ name });
      const error = await rejection(storage.append('log', 0, entries('a')), 'STORAGE_UNAVAILABLE');
      expect(error.details['reason']).to.equal('newer-schema');
      const fallback = await rejection(openIndexedDb({ name }), 'STORAGE_UNAVAILABLE');
      expect(fallback.details['reason']).to.equal('newer-schema');
      // An upgrade has to wait for every open connection; this one does not wait.
      const upgraded = await openPlain(name, 100);
      await inTransaction(upgraded, 'log', (store) => {
        store.get('key').addEventListener('success', function (this: IDBRequest<unknown>) {
          expect(this.result).to.equal('precious');
        });
      });
      upgraded.close();
      await storage.close();
    });

    it('of somebody else: STORAGE_UNAVAILABLE foreign-database, nothing touched, nothing held', async () => {
      const name = freshName();
      (await openPlain(name, 1, (db) => db.createObjectStore('theirs'))).close();
      const storage = indexedDb({ name });
      const error = await rejection(storage.read('log', 0), 'STORAGE_UNAVAILABLE');
      expect(error.details['reason']).to.equal('foreign-database');
      const upgraded = await openPlain(name, 2);
      expect([...upgraded.objectStoreNames]).to.deep.equal(['theirs']);
      upgraded.close();
      await storage.close();
    });

    it('edited by hand: what is there is read in order, and nothing is deleted', async () => {
      const name = freshName();
      const storage = indexedDb({ name });
      await storage.append('log', 0, entries('a', 'b', 'c', 'd', 'e'));
      const db = await openPlain(name);
      await inTransaction(db, 'log', (store) => {
        store.delete(['log', 'entry', 2]);
        store.put('no entry at all', ['log', 'entry', 3]);
        store.put({ id: 7 }, ['log', 'entry', 4]);
        store.put('odd', ['log', 'entry', 'not a number']);
        store.put('odd', ['log', 'entry', -1]);
        store.put('odd', ['log']);
        store.put('odd', 'log');
        store.put('not a version', ['log', 'id', 'x']);
      });
      expect(await storage.read('log', 0)).to.deep.equal({
        entries: [
          { id: 'a', body: 'text of a', version: 1 },
          { id: '', body: 'no entry at all', version: 3 },
          { id: '', body: { id: 7 }, version: 4 },
          { id: 'e', body: 'text of e', version: 5 },
        ],
        head: 5,
      });
      expect((await storage.append('log', 5, entries('f'))).status).to.equal('appended');
      let left = 0;
      await inTransaction(db, 'log', (store) => {
        store.count().addEventListener('success', function (this: IDBRequest<number>) {
          left = this.result;
        });
      });
      // Five entries less one, five ids, an entry and an id more, and the five odd ones.
      expect(left).to.equal(4 + 5 + 2 + 5);
      await storage.erase('log');
      expect(await storage.read('log', 0)).to.deep.equal({ entries: [], head: 0 });
      db.close();
      await storage.close();
    });
  });
});
