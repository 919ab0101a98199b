import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStage } from './support/browser.js';
import { Member } from './support/member.js';

/** Makes the page go away in the same moment in which a field ends in a letter; runs in the page. */
function leaveAt({ letter, to }: { letter: string; to: string | undefined }): void {
  document.addEventListener('input', (event) => {
    const [field] = event.composedPath();
    if (!(field instanceof HTMLTextAreaElement) || !field.value.endsWith(letter)) return;
    if (to === undefined) location.reload();
    else location.assign(to);
  });
}

describe('Half-written text, when the page goes away with the last letter', () => {
  const stage = openStage();

  for (const [way, to] of [
    ['a reload', undefined],
    ['a way to another page', '/'],
  ] as const) {
    it(`by ${way}: all of it is there again`, () =>
      stage.visit({}, async (context) => {
        const ana = await Member.inOwnTab(context, 'Ana');
        await ana.formsThePartnership('Side by side');
        await ana.follows('Write down what you both expect');
        let written = '';
        for (const words of ['We listen;', ' we ask.', ' Then one of us tries it out!']) {
          const field = ana.field('What we hope for');
          await field.press('End');
          await ana.page.evaluate(leaveAt, { letter: words.slice(-1), to });
          const gone = ana.page.waitForEvent('load');
          await ana.page.keyboard.type(words);
          await gone;
          if (to) await ana.page.goto('/coaching.html');
          written += words;
          await ana.goesTo('Agreement');
          await ana.findsWritten('What we hope for', written);
        }
        assert.equal(written, 'We listen; we ask. Then one of us tries it out!');
      }));
  }
});
