import { type Browser, type Page, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../scripts/lib/find-chromium.mjs';
import { longPartnership, play } from '../src/testing/index.js';
import { type Row, sideBySide } from './measure.js';
import type {} from './page/shared.js';
import { withDatabase } from './servers/database.js';
import { startServer } from './servers/start.js';
import { openPair } from './shared/fill.js';

const FACTS = 10_000;
const JOININGS = 11;
const KEYSTROKES = 40;

/** (i) A new device joins a partnership of 10,000 facts. */
export async function joinRow(): Promise<Row> {
  return withServers(async ({ tandem, hocuspocus, browser, database }) => {
    const commands = longPartnership({ facts: FACTS });
    const rounds = play(commands).document.seats[1].past.length;
    const pair = await openPair(`${tandem.url}/sync`);
    const entries = await pair.fill(commands);
    const facts = await hocuspocus.ask({ facts: FACTS });
    const onNewDevice = async (work: (page: Page) => Promise<number>): Promise<number> => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(tandem.url);
      const time = await work(page);
      await context.close();
      return time;
    };
    const { ours, yjs } = await sideBySide(JOININGS, 1, {
      ours: async () => {
        const link = await pair.link('ana');
        return onNewDevice((page) => page.evaluate(([url, count]) => shared.join(url, count), [link, rounds] as const));
      },
      yjs: () =>
        onNewDevice((page) =>
          page.evaluate(([url, count]) => shared.joinYjs(url, count), [hocuspocus.url, facts] as const),
        ),
    });
    await pair.close();
    return {
      what: `Join a partnership of ${facts} facts (${entries} entries) on a new device`,
      ours,
      peers: [{ what: 'Yjs, y-indexeddb and Hocuspocus: the same facts, not encrypted', measured: yjs }],
      target: 1000,
      note: `opens the link, proves, decrypts, keeps and folds everything; the server is on ${database}`,
    };
  });
}

/** (g) From one person's command to the other's screen. */
export async function keystrokeRow(): Promise<Row> {
  return withServers(async ({ tandem, hocuspocus, browser, database }) => {
    const pair = await openPair(`${tandem.url}/sync`);
    const form = longPartnership({ facts: 1 });
    await pair.fill(form);
    const device = async (follow: (page: Page) => Promise<void>): Promise<Page> => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(tandem.url);
      await follow(page);
      return page;
    };
    const ofTandem = async (me: 'ana' | 'ben') => {
      const link = await pair.link(me);
      return device((page) => page.evaluate((url) => shared.follow(url), link));
    };
    const ofYjs = () => device((page) => page.evaluate((url) => shared.followYjs(url), hocuspocus.url));
    const [ana, ben] = [await ofTandem('ana'), await ofTandem('ben')];
    const [yjsAna, yjsBen] = [await ofYjs(), await ofYjs()];
    let value = 30;
    const between = (from: Page, to: Page) => async (): Promise<number> => {
      value += 1;
      const sent = await from.evaluate((number) => shared.type(number), value);
      return (await to.evaluate((number) => shared.until(number), value)) - sent;
    };
    const { ours, yjs } = await sideBySide(KEYSTROKES, 5, {
      ours: between(ana, ben),
      yjs: between(yjsAna, yjsBen),
    });
    await pair.close();
    return {
      what: "From Ana's command to Ben's screen, two browsers and a server on one machine",
      ours,
      peers: [{ what: 'Yjs, y-indexeddb and Hocuspocus: a field of a map, not encrypted', measured: yjs }],
      target: 50,
      note: `decided, encrypted, signed, stored in ${database}, fetched, proved, decrypted, kept, folded, until the frame that shows it is over; no third device follows the log meanwhile`,
    };
  });
}

interface Servers {
  readonly tandem: Awaited<ReturnType<typeof startServer>>;
  readonly hocuspocus: Awaited<ReturnType<typeof startServer>>;
  readonly browser: Browser;
  /** What the server keeps things in. */
  readonly database: string;
}

function withServers<T>(work: (servers: Servers) => Promise<T>): Promise<T> {
  return withDatabase(async ({ address, name: database }) => {
    const [tandem, hocuspocus] = [await startServer('tandem', address), await startServer('hocuspocus')];
    const { executablePath } = await findChromium();
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
    try {
      return await work({ tandem, hocuspocus, browser, database });
    } finally {
      await browser.close();
      await Promise.all([tandem.stop(), hocuspocus.stop()]);
    }
  });
}
