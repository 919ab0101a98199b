import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signing } from './support/cycle.js';
import type { Member } from './support/member.js';
import { openSharedStage } from './support/shared-stage.js';
import {
  addsDevice,
  bothIn,
  door,
  enters,
  joins,
  letsBackIn,
  makesRecoveryCode,
  removesDevice,
  safetyNumber,
  wipes,
} from './support/sharing.js';
import { anasStory } from './support/words.js';

const SECRET = 'Nobody but me, thinks Ana.';
const [early, late] = anasStory.goals;
/** A device that was put out asks with a token that opens nothing. */
const PUT_OUT = [/^40[13] for .*\/sync\//u, /status of 40[13]/u];

async function keepsReflection(member: Member, text: string): Promise<void> {
  await member.goesToOwn('Reflection');
  await member.presses('Write');
  await member.types('What happened with your goals?', text);
  await member.presses('Keep it for myself');
  await member.sees('Kept. Only you can read it.');
}

async function findsReflection(member: Member, text: string): Promise<void> {
  await member.goesToOwn('Reflection');
  await member.sees(text);
}

describe('Devices of two people', () => {
  const stage = openSharedStage();

  it('a second one has all that is its owner’s; one that is removed says so, and reads nothing that comes afterwards', () =>
    stage.meet(PUT_OUT, async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await keepsReflection(ana, SECRET);
      const before = await safetyNumber(ana);
      assert.equal(await safetyNumber(ben), before);

      const phone = await meeting.sits({ name: 'Ana', partner: 'Ben', address: await addsDevice(ana) });
      await joins(phone, 'Phone of Ana');
      await ana.sees('Phone of Ana is in.');
      await findsReflection(phone, SECRET);
      await ben.reloads();
      await ben.goesTo('Reflection');
      await ben.doesNotSee(SECRET);
      const between = await safetyNumber(ana);
      assert.notEqual(between, before);
      for (const member of [phone, ben]) assert.equal(await safetyNumber(member), between);

      await phone.proposesGoal(early);
      await ben.agreesToGoal(early.statement);
      await ana.goesToOwn('Goals');
      await ana.goal(early.statement).waitFor();

      await removesDevice(ana, 'Phone of Ana');
      await phone.sees('This device was taken out');
      const after = await safetyNumber(ana);
      assert.notEqual(after, between);
      assert.equal(await safetyNumber(ben), after);
      await ana.proposesGoal(late);
      await ben.agreesToGoal(late.statement);
      await phone.page.reload();
      await phone.sees('This device was taken out');
      await phone.presses('Read what is on this device', phone.workspace);
      await phone.goesToOwn('Goals');
      await phone.goal(early.statement).waitFor();
      await phone.doesNotSee(late.statement);

      await phone.page.reload();
      await phone.page.goto(await addsDevice(ana));
      await phone.sees('You are about to join');
      await joins(phone);
      await phone.goesToOwn('Goals');
      await phone.goal(late.statement).waitFor();
    }));

  it('come back with a recovery code, or through the partner; in the end everything is erased', () =>
    stage.meet([/^40[14] for .*\/sync\//u, /status of 40[14]/u], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      await keepsReflection(ana, SECRET);
      const code = await makesRecoveryCode(ana);
      await wipes(ana);
      await enters(ana, 'code', code.toLowerCase().replaceAll('-', ' '));
      await ana.nextStep.waitFor();
      await findsReflection(ana, SECRET);
      await ana.proposesGoal(early);
      await ben.agreesToGoal(early.statement);
      assert.equal(await safetyNumber(ana), await safetyNumber(ben));

      // A code works once.
      await wipes(ana);
      await enters(ana, 'code', code);
      await door(ana).getByText('This code opens nothing.').waitFor();
      await enters(ana, 'link', await letsBackIn(ben));
      await ana.nextStep.waitFor();
      await ben.sees('Ana has joined.');
      await ana.goesToOwn('Goals');
      await ana.goal(early.statement).waitFor();
      await ana.goesToOwn('Reflection');
      await ana.doesNotSee(SECRET);
      await keepsReflection(ana, 'What is private begins anew.');
      await ana.proposesGoal(late);
      await ben.agreesToGoal(late.statement);
      await ana.reloads();
      await findsReflection(ana, 'What is private begins anew.');
      assert.equal(await safetyNumber(ana), await safetyNumber(ben));

      await ben.workspace.getByRole('button', { name: 'Break or end' }).click();
      await ben.presses('Erase everything');
      await ben.presses('Erase it for good');
      await ben.sees('A place for two');
      await ana.isTold('Read only');
      await ana.goesToOwn('Goals');
      await ana.goal(early.statement).waitFor();
    }));
});
