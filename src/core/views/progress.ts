import { tScore } from '../method/attainment.js';
import type { Goal, PartnershipDocument, Round } from '../model/document.js';
import type { Level, Seat } from '../model/fields.js';
import { roundNumbered, roundOf } from '../model/lookup.js';

/** How one goal has moved. */
export interface GoalProgress {
  readonly goal: Goal;
  /** One point a check-in that spoke of the goal, oldest first. */
  readonly points: readonly { readonly at: string; readonly level: Level }[];
  /** Where it stands: the latest point, else the level it started from. */
  readonly level: Level;
}

/** How a round is going. */
export interface RoundProgress {
  readonly round: number;
  readonly goals: readonly GoalProgress[];
  /** Goal attainment over all goals that were not dropped; `undefined` without any. See `tScore`. */
  readonly tScore: number | undefined;
  /** The coachee's confidence, first at the commitment and then at each check-in: 0 to 10. */
  readonly confidence: readonly { readonly at: string; readonly confidence: number }[];
}

/**
 * Goal attainment in one round of a seat: the running one, or the one with that number.
 *
 * @returns `undefined` where there is no such round.
 */
export function progress(document: PartnershipDocument, seat: Seat, number?: number): RoundProgress | undefined {
  const round = number === undefined ? roundOf(document, seat) : roundNumbered(document, seat, number);
  if (!round) return undefined;
  const goals = round.goals.map((goal) => goalProgress(round, goal));
  const counted = goals.filter(({ goal }) => goal.state !== 'dropped');
  return {
    round: round.number,
    goals,
    tScore: tScore(
      counted.map(({ goal: { text }, level }) => ({ level, importance: text.importance, difficulty: text.difficulty })),
    ),
    confidence: [
      ...(round.commitment ? [round.commitment] : []),
      ...round.checkIns.map(({ at, text }) => ({ at, confidence: text.confidence })),
    ],
  };
}

function goalProgress(round: Round, goal: Goal): GoalProgress {
  const points = round.checkIns.flatMap(({ at, text }) =>
    text.progress.filter((entry) => entry.goal === goal.id).map(({ level }) => ({ at, level })),
  );
  return { goal, points, level: goal.level ?? goal.text.baseline ?? -1 };
}
