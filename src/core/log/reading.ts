import { isTandemError } from '../errors.js';
import { isProblem, problem, storageError } from './problems.js';
import type { HistoryItem, ReplicaOptions } from './replica-types.js';
import type { LogPage, StoredEntry, Version } from './storage.js';

/**
 * How far a log has been read. Goes forward only; it stops before the first entry that it cannot follow, and can try that
 * one again later.
 */
export function openReading<Document, Command extends { readonly id: string }, Fact, Refusal>({
  storage,
  log,
  language,
  pageSize = 500,
}: ReplicaOptions<Document, Command, Fact, Refusal>) {
  const reading = {
    document: language.empty,
    /** Versions of all entries read, by their ids. */
    ids: new Map<string, Version>(),
    /** Version of the snapshot that the device had: the log has been that long. */
    least: 0,
    /** Version of the snapshot that the device has now. */
    snapshot: 0,
    page,
    stretch,
    toEnd,
  };

  async function page(after: Version, limit: number): Promise<LogPage> {
    try {
      return await storage.read(log, after, { limit });
    } catch (error) {
      throw storageError(error);
    }
  }

  /** What is in the log above `after` and up to `last`, with what it means; the storage's own entries say nothing. */
  async function stretch(after: Version, last: Version): Promise<HistoryItem<Fact>[]> {
    const items: HistoryItem<Fact>[] = [];
    while (after < last) {
      const { entries } = await page(after, last - after);
      if (entries.length === 0) throw problem('LOG_GAP', after + 1);
      for (const entry of entries.slice(0, last - after)) {
        checkPlace(entry, ++after);
        if (!entry.control) items.push({ version: after, id: entry.id, facts: decode(entry) });
      }
    }
    return items;
  }

  /**
   * Reads to the end of the log, beginning with what came `newer` than all read before, where that is known.
   *
   * @param replica where it stands: a snapshot that nobody has seen yet may be dropped, and nobody needs what comes after
   * closing
   * @param onFacts told of every new entry
   * @throws a problem, having taken everything in front of it; or a STORAGE_* error.
   */
  async function toEnd(
    newer: LogPage | undefined,
    replica: { readonly loaded: boolean; readonly closed: boolean },
    onFacts: (id: string, facts: readonly Fact[]) => void,
  ): Promise<void> {
    // The last known entry is read once more: it tells whether this is still the same history.
    let after = newer ? reading.ids.size : Math.max(0, reading.ids.size - 1);
    for (let next = newer; !replica.closed; next = undefined) {
      const { entries, head } = next ?? (await page(after, pageSize));
      if (!Array.isArray(entries) || !Number.isInteger(head)) throw storageError('This is not a page.');
      try {
        take(entries, after, onFacts);
      } catch (error) {
        // When the log is shorter than the snapshot was, something is lost.
        const drop =
          !replica.loaded && reading.snapshot > 0 && head >= reading.least && isTandemError(error, 'LOG_REWRITTEN');
        if (!drop) throw error;
        Object.assign(reading, { document: language.empty, ids: new Map(), snapshot: 0 });
        after = 0;
        continue;
      }
      after += entries.length;
      if (after >= head) {
        const known = Math.max(reading.ids.size, reading.least);
        if (head < known) throw problem('LOG_REWRITTEN', known);
        return;
      }
      if (entries.length === 0) throw problem('LOG_GAP', after + 1);
    }
  }

  /** Takes what comes after `version`. Entries read before are compared: where they differ, the log was rewritten. */
  function take(
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
          const facts = decode(entry);
          taken.push(...facts);
          ids.set(id, version);
          onFacts(id, facts);
        } else if (ids.get(id) !== version) throw problem('LOG_REWRITTEN', version);
      }
    } finally {
      if (taken.length > 0) reading.document = language.fold(reading.document, taken);
    }
  }

  function decode({ body, version, author, control }: StoredEntry): readonly Fact[] {
    if (control) return [];
    try {
      return language.decode(body, author);
    } catch (cause) {
      throw problem(isProblem(cause) ? cause.code : 'LOG_ENTRY_CORRUPT', version, cause);
    }
  }

  return reading;
}

/** The type says what a storage must deliver; this is for storages that do not. */
function checkPlace(entry: Partial<StoredEntry> | null | undefined, version: Version): void {
  if (typeof entry?.id !== 'string' || !Number.isInteger(entry.version)) throw problem('LOG_ENTRY_CORRUPT', version);
  if (entry.version !== version) throw problem('LOG_GAP', version);
}
