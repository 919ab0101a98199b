import { TandemError } from '../errors.js';
import type { LogLanguage } from '../log/language.js';
import type { Json } from '../log/storage.js';
import { type Command, type CommandOf, wellFormed } from '../cycle/commands.js';
import { decide } from '../cycle/decide.js';
import type { Refusal } from '../cycle/refusals.js';
import { factsOf } from '../cycle/record.js';
import { type OwnDocument, type PartnershipDocument, emptyDocument, emptyOwnDocument } from '../model/document.js';
import { evolveOwn, fold } from '../model/evolve.js';
import { type OwnFact, type PairFact, isOwnFact, isPairFact } from '../model/facts.js';
import { readFact } from '../model/read-fact.js';

/** Commands whose words are their author's alone. */
export type OwnCommand = CommandOf<'reflection.write'>;

/** What the pair's log means: the coaching cycle. Facts that only one may read never get into it. */
export const pairLanguage: LogLanguage<PartnershipDocument, Command, PairFact, Refusal> = {
  empty: emptyDocument,
  decide: (document, command) => {
    const decision = decide(document, command);
    return decision.status === 'accepted' ? { ...decision, facts: decision.facts.filter(isPairFact) } : decision;
  },
  fold,
  encode: encodeFacts,
  decode: (body, author) => decodeFacts(body, author).filter(isPairFact),
  reviveCommand: wellFormed,
  snapshotFormat: 1,
};

/** What a member's own log means. One's own words are never refused. */
export const ownLanguage: LogLanguage<OwnDocument, OwnCommand, OwnFact, Refusal> = {
  empty: emptyOwnDocument,
  decide: (_, command) => ({ status: 'accepted', facts: factsOf(emptyDocument, command).filter(isOwnFact) }),
  fold: (document, facts) => facts.reduce(evolveOwn, document),
  encode: encodeFacts,
  decode: (body, author) => decodeFacts(body, author).filter(isOwnFact),
  reviveCommand: (value) => {
    const command = wellFormed(value);
    return command?.type === 'reflection.write' ? command : undefined;
  },
  snapshotFormat: 1,
};

/** One entry holds one command's facts, with what they have in common written once. */
function encodeFacts({ id, by, at }: Command, facts: readonly (PairFact | OwnFact)[]): Json {
  return { by, at, command: id, facts: facts.map(({ by: _by, at: _at, command: _command, ...data }) => data as Json) };
}

/** @param author the member who wrote the entry, where that is proved: nobody puts words into another's mouth. */
function decodeFacts(body: Json, author: string | undefined): (PairFact | OwnFact)[] {
  const { facts, ...common } = (body ?? {}) as { facts?: unknown; by?: unknown };
  if (author !== undefined && common.by !== author) throw new TandemError('LOG_FORGED', 'Somebody else wrote this');
  if (!Array.isArray(facts)) throw new TandemError('LOG_ENTRY_CORRUPT', 'The entry holds no facts');
  return facts.map((fact: object) => readFact({ ...fact, ...common }));
}
