import { isTandemError } from '../../core/errors.js';
import { throwIfAborted } from '../../core/log/arguments.js';
import type { AbortSignalLike } from '../../core/log/storage.js';
import { closedError } from '../shared/closed.js';
import { blockedError, connectionLostError, meansConnectionLost, transactionError } from './errors.js';
import { openDatabase, type OpenDatabase } from './open.js';
import { transact } from './transact.js';

/** How {@link createConnection} finds its database and how long it waits for it. */
interface ConnectionOptions {
  readonly database: string;
  readonly storeName: string;
  /** Milliseconds to wait for the browser to open the database before `STORAGE_BLOCKED`. */
  readonly patience: number;
}

/** A connection that opens on first use, steps aside for other tabs, and comes back after it died. */
export interface Connection {
  /** Opens the database, if it is not open yet. */
  open(): Promise<void>;
  /**
   * Runs `work` in one transaction, and resolves when that has completed. `work` may run a second time, on a fresh
   * connection and without knowing whether the first one got through: it has to be safe to repeat.
   */
  run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>, signal?: AbortSignalLike): Promise<T>;
  /** Waits for what is under way, then lets go of the database. */
  close(): Promise<void>;
}

export function createConnection({ database, storeName, patience }: ConnectionOptions): Connection {
  let opening: Promise<OpenDatabase> | undefined;
  let current: OpenDatabase | undefined;
  const dead = new WeakSet<IDBDatabase>();
  const running = new Set<Promise<unknown>>();
  let closed = false;
  let announceClosed: () => void = () => undefined;
  const closing = new Promise<void>((resolve) => (announceClosed = resolve));

  /** The open database; callers share one attempt, and one that outlived a caller's patience serves the next. */
  function attempt(): Promise<OpenDatabase> {
    opening ??= start();
    return opening;
  }

  function start(): Promise<OpenDatabase> {
    const mine = openDatabase(database, storeName).then(
      (open) => {
        open.db.addEventListener('versionchange', () => retire(open.db));
        open.db.addEventListener('close', () => retire(open.db));
        if (closed) open.db.close();
        else current = open;
        return open;
      },
      (error: unknown) => {
        if (opening === mine) opening = undefined;
        throw error;
      },
    );
    // It may fail when nobody waits for it any more; whoever does wait still hears of it.
    mine.catch(() => undefined);
    return mine;
  }

  /** Another tab wants to delete or upgrade the database, or the connection died: the next call opens a new one. */
  function retire(db: IDBDatabase): void {
    dead.add(db);
    db.close();
    if (current?.db !== db) return;
    current = undefined;
    opening = undefined;
  }

  /** Waits for the database, but neither for ever nor beyond `close()`. */
  async function whenOpen(signal?: AbortSignalLike): Promise<OpenDatabase> {
    const open = current ?? (await patiently());
    throwIfAborted(signal);
    return open;
  }

  function patiently(): Promise<OpenDatabase> {
    return new Promise<OpenDatabase>((resolve, reject) => {
      // There is no event for an open request that waits behind another tab's deletion or upgrade, hence the timer.
      const timer = setTimeout(() => reject(blockedError(database)), patience);
      void closing.then(() => reject(closedError('indexedDb')));
      attempt()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  }

  async function runWithRetry<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
    signal?: AbortSignalLike,
  ): Promise<T> {
    for (let retried = false; ; retried = true) {
      const open = await whenOpen(signal);
      try {
        return await open.use(mode, (store) => transact(store, work));
      } catch (error) {
        if (isTandemError(error)) throw error;
        if (!meansConnectionLost(error, dead.has(open.db))) throw transactionError(database, error);
        if (closed) throw closedError('indexedDb');
        retire(open.db);
        if (retried) throw connectionLostError(database, error);
      }
    }
  }

  async function track<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw closedError('indexedDb');
    const mine = work();
    running.add(mine);
    try {
      return await mine;
    } finally {
      running.delete(mine);
    }
  }

  return {
    open: () => track(async () => void (await whenOpen())),
    run: (mode, work, signal) => track(() => runWithRetry(mode, work, signal)),
    async close() {
      if (!closed) {
        closed = true;
        announceClosed();
      }
      await Promise.allSettled(running);
      // Not waited for where it is still on its way: it closes itself when it arrives.
      void opening?.then(
        ({ db }) => db.close(),
        () => undefined,
      );
      opening = undefined;
    },
  };
}
