import type { SyncState } from '../../core/index.js';
import { words } from '../base/words/words.js';

type Standing = SyncState | 'savedShared' | 'fleeting' | 'waitingOffline' | 'waitingRefused';

/** The line, and what it means in plain words. */
export const statusWords = words<Readonly<Record<Standing | `${Standing}Meaning`, string>>>('status', {
  opening: 'Opening',
  openingMeaning: 'Your partnership is being read.',
  saved: 'Saved',
  savedMeaning: 'Everything you have sent is kept on this device, also when you close the window.',
  savedShared: 'Saved and shared',
  savedSharedMeaning: 'Your partner can see everything you have sent.',
  fleeting: 'Kept only until this window closes',
  fleetingMeaning: 'This browser keeps nothing longer than that.',
  saving: 'Saving',
  savingMeaning: 'What you have sent is on its way.',
  waiting: 'Waiting, kept on this device',
  waitingMeaning: 'It goes on by itself as soon as that is possible.',
  waitingOffline: 'Kept on this device; goes out when the network is back',
  waitingOfflineMeaning: 'You can go on as usual.',
  waitingRefused: 'Kept on this device, not shared',
  waitingRefusedMeaning: 'It goes out by itself once this device is let in.',
  unsaved: 'Not saved',
  unsavedMeaning: 'What you have sent is on this page only. Leave the window open, then try again.',
  'read-only': 'Read only',
  'read-onlyMeaning': 'You can read everything up to here. Nothing has been deleted here.',
  closed: 'No longer connected',
  closedMeaning: 'What was waiting is kept on this device. Reload the page to go on.',
});

/** The way to the server, where there is something to say about it. */
export const wayWords = words('way', {
  behind: 'Catching up',
  behindMeaning: 'There is more on the server than you see here yet.',
  offline: 'Offline',
  offlineMeaning: 'You see what this device has, and can go on as usual.',
  refused: 'No access',
  refusedMeaning: 'You see what this device has; nothing new arrives here.',
});

/** What stands around the line, and the words of the tray. */
export const syncWords = words('sync', {
  details: 'About saving',
  pending: (count: number) => (count === 1 ? '1 change waits.' : `${count} changes wait.`),
  heard: (when: string) => `Last heard from the server: ${when}.`,
  download: 'Download a copy',
  downloadHint: 'A copy holds everything, also what only you can read: keep it to yourself.',

  needsYou: (count: number) => (count === 1 ? '1 thing needs you' : `${count} things need you`),
  trayTitle: 'This did not go through',
  trayWhy: 'Nothing is lost: your words are here.',
  behind: 'It came after something that did not go through.',
  unreadable: 'This version of the page cannot read it. It is kept as it is.',
  copy: 'Copy text',
  copied: 'Copied',
  notCopied: 'Select the text and copy it by hand.',
  throwAwaySure: 'Throw away for good',
  keep: 'Keep it',
});

/** What was sent, by the part of the command before the dot. */
export const thingWords = words('things', {
  partnership: 'Your partnership',
  closing: 'Your parting words',
  agreement: 'The agreement',
  goal: 'A goal',
  goals: 'Ready with the goals',
  step: 'A step of the plan',
  plan: 'Your word for the plan',
  checkIn: 'A check-in',
  reflection: 'A reflection',
  swap: 'The change of roles',
  change: 'An undo',
});
