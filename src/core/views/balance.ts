import type { PartnershipDocument } from '../model/document.js';
import type { Seat } from '../model/fields.js';
import { otherSeat, roundsOf, seats } from '../model/lookup.js';

/** What one member has received as coachee and given as coach. */
export interface MemberBalance {
  readonly asCoachee: { readonly rounds: number; readonly checkIns: number };
  readonly asCoach: { readonly rounds: number; readonly answers: number; readonly suggestions: number };
}

/** The ledger of give and take. */
export interface Balance {
  readonly 1: MemberBalance;
  readonly 2: MemberBalance;
  /** Finished rounds that ended with a swap, and those where both waived it. */
  readonly swaps: number;
  readonly waived: number;
  /** Who has been coachee for fewer rounds; `undefined` while it is even. */
  readonly dueAsCoachee: Seat | undefined;
}

/** Reckons up who has been coached how much. Only finished rounds count as rounds. */
export function balance(document: PartnershipDocument): Balance {
  const finished = seats.flatMap((seat) => document.seats[seat].past);
  const one = document.seats[1].past.length;
  const two = document.seats[2].past.length;
  return {
    1: memberBalance(document, 1),
    2: memberBalance(document, 2),
    swaps: finished.filter((round) => round.swapped === true).length,
    waived: finished.filter((round) => round.swapped === false).length,
    dueAsCoachee: one === two ? undefined : one < two ? 1 : 2,
  };
}

function memberBalance(document: PartnershipDocument, seat: Seat): MemberBalance {
  const received = roundsOf(document, seat);
  const given = roundsOf(document, otherSeat(seat));
  return {
    asCoachee: { rounds: document.seats[seat].past.length, checkIns: sum(received, (round) => round.checkIns.length) },
    asCoach: {
      rounds: document.seats[otherSeat(seat)].past.length,
      answers: sum(given, (round) => sum(round.checkIns, (checkIn) => checkIn.answers.length)),
      suggestions: sum(
        given,
        (round) =>
          sum(round.goals, (goal) => goal.suggestions.length) + round.steps.filter((step) => step.by === seat).length,
      ),
    },
  };
}

const sum = <T>(list: readonly T[], amount: (item: T) => number): number =>
  list.reduce((total, item) => total + amount(item), 0);
