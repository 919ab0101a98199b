import { isTandemError } from '../errors.js';
import type { LogLanguage } from './language.js';
import { problem } from './problems.js';
import type { HistoryItem } from './replica-types.js';
import type { Json, LogPage, StoredEntry, Version } from './storage.js';

/**
 * How far a log has been read: the document, and the versions of all entries up to there by their ids. Goes forward
 * only; it stops before the first entry that it cannot follow, and can try that one again later.
 */
export interface Reading<Document> {
  document: Document;
  readonly ids: Map<string, Version>;
}

/** What reading needs of a language. */
interface Decoder<Fact> {
  decode(body: Json): readonly Fact[];
}

/**
 * Takes the entries that come after `version` in the log. Those read before are compared: where they differ, the log was
 * rewritten.
 *
 * @param onFacts told of every new entry
 * @throws a problem, having taken everything in front of it.
 */
export function take<Document, Fact>(
  reading: Reading<Document>,
  language: Decoder<Fact> & Pick<LogLanguage<Document, never, Fact, never>, 'fold'>,
  entries: readonly StoredEntry[],
  version: Version,
  onFacts: (id: string, facts: readonly Fact[]) => void,
): void {
  const { ids } = reading;
  const taken: Fact[] = [];
  try {
    for (const entry of entries) {
      checkPlace(entry, ++version);
      const { id } = entry;
      if (version > ids.size) {
        if (ids.has(id)) throw problem('LOG_ENTRY_CORRUPT', version);
        const facts = decode(language, entry);
        taken.push(...facts);
        ids.set(id, version);
        onFacts(id, facts);
      } else if (ids.get(id) !== version) throw problem('LOG_REWRITTEN', version);
    }
  } finally {
    if (taken.length > 0) reading.document = language.fold(reading.document, taken);
  }
}

/** What is in the log above `after` and up to `last`, with what it means. */
export async function readStretch<Fact>(
  language: Decoder<Fact>,
  read: (after: Version, limit: number) => Promise<LogPage>,
  after: Version,
  last: Version,
): Promise<HistoryItem<Fact>[]> {
  const items: HistoryItem<Fact>[] = [];
  while (after < last) {
    const { entries } = await read(after, last - after);
    if (entries.length === 0) throw problem('LOG_GAP', after + 1);
    for (const entry of entries.slice(0, last - after)) {
      checkPlace(entry, ++after);
      items.push({ version: after, id: entry.id, facts: decode(language, entry) });
    }
  }
  return items;
}

/** The type says what a storage must deliver; this is for storages that do not. */
function checkPlace(entry: Partial<StoredEntry> | null | undefined, version: Version): void {
  if (typeof entry?.id !== 'string' || !Number.isInteger(entry.version)) throw problem('LOG_ENTRY_CORRUPT', version);
  if (entry.version !== version) throw problem('LOG_GAP', version);
}

function decode<Fact>(language: Decoder<Fact>, { body, version }: StoredEntry): readonly Fact[] {
  try {
    return language.decode(body);
  } catch (cause) {
    throw problem(isTandemError(cause, 'FACT_UNKNOWN') ? cause.code : 'LOG_ENTRY_CORRUPT', version, cause);
  }
}
