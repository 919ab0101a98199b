import type { HistoryItem, HistoryPage } from './replica-types.js';
import { decodeAt, gap } from './reading.js';
import type { Json, LogId, LogStorage, StoredEntry, Version } from './storage.js';

/** What reading backwards needs. */
export interface HistorySource<Fact> {
  readonly storage: LogStorage;
  readonly log: LogId;
  readonly language: { decode(body: Json): readonly Fact[] };
  /** Entries up to here are shown. */
  readonly version: Version;
  /** What is not in the log yet, oldest first; shown on the first page only. */
  readonly pending: readonly HistoryItem<Fact>[];
}

/** One stretch of a log, newest first. Never holds more than the stretch itself. */
export async function readHistory<Fact>(
  source: HistorySource<Fact>,
  before: Version | undefined,
  limit: number,
): Promise<HistoryPage<Fact>> {
  const { storage, log, language, version } = source;
  const pending = before === undefined ? [...source.pending].reverse() : [];
  const last = Math.min(version, before === undefined ? version : before - 1);
  const first = Math.max(1, last - Math.max(0, limit - pending.length) + 1);
  const stored: HistoryItem<Fact>[] = [];
  for (let after = first - 1; after < last; after = first - 1 + stored.length) {
    const { entries } = await storage.read(log, after, { limit: last - after });
    if (entries.length === 0) throw gap(after + 1);
    for (const entry of entries.slice(0, last - after)) stored.push(readEntry(language, entry, first + stored.length));
  }
  return { items: [...pending, ...stored.reverse()], before: first > 1 ? first : undefined };
}

/** One entry that is known to be at `version`. Throws a coded error where it is not, or cannot be read. */
export function readEntry<Fact>(
  language: { decode(body: Json): readonly Fact[] },
  entry: StoredEntry,
  version: Version,
): { readonly version: Version; readonly id: string; readonly facts: readonly Fact[] } {
  if (entry.version !== version) throw gap(version);
  const decoded = decodeAt(language, entry.body, version);
  if (decoded.error) throw decoded.error;
  return { version, id: entry.id, facts: decoded.facts };
}
