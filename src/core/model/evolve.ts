import { type OwnDocument, type PartnershipDocument, emptyDocument } from './document.js';
import type { Evolvers } from './change.js';
import { agreementFacts } from './evolve-agreement.js';
import { goalFacts } from './evolve-goals.js';
import { roundFacts } from './evolve-rounds.js';
import { stepFacts } from './evolve-steps.js';
import { type Fact, type OwnFact, type PairFact, isPairFact } from './facts.js';
import { restore, track } from './undo.js';

const evolvers: Evolvers<PairFact['type']> = {
  ...agreementFacts,
  ...roundFacts,
  ...goalFacts,
  ...stepFacts,
  'change.undone': restore,
};

/**
 * The document after one more fact. Pure and total: it never throws, asks no rule and no clock, and leaves the document
 * as it is where a fact speaks of something that is not there. Facts that only their author may read change nothing here.
 *
 * @example
 * ```ts
 * const document = facts.reduce(evolve, emptyDocument);
 * ```
 */
export const evolve = (document: PartnershipDocument, fact: Fact): PartnershipDocument => step(document, fact, true);

/** The document after many more facts: the same as evolving them one by one, but faster. */
export function fold(document: PartnershipDocument, facts: readonly Fact[]): PartnershipDocument {
  const undoable = undoableIn(facts);
  return facts.reduce((now, fact) => step(now, fact, undoable.has(fact.command)), document);
}

function step(document: PartnershipDocument, fact: Fact, undoable: boolean): PartnershipDocument {
  if (!Object.hasOwn(evolvers, fact.type)) return document;
  const apply = evolvers[fact.type as PairFact['type']] as (
    document: PartnershipDocument,
    fact: Fact,
  ) => PartnershipDocument;
  return track(document, apply(document, fact), fact as PairFact, undoable);
}

/** The commands for which it matters what they touched: each author's last one, and those taken back later. */
function undoableIn(facts: readonly Fact[]): ReadonlySet<string> {
  const last = new Map<string, string>();
  const commands = new Set<string>();
  for (const fact of facts) {
    if (!isPairFact(fact)) continue;
    last.set(fact.by, fact.command);
    if (fact.type === 'change.undone') commands.add(fact.change);
  }
  for (const command of last.values()) commands.add(command);
  return commands;
}

/** The document of a whole log. */
export const documentOf = (facts: readonly Fact[]): PartnershipDocument => fold(emptyDocument, facts);

/** The own document after one more fact of one's own. Pure and total, like {@link evolve}. */
export function evolveOwn(own: OwnDocument, fact: OwnFact): OwnDocument {
  return {
    ...own,
    reflections: { ...own.reflections, [`${fact.seat}.${fact.round}`]: { at: fact.at, text: fact.text } },
  };
}
