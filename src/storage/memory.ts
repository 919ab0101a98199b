import type { TandemError } from '../core/errors.js';
import { checkAppend, checkLogId, checkRead, copyJson } from '../core/log/arguments.js';
import type { LocalStore } from '../core/log/local-store.js';
import type { Entry, Json, LogId, LogPage, LogStorage, StoredEntry, Version } from '../core/log/storage.js';
import { closedError } from './shared/closed.js';
import { CONFLICT_PAGE } from './shared/conflict-page.js';
import { byKey, checkKey } from './shared/keys.js';
import { createListeners } from './shared/listeners.js';

/** Settings of {@link memory}. */
export interface MemoryOptions {
  /** Why there is memory only where more was wanted; shown to the person as `storage.degraded`. */
  readonly degraded?: TandemError;
}

interface MemoryLog {
  readonly entries: Entry[];
  readonly versions: Map<string, Version>;
}

/**
 * Keeps logs in memory: gone with the process or page. Several partnerships on one `memory()` object see each other's
 * appends live.
 *
 * For tests, demos and server-side runs; it has no limits of its own besides memory.
 *
 * @throws (rejects) `STORAGE_CLOSED` after `close()`, `ABORTED` for a cancelled call, TypeError for misuse.
 * @example
 * ```ts
 * const storage = memory();
 * await storage.append('pair-1', 0, [{ id: 'e1', body: { hello: 'world' } }]);
 * const { entries, head } = await storage.read('pair-1', 0);
 * ```
 */
export function memory(options: MemoryOptions = {}): LogStorage {
  const logs = new Map<LogId, MemoryLog>();
  const listeners = createListeners();
  let closed = false;

  function assertOpen(): void {
    if (closed) throw closedError('memory');
  }

  function page(log: LogId, after: Version, limit?: number): LogPage {
    const entries = logs.get(log)?.entries ?? [];
    const slice = entries.slice(after, limit === undefined ? undefined : after + limit);
    return { entries: slice.map((entry, index) => stored(entry, after + index + 1)), head: entries.length };
  }

  return {
    name: 'memory',
    supports: { durable: false, live: true, shared: false },
    degraded: options.degraded,

    async read(log, after, options) {
      assertOpen();
      checkRead(log, after, options);
      return page(log, after, options?.limit);
    },

    async append(log, expected, entries, options) {
      assertOpen();
      const added = checkAppend(log, expected, entries, options);
      const kept = logs.get(log) ?? { entries: [], versions: new Map<string, Version>() };
      const known = added.flatMap(({ id }) => kept.versions.get(id) ?? []);
      if (known.length === added.length) return { status: 'appended', versions: known, known: true };
      const head = kept.entries.length;
      if (known.length > 0 || head !== expected) {
        return { status: 'conflict', newer: page(log, expected, CONFLICT_PAGE) };
      }
      added.forEach((entry, index) => {
        kept.entries.push(entry);
        kept.versions.set(entry.id, head + index + 1);
      });
      logs.set(log, kept);
      listeners.tell(log, kept.entries.length);
      return { status: 'appended', versions: added.map((_, index) => head + index + 1), known: false };
    },

    subscribe(log, listener) {
      assertOpen();
      checkLogId(log);
      return listeners.add(log, listener);
    },

    async erase(log) {
      assertOpen();
      checkLogId(log);
      logs.delete(log);
      listeners.tell(log, 0);
    },

    async close() {
      closed = true;
      listeners.clear();
      logs.clear();
    },
  };
}

/**
 * A `LocalStore` in memory: gone with the process or page.
 *
 * @throws (rejects) `STORAGE_CLOSED` after `close()`, TypeError for a value that is not JSON.
 */
export function memoryLocal(): LocalStore {
  const values = new Map<string, Json>();
  let closed = false;

  function check(key: string): void {
    if (closed) throw closedError('memory');
    checkKey(key);
  }

  return {
    async get(key) {
      check(key);
      const value = values.get(key);
      return value === undefined ? undefined : copyJson(value);
    },
    async set(key, value) {
      check(key);
      values.set(key, copyJson(value));
    },
    async delete(key) {
      check(key);
      values.delete(key);
    },
    async list(prefix) {
      check(prefix);
      return [...values]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key, copyJson(value)] as const)
        .sort(byKey);
    },
    async close() {
      closed = true;
      values.clear();
    },
  };
}

function stored(entry: Entry, version: Version): StoredEntry {
  return { id: entry.id, body: copyJson(entry.body), version };
}
