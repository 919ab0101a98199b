import type { PartnershipDocument } from '../model/document.js';
import type { FactType, PairFact } from '../model/facts.js';
import type { Seat } from '../model/fields.js';
import { seatOf } from '../model/lookup.js';

/** One thing that happened, as a timeline shows it. */
export interface TimelineItem {
  /** Unique within the log. */
  readonly id: string;
  /** Id of the command that caused it; items of one command belong together. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Whose doing it was. */
  readonly by: Seat | undefined;
  readonly type: FactType;
  /** In whose round, where it is about one. */
  readonly seat: Seat | undefined;
  /** The whole fact, with the words as they were then. */
  readonly fact: PairFact;
  /** Its author took it back later. */
  readonly undone: boolean;
}

/** What a {@link timeline} is made from: the items of `partnership.history()`, newest first. */
export interface TimelineEntry {
  readonly id: string;
  readonly facts: readonly PairFact[];
}

/**
 * What happened, newest first, out of a stretch of history. Nothing is left out: what was undone is there and says so.
 *
 * @param document tells who sits in which seat.
 * @param undone ids of commands taken back later than this stretch: pass what {@link undoneIn} says of the newer ones.
 */
export function timeline(
  document: PartnershipDocument,
  entries: readonly TimelineEntry[],
  undone: ReadonlySet<string> = new Set(),
): readonly TimelineItem[] {
  const takenBack = new Set([...undone, ...undoneIn(entries)]);
  return entries.flatMap(({ id, facts }) =>
    facts
      .map((fact, index) => ({
        id: `${id}/${index}`,
        command: fact.command,
        at: fact.at,
        by: seatOf(document, fact.by),
        type: fact.type,
        seat: 'seat' in fact ? fact.seat : undefined,
        fact,
        undone: takenBack.has(fact.command),
      }))
      .reverse(),
  );
}

/** Ids of the commands that were taken back within a stretch of history. */
export const undoneIn = (entries: readonly TimelineEntry[]): ReadonlySet<string> =>
  new Set(
    entries.flatMap(({ facts }) => facts.flatMap((fact) => (fact.type === 'change.undone' ? [fact.change] : []))),
  );
