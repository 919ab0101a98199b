import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Page, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../scripts/lib/find-chromium.mjs';
import type {} from './page/page.js';
import { type Row, sideBySide } from './measure.js';
import { pageOf } from './servers/page.js';

const OPENINGS = 15;
const ENTRIES = 5000;

/** Every measurement gets a page of its own: nothing is warm but the disk. */
type OnFreshPage = <T>(work: (page: Page) => Promise<T>) => Promise<T>;

/** Which browser it is. */
export const describeChromium = async (): Promise<string> => (await findChromium()).description;

async function inBrowser<T>(work: (onFreshPage: OnFreshPage) => Promise<T>): Promise<T> {
  const { url, close } = await serve();
  const { executablePath } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const context = await browser.newContext();
    const onFreshPage: OnFreshPage = async (work) => {
      const page = await context.newPage();
      await page.goto(url);
      const result = await work(page);
      await page.close();
      return result;
    };
    return await work(onFreshPage);
  } finally {
    await browser.close();
    close();
  }
}

/** (c) Opening 10,000 facts from IndexedDB, beside Yjs. */
export const openingRows = (): Promise<readonly Row[]> => inBrowser(opening);

/** (e) The timeline of 5,000 entries. */
export const timelineRows = (): Promise<readonly Row[]> => inBrowser(async (page) => [await timelineRow(page)]);

async function opening(onFreshPage: OnFreshPage): Promise<readonly Row[]> {
  const { facts, entries, rounds } = await onFreshPage((page) => page.evaluate(() => bench.fill(10_000)));
  const yjs = (name: 'updates' | 'state') => () =>
    onFreshPage((page) => page.evaluate(([which, count]) => bench.yjs(which, count), [name, facts] as const));
  const tandem = () => onFreshPage((page) => page.evaluate((count) => bench.tandem(count), rounds));
  const forget = (least: number) =>
    onFreshPage(async (page) => {
      if ((await page.evaluate(() => bench.forgetSnapshots())) < least) throw new Error('There was no snapshot');
    });
  await forget(0);
  const { cold, warm, updates, state } = await sideBySide(OPENINGS, 2, {
    cold: tandem,
    updates: yjs('updates'),
    // The opening before has left the snapshots of both logs.
    warm: tandem,
    state: async () => {
      const time = await yjs('state')();
      await forget(2);
      return time;
    },
  });
  const peers = [
    { what: 'Yjs and y-indexeddb, the same facts tidied into one update', measured: state },
    { what: 'Yjs and y-indexeddb, one update for each command', measured: updates },
  ] as const;
  return [
    {
      what: `Open ${facts} facts (${entries} entries) from IndexedDB, no snapshot`,
      ours: cold,
      peers: peers.toReversed(),
      note: 'opens the database, reads, checks and folds, in a fresh page',
    },
    {
      what: `Open ${facts} facts (${entries} entries) from IndexedDB, with a snapshot`,
      ours: warm,
      peers,
      target: 'peer',
      note: 'the document; entries are read when somebody looks at the timeline. Yjs has the facts, not folded',
    },
  ];
}

async function timelineRow(onFreshPage: OnFreshPage): Promise<Row> {
  await onFreshPage((page) => page.evaluate((count) => bench.fillTimeline(count), ENTRIES));
  let entries = 0;
  const opened = async (page: Page) => {
    entries = await page.evaluate(() => bench.openTimeline());
  };
  const { ours, list } = await sideBySide(OPENINGS, 2, {
    ours: () => onFreshPage(async (page) => (await opened(page), page.evaluate(() => bench.timeline()))),
    list: () => onFreshPage(async (page) => (await opened(page), page.evaluate(() => bench.plainList()))),
  });

  const memoryOf = async (page: Page): Promise<number> => {
    const client = await page.context().newCDPSession(page);
    for (let time = 0; time < 2; time += 1) await client.send('HeapProfiler.collectGarbage');
    // What scripts hold, and what the nodes of the page take.
    const usage = await client.send('Runtime.getHeapUsage');
    const { usedSize, embedderHeapUsedSize = 0 } = usage as typeof usage & { embedderHeapUsedSize?: number };
    await client.detach();
    return (usedSize + embedderHeapUsedSize) / 2 ** 20;
  };
  const note = await onFreshPage(async (page) => {
    await opened(page);
    const empty = await memoryOf(page);
    const growth = async () => (await memoryOf(page)) - empty;
    await page.evaluate(() => bench.timeline());
    const first = await page.evaluate(() => bench.size());
    const afterFirst = await growth();
    // Back to the very beginning, and a look at what is held on the way.
    const [memory, nodes]: [number[], number[]] = [[], []];
    for (let more = true; more;) {
      more = await page.evaluate(() => bench.readBack(10));
      memory.push(await growth());
      nodes.push((await page.evaluate(() => bench.size())).nodes);
    }
    const [early, late] = [memory[0] ?? Number.NaN, memory.at(-2) ?? Number.NaN];
    return (
      `first view: ${first.items} items, ${first.nodes} nodes, ${mib(afterFirst)} MiB; ` +
      `reading back to the beginning: ${mib(early)} MiB after 10 pages, ${mib(late)} after ${10 * (memory.length - 1)}, ` +
      `${mib(Math.max(...memory))} MiB and ${Math.max(...nodes)} nodes at the most`
    );
  });
  const plain = await onFreshPage(async (page) => {
    await opened(page);
    const empty = await memoryOf(page);
    await page.evaluate(() => bench.plainList());
    const { nodes } = await page.evaluate(() => bench.size());
    return `${nodes} nodes, ${mib((await memoryOf(page)) - empty)} MiB`;
  });
  return {
    what: `First view of the timeline, ${entries} entries`,
    ours,
    peers: [{ what: `the same entries as one plain list, all at once (${plain})`, measured: list }],
    target: 100,
    note: `until the frame that shows it. ${note}`,
  };
}

const mib = (size: number): string => size.toFixed(1);

async function serve(): Promise<{ url: string; close: () => void }> {
  const server = createServer(await pageOf('bench/page/page.ts'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
