import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { PATIENCE, complaintsOf, launch } from './browser.js';
import { type Demo, startDemo } from './demo.js';
import { Member } from './member.js';
import { type Way, openWay } from './way.js';

/** What belongs to the protocol: two who write in the same moment, and a log that is not there yet. */
const USUAL = [/^4(?:04|09) for .*\/sync\/logs\/.*\/entries/u, /status of 4(?:04|09)/u];

/** Whose browser it is, and whom they share with. */
export interface Person {
  readonly name: string;
  readonly partner: string;
  /** Milliseconds by which the clock of their machine is wrong. */
  readonly clock?: number;
  /** Where they begin instead of the page itself. */
  readonly address?: string;
}

/** The demo, and browsers that share nothing but the server. */
export interface Meeting {
  readonly way: Way;
  /** The folder in which the server keeps its logs. */
  readonly folder: string;
  demo(): Demo;
  /** A browser profile of its own with the shared page in it. */
  sits(person: Person): Promise<Member>;
  /** Ends the server, as a crash or an update does; `start` brings it back with what it had. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** One demo and one browser for all tests of a file. */
export interface SharedStage {
  /**
   * Whatever a page complains about fails the test, unless it is expected.
   *
   * @param expected complaints of this test: those of a cut connection, mostly
   */
  meet(expected: readonly RegExp[], test: (meeting: Meeting) => Promise<void>): Promise<void>;
}

/** @param data a database instead of a folder of its own */
export function openSharedStage({ data, flags }: { data?: () => string; flags?: readonly string[] } = {}): SharedStage {
  let folder = '';
  let way: Way | undefined;
  let browser: Browser | undefined;
  let demo: Demo | undefined;

  async function start(): Promise<void> {
    demo = await startDemo({
      data: data?.() ?? join(folder, 'data'),
      flags: [...(flags ?? []), `--diagnostic-dir=${folder}`],
    });
    way?.leadTo(demo.origin);
  }
  async function stop(): Promise<void> {
    await demo?.stop();
    demo = undefined;
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tandem-shared-'));
    [way, browser] = await Promise.all([openWay(), launch()]);
    await start();
  });
  after(async () => {
    await browser?.close();
    await stop();
    await way?.close();
    await rm(folder, { recursive: true, force: true });
  });

  return {
    async meet(expected, test) {
      assert.ok(way && browser);
      const [theWay, theBrowser] = [way, browser];
      const contexts: BrowserContext[] = [];
      const complaints: string[] = [];
      const sits = async ({ name, partner, clock, address }: Person) => {
        const options: BrowserContextOptions = { baseURL: theWay.origin, locale: 'en-GB' };
        const context = await theBrowser.newContext({ ...options, viewport: { width: 1100, height: 900 } });
        contexts.push(context);
        context.setDefaultTimeout(PATIENCE);
        await complaintsOf(context, theWay.origin, complaints);
        if (clock) await setClock(context, clock);
        return Member.onOwnMachine(context, name, partner, address);
      };
      const meeting: Meeting = {
        way: theWay,
        folder,
        demo: () => {
          assert.ok(demo);
          return demo;
        },
        sits,
        start,
        stop,
      };
      try {
        await test(meeting);
        const allowed = [...USUAL, ...expected];
        const others = complaints.filter((complaint) => !allowed.some((each) => each.test(complaint)));
        assert.deepEqual(others, [], 'the pages complained');
      } catch (error) {
        if (error instanceof Error) error.message += await screens(contexts);
        throw error;
      } finally {
        theWay.turn('open');
        for (const context of contexts) await context.close();
        if (!demo) await start();
      }
    },
  };
}

/** What stood on all screens: the first question when such a test fails. */
async function screens(contexts: readonly BrowserContext[]): Promise<string> {
  const pages = contexts.flatMap((context) => context.pages());
  const texts = pages.map((page) => page.locator('main').ariaSnapshot({ timeout: 2000 }).catch(String));
  return (await Promise.all(texts)).map((text, at) => `\n\nScreen ${at + 1}:\n${text}`).join('');
}

/** Pages that are opened from now on see a clock that is wrong by so many milliseconds. */
export function setClock(context: BrowserContext, offset: number): Promise<unknown> {
  // As text: the compiler would put a helper into a function that the page does not have.
  const content = `{
    const right = Date;
    globalThis.Date = class Date extends right {
      constructor(...given) {
        super(...(given.length > 0 ? given : [Date.now()]));
      }
      static now() {
        return right.now() + ${offset};
      }
    };
  }`;
  return context.addInitScript({ content });
}
