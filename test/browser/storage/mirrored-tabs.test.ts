import { expect } from '@open-wc/testing';
import { TandemError } from '../../../src/core/errors.js';
import type { ConnectionStatus, LogStorage } from '../../../src/core/log/storage.js';
import { indexedDb } from '../../../src/storage/indexeddb.js';
import { memory } from '../../../src/storage/memory.js';
import { mirrored } from '../../../src/storage/mirrored.js';
import { freshName } from '../support/storage-names.js';
import { closeTabs, openTab, type OpenTab } from '../support/tabs.js';

/** A server, and who has a connection to it. */
function shared() {
  const server = memory();
  const connected: string[] = [];
  const waiting = new Set<() => void>();
  let status: ConnectionStatus = { state: 'online', lastHeard: 1 };
  const watchers = new Set<() => void>();
  return {
    server,
    connected,
    /** Resolves when so many have connected, one after another. */
    connections: (count: number) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (connected.length >= count) resolve();
        };
        waiting.add(check);
        check();
      }),
    become(next: ConnectionStatus): void {
      status = next;
      for (const watcher of watchers) watcher();
    },
    /** The server as one tab has it. */
    seenBy: (tab: string): LogStorage => ({
      ...server,
      supports: { durable: true, live: true, shared: true },
      connection: {
        getSnapshot: () => (connected.includes(tab) ? status : { state: 'behind', lastHeard: undefined }),
        subscribe(listener) {
          watchers.add(listener);
          return () => watchers.delete(listener);
        },
      },
      subscribe(log, listener) {
        connected.push(tab);
        for (const check of waiting) check();
        return server.subscribe!(log, listener);
      },
      close: async () => undefined,
    }),
  };
}

/** What a tab hears of a log. */
function listen(storage: LogStorage) {
  const waiting = new Set<() => void>();
  let last = -1;
  const end = storage.subscribe!('log', (head) => {
    last = head;
    for (const check of waiting) check();
  });
  return {
    end,
    heard: (head: number) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (last === head) resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

const state = (storage: LogStorage, wanted: string) =>
  new Promise<void>((resolve) => {
    const check = () => {
      if (storage.connection?.getSnapshot().state === wanted) resolve();
    };
    storage.connection?.subscribe(check);
    check();
  });

const entry = (id: string) => [{ id, body: id }];

describe('mirrored in several tabs', () => {
  afterEach(closeTabs);

  async function threeTabs() {
    const name = freshName();
    const remote = shared();
    await remote.server.append('log', 0, entry('a'));
    const tabs: { label: string; frame: OpenTab; storage: LogStorage; news: ReturnType<typeof listen> }[] = [];
    for (const label of ['one', 'two', 'three']) {
      const frame = await openTab();
      const storage = frame.tab.mirrored(remote.seenBy(label), name);
      const news = listen(storage);
      expect((await storage.read('log', 0)).head).to.equal(1);
      tabs.push({ label, frame, storage, news });
    }
    await remote.connections(1);
    return { remote, name, tabs };
  }

  it('has one connection for three tabs; all hear, all may append, and a late one loses to what came before', async () => {
    const { remote, tabs } = await threeTabs();
    await remote.server.append('log', 1, entry('b'));
    await Promise.all(tabs.map(({ news }) => news.heard(2)));
    let head = 2;
    for (const { storage, label } of tabs) {
      const late = await storage.append('log', 0, entry(`late ${label}`));
      expect(late.status).to.equal('conflict');
      const result = await storage.append('log', head, entry(label));
      expect(result.status).to.equal('appended');
      head += 1;
      await Promise.all(tabs.map(({ news }) => news.heard(head)));
    }
    for (const { storage } of tabs) {
      const { entries } = await storage.read('log', 0);
      expect(entries.map(({ id }) => id)).to.deep.equal(['a', 'b', 'one', 'two', 'three']);
    }
    expect(remote.connected).to.have.length(1);
  });

  it('hands the connection over when the leading tab goes, also without a word', async () => {
    const { remote, tabs } = await threeTabs();
    for (let left = 2; left > 0; left -= 1) {
      const leader = tabs.splice(
        tabs.findIndex(({ label }) => label === remote.connected.at(-1)),
        1,
      )[0]!;
      leader.frame.close();
      await remote.connections(4 - left);
      const head = (await remote.server.read('log', 0)).head;
      await remote.server.append('log', head, entry(`after ${leader.label}`));
      await Promise.all(tabs.map(({ news }) => news.heard(head + 1)));
    }
    expect(new Set(remote.connected).size).to.equal(3);
    expect(remote.connected).to.have.length(3);
  });

  it('hands the connection over when the leading tab listens no more', async () => {
    const { remote, tabs } = await threeTabs();
    tabs.find(({ label }) => label === remote.connected[0])!.news.end();
    await remote.connections(2);
    expect(new Set(remote.connected).size).to.equal(2);
  });

  it('shows the same status in all tabs', async () => {
    const { remote, tabs } = await threeTabs();
    await Promise.all(tabs.map(({ storage }) => state(storage, 'online')));
    remote.become({ state: 'refused', lastHeard: 2, error: new TandemError('NETWORK_REFUSED', 'no') });
    await Promise.all(tabs.map(({ storage }) => state(storage, 'refused')));
    for (const { storage } of tabs) expect(storage.connection?.getSnapshot().error?.code).to.equal('NETWORK_REFUSED');
    remote.become({ state: 'online', lastHeard: 3 });
    await Promise.all(tabs.map(({ storage }) => state(storage, 'online')));
  });

  it('a tab without a connection reads what the others have brought, and appends nothing', async () => {
    const { remote, name, tabs } = await threeTabs();
    const fail = () => Promise.reject(new TandemError('NETWORK_OFFLINE', 'offline', { retryable: true }));
    const mine = mirrored({ ...remote.seenBy('mine'), read: fail, append: fail }, indexedDb({ name }), { name });
    const news = listen(mine);
    await remote.server.append('log', 1, entry('b'));
    await news.heard(2);
    expect((await mine.read('log', 0)).entries.map(({ id }) => id)).to.deep.equal(['a', 'b']);
    const error = await mine.append('log', 2, entry('c')).then(
      () => undefined,
      (reason: unknown) => reason as TandemError,
    );
    expect(error?.code).to.equal('NETWORK_OFFLINE');
    expect(remote.connected).to.have.length(1);
    await mine.close();
    await Promise.all(tabs.map(({ storage }) => storage.close()));
  });
});
