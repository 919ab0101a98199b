import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Member, Rhythm } from './member.js';
import type { Meeting } from './shared-stage.js';

/** What people do to come into a shared partnership, to let others in and to put them out. */

/** The way in, on a device that is not in. */
export const door = (member: Member): Locator => member.workspace.locator('tandem-invite');

/** Starts a partnership on a new device and names both. */
export async function starts(member: Member, rhythm: Rhythm = 'Side by side'): Promise<void> {
  await member.presses('Start', door(member));
  await member.types('Your name', member.name);
  await member.types("Your partner's name", member.partner);
  await member.begins(rhythm);
}

/** Makes a link for the partner. */
export async function invites(member: Member): Promise<string> {
  await goesToPeople(member);
  const invite = member.panel.locator('tandem-invite');
  const button = invite.getByRole('button', { name: /^Make (?:the|another) link$/u });
  await button.click();
  return linkOn(invite, `Link for ${member.partner}`);
}

async function linkOn(widget: Locator, label: string): Promise<string> {
  const field = widget.getByRole('textbox', { name: label });
  await field.waitFor();
  return field.inputValue();
}

/** Makes a link for another device of one's own. */
export async function addsDevice(member: Member): Promise<string> {
  await goesToPeople(member);
  const devices = member.panel.locator('tandem-devices');
  await devices.getByRole('button', { name: 'Add a device of yours' }).click();
  return linkOn(devices, 'Link for your other device');
}

/** Lets a partner back in who has lost every device. */
export async function letsBackIn(member: Member): Promise<string> {
  await goesToPeople(member);
  const devices = member.panel.locator('tandem-devices');
  await devices.getByRole('button', { name: `Has ${member.partner} lost all devices?` }).click();
  await devices.getByRole('button', { name: `Make a link for ${member.partner}` }).click();
  return linkOn(devices, `Link for ${member.partner}`);
}

/** Goes in through the link with which the page was opened. */
export async function joins(member: Member, device?: string): Promise<void> {
  if (device) await member.types('Name of this device', device, door(member));
  await member.presses('Join', door(member));
  await member.panel.or(member.nextStep).first().waitFor();
}

/** Pastes a link, or types a code. */
export async function enters(member: Member, way: 'link' | 'code', text: string): Promise<void> {
  const question = /^(?:What brings you here|How do you come back)\?$/u;
  await member.chooses(question, way === 'link' ? 'I have a link' : 'I have a recovery code', door(member));
  await door(member)
    .getByRole('textbox', { name: way === 'link' ? 'Your link' : 'Your recovery code' })
    .fill(text);
  await member.presses(way === 'link' ? 'Join' : 'Come back in', door(member));
}

export async function goesToPeople(member: Member): Promise<void> {
  await member.workspace.getByRole('button', { name: 'People and devices' }).click();
  await member.panel.locator('tandem-devices').waitFor();
}

/** The thirty digits. */
export async function safetyNumber(member: Member): Promise<string> {
  await goesToPeople(member);
  const digits = member.panel.locator('tandem-devices [part="safety-number"] .digits');
  const number = (await digits.innerText()).replace(/\s/gu, '');
  assert.match(number, /^\d{30}$/u);
  return number;
}

/** Ana has started, Ben has come in by a link. */
export async function bothIn(
  meeting: Meeting,
  { rhythm, ana: one = 'Ana', ben: two = 'Ben' }: { rhythm?: Rhythm; ana?: string; ben?: string } = {},
): Promise<readonly [Member, Member]> {
  const ana = await meeting.sits({ name: one, partner: two });
  await starts(ana, rhythm);
  const ben = await meeting.sits({ name: two, partner: one, address: await invites(ana) });
  await joins(ben);
  return [ana, ben];
}

export async function removesDevice(member: Member, device: string): Promise<void> {
  await goesToPeople(member);
  const devices = member.panel.locator('tandem-devices');
  await devices.getByRole('button', { name: `Remove ${device}`, exact: true }).click();
  await devices.getByRole('button', { name: 'Remove it' }).click();
  await member.sees(`${device} was removed.`);
}

/** Makes a code and writes it down. */
export async function makesRecoveryCode(member: Member): Promise<string> {
  await goesToPeople(member);
  const recovery = member.panel.locator('tandem-recovery');
  await recovery.getByRole('button', { name: 'Make a recovery code' }).click();
  const groups = recovery.locator('[part="code"] span');
  await groups.first().waitFor();
  const code = (await groups.allInnerTexts()).join('-');
  assert.match(code, /^\w{5}(?:-\w{5}){5}$/u);
  await recovery.getByRole('button', { name: 'I have put it in a safe place' }).click();
  await member.sees('Your recovery code is set.');
  return code;
}

/** All that a browser has kept for the page goes, as when somebody clears its data. */
export async function wipes(member: Member, kept?: RegExp): Promise<void> {
  const { page } = member;
  const address = page.url();
  // The page would hold its databases open: another one of the same place.
  await page.goto('/icon.svg');
  await page.evaluate(async (keep) => {
    for (const { name = '' } of await indexedDB.databases()) {
      if (keep !== undefined && new RegExp(keep, 'u').test(name)) continue;
      await new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = done;
        request.onerror = failed;
      });
    }
  }, kept?.source);
  await page.goto(address);
}
