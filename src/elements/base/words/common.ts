import { words } from './words.js';

/** Words that several widgets share. */
export const commonWords = words('common', {
  /** What a landmark is called; a host with two partnerships on one page tells theirs apart. */
  landmark: (name: string) => name,
  tryAgain: 'Try again',
  notConnectedTitle: 'Not connected yet',
  opening: 'Opening your partnership',
  openFailedTitle: 'Your partnership could not be opened',
  strangerTitle: 'This partnership belongs to two other people',
  stranger: 'Ask one of them to invite you, or check who you are signed in as.',
  notAgreedYet: 'This comes once you have both signed your agreement.',
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
