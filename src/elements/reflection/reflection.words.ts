import { words } from '../base/words/words.js';

/** Looking back on a round: alone first, shared on purpose, and how each goal ends. */
export const reflectionWords = words('reflection', {
  title: 'Looking back',
  early: (partner: string) =>
    `This comes at the end of the round. You can begin now: ${partner} does not learn of it before that.`,
  why: 'Each of you writes alone first. Sharing comes later, if you want it.',

  ownVersion: 'Your own words',
  write: 'Write',
  whatHappenedCoachee: 'What happened with your goals?',
  soWhatCoachee: 'So what? What does it tell you?',
  nowWhatCoachee: 'Now what? What do you do with it?',
  whatHappenedCoach: 'What happened in your coaching?',
  soWhatCoach: 'So what? When did you really listen, and when not?',
  nowWhatCoach: 'Now what? What do you try as coach next time?',
  exampleCoachee: 'I spoke first in two meetings. The third time I waited, and somebody else began.',
  exampleCoach: 'I gave advice once and saw the face close. After that I asked.',
  whatHappened: 'What happened',
  soWhat: 'So what',
  nowWhat: 'Now what',
  confidence: 'Confidence',
  selfAwareness: 'Self-awareness',
  listening: 'Listening',
  confidenceAsk: 'How confident do you feel?',
  selfAwarenessAsk: 'How well do you see what you do, and why?',
  listeningAsk: 'How well do you listen?',
  leaveOut: 'Leave out',

  keep: 'Keep it for myself',
  keepAndTell: (partner: string) => `Keep it, and let ${partner} know that I have written`,
  tellNote: (partner: string) => `${partner} learns that you have written, never what.`,
  kept: 'Kept. Only you can read it.',
  notTold: (partner: string) => `You wrote this early, and ${partner} does not know of it yet.`,
  tell: (partner: string) => `Let ${partner} know that I have written`,
  told: (partner: string) => `${partner} knows that you have written.`,

  share: (partner: string) => `Share with ${partner}`,
  shareTitle: (partner: string) => `What ${partner} will read`,
  shareWhy: 'This is a copy. Change it as you like; your own words stay as they are.',
  shareRatings: 'Share my ratings too',
  shareNow: (partner: string) => `Let ${partner} read this`,
  whatYouShared: 'What you shared',
  shared: (partner: string) => `${partner} can read this now, and may have read it already.`,
  partnersWords: (partner: string) => `What ${partner} shares with you`,
  partnerKeeps: (partner: string) => `${partner} has written, and has not shared it. That is up to each of you.`,

  goals: 'How the goals end',
  goalsWhy: 'Each goal gets an ending. What you carry over starts the next round already agreed.',
  partnerCloses: (partner: string) => `${partner} decides how each of them ends.`,

  past: 'Earlier rounds',
  nothingWritten: 'Neither of you left anything here.',
});

export type ReflectionTerms = typeof reflectionWords.english;
