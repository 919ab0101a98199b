import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Member } from './support/member.js';
import { openSharedStage } from './support/shared-stage.js';
import { addsDevice, door, enters, goesToPeople, invites, joins, starts } from './support/sharing.js';

const DAY = 86_400_000;
const ALICE = { name: 'Ana', partner: 'Ben' };
const BOB = { name: 'Ben', partner: 'Ana' };
const USED = 'This link has been opened or withdrawn already.';
const CUT = 'Part of this link is missing.';
const LATE = 'This link was not opened in time.';

/** Somebody who is in sees the partnership, somebody who is not sees why. */
async function outcomeOf(member: Member): Promise<'in' | 'out'> {
  const problem = door(member).getByText(USED);
  await problem.or(member.panel).first().waitFor();
  return (await problem.isVisible()) ? 'out' : 'in';
}

describe('Links to a partnership', () => {
  const stage = openSharedStage();
  const refused = [/^4(?:01|10) for .*\/sync\/logs/u, /status of 4(?:01|10)/u];

  it('let exactly one of two in who open one at the same time, and nobody afterwards', () =>
    stage.meet(refused, async (meeting) => {
      const ana = await meeting.sits(ALICE);
      await starts(ana);
      const address = await invites(ana);
      const two = [await meeting.sits({ ...BOB, address }), await meeting.sits({ ...BOB, address })];
      for (const member of two) await member.sees('You are about to join');
      await Promise.all(two.map((member) => member.presses('Join', door(member))));
      const outcomes = await Promise.all(two.map(outcomeOf));
      assert.deepEqual(outcomes.sort(), ['in', 'out']);
      await ana.sees('Ben has joined.');
      await ana.reloads();
      await goesToPeople(ana);
      assert.equal(await ana.panel.locator('[part="device"]').count(), 2);

      const late = await meeting.sits({ ...BOB, address });
      await late.presses('Join', door(late));
      await door(late).getByText(USED).waitFor();
      await late.presses('I want something else', door(late));
      await enters(late, 'link', address);
      await door(late).getByText(USED).waitFor();
    }));

  it('open nothing any more when they are withdrawn, too old, cut off or for another one', () =>
    stage.meet(refused, async (meeting) => {
      const ana = await meeting.sits(ALICE);
      await starts(ana);
      const withdrawn = await invites(ana);
      await ana.presses('Withdraw', ana.panel.locator('tandem-invite'));
      await ana.sees('The link opens nothing any more.');
      const good = await invites(ana);

      const ben = await meeting.sits({ ...BOB, address: withdrawn });
      await ben.presses('Join', door(ben));
      await door(ben).getByText(USED).waitFor();
      await ben.presses('I want something else', door(ben));
      await enters(ben, 'link', good.slice(0, -1));
      await door(ben).getByText(CUT).waitFor();
      await enters(ben, 'link', 'Hello Ben, here it is');
      await door(ben).getByText(CUT).waitFor();
      await enters(ben, 'code', 'ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567');
      await door(ben).getByText('There is a typing mistake in the code.').waitFor();

      // Wrapped and broken, as mail programs do.
      const wrapped = `Hello Ben,\n<${good.slice(0, 60)}\n${good.slice(60)}>\nAna`;
      const inTime = await meeting.sits({ ...BOB, clock: 8 * DAY });
      await enters(inTime, 'link', wrapped);
      await door(inTime).getByText(LATE).waitFor();
      await enters(ben, 'link', wrapped);
      await ben.panel.waitFor();

      // Whoever has a partnership of their own keeps it.
      const address = await addsDevice(ana);
      const eve = await meeting.sits({ name: 'Eve', partner: 'Sam' });
      await starts(eve);
      await eve.page.goto(address);
      await eve.sees('Eve and Sam');
      await eve.sees('The link that you opened was not used');
      assert.ok(!eve.page.url().includes('#'));
    }));

  it('made by a clock of last week are too old for the server', () =>
    stage.meet(refused, async (meeting) => {
      const ana = await meeting.sits({ ...ALICE, clock: -8 * DAY });
      await starts(ana);
      const address = await invites(ana);
      await ana.sees('The clock of this device says');
      const ben = await meeting.sits({ ...BOB, address });
      await ben.presses('Join', door(ben));
      await door(ben).getByText(LATE).waitFor();
    }));

  it('opened in a page that is there already are taken as well', () =>
    stage.meet(refused, async (meeting) => {
      const ana = await meeting.sits(ALICE);
      await starts(ana);
      const address = await invites(ana);
      const ben = await meeting.sits(BOB);
      await ben.sees('A place for two');
      await ben.page.goto(address);
      await ben.sees('You are about to join');
      assert.ok(!ben.page.url().includes('#'));
      await joins(ben);
      await ana.sees('Ben has joined.');
    }));
});
