import type { PartnershipDocument } from '../model/document.js';
import type { Fact, FactEnvelope } from '../model/facts.js';
import type { Seat } from '../model/fields.js';
import { goalOf, roundOf, seatOf } from '../model/lookup.js';
import { factVersion } from '../model/read-fact.js';
import { type Command, type CommandEnvelope, plainFacts } from './commands.js';

type WithoutEnvelope<F> = F extends unknown ? Omit<F, keyof FactEnvelope> : never;
/** A fact before it is known whose command caused it. */
export type FactData = WithoutEnvelope<Fact>;

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
  dataOf(document, command).map((data) => factOf(command, data));

function dataOf(document: PartnershipDocument, command: Command): FactData[] {
  switch (command.type) {
    case 'partnership.form': {
      const { members, rhythm, first = 1 } = command;
      return [{ type: 'partnership.formed', members, rhythm, first }];
    }
    case 'agreement.propose': {
      const { agreement } = command;
      return [{ type: 'agreement.proposed', revision: document.agreement.revisions + 1, agreement }];
    }
    case 'goal.revise': {
      const { seat, goal, text } = command;
      return [{ type: 'goal.revised', seat, goal, text, revision: nextRevision(document, seat, goal) }];
    }
    case 'goal.acceptSuggestion': {
      const { seat, goal, suggestion } = command;
      return [
        { type: 'goal.suggestionAccepted', seat, goal, suggestion, revision: nextRevision(document, seat, goal) },
      ];
    }
    // The phase that is entered says it all.
    case 'goals.ready':
    case 'reflection.begin':
      return [];
    case 'reflection.write': {
      const { seat, round, text, by } = command;
      const kept: FactData = { type: 'reflection.kept', seat, round, text };
      return isDue(document, seat, round, by) ? [kept, { type: 'reflection.written', seat, round }] : [kept];
    }
    default: {
      const { id: _id, by: _by, at: _at, type, ...data } = command;
      return [{ ...data, type: plainFacts[type] } as FactData];
    }
  }
}

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
