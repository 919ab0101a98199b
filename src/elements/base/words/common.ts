import { words } from './words.js';

/** Words that several widgets share. */
export const commonWords = words('common', {
  /** What a landmark is called; a host with two partnerships on one page tells theirs apart. */
  landmark: (name: string) => name,
  onlyYou: 'Only you',
  youAnd: (name: string) => `You and ${name}`,
  yourPartner: 'your partner',
  onlyYouUntil: (name: string) => `Only you, until you send it to ${name}`,
  optional: 'optional',
  undo: 'Undo',
  tryAgain: 'Try again',
  draftKept: 'Draft kept on this device',
  draftNotKept: 'This device cannot keep your draft. Send it before you leave.',
  notConnectedTitle: 'Not connected yet',
  notConnected: 'This part of the page needs to be placed inside a partnership.',
  opening: 'Opening your partnership',
  openFailedTitle: 'Your partnership could not be opened',
  strangerTitle: 'This partnership belongs to two other people',
  stranger: 'Ask one of them to invite you, or check that you are signed in as yourself.',
  readOnlyTitle: 'You can read, but not write',
  notAgreedYet: 'This comes once you have both signed your agreement.',
  closedNow: 'This partnership has ended. Everything you wrote is still here.',
  pausedNow: 'You are taking a break. Everything waits as it is.',
  ratingLow: 'not at all',
  ratingHigh: 'fully',
  missing: 'This is still empty.',
  tooLong: 'This is too long to send. Nothing is cut off; please shorten it.',
  invalid: 'This does not fit here.',
  forExample: 'For example:',
  takeExample: 'Take this',
});

/** Names of the five levels of a goal. */
export const levelWords = words('levels', {
  '-2': 'Much less than expected',
  '-1': 'Less than expected',
  0: 'As expected',
  1: 'More than expected',
  2: 'Much more than expected',
});

/** The terms of {@link levelWords}. */
export type LevelTerms = typeof levelWords.english;

/** Names of the five phases, short enough for the rim of a wheel. */
export const phaseWords = words('phases', {
  goalSetting: 'Goals',
  actionPlanning: 'Plan',
  checkIn: 'Check-in',
  reflection: 'Reflect',
  roleSwap: 'Swap',
  resting: 'Resting',
});
