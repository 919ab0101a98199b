import { isTandemError, type TandemError } from '../core/errors.js';
import type { LocalStore } from '../core/log/local-store.js';
import type { LogStorage } from '../core/log/storage.js';
import { createConnection, type Connection } from './indexeddb/connection.js';
import { createLocalStore } from './indexeddb/local-store.js';
import { createLogStorage } from './indexeddb/log-storage.js';
import { memory, memoryLocal } from './memory.js';

/** Settings of {@link indexedDb}, {@link indexedDbLocal} and {@link openIndexedDb}. */
export interface IndexedDbOptions {
  /** Name of the database, `tandem-coaching` unless given; the local store's ends in `-local`. */
  readonly name?: string;
  /**
   * Milliseconds to wait for the browser to open the database, 10,000 unless given. It can be kept waiting by another
   * tab that does not let go of an older version; then a call rejects with `STORAGE_BLOCKED`.
   */
  readonly patience?: number;
}

const DEFAULT_NAME = 'tandem-coaching';
const DEFAULT_PATIENCE = 10_000;

/**
 * Keeps logs in the browser's IndexedDB, for as long as the person does not clear the site's data. Any number of tabs
 * and objects may use one database: appends are compare-and-set in one transaction, and live through BroadcastChannel.
 *
 * The database is opened by the first call. A connection that the browser dropped is replaced, once a call.
 *
 * @throws TypeError for a name that is no text or empty. Calls reject with `STORAGE_UNAVAILABLE` (`details.reason`:
 * `missing`, `denied`, `newer-schema`, `foreign-database`, `open-failed`), `STORAGE_BLOCKED`, `STORAGE_QUOTA_EXCEEDED`,
 * `STORAGE_CONNECTION_LOST`, `STORAGE_CLOSED`, `STORAGE_FAILED` or `ABORTED`.
 * @example
 * ```ts
 * const storage = indexedDb({ name: 'intranet-coaching' });
 * const { entries, head } = await storage.read('pair-1', 0);
 * ```
 */
export function indexedDb(options: IndexedDbOptions = {}): LogStorage {
  const name = nameOf(options);
  return createLogStorage(logConnection(name, options), name);
}

/**
 * A `LocalStore` in the browser's IndexedDB, in a database of its own beside that of {@link indexedDb}: half-written
 * text never waits for the log, and deleting one leaves the other alone.
 *
 * @throws the same as {@link indexedDb}.
 */
export function indexedDbLocal(options: IndexedDbOptions = {}): LocalStore {
  const name = nameOf(options);
  return createLocalStore(localConnection(name, options), name);
}

/** What {@link openIndexedDb} gives. */
export interface OpenedIndexedDb {
  /** On IndexedDB, or else in memory with `degraded` saying why. */
  readonly storage: LogStorage;
  readonly local: LocalStore;
}

/**
 * Opens both databases at once, and where the browser has no IndexedDB for this page (private window, storage
 * forbidden) falls back to memory, visibly: `storage.degraded` holds the `STORAGE_UNAVAILABLE` error and
 * `storage.supports.durable` is false.
 *
 * It falls back only where nothing can have been stored before. Where data may be there but cannot be reached now, it
 * rejects, so that nobody is shown an empty partnership in place of their own.
 *
 * @throws (rejects) `STORAGE_UNAVAILABLE` with reason `newer-schema`, `foreign-database` or `open-failed`,
 * `STORAGE_BLOCKED`, `STORAGE_CONNECTION_LOST`, `STORAGE_QUOTA_EXCEEDED`.
 * @example
 * ```ts
 * const { storage, local } = await openIndexedDb();
 * if (storage.degraded) showBanner('Nothing will be kept after this window is closed.');
 * ```
 */
export async function openIndexedDb(options: IndexedDbOptions = {}): Promise<OpenedIndexedDb> {
  const name = nameOf(options);
  const connections = [logConnection(name, options), localConnection(name, options)] as const;
  try {
    await Promise.all(connections.map((connection) => connection.open()));
  } catch (error) {
    await Promise.all(connections.map((connection) => connection.close()));
    if (!isOutOfReach(error)) throw error;
    return { storage: memory({ degraded: error }), local: memoryLocal() };
  }
  return { storage: createLogStorage(connections[0], name), local: createLocalStore(connections[1], name) };
}

function isOutOfReach(error: unknown): error is TandemError {
  return (
    isTandemError(error, 'STORAGE_UNAVAILABLE') &&
    (error.details['reason'] === 'missing' || error.details['reason'] === 'denied')
  );
}

function nameOf({ name = DEFAULT_NAME }: IndexedDbOptions): string {
  if (typeof name !== 'string' || name === '') throw new TypeError('The name of a database is a text, and not empty');
  return name;
}

function logConnection(name: string, { patience = DEFAULT_PATIENCE }: IndexedDbOptions): Connection {
  return createConnection({ database: name, storeName: 'log', patience });
}

function localConnection(name: string, { patience = DEFAULT_PATIENCE }: IndexedDbOptions): Connection {
  return createConnection({ database: `${name}-local`, storeName: 'local', patience });
}
