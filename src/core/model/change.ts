import type { Goal, PartnershipDocument, PerSeat, Round, SeatState, Stamp, Step } from './document.js';
import type { PairFact } from './facts.js';
import type { Seat } from './fields.js';
import { seatOf } from './lookup.js';

/** Copies that differ in one place: the small vocabulary in which the evolvers are written. */

/** How a fact of each kind changes the document. */
export type Evolvers<T extends PairFact['type']> = {
  readonly [K in T]: (document: PartnershipDocument, fact: Extract<PairFact, { type: K }>) => PartnershipDocument;
};

/** The seat of the fact's author. A stranger's fact cannot be made; seat 1 keeps the fold total. */
export const authorOf = (document: PartnershipDocument, fact: PairFact): Seat => seatOf(document, fact.by) ?? 1;

/** Where facts come by the thousand, the two are written out: a literal that begins with `...` is slow to make. */
export const stamp = (document: PartnershipDocument, fact: PairFact): Stamp => ({
  by: authorOf(document, fact),
  at: fact.at,
});

/** The fields that are there: a document is plain JSON, which knows no `undefined`. */
export function given<T extends object>(fields: T): T {
  const kept: Partial<T> = {};
  for (const key of Object.keys(fields) as (keyof T)[]) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as T;
}

export const perSeat = <T>(value: T): PerSeat<T> => ({ 1: value, 2: value });

export const setSeat = <T>(both: PerSeat<T>, seat: Seat, value: T): PerSeat<T> =>
  seat === 1 ? { 1: value, 2: both[2] } : { 1: both[1], 2: value };

export function inSeat(
  document: PartnershipDocument,
  seat: Seat,
  change: (state: SeatState) => SeatState,
): PartnershipDocument {
  const before = document.seats[seat];
  const after = change(before);
  return after === before ? document : { ...document, seats: setSeat(document.seats, seat, after) };
}

/** Changes the seat's running round, if there is one. */
export const inRound = (
  document: PartnershipDocument,
  seat: Seat,
  change: (round: Round) => Round,
): PartnershipDocument =>
  inSeat(document, seat, (state) => {
    if (!state.round) return state;
    const round = change(state.round);
    return round === state.round ? state : { ...state, round };
  });

/** Changes the one item of a list that has the id. */
export function inList<T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  change: (item: T) => T,
): readonly T[] {
  const index = list.findIndex((item) => item.id === id);
  if (index < 0) return list;
  const copy = list.slice();
  copy[index] = change(list[index] as T);
  return copy;
}

/** The items in the order of their ids; those that are not named come last. */
export function inOrder<T extends { readonly id: string }>(list: readonly T[], ids: readonly string[]): readonly T[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const placeOf = ({ id }: T): number => place.get(id) ?? place.size;
  return list.toSorted((a, b) => placeOf(a) - placeOf(b));
}

export const inGoal = (
  document: PartnershipDocument,
  fact: { seat: Seat; goal: string },
  change: (goal: Goal) => Goal,
): PartnershipDocument =>
  inRound(document, fact.seat, (round) => ({ ...round, goals: inList(round.goals, fact.goal, change) }));

export const inStep = (
  document: PartnershipDocument,
  fact: { seat: Seat; step: string },
  change: (step: Step) => Step,
): PartnershipDocument =>
  inRound(document, fact.seat, (round) => ({ ...round, steps: inList(round.steps, fact.step, change) }));
