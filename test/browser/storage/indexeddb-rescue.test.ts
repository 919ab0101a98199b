import { expect } from '@open-wc/testing';
import { indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';
import { noRoom } from '../support/storage-troubles.js';
import { aloneWithWebStorage } from '../support/web-storage.js';
import { closeTabs, openTab } from '../support/tabs.js';

/** Keeps every write to a database waiting, as a slow device does, until it is let go. */
function holdUp(name: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`${name}-local`);
    opening.addEventListener('error', () => reject(opening.error as DOMException));
    opening.addEventListener('success', () => {
      const database = opening.result;
      const transaction = database.transaction('local', 'readwrite');
      let held = true;
      const goOn = () => {
        if (held) transaction.objectStore('local').get('').onsuccess = goOn;
      };
      goOn();
      const ended = new Promise<void>((done) => transaction.addEventListener('complete', () => done()));
      resolve(() => {
        held = false;
        database.close();
        return ended;
      });
    });
  });
}

const left = (name: string) => localStorage.getItem(`${name}/unwritten`);

describe('what IndexedDB had not written when a page went away', () => {
  aloneWithWebStorage();
  afterEach(() => {
    unpatch();
    closeTabs();
  });

  async function typedAndGone(name: string): Promise<() => Promise<void>> {
    const { tab, leave } = await openTab();
    const theirs = tab.indexedDbLocal(name);
    await theirs.set('draft/kept', 'kept');
    await theirs.set('draft/gone', 'gone');
    const letGo = await holdUp(name);
    for (const words of ['H', 'Ha', 'Half a sentence', '\uD83D half an emoji', 'Half a sentence, said twice'])
      void theirs.set('draft/goal', words);
    void theirs.set('draft/nothing', null);
    void theirs.delete('draft/gone');
    await leave();
    return letGo;
  }
  const all = [
    ['draft/goal', 'Half a sentence, said twice'],
    ['draft/kept', 'kept'],
    ['draft/nothing', null],
  ];

  it('is there for the next page, to the last letter, and nowhere else after that', async () => {
    const name = freshName('rescue');
    const letGo = await typedAndGone(name);
    expect(JSON.parse(left(name) ?? '[]')).to.deep.include(['draft/goal', 'Half a sentence, said twice']);
    await letGo();
    const next = indexedDbLocal({ name });
    expect(await next.list('draft/')).to.deep.equal(all);
    expect(left(name)).to.equal(null);
    await next.close();
  });

  it('comes before what the next page writes', async () => {
    const name = freshName('rescue');
    await (
      await typedAndGone(name)
    )();
    const next = indexedDbLocal({ name });
    await Promise.all([next.set('draft/goal', 'newer'), next.set('draft/gone', 'again')]);
    expect(await next.get('draft/goal')).to.equal('newer');
    expect(await next.get('draft/gone')).to.equal('again');
    await next.close();
  });

  it('is written at once by another tab that is open', async () => {
    const name = freshName('rescue');
    const other = indexedDbLocal({ name });
    expect(await other.list('')).to.deep.equal([]);
    await (
      await typedAndGone(name)
    )();
    expect(await other.list('draft/')).to.deep.equal(all);
    await other.set('draft/goal', 'newer');
    const next = indexedDbLocal({ name });
    expect(await next.get('draft/goal')).to.equal('newer');
    await Promise.all([other.close(), next.close()]);
  });

  it('waits where there is no room for it, and what is there can be read meanwhile', async () => {
    const name = freshName('rescue');
    await (
      await typedAndGone(name)
    )();
    const next = indexedDbLocal({ name });
    noRoom('device');
    expect(await next.get('draft/kept')).to.equal('kept');
    expect(left(name)).not.to.equal(null);
    unpatch();
    expect(await next.list('draft/')).to.deep.equal(all);
    expect(left(name)).to.equal(null);
    await next.close();
  });

  it('is nothing where everything was written', async () => {
    const name = freshName('rescue');
    const { tab, leave } = await openTab();
    await tab.indexedDbLocal(name).set('draft/goal', 'kept');
    await leave();
    expect(left(name)).to.equal(null);
  });

  it('that somebody has edited by hand stops nothing', async () => {
    const name = freshName('rescue');
    for (const garbage of ['', '{', 'null', '7', '{"a":1}', '[null,7,[],[7,"x"],["draft/a","x"]]']) {
      localStorage.setItem(`${name}/unwritten`, garbage);
      const next = indexedDbLocal({ name });
      expect(await next.list('draft/')).to.deep.equal(garbage.includes('draft') ? [['draft/a', 'x']] : []);
      await next.close();
    }
  });
});
