import * as z from 'zod/mini';
import { TandemError } from '../errors.js';
import { type DataIn, factData, ownFactData } from '../model/facts.js';
import * as f from '../model/fields.js';
import type { FieldProblem } from '../model/fields.js';

/**
 * What a member can ask for, where it becomes one fact with the same data. `seat` says in whose round it happens: the
 * seat's own member is the coachee there, the other one the coach. Ids of what a command creates come with the command,
 * so that deciding it again gives the same facts.
 */
export const plainFacts = {
  'partnership.pause': 'partnership.paused',
  'partnership.resume': 'partnership.resumed',
  'partnership.close': 'partnership.closed',
  /** Parting words of the one who did not close, or a second thought of the one who did. */
  'closing.reflect': 'closing.reflected',
  /** Signs the text of that revision, and no other. */
  'agreement.sign': 'agreement.signed',

  'goal.propose': 'goal.proposed',
  /** The coach offers other words. Who suggests agrees: once accepted, the goal is agreed by both. */
  'goal.suggestChange': 'goal.changeSuggested',
  'goal.declineSuggestion': 'goal.suggestionDeclined',
  /** Agrees to the text of that revision, and no other. */
  'goal.agree': 'goal.agreed',
  'goal.achieve': 'goal.achieved',
  'goal.carryOver': 'goal.carriedOver',
  'goal.drop': 'goal.dropped',

  'step.add': 'step.added',
  'step.suggest': 'step.suggested',
  'step.acceptSuggestion': 'step.suggestionAccepted',
  'step.declineSuggestion': 'step.suggestionDeclined',
  'step.edit': 'step.edited',
  /** The ids of all steps of the round, in their new order. */
  'step.reorder': 'step.reordered',
  'step.start': 'step.started',
  'step.finish': 'step.finished',
  'step.skip': 'step.skipped',
  /** `help`: what would help. */
  'step.block': 'step.blocked',
  'step.unblock': 'step.unblocked',
  'step.remove': 'step.removed',
  /** The coachee stands behind the plan, with a confidence of 0 to 10. */
  'plan.commit': 'plan.committed',

  'checkIn.record': 'checkIn.recorded',
  'checkIn.answer': 'checkIn.answered',
  /** The coach asks whether it is time to reflect. */
  'reflection.ask': 'reflection.asked',
  /** Lets the partner read it. A separate, deliberate act that carries the words to be shared. */
  'reflection.share': 'reflection.shared',

  'swap.note': 'swap.noted',
  'swap.confirm': 'swap.confirmed',
  /** Goes on without changing roles; needs both. */
  'swap.waive': 'swap.waived',

  /** Takes back one's own latest change. `change` is the id of the command to undo. */
  'change.undo': 'change.undone',
} as const satisfies Readonly<Record<string, keyof typeof factData>>;

const inSeat = z.object({ seat: f.seat });

/** The shapes of all other commands: what follows from them is more, less, or something else than they say. */
const otherData = {
  /** Names both members; whoever is first in the list takes seat 1. `first` is who is coachee first (alternating). */
  'partnership.form': z.object({ members: f.newMembers, rhythm: f.rhythm, first: z.optional(f.seat) }),
  /** Puts an agreement on the table, or changes the one that lies there; either way it is signed anew. */
  'agreement.propose': z.object({ agreement: f.agreement }),
  'goal.revise': factData['goal.proposed'],
  'goal.acceptSuggestion': z.object({ seat: f.seat, goal: f.id, suggestion: f.id }),
  /** The coachee is done with goals: on to the plan. */
  'goals.ready': inSeat,
  /** The coachee moves on from check-ins. */
  'reflection.begin': inSeat,
  /** Keeps a reflection in the author's own log. Always possible; the partner learns that, never what, was written. */
  'reflection.write': ownFactData['reflection.kept'],
} as const;

type Plain = typeof plainFacts;
type Data = typeof otherData & { readonly [T in keyof Plain]: (typeof factData)[Plain[T]] };

/** The shape of each command's data. */
export const commandData = {
  ...otherData,
  ...Object.fromEntries(Object.entries(plainFacts).map(([type, fact]) => [type, factData[fact]])),
} as Data;

/** Names one kind of {@link Command}. */
export type CommandType = keyof Data;

/** What somebody wants, as a programmer writes it: `{ type: 'goal.agree', seat: 1, goal: 'g1', revision: 1 }`. */
export type CommandInput = { [T in CommandType]: { readonly type: T } & DataIn<Data[T]> }[CommandType];

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

/** A command of the right shape, without anything that does not belong to it; `undefined` for any other. */
export function wellFormed(value: unknown): Command | undefined {
  const result = validateCommand(value);
  return result.ok ? result.command : undefined;
}

/** The commands that were found right, so that none is checked twice on its way through rules and machine. */
const valid = new WeakSet<object>();

/** Like {@link parseCommand}, with the answer as a value. */
export function validateCommand(
  input: unknown,
): { ok: true; command: Command } | { ok: false; issues: readonly ValidationIssue[] } {
  if (valid.has(input as Command)) return { ok: true, command: input as Command };
  const value = asKept(input);
  const head = envelope.safeParse(value);
  if (!head.success) return { ok: false, issues: issuesOf(head.error) };
  const type = (value as { type?: unknown }).type;
  if (typeof type !== 'string' || !Object.hasOwn(commandData, type)) {
    return { ok: false, issues: [{ path: 'type', problem: 'INVALID' }] };
  }
  const data = commandData[type as CommandType].safeParse(value);
  if (!data.success) return { ok: false, issues: issuesOf(data.error) };
  const command = { type, ...data.data, ...head.data } as Command;
  valid.add(command);
  return { ok: true, command };
}

/**
 * A copy through JSON, as a log makes it: what is checked is what will be kept, and the caller's objects can change as
 * they like. `undefined` for what is no JSON.
 */
function asKept(input: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(input));
  } catch {
    return undefined;
  }
}

/** Single values name their problem; what zod finds itself is something of the wrong kind. */
const issuesOf = (error: z.core.$ZodError): ValidationIssue[] =>
  error.issues.map(({ path, code, message }) => ({
    path: path.join('.'),
    problem: code === 'custom' ? (message as FieldProblem) : 'INVALID',
  }));
