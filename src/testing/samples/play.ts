import {
  type Command,
  type Entry,
  type Fact,
  type LogId,
  type LogStorage,
  type OwnCommand,
  type OwnDocument,
  type PairFact,
  type PartnershipDocument,
  type PerSeat,
  decide,
  emptyDocument,
  emptyOwnDocument,
  evolve,
  evolveOwn,
  isOwnFact,
  isPairFact,
  logIds,
  ownLanguage,
  pairLanguage,
  seatOf,
} from '../../core/index.js';

/** What {@link play} gives. */
export interface Played {
  /** What both know. */
  readonly document: PartnershipDocument;
  /** What each knows alone. */
  readonly own: PerSeat<OwnDocument>;
  /** Everything that happened, in order, whoever may read it. */
  readonly facts: readonly Fact[];
}

const nothing: Played = { document: emptyDocument, own: { 1: emptyOwnDocument, 2: emptyOwnDocument }, facts: [] };

/**
 * Carries out commands from the very beginning, without any log.
 *
 * @throws TypeError where one is refused; the message names the command and the code.
 */
export const play = (commands: readonly Command[]): Played => playOn(nothing, commands);

/** {@link play} from where another one ended. `facts` are the new ones. */
export function playOn(from: Pick<Played, 'document' | 'own'>, commands: readonly Command[]): Played {
  let document = from.document;
  const own: Record<1 | 2, OwnDocument> = { 1: from.own[1], 2: from.own[2] };
  const facts: Fact[] = [];
  for (const command of commands) {
    for (const fact of factsOf(document, command)) {
      facts.push(fact);
      document = evolve(document, fact);
      const author = seatOf(document, fact.by);
      if (isOwnFact(fact) && author) own[author] = evolveOwn(own[author], fact);
    }
  }
  return { document, own, facts };
}

/** One entry and the log it belongs to. */
export interface SampleEntry {
  readonly log: LogId;
  readonly entry: Entry;
}

/**
 * The entries that a partnership with this id would write for the commands, in order: into the pair's log, and into
 * the own log of whoever wrote something for themselves.
 *
 * @throws TypeError where a command is refused.
 */
export function sampleEntries(id: string, commands: readonly Command[]): readonly SampleEntry[] {
  let document = emptyDocument;
  return commands.flatMap((command) => {
    const facts = factsOf(document, command);
    document = facts.reduce(evolve, document);
    const logs = logIds(id, command.by);
    const own = facts.filter(isOwnFact);
    const pair: readonly PairFact[] = facts.filter(isPairFact);
    const entries: SampleEntry[] = [];
    if (own.length) {
      entries.push({ log: logs.own, entry: { id: command.id, body: ownLanguage.encode(command as OwnCommand, own) } });
    }
    if (pair.length)
      entries.push({ log: logs.pair, entry: { id: command.id, body: pairLanguage.encode(command, pair) } });
    return entries;
  });
}

/** Most entries in one append: stores have limits of their own. */
const BATCH = 200;

/**
 * Writes a sample into a storage, as if both members had written it there: open a partnership with the same id on it
 * to see it. Meant for logs that nobody wrote yet.
 *
 * @returns how many entries were written.
 * @throws TypeError where a command is refused; Error where a log has entries already.
 * @example
 * ```ts
 * const storage = memory();
 * await fillLog(storage, 'ana-ben', samplePartnership('checkIn'));
 * const ana = openPartnership({ id: 'ana-ben', me: 'ana', storage, local: memoryLocal() });
 * ```
 */
export async function fillLog(storage: LogStorage, id: string, commands: readonly Command[]): Promise<number> {
  const all = sampleEntries(id, commands);
  for (const log of new Set(all.map((each) => each.log))) {
    const entries = all.filter((each) => each.log === log).map(({ entry }) => entry);
    const before = await storage.read(log, 0);
    // A storage may have begun the log with entries of its own.
    let head = before.entries.every(({ control }) => control) ? before.head : 0;
    for (let at = 0; at < entries.length; at += BATCH) {
      const result = await storage.append(log, head, entries.slice(at, at + BATCH));
      if (result.status === 'conflict') throw new Error(`The log ${log} is not empty`);
      head = result.versions.at(-1) ?? head;
    }
  }
  return all.length;
}

function factsOf(document: PartnershipDocument, command: Command): readonly Fact[] {
  const decision = decide(document, command);
  if (decision.status === 'accepted') return decision.facts;
  throw new TypeError(`${command.id} ${command.type} is refused: ${decision.reason.code}`);
}
