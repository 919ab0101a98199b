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
  resting: (name: string) => `${name}'s round rests until the roles change.`,
  myRoundRests: 'Your round rests until the roles change.',
});
