import { words } from './words.js';

/** Words of all widgets in which something can be written or done. */
export const writingWords = words('writing', {
  onlyYou: 'Only you',
  youAnd: (name: string) => `You and ${name}`,
  yourPartner: 'your partner',
  onlyYouUntil: (name: string) => `Only you, until you send it to ${name}`,
  optional: 'optional',
  undo: 'Undo',
  draftKept: 'Draft kept on this device',
  draftNotKept: 'This device cannot keep your draft. Send it before you leave.',
  readOnlyTitle: 'You can read, but not write',
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
