import { words } from '../base/words/words.js';

export const checkInWords = words('checkIn', {
  title: 'Check-ins',
  later: 'Check-ins come after the plan.',
  over: 'The check-ins of this round are complete.',
  firstMine: (partner: string) => `No check-in yet. A few lines are enough: ${partner} reads them before you meet.`,
  firstTheirs: (name: string) => `No check-in yet. You can read it here as soon as ${name} has written one.`,

  exampleBetter: 'Three people spoke who normally do not.',
  exampleBlocker: 'When time is short, I answer everything myself.',
  exampleApplied: 'Counted to five twice before I went on.',
  exampleNextStep: 'Send the questions on Monday.',

  write: 'Write a check-in',
  goals: 'Where are you with each goal?',
  goalsHint: 'Choose what fits best today, or nothing.',
  expected: 'expected',
  start: 'start',
  now: 'now',
  better: 'What is better?',
  blocker: 'What is in the way?',
  applied: 'What have you tried at work?',
  nextStep: 'What comes next?',
  confidence: 'How confident are you now?',

  confidenceNow: (rating: string) => `Confidence ${rating}`,
  moved: (levels: number) =>
    levels
      ? `${Math.abs(levels)} ${levels * levels === 1 ? 'level' : 'levels'} ${levels > 0 ? 'up' : 'down'}`
      : 'unchanged',
  showAll: (count: number) => `Show ${count} earlier ones`,
  takeBack: 'Take back and edit',

  answer: 'Answer',
  answerKind: 'What would help more?',
  question: 'Question',
  yourQuestion: 'Your question',
  questionHint: 'An open question helps more than advice.',
  questionFrom: (name: string) => `${name} asks`,
  encouragement: 'Encouragement',
  yourEncouragement: 'Your encouragement',
  encouragementHint: 'Name what you saw, not how you find it.',
  encouragementFrom: (name: string) => `${name} encourages`,

  progress: 'Where the goals stand',
  score: (score: string) =>
    `All goals together: ${score}, where 50 is what you both expected and every 10 points are a clear step above or below.`,
  onMine: 'When this has run its course, each of you looks back on the round, alone first.',
  onTheirs: (name: string) => `${name} decides when to look back on the round; you can ask.`,
  begin: 'Go on to reflection',
  ask: 'Ask if it is time to look back',
  asked: (name: string) => `${name} asks whether it is time to look back on this round.`,
});

export type CheckInTerms = typeof checkInWords.english;
