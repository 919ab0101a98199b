import { words } from '../base/words/words.js';

export const cycleWords = words('cycle', {
  title: 'Where you both are',
  round: (number: number) => `Round ${number}`,
  quiet: 'Your wheels start to turn once you have both signed your agreement.',
  /** The drawing in words, for those who cannot see it. */
  notYet: (name: string) => `${name}: not started yet.`,
  rests: (name: string, rounds: string) => `${name}: resting, ${rounds} done.`,
  where: (name: string, coach: string, round: number, phase: string, step: number) =>
    `${name}, coached by ${coach}: round ${round}, ${phase}, ${step} of 5.`,
  ledger: 'Coached so far',
  rounds: (count: number) => (count === 0 ? 'no full round yet' : count === 1 ? '1 round' : `${count} rounds`),
  checkIns: (count: number) => (count === 1 ? '1 check-in' : `${count} check-ins`),
  even: 'Even in rounds',
  due: (name: string) => `${name} has had fewer rounds`,
});
