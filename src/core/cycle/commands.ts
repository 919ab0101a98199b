import * as z from 'zod/mini';
import { TandemError } from '../errors.js';
import * as f from '../model/fields.js';
import type { FieldProblem } from '../model/fields.js';

const inSeat = { seat: f.seat };
const aboutGoal = { seat: f.seat, goal: f.id };
const aboutStep = { seat: f.seat, step: f.id };

/**
 * What a member can ask for, and the shape of its data. `seat` says in whose round it happens: the seat's own member
 * is the coachee there, the other one the coach. Ids of what a command creates come with the command, so that deciding
 * it again gives the same facts.
 */
export const commandData = {
  /** Names both members; whoever is first in the list takes seat 1. `first` is who is coachee first (alternating). */
  'partnership.form': z.object({
    members: f.members,
    rhythm: f.rhythm,
    first: z.optional(f.seat),
  }),
  'partnership.pause': z.object({ reason: f.optionalText }),
  'partnership.resume': z.object({}),
  'partnership.close': z.object({ reflection: f.optionalText }),
  /** Parting words of the one who did not close, or a second thought of the one who did. */
  'closing.reflect': z.object({ reflection: f.text }),

  /** Puts an agreement on the table, or changes the one that lies there; either way it is signed anew. */
  'agreement.propose': z.object({ agreement: f.agreement }),
  /** Signs the text of that revision, and no other. */
  'agreement.sign': z.object({ revision: f.ordinal }),

  'goal.propose': z.object({ ...aboutGoal, text: f.goal }),
  'goal.revise': z.object({ ...aboutGoal, text: f.goal }),
  /** The coach offers other words. Who suggests agrees: once accepted, the goal is agreed by both. */
  'goal.suggestChange': z.object({ ...aboutGoal, suggestion: f.id, text: f.goal, note: f.optionalText }),
  'goal.acceptSuggestion': z.object({ ...aboutGoal, suggestion: f.id }),
  'goal.declineSuggestion': z.object({ ...aboutGoal, suggestion: f.id, reason: f.optionalText }),
  /** Agrees to the text of that revision, and no other. */
  'goal.agree': z.object({ ...aboutGoal, revision: f.ordinal }),
  'goal.achieve': z.object(aboutGoal),
  'goal.carryOver': z.object(aboutGoal),
  'goal.drop': z.object({ ...aboutGoal, reason: f.text }),
  /** The coachee is done with goals: on to the plan. */
  'goals.ready': z.object(inSeat),

  'step.add': z.object({ ...aboutStep, goal: f.id, text: f.step }),
  'step.suggest': z.object({ ...aboutStep, goal: f.id, text: f.step }),
  'step.acceptSuggestion': z.object(aboutStep),
  'step.declineSuggestion': z.object({ ...aboutStep, reason: f.optionalText }),
  'step.edit': z.object({ ...aboutStep, text: f.step }),
  /** The ids of all steps of the round, in their new order. */
  'step.reorder': z.object({ ...inSeat, order: f.ids }),
  'step.start': z.object(aboutStep),
  'step.finish': z.object(aboutStep),
  'step.skip': z.object({ ...aboutStep, reason: f.text }),
  /** `help`: what would help. */
  'step.block': z.object({ ...aboutStep, help: f.text }),
  'step.unblock': z.object(aboutStep),
  'step.remove': z.object(aboutStep),
  /** The coachee stands behind the plan, with a confidence of 0 to 10. */
  'plan.commit': z.object({ ...inSeat, confidence: f.rating }),

  'checkIn.record': z.object({ ...inSeat, checkIn: f.id, text: f.checkIn }),
  'checkIn.answer': z.object({ ...inSeat, checkIn: f.id, answer: f.id, kind: f.answerKind, text: f.text }),
  /** The coach asks whether it is time to reflect. */
  'reflection.ask': z.object(inSeat),
  /** The coachee moves on from check-ins. */
  'reflection.begin': z.object(inSeat),
  /** Keeps a reflection in the author's own log. Always possible; the partner learns that, never what, was written. */
  'reflection.write': z.object({ ...inSeat, round: f.ordinal, text: f.reflection }),
  /** Lets the partner read it. A separate, deliberate act that carries the words to be shared. */
  'reflection.share': z.object({ ...inSeat, round: f.ordinal, text: f.reflection }),

  'swap.note': z.object({ ...inSeat, handOver: f.optionalText, thanks: f.optionalText }),
  'swap.confirm': z.object(inSeat),
  /** Goes on without changing roles; needs both. */
  'swap.waive': z.object(inSeat),

  /** Takes back one's own latest change. `change` is the id of the command to undo. */
  'change.undo': z.object({ change: f.id }),
} as const;

type Data = typeof commandData;

/** Names one kind of {@link Command}. */
export type CommandType = keyof Data;

/** zod reads an empty object as one that forbids all keys, which would forbid the type and the envelope. */
type DataOf<T extends CommandType> =
  Data[T] extends z.ZodMiniType<infer D> ? (D extends Record<string, never> ? unknown : Readonly<D>) : never;

/** What somebody wants, as a programmer writes it: `{ type: 'goal.agree', seat: 1, goal: 'g1', revision: 1 }`. */
export type CommandInput = { [T in CommandType]: { readonly type: T } & DataOf<T> }[CommandType];

/** Who wants it and when; fixed when the command is made, so that deciding it again changes nothing. */
export interface CommandEnvelope {
  readonly id: string;
  /** Id of the member. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A complete command. */
export type Command = CommandInput & CommandEnvelope;
/** The command of one kind. */
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

const envelope = z.object({ id: f.id, by: f.id, at: f.moment });

/** Where and how an input has the wrong shape. Never holds the input itself. */
export interface ValidationIssue {
  /** Path into the command, e.g. `text.statement`. */
  readonly path: string;
  readonly problem: FieldProblem;
}

/**
 * Checks the shape of a command and drops what does not belong to it.
 *
 * @throws TandemError `VALIDATION_FAILED`; `details.issues` is a list of {@link ValidationIssue}.
 */
export function parseCommand(value: unknown): Command {
  const result = validateCommand(value);
  if (result.ok) return result.command;
  throw new TandemError('VALIDATION_FAILED', 'The command has the wrong shape', { details: { issues: result.issues } });
}

/** What has passed {@link validateCommand}, so that the machine need not check it again. */
const valid = new WeakSet<object>();

/** Tells whether a command has the right shape. */
export const isValid = (command: Command): boolean => valid.has(command) || validateCommand(command).ok;

/** Like {@link parseCommand}, with the answer as a value. */
export function validateCommand(
  value: unknown,
): { ok: true; command: Command } | { ok: false; issues: readonly ValidationIssue[] } {
  const head = envelope.safeParse(value);
  if (!head.success) return { ok: false, issues: issuesOf(head.error) };
  const type = (value as { type?: unknown }).type;
  if (typeof type !== 'string' || !Object.hasOwn(commandData, type)) {
    return { ok: false, issues: [{ path: 'type', problem: 'INVALID' }] };
  }
  const data = commandData[type as CommandType].safeParse(value);
  if (!data.success) return { ok: false, issues: issuesOf(data.error) };
  // Through JSON, as a log would do it: without `undefined`, and the caller's objects can change as they like.
  const command = JSON.parse(JSON.stringify({ type, ...data.data, ...head.data })) as Command;
  valid.add(command);
  return { ok: true, command };
}

/** Single values name their problem; what zod finds itself is something of the wrong kind. */
const issuesOf = (error: z.core.$ZodError): ValidationIssue[] =>
  error.issues.map(({ path, code, message }) => ({
    path: path.join('.'),
    problem: code === 'custom' ? (message as FieldProblem) : 'INVALID',
  }));
