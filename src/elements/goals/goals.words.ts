import type { SmartLetter, SmartReason } from '../../core/index.js';
import { words } from '../base/words/words.js';

export const goalsWords = words('goals', {
  mine: 'Your goals',
  theirs: (name: string) => `${name}'s goals`,

  // nothing there yet
  emptyMine: 'What would you like to be different in the next weeks? One or two goals are plenty.',
  emptyMineHow: (partner: string) =>
    `${partner} reads them and can suggest other words. Nothing moves on until you both agree.`,
  emptyTheirs: (name: string) => `${name} has not proposed a goal yet.`,
  emptyLater: 'There are no goals in this round.',
  write: 'Write a goal',
  writeAnother: 'Write another goal',
  newGoal: 'A new goal',
  exampleStatement: 'Everyone in the weekly review speaks at least once, three times in a row.',
  exampleWhy: 'Two of us do all the talking, and good ideas stay in the room.',
  exampleLevels:
    'Only two people speak.\nAbout half of the group speaks.\nEveryone speaks in most reviews.\nEveryone speaks in every review.\nOthers run the review themselves.',

  // the form
  statement: 'What do you want to be different?',
  why: 'Why does it matter to you?',
  statementTheirs: (name: string) => `What ${name} wants to be different`,
  whyTheirs: (name: string) => `Why it matters to ${name}`,
  due: 'By when?',
  levels: 'How will you see how far you are?',
  levelsHint: 'What one could see at each level. “As expected” is a good result.',
  levelsTooLong: 'A level fits on one line: 500 characters at most.',
  baseline: 'Where do you start?',
  weight: 'Importance and difficulty',
  importance: 'How important is it?',
  difficulty: 'How difficult is it?',
  low: 'a little',
  middle: 'quite',
  high: 'very',
  unset: 'not said',
  propose: (partner: string) => `Propose to ${partner}`,

  // one goal
  by: (day: string) => `By ${day}`,
  carriedFrom: (round: number) => `Carried over from round ${round}`,
  levelNow: (level: string, place: number) => `Now: ${level}, level ${place} of 5.`,
  start: 'start',
  now: 'now',
  allLevels: 'All five levels',
  agreement: 'Who agrees',
  youAgree: 'You agree',
  agrees: (name: string) => `${name} agrees`,
  waitingForYou: 'waiting for you',
  waitingFor: (name: string) => `waiting for ${name}`,
  agree: 'I agree',
  suggest: 'Suggest other words',
  revise: 'Change the words',
  carryOver: 'Carry over to the next round',
  drop: 'Drop',
  dropWhy: 'Why do you let it go?',
  dropIt: 'Drop this goal',
  reviseTakesBack: (partner: string) => `${partner} has agreed to the present words. New words need a new yes.`,

  // suggestions
  suggests: (name: string) => `${name} suggests other words`,
  youSuggested: (name: string) => `You suggested other words. ${name} decides.`,
  note: 'A note to go with it',
  withIt: (name: string) => `With it you agree: if ${name} takes your words, you both agree to the goal.`,
  outdated: (name: string) => `The words have changed since. If you take these, ${name} is asked again.`,
  oldWords: 'taken out: ',
  newWords: 'put in: ',
  endOfChange: ' ; ',
  partStatement: 'The goal',
  partWhy: 'Why',

  // what was
  history: (count: number) => `Earlier words (${count})`,
  wording: (name: string, day: string) => `${name}, ${day}`,
  suggestionTaken: (name: string, day: string) => `${name} suggested, ${day} (taken)`,
  suggestionLeft: (name: string, day: string) => `${name} suggested, ${day} (not taken)`,
  closed: 'Closed',
  achieved: 'Achieved',
  carriedOver: 'Carried over',
  dropped: 'Dropped',

  ready: 'Go on to the plan',
  readyTheirs: (name: string) => `${name} goes on to the plan once you both agree.`,
});

export type GoalsTerms = typeof goalsWords.english;

/** The five letters, and what to ask where one is missing. */
export const smartWords = words('smart', {
  label: 'What makes a goal easier to reach',
  begin: 'Five things make a goal easier to reach. They light up as you write.',
  complete: 'All five are there.',
  open: (questions: string) => `Still open: ${questions}`,
  specific: 'Specific',
  measurable: 'Measurable',
  achievable: 'Achievable',
  relevant: 'Relevant',
  timeBound: 'Time-bound',
  TOO_SHORT: 'who does what, and where?',
  TOO_VAGUE: 'what would one see or hear?',
  NOTHING_TO_COUNT: 'what could you both count or notice?',
  LEVELS_MISSING: 'where do you stand now, and what do you expect?',
  WHY_MISSING: 'why does it matter?',
  WHEN_MISSING: 'by when?',
} satisfies Record<SmartLetter | SmartReason, string> & Record<string, string | ((questions: string) => string)>);

export type SmartTerms = typeof smartWords.english;
