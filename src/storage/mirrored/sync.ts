import type { TandemError } from '../../core/errors.js';
import { isProblem, problem, storageError } from '../../core/log/problems.js';
import type {
  AppendOptions,
  AppendResult,
  Entry,
  LogId,
  LogPage,
  LogStorage,
  StoredEntry,
  Unsubscribe,
  Version,
} from '../../core/log/storage.js';
import { createListeners } from '../shared/listeners.js';
import { toRow } from './rows.js';

/** Most entries fetched at once. */
const PAGE = 500;

/** What {@link createSync} needs. */
export interface SyncOptions {
  readonly remote: LogStorage;
  readonly mirror: LogStorage;
  /** There is more to read, or a problem to meet, up to this head. */
  readonly tell: (log: LogId, head: Version) => void;
  /** The other tabs have to look for themselves: the mirror does not show what there is. */
  readonly trouble: (log: LogId) => void;
  /** What {@link createSync} tells of itself may have changed. */
  readonly changed: () => void;
}

/** Brings what the remote has into the mirror. What is done with one log happens one after another. */
export function createSync({ remote, mirror, tell, trouble, changed }: SyncOptions) {
  const turns = new Map<LogId, Promise<unknown>>();
  /** Why the log cannot be followed past the end of the mirror. */
  const alarms = new Map<LogId, TandemError>();
  /** Heads of logs that the mirror could not be brought to. */
  const lacking = new Map<LogId, Version>();
  /** Logs of which the remote has more. */
  const behind = new Set<LogId>();
  /** What has arrived, after a version, and is on its way into the mirror: readers need not wait for that. */
  const fresh = new Map<LogId, LogPage & { readonly after: Version }>();
  /** The last entry of the mirror, where it was this tab that has put it there; another one may have gone on since. */
  const ends = new Map<LogId, StoredEntry>();
  const arrivals = createListeners();
  let degraded: TandemError | undefined;

  function inTurn<T>(log: LogId, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(log) ?? Promise.resolve()).then(work, work);
    turns.set(log, mine);
    return mine;
  }

  const headOf = async (log: LogId): Promise<Version> =>
    (await mirror.read(log, Number.MAX_SAFE_INTEGER, { limit: 1 })).head;

  /** @throws where a page is none that comes after this head. */
  function check(head: Version, page: LogPage): void {
    const { entries } = page;
    if (page.head < head) throw problem('LOG_REWRITTEN', head);
    const gap = entries.findIndex(({ version }, index) => version !== head + index + 1);
    if (gap >= 0 || (entries.length === 0 && page.head > head)) throw problem('LOG_GAP', head + Math.max(gap, 0) + 1);
    if (new Set(entries.map(({ id }) => id)).size < entries.length) throw problem('LOG_ENTRY_CORRUPT', head + 1);
  }

  /**
   * Takes over everything above the mirror's head. A log that is new here can be read as soon as it has arrived.
   *
   * @param told the head that the remote told of: where the mirror has it, there is nothing to do. 0 may
   * also mean that only reading can tell
   * @param first a page that is here already, and the version that it comes after
   */
  async function bring(
    log: LogId,
    told?: Version,
    first?: { readonly after: Version; readonly page: LogPage },
  ): Promise<void> {
    const end = ends.get(log)?.version;
    // The mirror is not looked into where the remote has told of more: should it not end there, it will say so itself.
    let head = first ? first.after : end && told && told > end ? end : await headOf(log);
    if (told && head === told) return;
    const isNew = !first && head === 0;
    const pages: LogPage[] = [];
    try {
      for (let page = first?.page; ; page = undefined) {
        page ??= await remote.read(log, head, { limit: PAGE });
        check(head, page);
        if (isNew) pages.push(page);
        head = isNew ? head + page.entries.length : await showAndKeep(log, head, page);
        if (head >= page.head) break;
        behind.add(log);
        changed();
      }
      if (pages.length > 1) {
        fresh.set(log, { after: 0, entries: pages.flatMap(({ entries }) => entries), head });
        arrivals.tell(log, head);
      }
    } finally {
      if (isNew) await keepAll(log, pages);
    }
  }

  /** Readers get it at once: it is proved, and whoever crashes before it is kept here fetches it again. */
  async function showAndKeep(log: LogId, after: Version, page: LogPage): Promise<Version> {
    const head = after + page.entries.length;
    const end = ends.get(log);
    // With the entry in front, which readers look at once more.
    fresh.set(
      log,
      end?.version === after
        ? { after: after - 1, entries: [end, ...page.entries], head }
        : { after, entries: page.entries, head },
    );
    if (head > after) tell(log, head);
    try {
      return await keep(log, after, page);
    } finally {
      fresh.delete(log);
    }
  }

  async function keepAll(log: LogId, pages: readonly LogPage[]): Promise<void> {
    let head = 0;
    const hasArrived = fresh.has(log);
    try {
      for (const page of pages) {
        if (page.entries[0]?.version === head + 1) head = await keep(log, head, page);
      }
    } finally {
      fresh.delete(log);
    }
    // Until now readers were shown what has arrived, though another tab may have brought more.
    if (hasArrived) tell(log, await headOf(log));
  }

  /** @returns the mirror's head, which another tab may have moved. */
  async function keep(log: LogId, head: Version, page: LogPage): Promise<Version> {
    if (page.entries.length === 0) return head;
    let result;
    try {
      result = await mirror.append(log, head, page.entries.map(toRow));
    } catch (error) {
      degraded = storageError(error);
      ends.delete(log);
      lack(log, page.head);
      throw degraded;
    }
    degraded = undefined;
    const now = result.status === 'conflict' ? result.newer.head : (result.versions.at(-1) ?? 0);
    // Some of these ids are in the log already, at other places.
    if (result.status === 'conflict' ? now === head : result.versions[0] !== head + 1)
      throw problem('LOG_ENTRY_CORRUPT', head + 1);
    const last = page.entries.at(-1);
    if (last?.version === now) ends.set(log, last);
    else ends.delete(log);
    tell(log, Math.max(now, shown(log)));
    return now;
  }

  const shown = (log: LogId): Version => fresh.get(log)?.head ?? 0;

  /** The remote has it, and the mirror has not: from now on readers get it from there. */
  function lack(log: LogId, head: Version): void {
    if (head <= (lacking.get(log) ?? 0)) return;
    lacking.set(log, head);
    trouble(log);
    tell(log, head);
  }

  /** @throws the problem or error, having told of it. */
  async function pull(...args: Parameters<typeof bring>): Promise<void> {
    const [log] = args;
    try {
      await bring(...args);
      alarms.delete(log);
      lacking.delete(log);
      behind.delete(log);
    } catch (error) {
      if (!isProblem(error)) {
        behind.add(log);
        throw alarms.get(log) ?? error;
      }
      behind.delete(log);
      await alarm(log, error);
      throw error;
    } finally {
      changed();
    }
  }

  async function alarm(log: LogId, error: TandemError): Promise<void> {
    const before = alarms.get(log)?.code;
    alarms.set(log, error);
    if (before === error.code) return;
    trouble(log);
    tell(log, (await headOf(log)) + 1);
  }

  return {
    degraded: () => degraded,
    isBehind: () => behind.size > 0,
    /** Whether the remote is known to have more than could be kept. */
    lacks: (log: LogId) => lacking.has(log),
    /** The head to show to readers: with more to come they read on, and meet what is there. */
    least: (log: LogId, head: Version) => Math.max(alarms.has(log) ? head + 1 : 0, lacking.get(log) ?? 0),

    /** The head of a log that has arrived and is not all in the mirror; 0 for all others. */
    shown,

    /** What has arrived and is not all in the mirror. */
    arrived: (log: LogId, after: Version, limit = PAGE): LogPage => {
      const { entries, head, after: from } = fresh.get(log) ?? { entries: [], head: 0, after: 0 };
      return { entries: after < from ? [] : entries.slice(after - from, after - from + limit), head };
    },

    /** Resolves when what the remote has can be read. @throws where it cannot be had. */
    async now(log: LogId): Promise<void> {
      let end: Unsubscribe | undefined;
      const early = new Promise<void>((resolve) => (end = arrivals.add(log, () => resolve())));
      const late = inTurn(log, async () => {
        try {
          await pull(log);
        } catch (error) {
          // It cannot be kept, but it can be read.
          if (error !== degraded) throw error;
        }
      });
      await Promise.race([early, late]).finally(end);
    },

    /** @returns what went wrong, if anything did. */
    follow: (log: LogId, told?: () => Version | undefined): Promise<TandemError | undefined> =>
      inTurn(log, () => pull(log, told?.())).then(() => undefined, storageError),

    append: (
      log: LogId,
      expected: Version,
      added: readonly Entry[],
      options: AppendOptions | undefined,
      author: string | undefined,
    ) =>
      inTurn(log, async (): Promise<AppendResult> => {
        let result: AppendResult;
        try {
          result = await remote.append(log, expected, added, options);
        } catch (error) {
          if (isProblem(error)) await alarm(log, error);
          throw error;
        }
        const head = result.status === 'conflict' ? result.newer.head : Math.max(...result.versions);
        // Whatever comes now, the answer stands: whoever reads on finds what the mirror lacks in the remote.
        const page = pageOf(result, expected, added, author);
        await pull(log, undefined, page && { after: expected, page }).catch((error: unknown) => {
          if (!isProblem(error)) lack(log, head);
        });
        return result;
      }),

    erase: (log: LogId) =>
      inTurn(log, async () => {
        await remote.erase(log);
        await mirror.erase(log);
        ends.delete(log);
        alarms.delete(log);
        lacking.delete(log);
        behind.delete(log);
        tell(log, 0);
      }),
  };
}

/** The page that the answer to an append amounts to, where it does. */
function pageOf(
  result: AppendResult,
  expected: Version,
  added: readonly Entry[],
  author: string | undefined,
): LogPage | undefined {
  if (result.status === 'conflict') return result.newer.head < expected ? undefined : result.newer;
  const { known, versions } = result;
  if (known || versions.some((version, index) => version !== expected + index + 1)) return undefined;
  const entries = added.map((entry, index): StoredEntry => ({ ...entry, author, version: expected + index + 1 }));
  return { entries, head: expected + added.length };
}
