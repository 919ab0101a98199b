import type { LogId, Version } from '../../../../src/core/log/storage.js';
import type { Caller, Grants, KeptPage, PageLimit, ServerLog } from '../../../../src/server/log/server-log.js';
import { Problem } from '../../../../src/server/problem.js';

interface Shelf {
  readonly entries: { readonly id: string; readonly body: string }[];
  /** Until when a token opens the log, in ms since 1970; `Infinity` is for good. */
  readonly tokens: Map<string, number>;
}

type Follower = Parameters<ServerLog['follow']>[0];

/** The server's log in memory. Every call takes effect at once, as a transaction does. */
export interface MemoryServerLog extends ServerLog {
  /** Reads past every token. */
  peek(log: LogId, after: Version, limit?: number): KeptPage;
  /** Another server with the same logs. */
  copy(): MemoryServerLog;
}

export function memoryServerLog(shelves = new Map<LogId, Shelf>()): MemoryServerLog {
  const followers = new Set<Follower>();

  function access(log: LogId, { hash, now }: Caller) {
    const shelf = shelves.get(log);
    const until = shelf?.tokens.get(hash);
    if (!shelf) return { refused: 'log-unknown' as const };
    if (until === undefined) return { refused: 'token-unknown' as const };
    return until > now ? { shelf, until } : { refused: 'token-expired' as const };
  }

  function open(log: LogId, caller: Caller): Shelf {
    const found = access(log, caller);
    if ('refused' in found) throw new Problem(found.refused);
    return found.shelf;
  }

  function peek(log: LogId, after: Version, limit = Infinity): KeptPage {
    const { entries } = shelves.get(log) ?? { entries: [] };
    const page = entries.slice(after, after + limit).map((entry, at) => ({ ...entry, version: after + at + 1 }));
    return { entries: page, head: entries.length };
  }

  function grant({ tokens }: Shelf, { add, remove, only }: Grants): void {
    for (const hash of remove) tokens.delete(hash);
    if (only) for (const hash of [...tokens.keys()]) if (!only.includes(hash)) tokens.delete(hash);
    for (const { hash, until } of add) tokens.set(hash, until ?? Infinity);
  }

  const tell = (log: LogId, head: Version, access: boolean): void => {
    for (const follower of followers) follower.news({ log, head, access });
  };

  return {
    peek,
    copy: () =>
      memoryServerLog(
        new Map(
          [...shelves].map(([log, { entries, tokens }]) => [log, { entries: [...entries], tokens: new Map(tokens) }]),
        ),
      ),

    async create(log, caller, add) {
      if (shelves.has(log)) return 'refused' in access(log, caller) ? 'exists' : 'opened';
      const shelf: Shelf = { entries: [], tokens: new Map() };
      grant(shelf, { add, remove: [] });
      shelves.set(log, shelf);
      return 'created';
    },

    find: async (caller) => [...shelves.keys()].filter((log) => !('refused' in access(log, caller))).sort(),

    async check(log, caller) {
      const found = access(log, caller);
      if ('refused' in found) return { refused: found.refused };
      return { head: found.shelf.entries.length, until: found.until === Infinity ? undefined : found.until };
    },

    async read(log, caller, after, { entries }: PageLimit) {
      open(log, caller);
      return peek(log, after, entries);
    },

    async append(log, caller, { expected, entries, grants, page }) {
      const shelf = open(log, caller);
      const head = shelf.entries.length;
      const known = entries.flatMap(({ id }) => shelf.entries.findIndex((each) => each.id === id) + 1 || []);
      if (known.length === entries.length) return { status: 'appended', versions: known, known: true };
      if (known.length > 0 || head !== expected) {
        return { status: 'conflict', newer: peek(log, expected, page.entries) };
      }
      shelf.entries.push(...entries);
      grant(shelf, grants);
      tell(log, shelf.entries.length, grants.remove.length > 0 || !!grants.only);
      return { status: 'appended', versions: entries.map((_, at) => head + at + 1), known: false };
    },

    async erase(log, caller) {
      open(log, caller);
      shelves.delete(log);
      tell(log, 0, true);
    },

    follow(listener) {
      followers.add(listener);
      return () => void followers.delete(listener);
    },
    ready: async () => undefined,
    close: async () => followers.clear(),
  };
}
