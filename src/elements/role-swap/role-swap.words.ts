import type { Terms, Words } from '../base/words/words.js';
import { words } from '../base/words/words.js';

/** The end of a round: thanks, what is handed over, who was coachee how often, and what comes next. */
export const roleSwapWords = words('roleSwap', {
  title: 'The role swap',
  mine: (round: string) => `Your round ${round}`,
  theirs: (name: string, round: string) => `${name}'s round ${round}`,
  coachee: 'coachee',
  coach: 'coach',
  later: 'It closes the round, after you have both looked back. Until then there is nothing to do here.',

  mutualMine: (partner: string) =>
    `Your next round begins with what you carried over. You and ${partner} go on coaching each other.`,
  mutualTheirs: (partner: string) =>
    `${partner}'s next round begins with what was carried over. You go on coaching each other.`,
  alternatingMine: (partner: string) => `${partner} becomes coachee, and you become the coach.`,
  alternatingTheirs: (partner: string) => `You become coachee, and ${partner} becomes the coach.`,
  waiveMine: 'Without a swap, you stay coachee for another round.',
  waiveTheirs: (partner: string) => `Without a swap, ${partner} stays coachee for another round.`,
  waiveMutual: 'Without a swap, the next round begins without notes and thanks.',

  balance: 'Rounds as coachee so far',
  rounds: (rounds: number, checkIns: number) =>
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${checkIns} ${checkIns === 1 ? 'check-in' : 'check-ins'}`,
  even: 'You are even.',
  due: (name: string) => `${name} has been coachee less often.`,
  dueMe: 'You have been coachee less often.',

  notes: 'Before you go on',
  thanks: (partner: string) => `What do you thank ${partner} for?`,
  thanksExample: 'Thank you for the silence after my answers. I use it everywhere now.',
  handOver: 'What do you hand over?',
  handOverHint: 'Something to pick up in the next round.',
  handOverExample: 'The mornings are what is still open. Ask about the week with the audit.',
  sendNote: (partner: string) => `Give it to ${partner}`,
  writeNote: 'Write a line',
  goOn: 'Go on writing',
  change: 'Change it',
  thanksTitle: 'Thanks',
  handOverTitle: 'Handed over',
  notYet: (partner: string) => `${partner} has not written yet. There is no hurry.`,

  swap: 'Change roles',
  nextRound: 'Begin the next round',
  waive: 'Go on without a swap',
  ready: (partner: string) => `${partner} is ready.`,
  partnerWaives: (partner: string) => `${partner} would rather go on without a swap. That takes both of you.`,
  waiting: (partner: string) => `You are ready. It happens as soon as ${partner} comes along; nothing else waits.`,
  apart: (partner: string) =>
    `You are ready for the swap, and ${partner} would rather go on without it. Talk it over; either of you can join the other.`,
  noted: 'Given.',
  confirmed: 'You are ready.',
  waived: 'You would rather go on without a swap.',
  swapped: 'The roles have changed.',
  begun: 'The next round has begun.',
  notedChange: 'You left a line.',

  lastRound: (round: string, day: string) => `Round ${round} ended on ${day}`,
  thanksYou: (partner: string) => `${partner} thanks you`,
  youThanked: 'You gave thanks',
  partnerHandedOver: (partner: string) => `${partner} handed over`,
  youHandedOver: 'You handed over',
  endedWithout: 'It ended without a swap, as you both wanted.',
});

/** The terms of {@link roleSwapWords}. */
export type RoleSwapTerms = typeof roleSwapWords extends Words<infer T extends Terms> ? T : never;
