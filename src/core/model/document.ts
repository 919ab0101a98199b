import type {
  AgreementText,
  AnswerKind,
  CheckInText,
  GoalText,
  Level,
  Member,
  Phase,
  ReflectionText,
  Rhythm,
  Seat,
  StepText,
} from './fields.js';

/** Where the partnership as a whole can stand, in the order of a partnership's life. */
export const statuses = ['forming', 'agreeing', 'coaching', 'paused', 'closed'] as const;
/** Where the partnership as a whole stands. */
export type Status = (typeof statuses)[number];

/** One value for each of the two seats. */
export type PerSeat<T> = { readonly [S in Seat]: T };

/** Who did something, and when. */
export interface Stamp {
  readonly by: Seat;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** One text of the agreement, with the signatures under it. */
export interface AgreementVersion extends Stamp {
  readonly revision: number;
  readonly text: AgreementText;
  /** When each has signed this very text. */
  readonly signed: PerSeat<string | null>;
}

/** The agreement: what holds, and what is on the table. */
export interface Agreement {
  /** Signed by both; holds until a newer one is. */
  readonly inForce: AgreementVersion | null;
  /** Not yet signed by both. */
  readonly proposal: AgreementVersion | null;
  /** The highest number that a text ever had, taken back or not: no number names two texts. */
  readonly revisions: number;
}

/** An offer by the coach to word a goal differently. */
export interface GoalSuggestion extends Stamp {
  readonly id: string;
  /** The revision that the coach had before them. */
  readonly revision: number;
  readonly text: GoalText;
  readonly note?: string | undefined;
  readonly state: 'open' | 'accepted' | 'declined';
  readonly reason?: string | undefined;
}

/** One wording of a goal. */
export interface GoalRevision extends Stamp {
  readonly revision: number;
  readonly text: GoalText;
}

/** How a goal stands: still worked on, or closed in one of three ways. */
export type GoalState = 'open' | 'achieved' | 'carriedOver' | 'dropped';

/** A SMART goal of the coachee. */
export interface Goal extends GoalRevision {
  readonly id: string;
  /** Who agrees to this revision. Both: the goal is agreed. */
  readonly agreed: PerSeat<boolean>;
  readonly suggestions: readonly GoalSuggestion[];
  /** The highest number that a wording ever had, taken back or not: no number names two wordings. */
  readonly revisions: number;
  /** Earlier wordings, oldest first. */
  readonly earlier: readonly GoalRevision[];
  readonly state: GoalState;
  /** Why it was dropped. */
  readonly reason?: string | undefined;
  /** Level from the latest check-in, `null` before the first one. */
  readonly level: Level | null;
  /** The round it came from, if it was carried over. */
  readonly carriedFrom?: number | undefined;
}

/** How a step stands. `suggested` and `declined` are for steps that the coach offered. */
export type StepState = 'suggested' | 'declined' | 'open' | 'started' | 'blocked' | 'done' | 'skipped';

/** A step towards a goal, as an if-then plan. */
export interface Step extends Stamp {
  readonly id: string;
  readonly goal: string;
  readonly text: StepText;
  readonly state: StepState;
  /** Why it was skipped or declined, or what would help. */
  readonly note?: string | undefined;
}

/** What the coach answered to a check-in. */
export interface CheckInAnswer extends Stamp {
  readonly id: string;
  readonly kind: AnswerKind;
  readonly text: string;
}

/** A check-in of the coachee. */
export interface CheckIn extends Stamp {
  readonly id: string;
  readonly text: CheckInText;
  readonly answers: readonly CheckInAnswer[];
}

/** That somebody has written a reflection, and its words once they are shared. */
export interface RoundReflection {
  readonly at: string;
  readonly shared: ReflectionText | null;
}

/** One member's side of a role swap. */
export interface SwapSide {
  readonly handOver?: string | undefined;
  readonly thanks?: string | undefined;
  readonly noted: boolean;
  readonly confirmed: boolean;
  readonly waived: boolean;
}

/** Once through the cycle, with the seat's member as coachee. */
export interface Round {
  readonly number: number;
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Whether it ended with a swap or with a waived one; `null` while it runs. */
  readonly swapped: boolean | null;
  readonly goals: readonly Goal[];
  /** In the order of the plan. */
  readonly steps: readonly Step[];
  /** The coachee's word for the plan: 0 to 10, `null` before the commitment. */
  readonly commitment: { readonly confidence: number; readonly at: string } | null;
  readonly checkIns: readonly CheckIn[];
  /** When the coach asked whether it is time to reflect. */
  readonly reflectionAskedAt: string | null;
  readonly reflections: PerSeat<RoundReflection | null>;
  readonly swap: PerSeat<SwapSide>;
}

/** One member's place as coachee. */
export interface SeatState {
  /** `resting` before the first round, and while the partner's round runs in the alternating rhythm. */
  readonly phase: Phase | 'resting';
  /** The running round, `null` while resting. */
  readonly round: Round | null;
  /** Finished rounds, oldest first. */
  readonly past: readonly Round[];
}

/** How the partnership ended. */
export interface Closing extends Stamp {
  /** What each takes along; `null` where nothing was written. */
  readonly reflections: PerSeat<string | null>;
}

/** One value as it was before a change. `item` is an id within a list, `''` the list's order, a seat, absent for a plain field. */
export interface Before {
  /** 0: a field of the document; 1 or 2: a field of that seat's running round (or its phase). */
  readonly seat: 0 | Seat;
  readonly field: string;
  readonly item?: string;
  readonly value: unknown;
}

/** A member's latest change, with what is needed to take it back; `before` is `null` once something was built on it. */
export interface Change {
  readonly command: string;
  readonly type: string;
  readonly before: readonly Before[] | null;
}

/**
 * Everything that both members know, as plain JSON: the fold of all facts in the pair's log. It holds no text that only
 * one of them may read.
 */
export interface PartnershipDocument {
  readonly status: Status;
  /** Seat 1 and seat 2; `null` while forming. */
  readonly members: readonly [Member, Member] | null;
  readonly rhythm: Rhythm;
  /** Alternating rhythm: whose round runs, or is next. */
  readonly turn: Seat;
  readonly agreement: Agreement;
  readonly seats: PerSeat<SeatState>;
  readonly pause: (Stamp & { readonly reason?: string | undefined }) | null;
  readonly closing: Closing | null;
  /** What each member could undo. */
  readonly changes: PerSeat<Change | null>;
}

const restingSeat: SeatState = { phase: 'resting', round: null, past: [] };

/** The document of a partnership that nobody has formed yet. */
export const emptyDocument: PartnershipDocument = {
  status: 'forming',
  members: null,
  rhythm: 'mutual',
  turn: 1,
  agreement: { inForce: null, proposal: null, revisions: 0 },
  seats: { 1: restingSeat, 2: restingSeat },
  pause: null,
  closing: null,
  changes: { 1: null, 2: null },
};

/** What only one member knows: the fold of that member's own log. */
export interface OwnDocument {
  /** One's own reflections, by `seat.round`; see {@link ownReflection}. */
  readonly reflections: { readonly [key: string]: { readonly at: string; readonly text: ReflectionText } };
}

/** The own document of somebody who has written nothing yet. */
export const emptyOwnDocument: OwnDocument = { reflections: {} };
