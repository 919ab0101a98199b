import { expect } from '@open-wc/testing';
import type { LogStorage, StoredEntry } from '../../../src/core/log/storage.js';
import { indexedDb } from '../../../src/storage/indexeddb.js';
import { webStorage } from '../../../src/storage/web-storage.js';
import { deleteDatabase, freshName, openPlain } from '../support/storage-names.js';
import { aloneWithWebStorage } from '../support/web-storage.js';
import { closeTabs, openTab } from '../support/tabs.js';

/** Resolves when the storage tells of a head that fits. */
function heard(storage: LogStorage, log: string, fits: (head: number) => boolean): Promise<number> {
  return new Promise((resolve) => {
    const end = storage.subscribe?.(log, (head) => {
      if (!fits(head)) return;
      end?.();
      resolve(head);
    });
  });
}

async function readAll(storage: LogStorage, log: string): Promise<readonly StoredEntry[]> {
  const { entries, head } = await storage.read(log, 0);
  expect(entries.map(({ version }) => version)).to.deep.equal(Array.from({ length: head }, (_, index) => index + 1));
  return entries;
}

function expectAllOf(entries: readonly StoredEntry[], prefixes: readonly string[], count: number): void {
  for (const prefix of prefixes) {
    const mine = entries.map(({ id }) => id).filter((id) => id.startsWith(prefix));
    expect(mine).to.deep.equal(Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`));
  }
  expect(entries.length).to.equal(prefixes.length * count);
}

const kinds = [
  { kind: 'indexedDb', here: (name: string) => indexedDb({ name }) },
  { kind: 'webStorage', here: (prefix: string) => webStorage(localStorage, { prefix }) },
] as const;

for (const { kind, here } of kinds) {
  describe(`${kind} in several tabs`, () => {
    aloneWithWebStorage();
    afterEach(closeTabs);

    it('is live: each hears what the other appends and erases', async () => {
      const name = freshName();
      const { tab } = await openTab();
      const mine = here(name);
      const theirs = tab[kind](name);
      const heardHere = heard(mine, 'log', (head) => head === 2);
      await theirs.append('log', 0, [
        { id: 'a', body: 1 },
        { id: 'b', body: 2 },
      ]);
      expect(await heardHere).to.equal(2);
      const heardThere = heard(theirs, 'log', (head) => head === 3);
      await mine.append('log', 2, [{ id: 'c', body: 3 }]);
      expect(await heardThere).to.equal(3);
      const erased = heard(mine, 'log', (head) => head === 0);
      await theirs.erase('log');
      expect(await erased).to.equal(0);
      await Promise.all([mine.close(), theirs.close()]);
    });

    it('is safe: three tabs append at once, and nothing is lost or doubled', async function () {
      this.timeout(60_000);
      const name = freshName();
      const tabs = [await openTab(), await openTab(), await openTab()].map(({ tab }) => tab);
      const stores = tabs.map((tab) => tab[kind](name));
      await Promise.all(tabs.map((tab, index) => tab.write(stores[index]!, 'log', `tab${index}-`, 15)));
      const mine = here(name);
      expectAllOf(await readAll(mine, 'log'), ['tab0-', 'tab1-', 'tab2-'], 15);
      await Promise.all([mine, ...stores].map((store) => store.close()));
    });

    it('keeps what a tab was told is appended when that tab is closed in the middle of its work', async () => {
      const name = freshName();
      const other = await openTab();
      const theirs = other.tab[kind](name);
      const batch = (index: number) => [1, 2, 3].map((part) => ({ id: `${index}-${part}`, body: part }));
      await theirs.append('log', 0, batch(1));
      // Under way when the tab goes: each may be in or not, but never in part.
      void theirs.append('log', 3, batch(2)).catch(() => undefined);
      void theirs.append('log', 6, batch(3)).catch(() => undefined);
      other.close();
      const mine = here(name);
      const entries = await readAll(mine, 'log');
      expect(entries.length).to.be.oneOf([3, 6, 9]);
      expect(entries.slice(0, 3).map(({ id }) => id)).to.deep.equal(['1-1', '1-2', '1-3']);
      expect((await mine.append('log', entries.length, [{ id: 'next', body: 1 }])).status).to.equal('appended');
      await mine.close();
    });
  });
}

describe('indexedDb and what a tab leaves behind', () => {
  afterEach(closeTabs);

  it('two databases of different names hear nothing of each other', async () => {
    const [one, two] = [freshName(), freshName()];
    const a = indexedDb({ name: one });
    const b = indexedDb({ name: two });
    const again = indexedDb({ name: one });
    const calls: number[] = [];
    b.subscribe?.('log', (head) => calls.push(head));
    const witness = heard(again, 'log', (head) => head === 1);
    await a.append('log', 0, [{ id: 'a', body: 1 }]);
    await witness;
    expect(calls).to.deep.equal([]);
    await Promise.all([a.close(), b.close(), again.close()]);
  });

  it('what another script of the origin posts to the channel is ignored unless it is news of a log', async () => {
    const name = freshName();
    const storage = indexedDb({ name });
    const calls: number[] = [];
    const done = heard(storage, 'log', (head) => head === 7);
    storage.subscribe?.('log', (head) => calls.push(head));
    const channel = new BroadcastChannel(`tandem-coaching:indexeddb:${name}`);
    for (const junk of [null, 'log', 7, {}, { log: 'log' }, { log: 'log', head: '7' }, { log: 'log', head: NaN }]) {
      channel.postMessage(junk);
    }
    channel.postMessage({ log: 'log', head: 7 });
    await done;
    expect(calls).to.deep.equal([7]);
    channel.close();
    await storage.close();
  });

  it('another tab may delete or upgrade the database while two others have it open', async () => {
    const name = freshName();
    const { tab } = await openTab();
    const mine = indexedDb({ name });
    const theirs = tab.indexedDb(name);
    await mine.append('log', 0, [{ id: 'a', body: 1 }]);
    await theirs.read('log', 0);
    await deleteDatabase(name);
    expect((await theirs.read('log', 0)).head).to.equal(0);
    expect((await mine.read('log', 0)).head).to.equal(0);
    (await openPlain(name, 2)).close();
    await Promise.all([mine.close(), theirs.close()]);
  });
});
