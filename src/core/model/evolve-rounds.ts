import { type Evolvers, authorOf, given, inList, inRound, inSeat, perSeat, setSeat } from './change.js';
import type { Goal, PartnershipDocument, Round, SeatState, SwapSide } from './document.js';
import type { PairFact } from './facts.js';
import type { Level, Seat } from './fields.js';
import { otherSeat } from './lookup.js';

const openSide: SwapSide = { noted: false, confirmed: false, waived: false };

/** Rounds and their phases from the first to the last, but for the goals and steps within them. */
export const roundFacts: Evolvers<
  | 'round.opened'
  | 'phase.entered'
  | 'round.closed'
  | 'plan.committed'
  | 'checkIn.recorded'
  | 'checkIn.answered'
  | 'reflection.asked'
  | 'reflection.written'
  | 'reflection.shared'
  | 'swap.noted'
  | 'swap.confirmed'
  | 'swap.waived'
> = {
  'round.opened': (document, fact) =>
    inSeat(document, fact.seat, (state) => ({
      ...state,
      phase: 'goalSetting',
      round: {
        number: fact.round,
        openedAt: fact.at,
        closedAt: null,
        swapped: null,
        goals: carriedGoals(state, fact.carriedOver),
        steps: [],
        commitment: null,
        checkIns: [],
        reflectionAskedAt: null,
        reflections: perSeat(null),
        swap: perSeat(openSide),
      },
    })),
  'phase.entered': (document, fact) => inSeat(document, fact.seat, (state) => ({ ...state, phase: fact.phase })),
  'round.closed': (document, fact) => ({
    ...inSeat(document, fact.seat, (state) => ({
      phase: 'resting',
      round: null,
      past: state.round ? [...state.past, { ...state.round, closedAt: fact.at, swapped: fact.swapped }] : state.past,
    })),
    turn: fact.swapped ? otherSeat(fact.seat) : fact.seat,
  }),
  'plan.committed': (document, fact) =>
    inRound(document, fact.seat, (round) => ({
      ...round,
      commitment: { confidence: fact.confidence, at: fact.at },
    })),
  'checkIn.recorded': (document, fact) =>
    inRound(document, fact.seat, (round) => {
      const levels = new Map(fact.text.progress.map((entry) => [entry.goal, entry.level]));
      return {
        ...round,
        goals: levels.size ? round.goals.map((goal) => atLevel(goal, levels.get(goal.id))) : round.goals,
        checkIns: [
          ...round.checkIns,
          { by: authorOf(document, fact), at: fact.at, id: fact.checkIn, text: fact.text, answers: [] },
        ],
      };
    }),
  'checkIn.answered': (document, fact) =>
    inRound(document, fact.seat, (round) => ({
      ...round,
      checkIns: inList(round.checkIns, fact.checkIn, (checkIn) => ({
        ...checkIn,
        answers: [
          ...checkIn.answers,
          { by: authorOf(document, fact), at: fact.at, id: fact.answer, kind: fact.kind, text: fact.text },
        ],
      })),
    })),
  'reflection.asked': (document, fact) =>
    inRound(document, fact.seat, (round) => ({ ...round, reflectionAskedAt: fact.at })),
  'reflection.written': (document, fact) =>
    inNumberedRound(document, fact.seat, fact.round, (round) => ({
      ...round,
      reflections: setSeat(round.reflections, authorOf(document, fact), { at: fact.at, shared: null }),
    })),
  'reflection.shared': (document, fact) =>
    inNumberedRound(document, fact.seat, fact.round, (round) => {
      const by = authorOf(document, fact);
      return {
        ...round,
        reflections: setSeat(round.reflections, by, { at: round.reflections[by]?.at ?? fact.at, shared: fact.text }),
      };
    }),
  'swap.noted': (document, fact) =>
    inSwap(document, fact, { handOver: fact.handOver, thanks: fact.thanks, noted: true }),
  'swap.confirmed': (document, fact) => inSwap(document, fact, { confirmed: true, waived: false }),
  'swap.waived': (document, fact) => inSwap(document, fact, { waived: true, confirmed: false }),
};

/** The very same goal where nothing changed, so that a check-in counts as touching only the goals it moved. */
const atLevel = (goal: Goal, level: Level | undefined): Goal =>
  level === undefined || level === goal.level ? goal : { ...goal, level };

/** Carried-over goals start the next round already agreed, in their latest words and at their latest level. */
function carriedGoals(state: SeatState, ids: readonly string[]): readonly Goal[] {
  const last = state.past.at(-1);
  if (!last) return [];
  return last.goals
    .filter((goal) => ids.includes(goal.id))
    .map((goal) => ({ ...goal, state: 'open', suggestions: [], carriedFrom: last.number }));
}

function inNumberedRound(
  document: PartnershipDocument,
  seat: Seat,
  number: number,
  change: (round: Round) => Round,
): PartnershipDocument {
  if (document.seats[seat].round?.number === number) return inRound(document, seat, change);
  return inSeat(document, seat, (state) => ({
    ...state,
    past: state.past.map((round) => (round.number === number ? change(round) : round)),
  }));
}

function inSwap(
  document: PartnershipDocument,
  fact: PairFact & { seat: Seat },
  change: Partial<SwapSide>,
): PartnershipDocument {
  const by = authorOf(document, fact);
  return inRound(document, fact.seat, (round) => ({
    ...round,
    swap: setSeat(round.swap, by, given({ ...round.swap[by], ...change })),
  }));
}
