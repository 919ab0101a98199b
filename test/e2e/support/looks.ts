import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Makes axe available on every page of a context; the pages' own policy would not let it in. */
export async function withAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript({ path: axePath });
}

/** What sticks out to the side. */
export async function overflow(page: Page): Promise<string[]> {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.scrollingElement?.scrollWidth ?? 0,
    room: innerWidth,
  }));
  return wide > room ? [`${wide} px wide in a window of ${room} px`] : [];
}

/** What axe finds. */
export function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const results = await axe.run({ resultTypes: ['violations'] });
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(', ')}`,
    );
  });
}
