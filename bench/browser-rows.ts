import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Page, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.mjs';
import type {} from './page/page.js';
import { type Row, statistics } from './measure.js';

const OPENINGS = 9;

/** (c) Opening 10,000 facts from IndexedDB beside Yjs, and (e) the timeline of 5,000 entries, in Chromium. */
export async function browserRows(): Promise<readonly Row[]> {
  const { url, close } = await serve();
  const { executablePath } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    const context = await browser.newContext();
    /** Every measurement gets a page of its own: nothing is warm but the disk. */
    const onFreshPage = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
      const page = await context.newPage();
      await page.goto(url);
      const result = await work(page);
      await page.close();
      return result;
    };
    const repeat = async (work: () => Promise<number>) => {
      const times: number[] = [];
      for (let run = -1; run < OPENINGS; run += 1) {
        const time = await work();
        if (run >= 0) times.push(time);
      }
      return statistics(times);
    };

    const facts = await onFreshPage((page) => page.evaluate(() => bench.fill(10_000)));
    const yjs = await repeat(() => onFreshPage((page) => page.evaluate(() => bench.yjs())));
    const cold = await repeat(() =>
      onFreshPage((page) =>
        page.evaluate(async () => {
          await bench.forgetSnapshots();
          return bench.tandem();
        }),
      ),
    );
    const warm = await repeat(() => onFreshPage((page) => page.evaluate(() => bench.tandem())));
    let shown = { items: 0, nodes: 0 };
    const timeline = await repeat(() =>
      onFreshPage(async (page) => {
        const { time, items, nodes } = await page.evaluate(() => bench.timeline());
        shown = { items, nodes };
        return time;
      }),
    );
    const peer = { what: 'Yjs and y-indexeddb with the same facts', measured: yjs };
    return [
      { what: `Open ${facts} facts from IndexedDB, no snapshot`, ours: cold, peer },
      { what: `Open ${facts} facts from IndexedDB, with a snapshot`, ours: warm, peer, target: 'peer' },
      {
        what: `First view of the timeline, ${facts} facts in the log`,
        ours: timeline,
        target: 100,
        note: `${shown.items} items, ${shown.nodes} nodes, whatever the length of the log`,
      },
    ];
  } finally {
    await browser.close();
    close();
  }
}

async function serve(): Promise<{ url: string; close: () => void }> {
  const { outputFiles } = await build({
    entryPoints: ['bench/page/page.ts'],
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    tsconfig: 'tsconfig.json',
  });
  const script = outputFiles[0]?.contents;
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
