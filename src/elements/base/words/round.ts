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
  resting: (name: string) => `${name}'s round rests until the roles change.`,
  myRoundRests: 'Your round rests until the roles change.',
});

/** What a member has just done, in words: said once it is saved, and shown while it can be taken back. */
export const changeWords = words('changes', {
  'goal.proposed': 'You proposed a goal.',
  'goal.revised': 'You changed the words of a goal.',
  'goal.changeSuggested': 'You suggested other words.',
  'goal.suggestionAccepted': 'You took the suggested words.',
  'goal.suggestionDeclined': 'You kept your words.',
  'goal.agreed': 'You agreed to a goal.',
  'goal.achieved': 'You closed a goal as achieved.',
  'goal.carriedOver': 'You carried a goal over.',
  'goal.dropped': 'You dropped a goal.',
  'step.added': 'You added a step.',
  'step.suggested': 'You suggested a step.',
  'step.suggestionAccepted': 'You took a step into your plan.',
  'step.suggestionDeclined': 'You left a step out.',
  'step.edited': 'You changed a step.',
  'step.reordered': 'You moved a step.',
  'step.started': 'You started a step.',
  'step.finished': 'You finished a step.',
  'step.skipped': 'You skipped a step.',
  'step.blocked': 'You noted what is in the way.',
  'step.unblocked': 'You freed a step.',
  'step.removed': 'You removed a step.',
  'plan.committed': 'You committed to the plan.',
  'phase.entered': 'You went on to the next part of the round.',
});
