import { words } from './words.js';

/** Words of the widgets that show one round and write in it. */
export const roundWords = words('round', {
  switchRounds: 'Whose round',
  mine: 'Yours',
  theirs: (name: string) => `${name}'s`,
  needsYou: 'Needs you',
  close: 'Close',
  throwAway: 'Throw away',
  bringBack: 'Bring it back',
  duePast: 'That day has passed.',
  goOn: 'Go on writing',
  takeExample: 'Start from this example',
  saveWords: 'Save the new words',
  suggestTo: (name: string) => `Suggest to ${name}`,
  take: 'Take it',
  leave: 'Leave it',
  leaveWhy: 'Would you like to say why?',
  youDid: (what: string) => `You ${what}.`,
  mayBeRead: 'It may have been read already.',
  resting: (name: string) => `${name}'s round rests until the roles change.`,
  myRoundRests: 'Your round rests until the roles change.',
  myRound: (round: string) => `Your round ${round}`,
  theirRound: (name: string, round: string) => `${name}'s round ${round}, with you as coach`,
  roundUntil: (round: string, day: string) => `Round ${round}, until ${day}`,
  change: 'Change it',
  sendTo: (name: string) => `Send to ${name}`,
  sentTo: (name: string) => `Sent to ${name}.`,
  notWritten: (name: string) => `${name} has not written yet. There is no hurry.`,
  rating: (value: number) => `${value} of 10`,
  before: (value: string) => `before: ${value}`,
});

/** How a goal ends. */
export const endingWords = words('endings', {
  open: 'Still open',
  achieved: 'Achieved',
  carriedOver: 'Carried over',
  dropped: 'Dropped',
  carryOver: 'Carry over',
  drop: 'Drop',
  dropWhy: 'Why do you let it go?',
});
