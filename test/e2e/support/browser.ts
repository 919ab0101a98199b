import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/lib/find-chromium.mjs';
import { type Demo, startDemo } from './demo.js';

/** Longest wait for anything on a page: far more than it takes, so that a slow machine fails no test. */
export const PATIENCE = 20_000;

/** One browser with the demo, for all tests of a file. */
export interface Stage {
  /**
   * A browser of its own for one test: nothing is kept from others. Whatever a page complains about fails the test, as
   * does a request to anywhere but the demo.
   */
  visit(options: BrowserContextOptions, test: (context: BrowserContext) => Promise<void>): Promise<void>;
}

/** A page of the demo. */
export type DemoPage = '' | 'coaching.html' | 'side-by-side.html' | 'shared.html';

export async function launch(): Promise<Browser> {
  const { executablePath } = await findChromium();
  return chromium.launch({ executablePath, headless: true, args: CHROMIUM_ARGS });
}

export function openStage(): Stage {
  let demo: Demo | undefined;
  let browser: Browser | undefined;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  return {
    async visit(options, test) {
      assert.ok(demo && browser);
      const { origin } = demo;
      const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...options });
      context.setDefaultTimeout(PATIENCE);
      const complaints = await complaintsOf(context, origin);
      try {
        await test(context);
        assert.deepEqual(complaints, [], 'the pages complained');
      } finally {
        await context.close();
      }
    },
  };
}

/** Everything that should not be: errors, warnings, breaches of the policy, and traffic to elsewhere. */
export async function complaintsOf(
  context: BrowserContext,
  origin: string,
  complaints: string[] = [],
): Promise<string[]> {
  const where = (page: Page | null) => new URL(page?.url() ?? origin).pathname;
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      complaints.push(`${where(message.page())}: ${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`${where(error.page())}: ${String(error.error())}`));
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`request to ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
    if (response.request().isNavigationRequest() && !response.headers()['content-security-policy'])
      complaints.push(`no policy for ${response.url()}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  return complaints;
}

/** Opens a page of the demo in a new tab. */
export async function openPage(context: BrowserContext, path: DemoPage): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`/${path}`);
  return page;
}
