import { transition } from 'xstate';
import { type PartnershipDocument, type Status, statuses } from '../model/document.js';
import type { Fact } from '../model/facts.js';
import { phases } from '../model/fields.js';
import { coachingMachine } from './coaching-machine.js';
import { type Command, type CommandType, parseCommand, validateCommand } from './commands.js';
import { type Refusal, type RefusalCode, refuse } from './refusals.js';
import { refusalByRules } from './rules.js';

/** Answer to "may this happen?". */
export type Explanation = { readonly allowed: true } | ({ readonly allowed: false } & Refusal);

/** Answer to "what happens?". */
export type Decision =
  | { readonly status: 'accepted'; readonly facts: readonly Fact[] }
  | { readonly status: 'refused'; readonly reason: Refusal };

/**
 * Says whether a command would be accepted, and if not, why: the one truth behind the machine's guards, a widget's
 * disabled button and a programmer's error.
 *
 * @example
 * ```ts
 * const answer = explain(document, command);
 * if (!answer.allowed) console.log(answer.code); // 'GOAL_NOT_AGREED'
 * ```
 */
export function explain(document: PartnershipDocument, command: Command): Explanation {
  const valid = validateCommand(command);
  if (!valid.ok) return { allowed: false, ...refuse('INVALID_COMMAND', { issues: valid.issues }) };
  const refusal = refusalOf(document, valid.command);
  return refusal ? { allowed: false, ...refusal } : { allowed: true };
}

/**
 * Decides a command on a document, without an actor: the facts to record, or the reason why not. Pure.
 *
 * @throws TandemError `VALIDATION_FAILED` for a command of the wrong shape.
 */
export function decide(document: PartnershipDocument, input: Command): Decision {
  const command = parseCommand(input);
  const reason = refusalOf(document, command);
  if (reason) return { status: 'refused', reason };
  const state = coachingMachine.resolveState({ value: stateValueOf(document), context: document });
  const [, actions] = transition(coachingMachine, state, command);
  const emitted = (actions as readonly { type: string; params?: unknown }[]).filter(
    ({ type }) => type === 'xstate.emit',
  );
  return { status: 'accepted', facts: emitted.map(({ params }) => (params as { event: Fact }).event) };
}

/** Where the chart stands for a document, as XState writes it. */
export function stateValueOf(document: PartnershipDocument) {
  const { status, seats } = document;
  return status === 'coaching' ? { coaching: { seat1: seats[1].phase, seat2: seats[2].phase } } : status;
}

const refusalOf = (document: PartnershipDocument, command: Command): Refusal | undefined =>
  refusalByChart(document, command) ?? refusalByRules(document, command);

/** A state of the chart, as far as it is asked what it takes. */
interface ChartState {
  readonly ownEvents: readonly string[];
  readonly states: Readonly<Record<string, ChartState>>;
}

/** Where the chart has an arrow for each command, read off once. The regions are mirror images: one tells of both. */
const arrows = (() => {
  const chart: ChartState = coachingMachine.root;
  const regions = chart.states.coaching?.states.seat1?.states ?? {};
  const takenBy = (state: ChartState | undefined) => new Set<string>(state?.ownEvents);
  const of = <K extends string>(keys: readonly K[], states: Readonly<Record<string, ChartState>>) =>
    keys.map((key) => [key, takenBy(states[key])] as const);
  return {
    anywhere: takenBy(chart),
    statuses: new Map(of(statuses, chart.states)),
    phases: of(phases, regions),
  };
})();

/** Refuses what the chart has no arrow for in the present state. */
function refusalByChart(document: PartnershipDocument, command: Command): Refusal | undefined {
  const { type } = command;
  if (arrows.anywhere.has(type) || arrows.statuses.get(document.status)?.has(type)) return undefined;
  const taking = arrows.phases.flatMap(([phase, types]) => (types.has(type) ? [phase] : []));
  if (!('seat' in command) || !taking.length || document.status !== 'coaching') return refuseStatus(document, type);
  const { seat } = command;
  const { phase } = document.seats[seat];
  if (phase === 'resting') return refuse('SEAT_RESTING', { seat });
  return taking.includes(phase) ? undefined : refuse('NOT_IN_THIS_PHASE', { seat, phase, phases: taking });
}

function refuseStatus({ status }: PartnershipDocument, type: CommandType): Refusal {
  if (type === 'partnership.form') return refuse('ALREADY_FORMED');
  if (type === 'closing.reflect') return refuse('PARTNERSHIP_NOT_CLOSED');
  return refuse(refusalByStatus[status]);
}

const refusalByStatus: Readonly<Record<Status, RefusalCode>> = {
  forming: 'NOT_FORMED_YET',
  agreeing: 'AGREEMENT_NOT_SIGNED_YET',
  coaching: 'PARTNERSHIP_NOT_PAUSED',
  paused: 'PARTNERSHIP_PAUSED',
  closed: 'PARTNERSHIP_CLOSED',
};
