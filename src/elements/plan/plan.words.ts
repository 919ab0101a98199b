import { words } from '../base/words/words.js';

export const planWords = words('plan', {
  mine: 'Your plan',
  theirs: (name: string) => `${name}'s plan`,
  goalsFirst: (partner: string) =>
    `First the goals: once you and ${partner} agree to them, you break them into small steps here.`,
  goalsFirstTheirs: (name: string) =>
    `First the goals: once you both agree to them, ${name} breaks them into small steps here.`,
  noGoal: 'There is no goal to plan for in this round.',

  // nothing there yet
  empty: 'What will you do, and when? A step is small enough for one go, and begins with a moment you will notice.',
  emptyTheirs: (name: string) => `${name} has not written a step yet.`,
  noStep: 'No step yet.',
  exampleIf: 'it is Monday 16:00',
  exampleThen: 'I send three questions for the review to everyone',
  add: 'Add a step',
  suggest: 'Suggest a step',

  // the form
  if: 'If …',
  ifHint: 'A moment that you will notice: a time, a place, something that happens.',
  then: 'then …',
  thenHint: 'One thing you do.',
  due: 'Until when?',
  formTitle: 'A step',
  addIt: 'Add this step',
  edit: 'Change the words',

  // one step
  until: (day: string) => `until ${day}`,
  wasDue: (day: string) => `was for ${day}`,
  more: 'Change this step',
  started: 'Started',
  done: 'Done',
  skipped: 'Skipped',
  blocked: 'Something is in the way',
  wouldHelp: 'What would help:',
  start: 'I have started',
  again: 'Open it again',
  blockWhy: 'What would help?',
  blockIt: 'Note what would help',
  unblock: 'It is free again',
  skip: 'Skip it',
  skipWhy: 'Why does it fall away?',
  skipIt: 'Skip this step',
  up: 'Move up',
  down: 'Move down',
  isFirst: 'It is the first step.',
  isLast: 'It is the last step.',
  moved: (place: number, count: number) => `Now step ${place} of ${count}.`,
  remove: 'Remove',

  // suggestions
  suggests: (name: string) => `${name} suggests a step`,
  youSuggested: (name: string) => `You suggested a step. ${name} decides.`,
  notTaken: (name: string) => `${name} did not take this step`,

  // standing behind it
  confidence: 'How sure are you that you will do this?',
  choose: 'Choose a number from 0 to 10.',
  low: 'That is honest. Plans hold better when you are at 7 or more: would a smaller step help, or an earlier moment?',
  smaller: 'Make a step smaller',
  commit: 'Commit to the plan',
  commitAnyway: 'Commit anyway',
  commitTheirs: (name: string) => `${name} commits to the plan when the steps are right.`,
  yourWord: (_name: string, confidence: string) => `You committed with a confidence of ${confidence} of 10.`,
  theirWord: (name: string, confidence: string) => `${name} committed with a confidence of ${confidence} of 10.`,
  closedGoals: 'Steps of closed goals',
});

export type PlanTerms = typeof planWords.english;
