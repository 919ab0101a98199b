import { describe, it } from 'node:test';
import { openStage } from './support/browser.js';
import { agreeing, checkIn, goals, plan, reflection, swap } from './support/cycle.js';
import { Member } from './support/member.js';
import { anasStory, bensStory } from './support/words.js';

describe('A whole cycle one after the other, typed by hand in two tabs', () => {
  const stage = openStage();

  it("goes from two names through Ana's round to the first goal of Ben's", () =>
    stage.visit({}, async (context) => {
      const [ana, ben] = [await Member.inOwnTab(context, 'Ana'), await Member.inOwnTab(context, 'Ben')];
      await agreeing(ana, ben, 'One after the other');
      await goals(ana, ben, anasStory);
      await plan(ana, anasStory);
      for (const index of [0, 1, 2]) await checkIn(ana, ben, anasStory, index);
      await reflection(ana, ben, anasStory);
      await swap(ana, ben, 'Change roles');
      await ben.reloads();
      await ben.follows('Write your first goal');
      await ben.sees('Your round 1');
      await ana.reloads();
      await ana.sees("Ben's round 1");
      await goals(ben, ana, bensStory);
      await ben.goesOnToThePlan();
    }));
});
