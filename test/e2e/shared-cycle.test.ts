import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkIn, goals, plan, reflection, signing, swap } from './support/cycle.js';
import { openSharedStage } from './support/shared-stage.js';
import { invites, joins, starts } from './support/sharing.js';
import { anasStory, bensStory } from './support/words.js';

describe('A whole cycle side by side, on two machines', () => {
  const stage = openSharedStage();

  it('goes from an invitation to the second round of both, each seeing at once what the other does', () =>
    stage.meet([], async (meeting) => {
      const ana = await meeting.sits({ name: 'Ana', partner: 'Ben' });
      await starts(ana);
      const link = await invites(ana);
      const ben = await meeting.sits({ name: 'Ben', partner: 'Ana', address: link });
      await ben.sees('You are about to join');
      assert.equal(ben.page.url(), `${meeting.way.origin}/shared.html`);
      await joins(ben);
      await ana.sees('Ben has joined.');
      await signing(ana, ben);
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
      }
    }));
});
