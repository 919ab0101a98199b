import * as z from 'zod/mini';
import * as f from './fields.js';

/** What every fact says beside its data. */
export interface FactEnvelope {
  /** Version of this type of fact; raised when its data change shape. */
  readonly v: number;
  /** Id of the command that caused it, and so of the log entry that holds it. */
  readonly command: string;
  /** Id of the member whose command it was. */
  readonly by: string;
  /** When the command was made: ISO 8601, UTC. For people to read; nothing is ordered by it. */
  readonly at: string;
}

const inSeat = { seat: f.seat };
const aboutGoal = { seat: f.seat, goal: f.id };
const aboutStep = { seat: f.seat, step: f.id };
const aboutRound = { seat: f.seat, round: f.ordinal };

/**
 * What can happen between two people, and the shape of its data. Once a type is released it is never renamed and its
 * data are never rewritten: a new shape is a new version with an upcaster (see `read-fact.ts`).
 */
export const factData = {
  'partnership.formed': z.object({ members: f.members, rhythm: f.rhythm, first: f.seat }),
  'partnership.paused': z.object({ reason: f.optionalText }),
  'partnership.resumed': z.object({}),
  'partnership.closed': z.object({ reflection: f.optionalText }),
  'closing.reflected': z.object({ reflection: f.text }),

  'agreement.proposed': z.object({ revision: f.ordinal, agreement: f.agreement }),
  'agreement.signed': z.object({ revision: f.ordinal }),
  'coaching.started': z.object({}),

  'round.opened': z.object({ ...aboutRound, carriedOver: f.ids }),
  'phase.entered': z.object({ ...inSeat, phase: f.phase }),
  'round.closed': z.object({ ...aboutRound, swapped: f.flag }),

  'goal.proposed': z.object({ ...aboutGoal, text: f.goal }),
  'goal.revised': z.object({ ...aboutGoal, revision: f.ordinal, text: f.goal }),
  'goal.changeSuggested': z.object({ ...aboutGoal, suggestion: f.id, text: f.goal, note: f.optionalText }),
  'goal.suggestionAccepted': z.object({ ...aboutGoal, suggestion: f.id, revision: f.ordinal }),
  'goal.suggestionDeclined': z.object({ ...aboutGoal, suggestion: f.id, reason: f.optionalText }),
  'goal.agreed': z.object({ ...aboutGoal, revision: f.ordinal }),
  'goal.achieved': z.object(aboutGoal),
  'goal.carriedOver': z.object(aboutGoal),
  'goal.dropped': z.object({ ...aboutGoal, reason: f.text }),

  'step.added': z.object({ ...aboutStep, goal: f.id, text: f.step }),
  'step.suggested': z.object({ ...aboutStep, goal: f.id, text: f.step }),
  'step.suggestionAccepted': z.object(aboutStep),
  'step.suggestionDeclined': z.object({ ...aboutStep, reason: f.optionalText }),
  'step.edited': z.object({ ...aboutStep, text: f.step }),
  'step.reordered': z.object({ ...inSeat, order: f.ids }),
  'step.started': z.object(aboutStep),
  'step.finished': z.object(aboutStep),
  'step.skipped': z.object({ ...aboutStep, reason: f.text }),
  'step.blocked': z.object({ ...aboutStep, help: f.text }),
  'step.unblocked': z.object(aboutStep),
  'step.removed': z.object(aboutStep),
  'plan.committed': z.object({ ...inSeat, confidence: f.rating }),

  'checkIn.recorded': z.object({ ...inSeat, checkIn: f.id, text: f.checkIn }),
  'checkIn.answered': z.object({ ...inSeat, checkIn: f.id, answer: f.id, kind: f.answerKind, text: f.text }),
  'reflection.asked': z.object(inSeat),

  /** Says that somebody has written; the words stay in that member's own log. */
  'reflection.written': z.object(aboutRound),
  'reflection.shared': z.object({ ...aboutRound, text: f.reflection }),

  'swap.noted': z.object({ ...inSeat, handOver: f.optionalText, thanks: f.optionalText }),
  'swap.confirmed': z.object(inSeat),
  'swap.waived': z.object(inSeat),

  'change.undone': z.object({ change: f.id }),
} as const;

/** What only its author may read. It lives in the author's own log and never enters the pair's. */
export const ownFactData = {
  'reflection.kept': z.object({ ...aboutRound, text: f.reflection }),
} as const;

/** zod reads an empty object as one that forbids all keys, which would forbid the envelope. */
export type DataIn<Schema> =
  Schema extends z.ZodMiniType<infer D> ? (D extends Record<string, never> ? unknown : Readonly<D>) : never;
type Facts<Data> = { [T in keyof Data]: FactEnvelope & { readonly type: T } & DataIn<Data[T]> };

/** A fact that both members can read. */
export type PairFact = Facts<typeof factData>[keyof typeof factData];
/** A fact that only its author can read. */
export type OwnFact = Facts<typeof ownFactData>[keyof typeof ownFactData];
/** Something that happened. */
export type Fact = PairFact | OwnFact;
/** Names one kind of {@link Fact}. */
export type FactType = Fact['type'];
/** The fact of one kind. */
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

/** Who can read a fact: its author alone, or the pair. There is no third audience. */
export type Audience = 'me' | 'pair';

/** Tells who can read facts of this type. */
export const audienceOf = (type: FactType): Audience => (type in ownFactData ? 'me' : 'pair');

/** Narrows to what goes into the pair's log. */
export const isPairFact = (fact: Fact): fact is PairFact => audienceOf(fact.type) === 'pair';

/** Narrows to what goes into its author's own log. */
export const isOwnFact = (fact: Fact): fact is OwnFact => !isPairFact(fact);
