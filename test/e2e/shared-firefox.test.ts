import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import puppeteer, { type Page } from 'puppeteer-core';
import { findFirefox } from '../../scripts/lib/other-browsers.mjs';
import { PATIENCE } from './support/browser.js';
import { openSharedStage } from './support/shared-stage.js';
import { invites, safetyNumber, starts } from './support/sharing.js';
import { agreement, anasStory } from './support/words.js';

/** Ben, in front of a Firefox. Playwright does not drive the one that is installed. */
function inFirefox(page: Page) {
  const find = (selector: string) => page.locator(selector).setTimeout(PATIENCE);
  return {
    sees: (text: string) => find(`::-p-text(${text})`).wait(),
    presses: (widget: string, action: string) => find(`tandem-${widget} >>> [data-action="${action}"]`).click(),
    types: (widget: string, text: string) => find(`tandem-${widget} >>> textarea`).fill(text),
    find,
  };
}

describe('Two browsers of different makers', () => {
  const stage = openSharedStage();

  it('Chromium invites, Firefox joins, and each reads what the other writes', () =>
    stage.meet([], async (meeting) => {
      const ana = await meeting.sits({ name: 'Ana', partner: 'Ben' });
      await starts(ana);
      const link = await invites(ana);
      const firefox = await puppeteer.launch({ browser: 'firefox', executablePath: findFirefox(), headless: true });
      try {
        const page = await firefox.newPage();
        const complaints: string[] = [];
        page.on('pageerror', (error) => complaints.push(String(error)));
        page.setDefaultTimeout(PATIENCE);
        await page.goto(link);
        const ben = inFirefox(page);
        await ben.sees('You are about to join');
        assert.equal(page.url(), `${meeting.way.origin}/shared.html`);
        await ben.presses('workspace >>> tandem-invite', 'join');
        await ana.sees('Ben has joined.');
        await ana.sees('Firefox on Linux');

        await ana.proposesAgreement(agreement);
        await ana.signs();
        await ben.sees(agreement.texts['Our ground rules'] ?? '');
        await ben.presses('workspace >>> tandem-agreement', 'sign');
        await ana.place('Goals').waitFor();

        await ben.presses('workspace >>> tandem-next-step', 'next-step');
        await ben.types('workspace >>> tandem-goals', 'Ask three questions, says Firefox.');
        await ben.presses('workspace >>> tandem-goals', 'send');
        await ana.goesTo('Goals');
        await ana.looksAtRoundOf('Ben');
        await ana.goal('Ask three questions, says Firefox.').waitFor();
        await ana.proposesGoal(anasStory.goals[0]);
        await ben.presses('workspace', 'view-people');
        await ben.sees((await safetyNumber(ana)).slice(0, 5));
        await page.reload();
        await ben.sees(anasStory.goals[0].statement);
        assert.deepEqual(complaints, []);
      } finally {
        await firefox.close();
      }
    }));
});
