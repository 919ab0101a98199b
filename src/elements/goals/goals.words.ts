import type { SmartLetter, SmartReason } from '../../core/index.js';
import { words } from '../base/words/words.js';

export const goalsWords = words('goals', {
  mine: 'Your goals',
  theirs: (name: string) => `${name}'s goals`,
  notYet: 'Goals come once you have both signed your agreement.',

  // nothing there yet
  emptyMine: 'What would you like to be different in the next weeks? One or two goals are plenty.',
  emptyMineHow: (partner: string) =>
    `${partner} reads them and can suggest other words. Nothing moves on until you both agree.`,
  emptyTheirs: (name: string) => `${name} has not proposed a goal yet. It will appear here for you to read.`,
  emptyLater: 'There are no goals in this round.',
  write: 'Write a goal',
  writeAnother: 'Write another goal',
  newGoal: 'A new goal',
  goOn: 'Go on writing',
  takeExample: 'Start from this example',
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
  duePast: 'That day has passed.',
  levels: 'How will you see how far you are?',
  levelsHint: 'What one could see at each level. “As expected” is what would be a good result.',
  levelsTooLong: 'A level fits on one line: 500 characters at most.',
  levelMinus2: 'Much less than expected',
  levelMinus1: 'Less than expected',
  level0: 'As expected',
  level1: 'More than expected',
  level2: 'Much more than expected',
  baseline: 'Where do you start?',
  weight: 'Importance and difficulty',
  importance: 'How important is it?',
  difficulty: 'How difficult is it?',
  low: 'a little',
  middle: 'quite',
  high: 'very',
  unset: 'not said',
  propose: (partner: string) => `Propose to ${partner}`,
  proposed: (partner: string) => `Proposed to ${partner}.`,
  untilPropose: (partner: string) => `Only you, until you propose it to ${partner}`,
  untilSave: (partner: string) => `Only you, until you save it; then ${partner} too`,
  untilSuggest: (partner: string) => `Only you, until you suggest it to ${partner}`,

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
  agreed: 'You agree to this goal.',
  suggest: 'Suggest other words',
  revise: 'Change the words',
  achieve: 'Achieved',
  carryOver: 'Carry over to the next round',
  drop: 'Drop',

  // changing the words
  reviseTakesBack: (partner: string) => `${partner} has agreed to the present words. New words need a new yes.`,
  saveWords: 'Save the new words',
  wordsSaved: 'The new words are saved.',
  dropWhy: 'Why do you let it go?',
  dropIt: 'Drop this goal',
  dropped: 'The goal is dropped.',

  // suggestions
  suggests: (name: string) => `${name} suggests other words`,
  youSuggested: (name: string) => `You suggested other words. ${name} decides.`,
  note: 'A note to go with it',
  withIt: (name: string) => `With it you agree: if ${name} takes your words, you both agree to the goal.`,
  sendSuggestion: (name: string) => `Suggest to ${name}`,
  suggestionSent: (name: string) => `Suggested to ${name}.`,
  outdated: (name: string) => `The words have changed since. If you take these, ${name} is asked again.`,
  accept: 'Take these words',
  accepted: 'You took the suggested words.',
  decline: 'Keep mine',
  declineWhy: 'Would you like to say why?',
  declineIt: 'Keep my words',
  declined: 'You keep your words.',
  oldWords: 'taken out: ',
  newWords: 'put in: ',
  endOfChange: ' ; ',
  partStatement: 'The goal',
  partWhy: 'Why',
  partDue: 'By when',
  partBaseline: 'Start',
  partImportance: 'Importance',
  partDifficulty: 'Difficulty',

  // what was
  history: (count: number) => `Earlier words (${count})`,
  wording: (name: string, day: string) => `${name}, ${day}`,
  suggestedBy: (name: string, day: string) => `${name} suggested, ${day}`,
  wasTaken: 'taken',
  wasKept: 'not taken',
  closed: 'Closed',
  achieved: 'Achieved',
  carriedOver: 'Carried over',
  droppedGoal: 'Dropped',

  ready: 'Go on to the plan',
  readyDone: 'You are planning your steps now.',
  readyTheirs: (name: string) => `${name} goes on to the plan once you both agree.`,
});

export type GoalsTerms = typeof goalsWords.english;

/** What can be taken back here, in words. */
export const goalChangeWords = words('goalChanges', {
  'goal.proposed': 'You proposed a goal.',
  'goal.revised': 'You changed the words of a goal.',
  'goal.changeSuggested': 'You suggested other words.',
  'goal.suggestionAccepted': 'You took the suggested words.',
  'goal.suggestionDeclined': 'You kept your words.',
  'goal.agreed': 'You agreed to a goal.',
  'goal.achieved': 'You closed a goal as achieved.',
  'goal.carriedOver': 'You carried a goal over.',
  'goal.dropped': 'You dropped a goal.',
  'phase.entered': 'You went on to the next part of the round.',
});

/** The five letters, and what to ask where one is missing. */
export const smartWords = words('smart', {
  label: 'What makes a goal easier to reach',
  begin: 'Five things make a goal easier to reach. They light up as you write.',
  complete: 'All five are there.',
  open: (letters: string) => `Still open: ${letters}.`,
  specific: 'Specific',
  measurable: 'Measurable',
  achievable: 'Achievable',
  relevant: 'Relevant',
  timeBound: 'Time-bound',
  askTOO_SHORT: 'what exactly?',
  askTOO_VAGUE: 'what would one see?',
  askNOTHING_TO_COUNT: 'what can you count?',
  askLEVELS_MISSING: 'where do you stand?',
  askWHY_MISSING: 'why does it matter?',
  askWHEN_MISSING: 'by when?',
  sayTOO_SHORT: 'A few more words would help: who does what, and where.',
  sayTOO_VAGUE: 'What would the two of you see or hear once it is different?',
  sayNOTHING_TO_COUNT: 'A number, or something you could both notice, shows when you are there.',
  sayLEVELS_MISSING:
    'Say below where you stand now and what you would expect: then you can tell whether it is in reach.',
  sayWHY_MISSING: 'A goal that matters to you survives a busy week. Say below what it is good for.',
  sayWHEN_MISSING: 'A day to look back on it keeps it from drifting.',
} satisfies Record<SmartLetter | `ask${SmartReason}` | `say${SmartReason}`, string> &
  Record<string, string | ((letters: string) => string)>);

export type SmartTerms = typeof smartWords.english;
