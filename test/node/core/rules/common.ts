import type { CommandInput, RefusalCode, Seat } from '../../../../src/core/index.js';
import { type Pair, type Who, goalText, reflectionText, stepText } from '../../support/pair.js';

/** Codes that some test has seen; at the end it must be all of them. */
export const seen = new Set<RefusalCode>();

export function refuses(
  pair: Pair,
  who: Who,
  input: CommandInput,
  code: RefusalCode,
  params?: Record<string, unknown>,
): void {
  pair.refuses(who, input, code, params);
  seen.add(code);
}

export const changed = { statement: 'Everyone speaks in every review by the end of March.' };
export const propose = (goal: string, seat: Seat = 1) =>
  ({ type: 'goal.propose', seat, goal, text: goalText }) as const;
export const add = (step: string, seat: Seat = 1) =>
  ({ type: 'step.add', seat, goal: 'g1', step, text: stepText }) as const;
export const suggest = (suggestion: string) =>
  ({ type: 'goal.suggestChange', seat: 1, goal: 'g1', suggestion, text: changed }) as const;
export const suggestStep = (step: string) =>
  ({ type: 'step.suggest', seat: 1, goal: 'g1', step, text: stepText }) as const;
export const share = (round: number) => ({ type: 'reflection.share', seat: 1, round, text: reflectionText }) as const;
export const write = (round: number) => ({ type: 'reflection.write', seat: 1, round, text: reflectionText }) as const;
