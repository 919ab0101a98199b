import { checkAppend, checkLogId, checkRead, throwIfAborted } from '../core/log/arguments.js';
import type { LocalStore } from '../core/log/local-store.js';
import type { AppendResult, LogId, LogStorage } from '../core/log/storage.js';
import { closedError } from './shared/closed.js';
import { CONFLICT_PAGE } from './shared/conflict-page.js';
import { checkPrefix, codedError, guarded } from './web-storage/area.js';
import { batchesOf, batchKey, findIds, headOf, readBatches } from './web-storage/batches.js';
import { createLive } from './web-storage/live.js';
import { createLocalStore } from './web-storage/local-store.js';

/** Settings of {@link webStorage} and {@link webStorageLocal}. */
export interface WebStorageOptions {
  /** What every key starts with, `tandem-coaching` unless given; 1 to 100 characters out of `A-Z a-z 0-9 . _ : -`. */
  readonly prefix?: string;
}

const DEFAULT_PREFIX = 'tandem-coaching';

/**
 * Keeps logs in `localStorage` or `sessionStorage`, for pages that have no IndexedDB. Its limits:
 *
 * - About 5 MB for everything of the origin, the host page's own data included; `STORAGE_QUOTA_EXCEEDED` after that.
 * - The browser's interface is synchronous, and an append reads the whole log to look for its ids: meant for logs of
 *   some hundred entries.
 * - An append is all or nothing, and safe against every other object in the same window. Between windows,
 *   compare-and-set happens under a Web Lock. Without `navigator.locks` (a page served over plain HTTP, say) two windows
 *   that append at the same moment can overwrite one another. Even with it, a browser that runs the windows in separate
 *   processes may show one window's write to the other with a delay. **Where several windows write, use `indexedDb`.**
 * - `sessionStorage` ends with its tab: `supports.durable` says that it outlives the page, not the tab.
 *
 * @throws TypeError for a bad prefix. Calls reject with `STORAGE_QUOTA_EXCEEDED`, `STORAGE_UNAVAILABLE` (reason
 * `denied`), `STORAGE_CLOSED`, `STORAGE_FAILED` or `ABORTED`. Reading `window.localStorage` may itself throw a
 * `SecurityError` where storage is forbidden: that happens before this function is called.
 * @example
 * ```ts
 * const storage = webStorage(localStorage, { prefix: 'intranet' });
 * ```
 */
export function webStorage(area: Storage, options: WebStorageOptions = {}): LogStorage {
  const { prefix = DEFAULT_PREFIX } = options;
  checkPrefix(prefix);
  const batches = (log: LogId) => batchesOf(area, prefix, log);
  const live = createLive(area, prefix, (log) => guarded(() => headOf(batches(log))));
  let closed = false;

  function assertOpen(): void {
    if (closed) throw closedError('webStorage');
  }

  async function exclusively<T>(log: LogId, work: () => T): Promise<T> {
    const run = (): T => {
      assertOpen();
      return work();
    };
    try {
      const locks = lockManager();
      return await (locks ? locks.request(`tandem-coaching:web-storage:${prefix}/${log}`, run) : run());
    } catch (error) {
      throw codedError(error);
    }
  }

  return {
    name: 'webStorage',
    supports: { durable: true, live: true, shared: false },

    async read(log, after, options) {
      assertOpen();
      checkRead(log, after, options);
      return guarded(() => readBatches(area, batches(log), after, options?.limit ?? Infinity));
    },

    async append(log, expected, entries, options) {
      assertOpen();
      const added = checkAppend(log, expected, entries, options);
      return exclusively<AppendResult>(log, () => {
        throwIfAborted(options?.signal);
        const present = batches(log);
        const known = findIds(
          area,
          present,
          added.map(({ id }) => id),
        );
        if (known.length === added.length) return { status: 'appended', versions: known, known: true };
        const head = headOf(present);
        if (known.length > 0 || head !== expected) {
          return { status: 'conflict', newer: readBatches(area, present, expected, CONFLICT_PAGE) };
        }
        const last = head + added.length;
        area.setItem(batchKey(prefix, log, head + 1, last), JSON.stringify(added));
        live.tell(log, last);
        return { status: 'appended', versions: added.map((_, index) => head + index + 1), known: false };
      });
    },

    subscribe(log, listener) {
      assertOpen();
      checkLogId(log);
      return live.subscribe(log, listener);
    },

    async erase(log) {
      assertOpen();
      checkLogId(log);
      await exclusively(log, () => {
        // From the end: should the page die in between, what is left is the log's beginning and not a gap.
        for (const { key } of [...batches(log)].reverse()) area.removeItem(key);
        live.tell(log, 0);
      });
    },

    async close() {
      closed = true;
      live.close();
    },
  };
}

/** The browser's Web Locks; missing on pages served over plain HTTP, and outside browsers. */
function lockManager(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.locks;
}

/**
 * A `LocalStore` in `localStorage` or `sessionStorage`: about 5 MB for everything of the origin.
 *
 * @throws the same as {@link webStorage}.
 */
export function webStorageLocal(area: Storage, options: WebStorageOptions = {}): LocalStore {
  const { prefix = DEFAULT_PREFIX } = options;
  checkPrefix(prefix);
  return createLocalStore(area, prefix);
}
