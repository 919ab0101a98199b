import { expect } from '@open-wc/testing';
import type { Entry } from '../../../src/core/log/storage.js';
import { webStorage, webStorageLocal } from '../../../src/storage/web-storage.js';
import { rejection } from '../support/coded.js';
import { patchMethod, patchValue, unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';
import { aloneWithWebStorage } from '../support/web-storage.js';

const entries = (...ids: string[]): readonly Entry[] => ids.map((id) => ({ id, body: `text of ${id}` }));

describe('webStorage in trouble', () => {
  aloneWithWebStorage();
  afterEach(() => {
    unpatch();
    localStorage.clear();
    sessionStorage.clear();
  });

  it('a real quota: STORAGE_QUOTA_EXCEEDED, nothing of the batch is kept, and there is room again after an erase', async () => {
    const storage = webStorage(localStorage, { prefix: freshName() });
    const local = webStorageLocal(localStorage, { prefix: freshName() });
    const long = 'x'.repeat(1_000_000);
    let head = 0;
    let error: unknown;
    while (error === undefined && head < 100) {
      const batch = [1, 2].map((part) => ({ id: `${head}-${part}`, body: long }));
      try {
        await storage.append('log', head, batch);
        head += 2;
      } catch (reason) {
        error = reason;
      }
    }
    expect((error as { code?: string }).code).to.equal('STORAGE_QUOTA_EXCEEDED');
    expect(head).to.be.greaterThan(0);
    expect((await storage.read('log', 0)).head).to.equal(head);
    await rejection(local.set('draft', long + long + long + long), 'STORAGE_QUOTA_EXCEEDED');
    expect(await local.get('draft')).to.equal(undefined);
    await storage.erase('log');
    expect((await storage.append('log', 0, entries('a'))).status).to.equal('appended');
    await storage.close();
  });

  it('a browser that forbids it: STORAGE_UNAVAILABLE', async () => {
    const storage = webStorage(localStorage, { prefix: freshName() });
    for (const method of ['setItem', 'getItem', 'key'] as const) {
      patchMethod(Storage.prototype, method, () => {
        return function () {
          throw new DOMException('Not here', 'SecurityError');
        };
      });
    }
    const error = await rejection(storage.append('log', 0, entries('a')), 'STORAGE_UNAVAILABLE');
    expect(error.details['reason']).to.equal('denied');
    await storage.close();
  });

  it('anything else is STORAGE_FAILED with its cause', async () => {
    const storage = webStorage(localStorage, { prefix: freshName() });
    patchMethod(Storage.prototype, 'setItem', () => {
      return function () {
        throw new DOMException('Odd', 'UnknownError');
      };
    });
    const error = await rejection(storage.append('log', 0, entries('a')), 'STORAGE_FAILED');
    expect((error.cause as DOMException).name).to.equal('UnknownError');
    await storage.close();
  });

  it('without Web Locks it works within one window', async () => {
    patchValue(navigator, 'locks', { value: undefined });
    const storage = webStorage(localStorage, { prefix: freshName() });
    const racers = await Promise.all(
      ['a', 'b', 'c'].map((id) => storage.append('log', 0, entries(id)).then(({ status }) => status)),
    );
    expect(racers.filter((status) => status === 'appended')).to.have.lengthOf(1);
    await storage.erase('log');
    expect((await storage.read('log', 0)).head).to.equal(0);
    await storage.close();
  });

  it('edited by hand: what is there is read in order, nothing is deleted, and other keys are left alone', async () => {
    const prefix = freshName();
    const storage = webStorage(localStorage, { prefix });
    await storage.append('log', 0, entries('a', 'b'));
    await storage.append('log', 2, entries('c'));
    await storage.append('log', 3, entries('d'));
    await storage.append('log', 4, entries('e'));
    localStorage.setItem(`${prefix}/log/log/1-2`, JSON.stringify([{ id: 'a', body: 1 }, 'no entry']));
    localStorage.setItem(`${prefix}/log/log/3-3`, '{ torn');
    localStorage.removeItem(`${prefix}/log/log/4-4`);
    const odd = [`${prefix}/log/log/x`, `${prefix}/log/log/1-2/3`, `${prefix}/log/`, `${prefix}`, 'host-page'];
    for (const key of odd) localStorage.setItem(key, 'odd');
    expect(await storage.read('log', 0)).to.deep.equal({
      entries: [
        { id: 'a', body: 1, version: 1 },
        { id: '', body: 'no entry', version: 2 },
        { id: '', body: '{ torn', version: 3 },
        { id: 'e', body: 'text of e', version: 5 },
      ],
      head: 5,
    });
    expect((await storage.append('log', 5, entries('f'))).status).to.equal('appended');
    await storage.erase('log');
    expect((await storage.read('log', 0)).head).to.equal(0);
    for (const key of odd) expect(localStorage.getItem(key), key).to.equal('odd');
    await storage.close();

    const local = webStorageLocal(localStorage, { prefix });
    localStorage.setItem(`${prefix}/local/draft`, 'half a sen');
    expect(await local.get('draft')).to.equal('half a sen');
    expect(await local.list('')).to.deep.equal([['draft', 'half a sen']]);
    await local.close();
  });

  it('prefixes that are alike are kept apart, and the two kinds of store too', async () => {
    const one = webStorage(localStorage, { prefix: 'p' });
    const two = webStorage(localStorage, { prefix: 'p:log' });
    const local = webStorageLocal(localStorage, { prefix: 'p' });
    await one.append('a', 0, entries('one'));
    await two.append('a', 0, entries('two'));
    await local.set('log/a/1-1', 'draft');
    await one.erase('a');
    expect((await two.read('a', 0)).head).to.equal(1);
    expect(await local.get('log/a/1-1')).to.equal('draft');
    await Promise.all([one.close(), two.close(), local.close()]);
  });

  it('an area that another window cleared tells every listener 0', async () => {
    const storage = webStorage(localStorage, { prefix: freshName() });
    await storage.append('log', 0, entries('a'));
    const told = new Promise((resolve) => storage.subscribe?.('log', (head) => resolve(head)));
    localStorage.clear();
    window.dispatchEvent(new StorageEvent('storage', { key: null, storageArea: localStorage }));
    expect(await told).to.equal(0);
    await storage.close();
  });

  it('misuse is a TypeError', () => {
    for (const prefix of ['', 'a/b', 'ä', 'x'.repeat(101), 7 as unknown as string]) {
      expect(() => webStorage(localStorage, { prefix })).to.throw(TypeError);
      expect(() => webStorageLocal(localStorage, { prefix })).to.throw(TypeError);
    }
  });
});
