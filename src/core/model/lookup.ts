import type { CheckIn, Goal, OwnDocument, PartnershipDocument, Round, Step } from './document.js';
import type { Seat } from './fields.js';

/** Both seats, in order. */
export const seats = [1, 2] as const;

/** The other seat. */
export const otherSeat = (seat: Seat): Seat => (seat === 1 ? 2 : 1);

/**
 * The seat of a member, or `undefined` for a stranger.
 *
 * @example
 * ```ts
 * seatOf(partnership.getSnapshot().document, 'ana'); // 1
 * ```
 */
export function seatOf({ members }: Pick<PartnershipDocument, 'members'>, member: string): Seat | undefined {
  return seats.find((seat) => members?.[seat - 1]?.id === member);
}

/** The name of the member in a seat, as the pair wrote it; empty while forming. */
export const nameOf = (document: PartnershipDocument, seat: Seat): string => document.members?.[seat - 1]?.name ?? '';

/** The running round of a seat, or `undefined` while it rests. */
export const roundOf = (document: PartnershipDocument, seat: Seat): Round | undefined =>
  document.seats[seat].round ?? undefined;

/** A round by its number, running or finished. */
export function roundNumbered(document: PartnershipDocument, seat: Seat, number: number): Round | undefined {
  return roundsOf(document, seat).find((round) => round.number === number);
}

/** Every round of a seat, the oldest first and the running one last. */
export function roundsOf(document: PartnershipDocument, seat: Seat): readonly Round[] {
  const { past, round } = document.seats[seat];
  return round ? [...past, round] : past;
}

const byId = <T extends { readonly id: string }>(list: readonly T[] | undefined, id: string): T | undefined =>
  list?.find((item) => item.id === id);

/** A goal of the running round. */
export const goalOf = (document: PartnershipDocument, seat: Seat, id: string): Goal | undefined =>
  byId(roundOf(document, seat)?.goals, id);

/** A step of the running round. */
export const stepOf = (document: PartnershipDocument, seat: Seat, id: string): Step | undefined =>
  byId(roundOf(document, seat)?.steps, id);

/** A check-in of the running round. */
export const checkInOf = (document: PartnershipDocument, seat: Seat, id: string): CheckIn | undefined =>
  byId(roundOf(document, seat)?.checkIns, id);

/** Both agree to the goal as it is worded now. */
export const isAgreed = (goal: Goal): boolean => goal.agreed[1] && goal.agreed[2];

/** The goals of a round that are still worked on. */
export const openGoals = (round: Round): readonly Goal[] => round.goals.filter((goal) => goal.state === 'open');

/** The steps of a round that belong to the plan: without what the coach offered and the coachee did not take. */
export const plannedSteps = (round: Round): readonly Step[] =>
  round.steps.filter((step) => step.state !== 'suggested' && step.state !== 'declined');

/** What a member wrote for themselves about a round, shared or not. */
export const ownReflection = (own: OwnDocument, seat: Seat, round: number) => own.reflections[`${seat}.${round}`];
