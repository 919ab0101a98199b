import { describe, it } from 'node:test';
import { signing } from './support/cycle.js';
import { openSharedStage } from './support/shared-stage.js';
import { bothIn } from './support/sharing.js';
import { anasStory, bensStory } from './support/words.js';

const KEPT = 'Kept on this device; goes out when the network is back';
const ALL = 'Saved and shared';
const [round, left] = anasStory.goals;

describe('Two machines, one of them or the server away for a while', () => {
  const stage = openSharedStage();

  it('both write on, also about the same goals; when it is over, all of it is on both screens or in the tray', () =>
    stage.meet([/ERR_INTERNET_DISCONNECTED/u], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      for (const goal of [round, left]) await ana.proposesGoal(goal);
      await ben.agreesToGoal(round.statement);
      await ben.goesTo('Goals');
      await ben.goal(left.statement).waitFor();

      const { page } = ben;
      await page.context().setOffline(true);
      for (const goal of bensStory.goals) await ben.proposesGoal(goal);
      await ben.isTold(KEPT);
      await ben.looksAtRoundOf('Ana');
      await ben.suggestsForGoal(round.statement, 'Everyone speaks once, says Ben.');
      await ben.suggestsForGoal(left.statement, 'One morning is enough, says Ben.');
      await ana.isTold(ALL);
      await ana.changesGoal(round.statement, 'Everyone speaks twice, says Ana.');
      await ana.dropsGoal(left.statement);
      await ana.isTold(ALL);

      await page.context().setOffline(false);
      await ben.isTold(ALL);
      await ben.isTold('1 thing needs you');
      await ben.sees('One morning is enough, says Ben.');
      await ben.goal('Everyone speaks twice, says Ana.').waitFor();
      await ana.sees('Ben suggests other words');
      await ana.presses('Take it');
      for (const member of [ana, ben]) await member.goal('Everyone speaks once, says Ben.').waitFor();
      await ana.looksAtRoundOf('Ben');
      for (const { statement } of bensStory.goals) await ana.goal(statement).waitFor();
      await ben.reloads();
      await ben.isTold('1 thing needs you');
      await ben.sees('One morning is enough, says Ben.');
    }));

  it('the server is down: both go on, reload nothing, and find each other when it is back', () =>
    stage.meet([/ERR_EMPTY_RESPONSE/u, /ERR_INCOMPLETE_CHUNKED/u], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await meeting.stop();
      await ana.proposesGoal(round);
      await ben.proposesGoal(bensStory.goals[0]);
      for (const member of [ana, ben]) await member.isTold(KEPT);
      await meeting.start();
      for (const member of [ana, ben]) await member.isTold(ALL);
      await ben.agreesToGoal(round.statement);
      await ana.agreesToGoal(bensStory.goals[0].statement);
    }));
});
