import { describe, it } from 'node:test';
import { openStage } from './support/browser.js';
import { Typist } from './support/typist.js';

const goalOf = (name: string) => `${name} asks three questions a week.`;

async function answers(coach: Typist, coachee: string): Promise<void> {
  await coach.presses('Read the check-in', `Two have asked, says ${coachee}.`);
  await coach.types('Your question', 'What made it possible?');
  await coach.presses(`Send to ${coachee}`, 'What made it possible?');
}

describe('By keyboard alone', () => {
  const stage = openStage();

  it('goes from two names to the first check-in of both', () =>
    stage.visit({}, async (context) => {
      const ben = await Typist.inOwnTab(context, 'Ben');
      const ana = await Typist.inOwnTab(context, 'Ana');

      await ana.chooses('How do you take turns?', 0);
      await ana.presses('Begin with Ben', 'Write down what you both expect');
      await ana.presses('Write the agreement', 'What we hope for');
      await ana.writesAtOnce('What we hope for', 'Two goals each.');
      await ana.types('How either of us can stop', 'With one sentence.');
      await ana.tabsTo('What stays between us', { back: true });
      await ana.presses('Propose to Ben', 'Proposed by Ana');
      await ana.presses('Sign', 'You have signed.');

      await ben.comesToTheFront();
      await ben.presses('Read the agreement', 'Proposed by Ana');
      await ben.presses('Sign', 'Write your first goal');

      for (const [member, partner] of [
        [ben, 'Ana'],
        [ana, 'Ben'],
      ] as const) {
        await member.comesToTheFront();
        await member.presses('Write a goal', 'A new goal');
        await member.writesAtOnce('What do you want to be different?', goalOf(member.name));
        await member.types('Why does it matter to you?', 'It helps.');
        await member.presses(`Propose to ${partner}`, `waiting for ${partner}`);
      }
      for (const [member, partner] of [
        [ana, 'Ben'],
        [ben, 'Ana'],
      ] as const) {
        await member.comesToTheFront();
        await member.presses('Read the goal', goalOf(partner));
        await member.presses('I agree', 'You agree');
      }
      for (const [member, partner] of [
        [ana, 'Ben'],
        [ben, 'Ana'],
      ] as const) {
        await member.comesToTheFront();
        if (member === ben) await answers(ben, 'Ana');
        await member.presses('Look at your goals', goalOf(member.name));
        await member.presses('Go on to the plan', 'Break your goal into steps');
        await member.presses('Add a step', 'then …');
        await member.writesAtOnce('If …', 'it is Monday');
        await member.types('then …', 'I send the questions');
        await member.presses('Add this step', 'Stand behind your plan');
        await member.presses('Look at the plan', 'How sure are you that you will do this?');
        await member.chooses('How sure are you that you will do this?', 8);
        await member.presses('Commit to the plan', 'Write a check-in');
        await member.presses('Write a check-in', 'What is better?');
        await member.chooses(goalOf(member.name), 2);
        await member.types('What is better?', `Two have asked, says ${member.name}.`);
        await member.chooses('How confident are you now?', 7);
        await member.presses(`Send to ${partner}`, `Two have asked, says ${member.name}.`);
      }
      await ana.comesToTheFront();
      await answers(ana, 'Ben');
    }));
});
