import * as z from 'zod/mini';
import { TandemError } from '../errors.js';
import { factData, ownFactData } from '../model/facts.js';
import * as f from '../model/fields.js';
import type { FieldProblem } from '../model/fields.js';

const data = { ...factData, ...ownFactData };
const inSeat = z.object({ seat: f.seat });

/**
 * What a member can ask for, and the shape of its data: mostly that of the fact which it becomes. `seat` says in whose
 * round it happens: the seat's own member is the coachee there, the other one the coach. Ids of what a command creates
 * come with the command, so that deciding it again gives the same facts.
 */
export const commandData = {
  /** Names both members; whoever is first in the list takes seat 1. `first` is who is coachee first (alternating). */
  'partnership.form': z.object({ members: f.members, rhythm: f.rhythm, first: z.optional(f.seat) }),
  'partnership.pause': data['partnership.paused'],
  'partnership.resume': data['partnership.resumed'],
  'partnership.close': data['partnership.closed'],
  /** Parting words of the one who did not close, or a second thought of the one who did. */
  'closing.reflect': data['closing.reflected'],

  /** Puts an agreement on the table, or changes the one that lies there; either way it is signed anew. */
  'agreement.propose': z.object({ agreement: f.agreement }),
  /** Signs the text of that revision, and no other. */
  'agreement.sign': data['agreement.signed'],

  'goal.propose': data['goal.proposed'],
  'goal.revise': data['goal.proposed'],
  /** The coach offers other words. Who suggests agrees: once accepted, the goal is agreed by both. */
  'goal.suggestChange': data['goal.changeSuggested'],
  'goal.acceptSuggestion': z.object({ seat: f.seat, goal: f.id, suggestion: f.id }),
  'goal.declineSuggestion': data['goal.suggestionDeclined'],
  /** Agrees to the text of that revision, and no other. */
  'goal.agree': data['goal.agreed'],
  'goal.achieve': data['goal.achieved'],
  'goal.carryOver': data['goal.carriedOver'],
  'goal.drop': data['goal.dropped'],
  /** The coachee is done with goals: on to the plan. */
  'goals.ready': inSeat,

  'step.add': data['step.added'],
  'step.suggest': data['step.suggested'],
  'step.acceptSuggestion': data['step.suggestionAccepted'],
  'step.declineSuggestion': data['step.suggestionDeclined'],
  'step.edit': data['step.edited'],
  /** The ids of all steps of the round, in their new order. */
  'step.reorder': data['step.reordered'],
  'step.start': data['step.started'],
  'step.finish': data['step.finished'],
  'step.skip': data['step.skipped'],
  /** `help`: what would help. */
  'step.block': data['step.blocked'],
  'step.unblock': data['step.unblocked'],
  'step.remove': data['step.removed'],
  /** The coachee stands behind the plan, with a confidence of 0 to 10. */
  'plan.commit': data['plan.committed'],

  'checkIn.record': data['checkIn.recorded'],
  'checkIn.answer': data['checkIn.answered'],
  /** The coach asks whether it is time to reflect. */
  'reflection.ask': data['reflection.asked'],
  /** The coachee moves on from check-ins. */
  'reflection.begin': inSeat,
  /** Keeps a reflection in the author's own log. Always possible; the partner learns that, never what, was written. */
  'reflection.write': data['reflection.kept'],
  /** Lets the partner read it. A separate, deliberate act that carries the words to be shared. */
  'reflection.share': data['reflection.shared'],

  'swap.note': data['swap.noted'],
  'swap.confirm': data['swap.confirmed'],
  /** Goes on without changing roles; needs both. */
  'swap.waive': data['swap.waived'],

  /** Takes back one's own latest change. `change` is the id of the command to undo. */
  'change.undo': data['change.undone'],
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
