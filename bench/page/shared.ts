import { HocuspocusProvider } from '@hocuspocus/provider';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { type PartnershipDocument, openPartnership } from '../../src/core/index.js';
import { openSharedInBrowser } from '../../src/sharing/index.js';

/** What runs inside the browser, one page for each device; `sharing-rows.ts` calls it. */
const id = 'bench';

async function open(link: string) {
  const shared = await openSharedInBrowser({ id, server: '/sync', database: 'tandem' });
  await shared.sharing.join(link, 'Chromium');
  const { me = '' } = shared.sharing.getSnapshot();
  const partnership = openPartnership({ id, me, storage: shared.storage, local: shared.local });
  await partnership.ready;
  return { shared, partnership };
}

/** A Yjs document on a Hocuspocus server, kept in IndexedDB as well. Resolves when it has all that the server has. */
async function openYjs(url: string, name: string): Promise<Y.Doc> {
  const document = new Y.Doc();
  new IndexeddbPersistence(name, document);
  await new Promise<void>((onSynced) => new HocuspocusProvider({ url, name, document, onSynced: () => onSynced() }));
  return document;
}

/** By the clock that all pages of this browser share. */
const now = (): number => performance.timeOrigin + performance.now();
const nextFrame = () => new Promise<void>((resolve) => void requestAnimationFrame(() => setTimeout(resolve)));

/** Shows a number as soon as it changes, and remembers when it was there to be seen. */
function screen() {
  const waiting = new Map<number, (at: number) => void>();
  const seen = new Map<number, number>();
  return {
    async show(value: number): Promise<void> {
      const text = String(value);
      if (document.body.textContent === text) return;
      document.body.textContent = text;
      await nextFrame();
      const at = now();
      seen.set(value, at);
      waiting.get(value)?.(at);
    },
    until: async (value: number): Promise<number> =>
      seen.get(value) ?? new Promise<number>((resolve) => waiting.set(value, resolve)),
  };
}

const minutes = ({ agreement }: PartnershipDocument): number => agreement.proposal?.text.meetingMinutes ?? 0;

const bench = {
  /**
   * From a device that has nothing to the document.
   *
   * @param rounds how many are over when everything was read
   */
  async join(link: string, rounds: number): Promise<number> {
    const start = performance.now();
    const { partnership } = await open(link);
    const time = performance.now() - start;
    if (partnership.getSnapshot().document.seats[1].past.length !== rounds) throw new Error('Not everything was read');
    return time;
  },

  async joinYjs(url: string, facts: number): Promise<number> {
    const start = performance.now();
    const { length } = (await openYjs(url, 'facts')).getArray('facts').toArray();
    const time = performance.now() - start;
    if (length !== facts) throw new Error(`${length} of ${facts} facts were read`);
    return time;
  },

  /** Opens a device that stays, with a screen that shows what the agreement is about. */
  async follow(link: string): Promise<void> {
    const { partnership } = await open(link);
    const show = () => void bench.screen.show(minutes(partnership.getSnapshot().document));
    partnership.subscribe(show);
    bench.write = (value) =>
      void partnership.send({
        type: 'agreement.propose',
        agreement: { cadenceDays: 14, meetingMinutes: value, reviewAfterMeetings: 6 },
      });
  },

  async followYjs(url: string): Promise<void> {
    const map = (await openYjs(url, 'live')).getMap<number>('agreement');
    map.observe(() => void bench.screen.show(map.get('minutes') ?? 0));
    bench.write = (value) => void map.set('minutes', value);
  },

  screen: screen(),
  write: (_value: number): void => undefined,

  /** @returns when it was written. */
  type(value: number): number {
    const at = now();
    bench.write(value);
    return at;
  },

  /** @returns when it was there to be seen. */
  until: (value: number): Promise<number> => bench.screen.until(value),
};

export type SharedPage = typeof bench;
declare global {
  var shared: SharedPage;
}
globalThis.shared = bench;
