import { describe, it } from 'node:test';
import { openPage, openStage } from './support/browser.js';
import { Member } from './support/member.js';
import { eraseAll, fillIn } from './support/sample.js';

describe('Sample data and both sides at once', () => {
  const stage = openStage();

  it('comes with one click, outlives a reload, and goes with another, in every tab', () =>
    stage.visit({}, async (context) => {
      const ben = await Member.inOwnTab(context, 'Ben');
      const ana = await Member.inOwnTab(context, 'Ana');
      await ana.sees('Who are the two of you?');
      await fillIn(ana.page, 'Checking in', 'One after the other');
      await ana.sees('Ana and Ben');
      await ben.sees('Ana and Ben');
      await ana.reloads();
      await ben.reloads();
      for (const member of [ana, ben]) await member.sees('Ana and Ben');
      await eraseAll(ben.page);
      for (const member of [ana, ben]) await member.sees('Who are the two of you?');
      await ana.reloads();
      await ana.sees('Who are the two of you?');
    }));

  it('shows on each side at once what the other one does', () =>
    stage.visit({ viewport: { width: 1280, height: 900 } }, async (context) => {
      const page = await openPage(context, 'side-by-side.html');
      const [ana, ben] = [Member.onSharedPage(page, 'Ana'), Member.onSharedPage(page, 'Ben')];
      await ana.sees('Who are the two of you?');
      await fillIn(page, 'The agreement waits for Ben');
      await ben.signs();
      await ana.follows('Write your first goal');
      await ana.types('What do you want to be different?', 'I ask before I answer.');
      await ana.presses('Propose to Ben');
      await ben.agreesToGoal('I ask before I answer.');
      await ana.sees('Ben agrees');
      await ana.seesNextStep('Your goals are agreed');
    }));
});
