import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';
import { type Fact, type LogStorage, isOwnFact, logIds, openPartnership } from '../../src/core/index.js';
import '../../src/define/timeline.js';
import { openIndexedDb } from '../../src/storage/indexeddb.js';
import { fillLog, longPartnership, play, sampleEntries } from '../../src/testing/index.js';

/** What runs inside the browser; `browser-rows.ts` calls it through the page. Whoever measures opens its own database. */
const id = 'bench';

/** Resolves when the database holds so many updates: y-indexeddb does not say when it has written. */
async function written(persistence: IndexeddbPersistence, least: number): Promise<void> {
  const store = persistence.db?.transaction('updates', 'readonly').objectStore('updates');
  const count = await new Promise<number>((resolve, reject) => {
    const request = store?.count();
    request?.addEventListener('success', () => resolve(request.result));
    request?.addEventListener('error', () => reject(new Error('Not counted')));
  });
  if (count < least) throw new Error(`${count} updates of ${least} were written`);
}

/** One update a command, as they come in, and once more as y-indexeddb leaves them when it has tidied up. */
async function fillYjs(groups: readonly (readonly Fact[])[]): Promise<void> {
  for (const name of ['updates', 'state']) {
    const doc = new Y.Doc();
    const persistence = new IndexeddbPersistence(`yjs-${name}`, doc);
    await persistence.whenSynced;
    for (const group of groups) doc.getArray<Fact>('facts').push([...group]);
    await written(persistence, groups.length);
    if (name === 'state') await storeState(persistence, true);
    await written(persistence, 1);
    await persistence.destroy();
  }
}

/** The whole log, page by page. */
async function* entriesOf(storage: LogStorage | undefined) {
  for (let after = 0; storage;) {
    const { entries } = await storage.read(logIds(id, 'ana').pair, after);
    if (entries.length === 0) return;
    yield* entries;
    after += entries.length;
  }
}

const nextTask = () => new Promise<void>((resolve) => void setTimeout(resolve));
const nextFrame = () => new Promise<void>((resolve) => void requestAnimationFrame(() => resolve()));

const bench = {
  /** Fills both databases with the same facts: all that Ana can read. */
  async fill(count: number): Promise<{ facts: number; entries: number; rounds: number }> {
    const commands = longPartnership({ facts: count });
    const { facts, document } = play(commands);
    const { storage, local } = await openIndexedDb({ name: 'tandem' });
    await fillLog(storage, id, commands);
    const { head } = await storage.read(logIds(id, 'ana').pair, 0);
    await Promise.all([storage.close(), local.close()]);

    const read = facts.filter((fact) => fact.by === 'ana' || !isOwnFact(fact));
    const byCommand = new Map<string, Fact[]>();
    for (const fact of read) byCommand.set(fact.command, [...(byCommand.get(fact.command) ?? []), fact]);
    await fillYjs([...byCommand.values()]);
    return { facts: read.length, entries: head, rounds: document.seats[1].past.length };
  },

  /**
   * Opens database and partnership and reads the document; closing writes the snapshot for the next opening.
   *
   * @param rounds how many are over when everything was read.
   */
  async tandem(rounds: number): Promise<number> {
    const start = performance.now();
    const { storage, local } = await openIndexedDb({ name: 'tandem' });
    const partnership = openPartnership({ id, me: 'ana', storage, local });
    await partnership.ready;
    const { document } = partnership.getSnapshot();
    const time = performance.now() - start;
    if (document.seats[1].past.length !== rounds) throw new Error('Not everything was read');
    await partnership.close();
    await Promise.all([storage.close(), local.close()]);
    return time;
  },

  /** @returns how many snapshots there were. */
  async forgetSnapshots(): Promise<number> {
    const { storage, local } = await openIndexedDb({ name: 'tandem' });
    const keys = (await local.list('')).map(([key]) => key).filter((key) => key.includes('/snapshot/'));
    for (const key of keys) await local.delete(key);
    await Promise.all([storage.close(), local.close()]);
    return keys.length;
  },

  async yjs(name: 'updates' | 'state', facts: number): Promise<number> {
    const start = performance.now();
    const doc = new Y.Doc();
    const persistence = new IndexeddbPersistence(`yjs-${name}`, doc);
    await persistence.whenSynced;
    const { length } = doc.getArray('facts').toArray();
    const time = performance.now() - start;
    if (length !== facts) throw new Error(`${length} of ${facts} facts were read`);
    await persistence.destroy();
    return time;
  },

  /** Fills a database with so many entries and no more. */
  async fillTimeline(entries: number): Promise<void> {
    const { storage, local } = await openIndexedDb({ name: 'timeline' });
    const commands = longPartnership({ facts: entries * 2 });
    // Words that one keeps for oneself are in another log.
    const inPair = sampleEntries(id, commands).filter(({ log }) => log === logIds(id, 'ana').pair);
    const last = inPair[entries - 1]?.entry.id;
    await fillLog(storage, id, commands.slice(0, commands.findIndex((command) => command.id === last) + 1));
    await Promise.all([storage.close(), local.close()]);
  },

  /** Opens the partnership of the timeline, which stays open on this page. */
  async openTimeline(): Promise<number> {
    const { storage, local } = await openIndexedDb({ name: 'timeline' });
    bench.storage = storage;
    bench.partnership = openPartnership({ id, me: 'ana', storage, local });
    await bench.partnership.ready;
    let entries = 0;
    for await (const _ of entriesOf(storage)) entries += 1;
    return entries;
  },
  partnership: undefined as ReturnType<typeof openPartnership> | undefined,
  storage: undefined as LogStorage | undefined,

  /** From setting the partnership on a fresh timeline to the end of the frame that shows the first items. */
  async timeline(): Promise<number> {
    const element = document.createElement('tandem-timeline');
    const start = performance.now();
    element.partnership = bench.partnership;
    document.body.append(element);
    while (bench.size().items === 0) await nextFrame();
    await nextTask();
    return performance.now() - start;
  },

  /** The same entries as a plain list, all at once. */
  async plainList(): Promise<number> {
    const list = document.createElement('ol');
    const start = performance.now();
    const items: HTMLElement[] = [];
    for await (const { body } of entriesOf(bench.storage)) {
      const item = document.createElement('li');
      item.textContent = JSON.stringify(body).slice(0, 200);
      items.push(item);
    }
    list.append(...items.reverse());
    document.body.append(list);
    await nextFrame();
    await nextTask();
    return performance.now() - start;
  },

  size(): { items: number; nodes: number } {
    const root = document.querySelector('tandem-timeline')?.shadowRoot ?? document;
    return { items: root.querySelectorAll('li').length, nodes: root.querySelectorAll('*').length };
  },

  /**
   * Reads back so many pages.
   *
   * @returns whether there is more.
   */
  async readBack(pages: number): Promise<boolean> {
    const root = document.querySelector('tandem-timeline')?.shadowRoot;
    const button = () => root?.querySelector<HTMLElement>('[data-action="earlier"]');
    const oldest = () => [...(root?.querySelectorAll('li') ?? [])].at(-1);
    for (let page = 0; page < pages && button(); page += 1) {
      const before = oldest();
      button()?.click();
      while (oldest() === before) await nextFrame();
    }
    return Boolean(button());
  },
};

export type BenchPage = typeof bench;
declare global {
  var bench: BenchPage;
}
globalThis.bench = bench;
