import { words } from '../base/words/words.js';

/** The end of a round: thanks, what is handed over, who was coachee how often, and what comes next. */
export const roleSwapWords = words('roleSwap', {
  title: 'The role swap',
  coachee: 'coachee',
  coach: 'coach',
  later: 'It closes the round, after you have both looked back. Until then there is nothing to do here.',

  mutual: 'The next round begins with what was carried over. You go on coaching each other.',
  alternatingMine: (partner: string) => `${partner} becomes coachee, and you become the coach.`,
  alternatingTheirs: (partner: string) => `You become coachee, and ${partner} becomes the coach.`,
  mutualWaive: 'Without a swap, the next round begins without notes and thanks.',
  alternatingWaive: 'Without a swap, the roles stay as they are for another round.',

  balance: 'Rounds as coachee so far',
  rounds: (rounds: number, checkIns: number) =>
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${checkIns} ${checkIns === 1 ? 'check-in' : 'check-ins'}`,
  even: 'You are even in rounds.',
  due: (name: string) => `${name} has been coachee less often.`,
  dueMe: 'You have been coachee less often.',

  notes: 'Before you go on',
  thanksAsk: (partner: string) => `What do you thank ${partner} for?`,
  thanksExample: 'Thank you for the silence after my answers. I use it everywhere now.',
  handOverAsk: 'What do you hand over?',
  handOverExample: 'The mornings are what is still open. Ask about the week with the audit.',
  write: 'Write a line',
  thanks: 'Thanks',
  handOver: 'Handed over',

  swap: 'Change roles',
  nextRound: 'Begin the next round',
  waive: 'Go on without a swap',
  ready: (partner: string) => `${partner} is ready.`,
  partnerWaives: (partner: string) => `${partner} would rather go on without a swap. That takes both of you.`,
  waiting: (partner: string) => `You are ready. It happens as soon as ${partner} comes along; nothing else waits.`,
  apart: (partner: string) =>
    `You are ready, and ${partner} would rather go on without a swap. Talk it over; either of you can join the other.`,
  begun: 'The next round has begun.',
  endedWithout: 'It ended without a swap, as you both wanted.',
});

export type RoleSwapTerms = typeof roleSwapWords.english;
