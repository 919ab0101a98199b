import { describe, it } from 'node:test';
import { openStage } from './support/browser.js';
import { agreeing, checkIn, goals, plan, reflection, swap } from './support/cycle.js';
import { Member } from './support/member.js';
import { anasStory, bensStory } from './support/words.js';

describe('A whole cycle side by side, typed by hand in two tabs', () => {
  const stage = openStage();

  it('goes from two names to the second round of both', () =>
    stage.visit({}, async (context) => {
      const [ana, ben] = [await Member.inOwnTab(context, 'Ana'), await Member.inOwnTab(context, 'Ben')];
      await agreeing(ana, ben, 'Side by side');
      await goals(ana, ben, anasStory);
      await goals(ben, ana, bensStory);
      await plan(ana, anasStory);
      await plan(ben, bensStory);
      for (const index of [0, 1, 2]) {
        await checkIn(ana, ben, anasStory, index);
        await checkIn(ben, ana, bensStory, index);
      }
      await reflection(ana, ben, anasStory);
      await swap(ana, ben, 'Begin the next round');
      await reflection(ben, ana, bensStory);
      await swap(ben, ana, 'Begin the next round');
      for (const member of [ana, ben]) {
        await member.reloads();
        await member.sees('Round 2');
        await member.goesTo('Goals');
        await member.looksAtRoundOf(member.name);
        await member.sees((member === ana ? anasStory : bensStory).goals[1].statement);
        await member.looksAtRoundOf(member.partner);
        await member.sees((member === ana ? bensStory : anasStory).goals[1].statement);
      }
    }));
});
