import type { PartnershipDocument } from '../model/document.js';
import type { Fact, FactOf, FactType } from '../model/facts.js';
import type { Seat } from '../model/fields.js';
import { goalOf, roundOf, seatOf } from '../model/lookup.js';
import { factVersion } from '../model/read-fact.js';
import type { Command, CommandEnvelope, CommandOf, CommandType } from './commands.js';

type DataOf<F> = F extends unknown ? Omit<F, 'v' | 'command' | 'by' | 'at'> : never;
/** A fact before it is known whose command caused it. */
export type FactData = DataOf<Fact>;

/** Puts the command's envelope around what happened. */
export const factOf = ({ id, by, at }: CommandEnvelope, data: FactData): Fact => ({
  ...data,
  v: factVersion(data.type),
  command: id,
  by,
  at,
});

/** What an accepted command makes happen by itself. What follows for phases and rounds is the chart's to add. */
export const factsOf = (document: PartnershipDocument, command: Command): Fact[] =>
  (recorded[command.type] as Recorder<CommandType>)(document, command).map((data) => factOf(command, data));

type Recorder<T extends CommandType> = (document: PartnershipDocument, command: CommandOf<T>) => FactData[];

/** The commands whose data become a fact's data just as they are. */
type Plain = {
  [T in CommandType]: DataOf<FactOf<FactType>> extends infer D
    ? D extends { type: infer F }
      ? Omit<CommandOf<T>, keyof CommandEnvelope | 'type'> extends Omit<D, 'type'>
        ? F
        : never
      : never
    : never;
};

const as =
  <T extends CommandType, F extends Plain[T] & FactType>(type: F): Recorder<T> =>
  (_, command) => {
    const { id: _id, by: _by, at: _at, ...data } = command;
    return [{ ...data, type } as unknown as FactData];
  };

const recorded: { readonly [T in CommandType]: Recorder<T> } = {
  'partnership.form': (_, { members, rhythm, first = 1 }) => [{ type: 'partnership.formed', members, rhythm, first }],
  'partnership.pause': as('partnership.paused'),
  'partnership.resume': as('partnership.resumed'),
  'partnership.close': as('partnership.closed'),
  'closing.reflect': as('closing.reflected'),

  'agreement.propose': (document, { agreement }) => [
    { type: 'agreement.proposed', revision: document.agreement.revisions + 1, agreement },
  ],
  'agreement.sign': as('agreement.signed'),

  'goal.propose': as('goal.proposed'),
  'goal.revise': (document, { seat, goal, text }) => [
    { type: 'goal.revised', seat, goal, text, revision: nextRevision(document, seat, goal) },
  ],
  'goal.suggestChange': as('goal.changeSuggested'),
  'goal.acceptSuggestion': (document, { seat, goal, suggestion }) => [
    { type: 'goal.suggestionAccepted', seat, goal, suggestion, revision: nextRevision(document, seat, goal) },
  ],
  'goal.declineSuggestion': as('goal.suggestionDeclined'),
  'goal.agree': as('goal.agreed'),
  'goal.achieve': as('goal.achieved'),
  'goal.carryOver': as('goal.carriedOver'),
  'goal.drop': as('goal.dropped'),
  // The phase that is entered says it all.
  'goals.ready': () => [],

  'step.add': as('step.added'),
  'step.suggest': as('step.suggested'),
  'step.acceptSuggestion': as('step.suggestionAccepted'),
  'step.declineSuggestion': as('step.suggestionDeclined'),
  'step.edit': as('step.edited'),
  'step.reorder': as('step.reordered'),
  'step.start': as('step.started'),
  'step.finish': as('step.finished'),
  'step.skip': as('step.skipped'),
  'step.block': as('step.blocked'),
  'step.unblock': as('step.unblocked'),
  'step.remove': as('step.removed'),
  'plan.commit': as('plan.committed'),

  'checkIn.record': as('checkIn.recorded'),
  'checkIn.answer': as('checkIn.answered'),
  'reflection.ask': as('reflection.asked'),
  'reflection.begin': () => [],
  'reflection.write': (document, { seat, round, text, by }) => {
    const kept: FactData = { type: 'reflection.kept', seat, round, text };
    return isDue(document, seat, round, by) ? [kept, { type: 'reflection.written', seat, round }] : [kept];
  },
  'reflection.share': as('reflection.shared'),

  'swap.note': as('swap.noted'),
  'swap.confirm': as('swap.confirmed'),
  'swap.waive': as('swap.waived'),

  'change.undo': as('change.undone'),
};

const nextRevision = (document: PartnershipDocument, seat: Seat, goal: string): number =>
  (goalOf(document, seat, goal)?.revisions ?? 0) + 1;

/**
 * The partner learns that somebody has written once the phase has come; words kept earlier, or rewritten, are nobody
 * else's business.
 */
function isDue(document: PartnershipDocument, seat: Seat, number: number, by: string): boolean {
  const author = seatOf(document, by);
  const round = roundOf(document, seat);
  if (!author || round?.number !== number || round.reflections[author]) return false;
  return document.status === 'coaching' && document.seats[seat].phase === 'reflection';
}
