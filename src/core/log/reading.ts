import { TandemError, isTandemError } from '../errors.js';
import type { LogLanguage } from './language.js';
import type { Json, LogPage, StoredEntry, Version } from './storage.js';

/** What reading needs of a language. */
export type ReadingLanguage<Document, Fact> = Pick<
  LogLanguage<Document, { readonly id: string }, Fact, unknown>,
  'decode' | 'fold'
>;

/**
 * How far a log has been read: the document up to `version`, and the ids of all entries up to there. Goes forward only;
 * it stops before the first entry that it cannot follow, and can try that one again later.
 */
export class Reading<Document, Fact> {
  readonly #language: ReadingLanguage<Document, Fact>;
  readonly #ids = new Map<string, Version>();
  #document: Document;
  #lastId: string | undefined;

  /** Starts from a document that holds the entries with these ids; from nothing: the empty document and no ids. */
  constructor(language: ReadingLanguage<Document, Fact>, document: Document, ids: readonly string[] = []) {
    this.#language = language;
    this.#document = document;
    for (const id of ids) this.#ids.set(id, this.version + 1);
    this.#lastId = ids.at(-1);
  }

  get document(): Document {
    return this.#document;
  }
  get version(): Version {
    return this.#ids.size;
  }
  /** Ids of all entries read, in the order of their versions. */
  get ids(): readonly string[] {
    return [...this.#ids.keys()];
  }

  /** The version of an entry that has been read. */
  versionOf(id: string): Version | undefined {
    return this.#ids.get(id);
  }

  /**
   * Checks a page read from `version - 1` on, which has to begin with the last entry that was read before: otherwise
   * the log was erased, rolled back or rewritten, and what is in it now is another history.
   */
  checkOverlap(page: LogPage): TandemError | undefined {
    const { version } = this;
    const first = page.entries[0];
    if (!first) return page.head < version ? rewritten(version, page.head) : gap(version);
    if (first.version > version) return gap(version);
    return first.version === version && first.id === this.#lastId ? undefined : rewritten(version, page.head);
  }

  /**
   * Takes the entries of a page that follow. What was read before is compared and passed over.
   *
   * @param onEntry told of every entry taken, with its facts
   * @returns why it stopped before the end of the page
   */
  take(page: LogPage, onEntry?: (id: string, facts: readonly Fact[]) => void): TandemError | undefined {
    const facts: Fact[] = [];
    const ids = new Set<string>();
    let problem: TandemError | undefined;
    for (const entry of page.entries) {
      const next = this.version + ids.size + 1;
      problem = this.#check(entry, next, ids);
      if (problem) break;
      if (entry.version < next) continue;
      const decoded = decodeAt(this.#language, entry.body, next);
      if (decoded.error) {
        problem = decoded.error;
        break;
      }
      facts.push(...decoded.facts);
      ids.add(entry.id);
      onEntry?.(entry.id, decoded.facts);
    }
    if (ids.size > 0) this.advance([...ids], this.#language.fold(this.#document, facts));
    return problem;
  }

  /** Goes on by entries whose effect is known already: those that this device has just appended. */
  advance(ids: readonly string[], document: Document): void {
    for (const id of ids) this.#ids.set(id, this.version + 1);
    this.#lastId = ids.at(-1) ?? this.#lastId;
    this.#document = document;
  }

  #check(entry: StoredEntry, next: Version, taken: ReadonlySet<string>): TandemError | undefined {
    // The type says what a storage must deliver; this is for storages that do not.
    const { id, version } = (entry ?? {}) as Partial<StoredEntry>;
    if (typeof id !== 'string' || !Number.isInteger(version) || version === undefined) {
      return new TandemError('LOG_ENTRY_CORRUPT', `Entry ${next} has no id or version.`, {
        details: { version: next },
      });
    }
    if (version > next) return gap(next);
    const known = this.#ids.get(id);
    if (version < next) return known === version ? undefined : rewritten(version);
    if (known !== undefined || taken.has(id)) {
      return new TandemError('LOG_ENTRY_CORRUPT', `Entry ${version} has the id of an earlier one.`, {
        details: { version, id },
      });
    }
    return undefined;
  }
}

/** Reads a body; whatever goes wrong is a coded error that names the version. */
export function decodeAt<Fact>(
  language: { decode(body: Json): readonly Fact[] },
  body: Json,
  version: Version,
):
  | { readonly facts: readonly Fact[]; readonly error?: undefined }
  | { readonly facts?: undefined; readonly error: TandemError } {
  try {
    return { facts: language.decode(body) };
  } catch (cause) {
    const known = isTandemError(cause) && (cause.code === 'FACT_UNKNOWN' || cause.code === 'LOG_ENTRY_CORRUPT');
    const code = known ? cause.code : 'LOG_ENTRY_CORRUPT';
    const message = code === 'FACT_UNKNOWN' ? 'was written by a newer version' : 'cannot be read';
    return {
      error: new TandemError(code, `Entry ${version} ${message}.`, {
        details: { ...(known ? cause.details : {}), version },
        cause,
      }),
    };
  }
}

/** The entry at `version` is missing although later ones are there. */
export function gap(version: Version): TandemError {
  return new TandemError('LOG_GAP', `Entry ${version} is missing.`, { details: { version } });
}

/** The log no longer has what it had at `version`. */
export function rewritten(version: Version, head?: Version): TandemError {
  const details = head === undefined ? { version } : { version, head };
  return new TandemError('LOG_REWRITTEN', `The log no longer holds the entry ${version} that was read before.`, {
    details,
  });
}
