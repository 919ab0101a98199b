import type { NextStepAction } from '../../core/index.js';
import { words } from '../base/words/words.js';

/** What stands around the step. */
export const nextStepWords = words('nextStep', {
  yours: (me: string) => `Your next step, ${me}`,
  first: 'Your first step',
  nothing: () => 'Nothing to do right now',
  nothingWhy: (partner: string) => `You will see here when ${partner} needs you, or when it is your turn.`,
  endedWhy: () => 'Everything you both wrote is still here.',
  canWait: 'Whenever it suits you',
  waitingFor: (partner: string, what: string) => `${partner}'s next step: “${what}”`,
});

/** What to do, and why, given the partner's name; and what the button says. */
type StepTerms = Readonly<
  Record<`${NextStepAction}Title` | `${NextStepAction}Why`, (partner: string) => string> &
    Record<`${NextStepAction}Button`, string>
>;

export const stepWords = words<StepTerms>('steps', {
  formTitle: () => 'Say who the two of you are',
  formWhy: () => 'Two names and a rhythm are enough to begin.',
  formButton: 'Start',
  proposeAgreementTitle: () => 'Write down what you both expect',
  proposeAgreementWhy: (partner: string) =>
    `A few lines on what stays between you and ${partner}, and how either of you can stop.`,
  proposeAgreementButton: 'Write the agreement',
  signAgreementTitle: () => 'Read and sign your agreement',
  signAgreementWhy: (partner: string) => `Or change it. It holds once you and ${partner} have both signed.`,
  signAgreementButton: 'Read the agreement',
  proposeGoalTitle: () => 'Write your first goal',
  proposeGoalWhy: (partner: string) => `What do you want to be different? ${partner} can suggest other words.`,
  proposeGoalButton: 'Write a goal',
  agreeGoalTitle: (partner: string) => `Read ${partner}'s goal`,
  agreeGoalWhy: () => 'Agree to it, or suggest other words.',
  agreeGoalButton: 'Read the goal',
  answerSuggestionTitle: (partner: string) => `${partner} suggests a change to your goal`,
  answerSuggestionWhy: () => 'Take it or leave it: the words are yours.',
  answerSuggestionButton: 'See the suggestion',
  readyGoalsTitle: () => 'Your goals are agreed',
  readyGoalsWhy: () => 'Add another one, or go on to the plan.',
  readyGoalsButton: 'Look at your goals',
  answerStepSuggestionTitle: (partner: string) => `${partner} suggests a step`,
  answerStepSuggestionWhy: () => 'Take it into your plan, or leave it.',
  answerStepSuggestionButton: 'See the step',
  addStepTitle: () => 'Break your goal into steps',
  addStepWhy: () => 'If this happens, then I do that: small, and easy to remember.',
  addStepButton: 'Add a step',
  commitPlanTitle: () => 'Stand behind your plan',
  commitPlanWhy: () => 'How sure are you that you will do it?',
  commitPlanButton: 'Look at the plan',
  recordCheckInTitle: () => 'Write a short check-in',
  recordCheckInWhy: (partner: string) => `A few lines are enough: ${partner} reads them before you meet.`,
  recordCheckInButton: 'Start the check-in',
  workThePlanTitle: () => 'Work on your plan',
  workThePlanWhy: () => 'Tick off what is done, or say what is in the way.',
  workThePlanButton: 'Open the plan',
  answerCheckInTitle: (partner: string) => `${partner} has checked in`,
  answerCheckInWhy: () => 'Answer with a question or an encouragement.',
  answerCheckInButton: 'Read the check-in',
  beginReflectionTitle: () => 'Look back on this round',
  beginReflectionWhy: () => 'When you are done with check-ins, each of you looks back, alone first.',
  beginReflectionButton: 'Look at your check-ins',
  writeReflectionTitle: () => 'Write your reflection',
  writeReflectionWhy: () => 'Only you can read it until you share it.',
  writeReflectionButton: 'Write',
  closeGoalsTitle: () => 'Close your goals',
  closeGoalsWhy: () => 'Achieved, carried over, or dropped: each gets an ending.',
  closeGoalsButton: 'Close goals',
  writeSwapNoteTitle: (partner: string) => `Leave ${partner} a line`,
  writeSwapNoteWhy: () => 'Thanks, or something to hand over.',
  writeSwapNoteButton: 'Write',
  confirmSwapTitle: () => 'Change roles',
  confirmSwapWhy: () => 'Ready for the next round?',
  confirmSwapButton: 'Look at the swap',
  resumeTitle: () => 'You are taking a break',
  resumeWhy: () => 'Everything waits as it is.',
  resumeButton: 'Resume',
  writeClosingTitle: () => 'Your partnership has ended',
  writeClosingWhy: (partner: string) => `Write what you take along, if you like. ${partner} can read it.`,
  writeClosingButton: 'Write',
});
