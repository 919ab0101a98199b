import type { TandemErrorCode } from '../../../core/index.js';
import type { DoorErrorCode } from '../words/errors.js';
import { words } from '../words/words.js';

/** Words that the widgets for inviting, devices and recovery share. */
export const sharingWords = words('sharing', {
  localTitle: 'Only on this device',
  local: 'This page keeps everything on this device, and shares nothing. There is nobody to invite here.',
  busy: 'One moment…',
  outdated: 'This may be out of date.',

  removedTitle: 'This device was taken out',
  removed: (partner: string) =>
    `You or ${partner} removed it. What it had until then can still be read here; nothing new arrives, and what you write here reaches nobody.`,

  clock: (here: string, there: string) =>
    `The clock of this device says ${here}, and the server's says ${there}. Links run out by the clock: set it right before you make or open one.`,

  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'This browser does not let us copy. It is selected now: copy it by hand.',
  share: 'Share…',
  done: 'Done',

  linkFor: (name: string) => `Link for ${name}`,
  linkForMe: 'Link for your other device',
  linkOnce: (moment: string) => `It works once, until ${moment}. It is shown only now.`,
  linkChannel: (partner: string) =>
    `Send it where you know who reads: to ${partner} alone, not to a group or a shared mailbox. Whoever opens it first is in.`,
  linkMine:
    'Open it on your other device, or point its camera here. Keep it to yourself: whoever opens it first is in, as you.',
  withdraw: 'Withdraw',
  withdrawn: 'The link opens nothing any more.',
  openLinks: 'Links that are still open',
  openFor: (name: string, moment: string) => `For ${name}, until ${moment}`,
  openForMe: (moment: string) => `For a device of yours, until ${moment}`,

  hasJoined: (name: string) => `${name} has joined.`,
  isIn: (device: string) => `${device} is in.`,
  nameless: 'A device without a name',

  safetyTitle: 'Safety number',
  safety: (partner: string) =>
    `Call ${partner}, and read all six groups to each other. Where they are the same, you are talking to each other and nobody sits in between. It changes when a device comes or goes.`,
  differTitle: 'And where they differ?',
  differ:
    'First reload the page on both sides. Where they still differ, write nothing private: look through the devices together, remove what neither of you knows, and compare again.',
});

type SharingErrorCode = DoorErrorCode | Extract<TandemErrorCode, `NETWORK_${string}`>;

/** What can go wrong between a device and its partnership, and what to do then. */
export const sharingErrorWords = words('sharingErrors', {
  NETWORK_OFFLINE: 'The server cannot be reached, so nothing has changed. Check your connection, then try again.',
  NETWORK_REFUSED:
    'The server does not let this device do that, so nothing has changed. Reload the page; perhaps you have been signed out, or this device was removed.',
  NETWORK_LIMITED: 'The server asks for a little patience, so nothing has changed. Try again in a minute.',
  NETWORK_FAILED: 'The server did not answer as it should, so nothing has changed. Try again in a minute.',
  ENCRYPTION_KEYS_MISSING:
    'This browser has lost its way in, perhaps because its data was cleared. Use your recovery code, or ask for a new link.',
  INVITATION_INVALID: 'Part of this link is missing. Copy all of it, to the last letter, or ask for a new one.',
  INVITATION_EXPIRED:
    'This link was not opened in time. Ask for a new one. If it is new, see that the date and time are right, here and on the device that made it.',
  INVITATION_USED:
    'This link has been opened or withdrawn already. If it was not opened by you, tell your partner now; then ask for a new one.',
  INVITATION_OTHER:
    'This link is for another person or another partnership. See that you are signed in as yourself, or ask for a link of your own.',
  RECOVERY_INVALID: 'There is a typing mistake in the code. Compare it with your sheet, group by group.',
  RECOVERY_UNKNOWN:
    'This code opens nothing. It was used before, or a newer sheet has taken its place. Without that one, your partner can let you back in.',
} satisfies Record<SharingErrorCode, string>);
