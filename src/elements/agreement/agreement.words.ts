import { words } from '../base/words/words.js';

const cadences: Readonly<Record<number, string>> = {
  7: 'Every week',
  14: 'Every two weeks',
  21: 'Every three weeks',
  30: 'Every month',
};

/** The agreement of two: who they are, what they promise each other, and how it changes. */
export const agreementWords = words('agreement', {
  formingTitle: 'Who are the two of you?',
  formingIntro: 'Two names and a rhythm are enough to begin.',
  myName: 'Your name',
  partnerNameField: "Your partner's name",
  rhythm: 'How do you take turns?',
  mutual: 'Side by side',
  mutualWhy: 'You coach each other in every meeting, half of the time each.',
  alternating: 'One after the other',
  alternatingWhy: 'One is coachee for a whole round, then you change roles.',
  first: 'Who is coachee first?',
  begin: (partner: string) => `Begin with ${partner}`,
  formingAudience: 'Only you, until you begin',

  title: 'Your agreement',
  intro: 'A few lines are enough, and some can stay open. It holds once you have both signed.',
  expectations: 'What we hope for',
  expectationsExample: 'A colleague who listens, and two goals that we really work on.',
  confidentiality: 'What stays between us',
  confidentialityExample: 'All of it, also after we stop.',
  groundRules: 'Our ground rules',
  groundRulesExample: 'Questions before ideas. Advice only when asked for.',
  disagreement: 'When something is not working',
  disagreementExample: 'We say it in the meeting, beginning with what we saw.',
  stopping: 'How either of us can stop',
  stoppingExample: 'At any time, with one sentence, and no reasons owed.',
  leftOpen: 'Left open',

  cadence: 'How often we meet',
  cadenceDays: (days: number) => cadences[days] ?? `Every ${days} days`,
  minutes: 'How long we meet',
  minutesCount: (minutes: number) => `${minutes} minutes`,
  ownMinutes: 'Another length',
  ownMinutesField: 'Minutes, from 10 to 480',
  review: 'Meetings until we look at this again',

  propose: (partner: string) => `Propose to ${partner}`,
  takesBack: 'A change takes back the signatures. You both sign the new words.',
  holdsMeanwhile: 'What you have signed holds until you have both signed the new words.',
  changedMeanwhile: (partner: string) => `${partner} has changed the agreement meanwhile.`,
  yoursAreKept: 'Your words are kept; all else is new.',

  proposedBy: (name: string, day: string) => `Proposed by ${name} on ${day}`,
  inForceSince: (day: string) => `In force since ${day}`,
  signatures: 'Signatures',
  signedOn: (day: string) => `Signed on ${day}`,
  notSigned: 'Not signed yet',
  sign: 'Sign',
  youSigned: (partner: string) => `You have signed. It holds as soon as ${partner} has signed too.`,
  change: 'Change it',
  goOn: 'Go on with your change',
  haveRead: 'I have read the change',
  changes: 'What is different',
  before: 'Before',
  holdsNow: 'Holds now',
  proposed: 'Proposed',
  wholeText: 'The whole text',
});

/** The terms of {@link agreementWords}. */
export type AgreementTerms = (typeof agreementWords)['english'];
