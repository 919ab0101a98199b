import { describe, it } from 'node:test';
import { signing } from './support/cycle.js';
import { openSharedStage, setClock } from './support/shared-stage.js';
import { bothIn, door, invites, joins, letsBackIn, starts, wipes } from './support/sharing.js';
import { anasStory, bensStory } from './support/words.js';

const ALL = 'Saved and shared';
const KEPT = 'Kept on this device; goes out when the network is back';
const YEAR = 365 * 86_400_000;
const [early, late] = anasStory.goals;
const [bens] = bensStory.goals;
/** What browsers say of a server that is not there. */
const DOWN = [/ERR_EMPTY_RESPONSE/u, /ERR_INCOMPLETE_CHUNKED/u, /^502 for .*\/sync\//u, /status of 502/u];

/** The network comes back, says the browser. */
const online = () => dispatchEvent(new Event('online'));

/** This device has no room left. */
function fillDisk(): void {
  const { add, put } = IDBObjectStore.prototype;
  addEventListener('room', () => Object.assign(IDBObjectStore.prototype, { add, put }));
  Object.assign(IDBObjectStore.prototype, {
    add() {
      throw new DOMException('No room', 'QuotaExceededError');
    },
    put() {
      throw new DOMException('No room', 'QuotaExceededError');
    },
  });
}

/** What a version of Tandem would send that can do something which this one has never heard of. */
async function sendFromTheFuture(): Promise<void> {
  const { shared } = document.querySelector('tandem-partnership') ?? {};
  const { me = '' } = shared?.sharing.getSnapshot() ?? {};
  const body = { by: me, at: '2033-01-05T09:03:00.000Z', command: 'future', facts: [{ type: 'goal.danced', v: 1 }] };
  for (let head = 0, status; shared && status !== 'appended'; head += 1) {
    ({ head } = await shared.storage.read('pair:shared', head));
    ({ status } = await shared.storage.append('pair:shared', head, [{ id: 'future', body }]));
  }
}

describe('Two machines in trouble', () => {
  const stage = openSharedStage();

  it('the server is away in the beginning: that is said, and it goes on once it is there', () =>
    stage.meet(DOWN, async (meeting) => {
      const { way } = meeting;
      way.turn('cut');
      const ana = await meeting.sits({ name: 'Ana', partner: 'Ben' });
      await ana.presses('Start', door(ana));
      await door(ana).getByText('The server cannot be reached, so nothing has changed.').waitFor();
      way.turn('out');
      await ana.presses('Start', door(ana));
      await door(ana).getByText('The server did not answer as it should, so nothing has changed.').waitFor();
      way.turn('open');
      await starts(ana);
      const address = await invites(ana);
      const ben = await meeting.sits({ name: 'Ben', partner: 'Ana', address });
      way.turn('cut');
      await ben.presses('Join', door(ben));
      await door(ben).getByText('The server cannot be reached, so nothing has changed.').waitFor();
      way.turn('open');
      await joins(ben);
      await signing(ana, ben);

      // Both open the page anew while it is away: all that there was is there.
      way.turn('cut');
      for (const member of [ana, ben]) {
        await member.reloads();
        await member.isTold('Offline');
        await member.goesTo('Agreement');
        await member.sees('Two goals each, really worked on.');
      }
      await ana.proposesGoal(early);
      await ana.isTold(KEPT);
      await ana.reloads();
      await ana.isTold(KEPT);
      way.turn('open');
      for (const member of [ana, ben]) await member.page.evaluate(online);
      await ana.isTold(ALL);
      await ben.agreesToGoal(early.statement);
    }));

  it('something in between gathers answers: what the partner writes arrives, although later', () =>
    stage.meet(DOWN, async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await ben.page.clock.install();
      meeting.way.turn('gathering');
      await ben.page.reload();
      await ben.isTold('Catching up');
      await ana.proposesGoal(early);
      await ana.isTold(ALL);
      const goal = ben.nextStep.getByText("Read Ana's goal");
      // Ten seconds without a beat are enough to know.
      while (!(await goal.isVisible())) await ben.page.clock.runFor(5_000);
      await ben.agreesToGoal(early.statement);
      meeting.way.turn('open');
    }));

  it('clocks are wrong by a year: both read and write as always', () =>
    stage.meet([], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await setClock(ana.page.context(), -YEAR);
      await setClock(ben.page.context(), YEAR);
      for (const member of [ana, ben]) await member.reloads();
      await ana.proposesGoal(early);
      await ben.agreesToGoal(early.statement);
      await ben.proposesGoal(bens);
      await ana.agreesToGoal(bens.statement);
      for (const member of [ana, ben]) await member.isTold(ALL);
    }));

  it('a browser has lost what it kept, but for its keys: all of it comes back', () =>
    stage.meet([], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await ana.proposesGoal(early);
      await wipes(ana, /-keys$/u);
      await ana.nextStep.waitFor();
      await ana.goesToOwn('Goals');
      await ana.goal(early.statement).waitFor();
      await ana.proposesGoal(late);
      for (const { statement } of [early, late]) await ben.agreesToGoal(statement);
    }));

  it('a browser has lost its keys alone: the partner lets it back in, and it goes on', () =>
    stage.meet([], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await ana.proposesGoal(early);
      await ana.isTold(ALL);
      await wipes(ana, /^(?!.*-keys$)/u);
      await ana.sees('A place for two');
      await ana.page.goto(await letsBackIn(ben));
      await joins(ana);
      await ana.goesToOwn('Goals');
      await ana.goal(early.statement).waitFor();
      await ana.proposesGoal(late);
      await ana.goesToOwn('Reflection');
      await ana.presses('Write');
      await ana.types('What happened with your goals?', 'It begins anew.');
      await ana.presses('Keep it for myself');
      await ana.sees('Kept. Only you can read it.');
      await ana.isTold(ALL);
      for (const { statement } of [early, late]) await ben.agreesToGoal(statement);
    }));

  it('a disk is full: that is said, what the partner writes is shown, and it goes out when there is room', () =>
    stage.meet([], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await ana.page.evaluate(fillDisk);
      await ben.proposesGoal(bens);
      await ana.isTold('Kept only until this window closes');
      await ana.agreesToGoal(bens.statement);
      await ben.goal(bens.statement).getByText('Ana agrees', { exact: true }).waitFor();
      await ana.proposesGoal(early);
      await ben.nextStep.getByText("Read Ana's goal").waitFor();
      await ana.page.evaluate(() => dispatchEvent(new Event('room')));
      await ana.reloads();
      await ana.isTold(ALL);
      await ana.goesToOwn('Goals');
      await ana.goal(early.statement).waitFor();
      await ben.agreesToGoal(early.statement);
    }));

  it('the partner has a newer version: that is said, and all that was there can be read', () =>
    stage.meet([], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await ben.proposesGoal(bens);
      await ana.agreesToGoal(bens.statement);
      await ana.isTold(ALL);
      await ben.page.evaluate(sendFromTheFuture);
      await ana.isTold('Read only');
      await ana.workspace.getByRole('button', { name: 'About saving' }).click();
      await ana.sees('A newer version of this page has been used.');
      await ana.reloads();
      await ana.isTold('Read only');
      await ana.goesTo('Goals');
      await ana.looksAtRoundOf('Ben');
      await ana.goal(bens.statement).waitFor();
    }));
});
