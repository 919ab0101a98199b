import { type Evolvers, authorOf, inOrder, inRound, inStep } from './change.js';
import type { PartnershipDocument, StepState } from './document.js';
import type { PairFact } from './facts.js';
import type { Seat } from './fields.js';

/** Steps of the plan: offered, written, ordered, worked on. */
export const stepFacts: Evolvers<
  | 'step.added'
  | 'step.suggested'
  | 'step.suggestionAccepted'
  | 'step.suggestionDeclined'
  | 'step.edited'
  | 'step.reordered'
  | 'step.started'
  | 'step.finished'
  | 'step.skipped'
  | 'step.blocked'
  | 'step.unblocked'
  | 'step.removed'
> = {
  'step.added': (document, fact) => added(document, fact, 'open'),
  'step.suggested': (document, fact) => added(document, fact, 'suggested'),
  'step.suggestionAccepted': (document, fact) => moved(document, fact, 'open'),
  'step.suggestionDeclined': (document, fact) => moved(document, fact, 'declined', fact.reason),
  'step.edited': (document, fact) => inStep(document, fact, (step) => ({ ...step, text: fact.text })),
  'step.reordered': (document, fact) =>
    inRound(document, fact.seat, (round) => ({ ...round, steps: inOrder(round.steps, fact.order) })),
  'step.started': (document, fact) => moved(document, fact, 'started'),
  'step.finished': (document, fact) => moved(document, fact, 'done'),
  'step.skipped': (document, fact) => moved(document, fact, 'skipped', fact.reason),
  'step.blocked': (document, fact) => moved(document, fact, 'blocked', fact.help),
  'step.unblocked': (document, fact) => moved(document, fact, 'started'),
  'step.removed': (document, fact) =>
    inRound(document, fact.seat, (round) => ({
      ...round,
      steps: round.steps.filter((step) => step.id !== fact.step),
    })),
};

const added = (
  document: PartnershipDocument,
  fact: Extract<PairFact, { type: 'step.added' | 'step.suggested' }>,
  state: StepState,
): PartnershipDocument =>
  inRound(document, fact.seat, (round) => ({
    ...round,
    steps: [
      ...round.steps,
      { by: authorOf(document, fact), at: fact.at, id: fact.step, goal: fact.goal, text: fact.text, state },
    ],
  }));

const moved = (
  document: PartnershipDocument,
  fact: { seat: Seat; step: string },
  state: StepState,
  note?: string,
): PartnershipDocument =>
  inStep(document, fact, ({ note: _past, ...step }) =>
    note === undefined ? { ...step, state } : { ...step, state, note },
  );
