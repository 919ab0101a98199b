import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { type Fact, openPartnership } from '../../src/core/index.js';
import '../../src/define/timeline.js';
import { openIndexedDb } from '../../src/storage/indexeddb.js';
import { fillLog, longPartnership, play } from '../../src/testing/index.js';

/** What runs inside the browser; `browser-rows.ts` calls it through the page. */
const store = openIndexedDb({ name: 'bench' });
const id = 'bench';

async function openTandem(me = 'ana') {
  return openPartnership({ id, me, ...(await store) });
}

const bench = {
  /** Fills both databases with the same facts: ours as entries, Yjs's as one transaction a command. */
  async fill(count: number): Promise<number> {
    const commands = longPartnership({ facts: count });
    const { facts } = play(commands);
    await fillLog((await store).storage, id, commands);

    const doc = new Y.Doc();
    const persistence = new IndexeddbPersistence('bench-yjs', doc);
    await persistence.whenSynced;
    const list = doc.getArray<Fact>('facts');
    const byCommand = new Map<string, Fact[]>();
    for (const fact of facts) byCommand.set(fact.command, [...(byCommand.get(fact.command) ?? []), fact]);
    for (const group of byCommand.values()) list.push(group);
    await persistence.destroy();
    return facts.length;
  },

  /** Opens the partnership and reads its document; closing writes the snapshot for the next opening. */
  async tandem(): Promise<number> {
    const start = performance.now();
    const partnership = await openTandem();
    await partnership.ready;
    if (partnership.getSnapshot().document.status === 'forming') throw new Error('Nothing was read');
    const time = performance.now() - start;
    await partnership.close();
    return time;
  },

  async forgetSnapshots(): Promise<void> {
    const { local } = await store;
    for (const [key] of await local.list('')) if (key.includes('/snapshot/')) await local.delete(key);
  },

  async yjs(): Promise<number> {
    const start = performance.now();
    const doc = new Y.Doc();
    const persistence = new IndexeddbPersistence('bench-yjs', doc);
    await persistence.whenSynced;
    if (doc.getArray('facts').toArray().length === 0) throw new Error('Nothing was read');
    const time = performance.now() - start;
    await persistence.destroy();
    return time;
  },

  /** From setting the partnership on a fresh timeline to the first items on the screen. */
  async timeline(): Promise<{ time: number; items: number; nodes: number }> {
    const partnership = await openTandem();
    await partnership.ready;
    const element = document.createElement('tandem-timeline');
    const start = performance.now();
    element.partnership = partnership;
    document.body.append(element);
    const items = () => element.shadowRoot?.querySelectorAll('li').length ?? 0;
    await new Promise<void>((resolve) => {
      const look = (): void => (items() > 0 ? resolve() : void requestAnimationFrame(look));
      look();
    });
    const time = performance.now() - start;
    const result = { time, items: items(), nodes: element.shadowRoot?.querySelectorAll('*').length ?? 0 };
    element.remove();
    await partnership.close();
    return result;
  },
};

export type BenchPage = typeof bench;
declare global {
  var bench: BenchPage;
}
globalThis.bench = bench;
