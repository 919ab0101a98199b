import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DemoPage, openPage, openStage } from './support/browser.js';
import { overflow, violations, withAxe } from './support/looks.js';
import { fillIn, moments, paint, settles } from './support/sample.js';

const pages: readonly DemoPage[] = ['', 'coaching.html', 'side-by-side.html'];
/** Axe takes its time: these moments have every kind of place between them. */
const looked = new Set<string>(['Writing goals', 'Checking in', 'Looking back', 'The end']);

describe('Pages of the demo with sample data', () => {
  const stage = openStage();

  for (const width of [320, 1280]) {
    it(`fits into ${width} px and is accessible, in the light and in the dark`, () =>
      stage.visit({ viewport: { width, height: 800 } }, async (context) => {
        await withAxe(context);
        const page = await openPage(context, '');
        const problems: string[] = [];
        for (const moment of ['empty', ...moments]) {
          if (moment !== 'empty') await fillIn(page, moment);
          for (const each of pages) {
            await page.goto(`/${each}`);
            await settles(page);
            for (const theme of ['Light', 'Dark'] as const) {
              await paint(page, theme);
              const found = await overflow(page);
              if (looked.has(moment)) found.push(...(await violations(page)));
              problems.push(...found.map((problem) => `${each || 'index.html'}, ${moment}, ${theme}: ${problem}`));
            }
          }
        }
        assert.deepEqual(problems, []);
      }));
  }
});
