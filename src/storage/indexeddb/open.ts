import { createStore, type UseStore } from 'idb-keyval';
import { connectionLostError, foreignError, meansConnectionLost, missingError, openError } from './errors.js';

/** One open database, with a way to transact and a way to hear of its end. */
export interface OpenDatabase {
  readonly use: UseStore;
  readonly db: IDBDatabase;
}

/** The version that `createStore` of idb-keyval gives to a database. */
const SCHEMA = 1;

/**
 * Opens a database of one object store through idb-keyval.
 *
 * A connection of our own goes first and is held until idb-keyval has its own one. `createStore` opens whatever
 * version it finds and keeps its connection to itself, so that by itself it would neither notice a newer schema nor
 * a database of somebody else, and could not let go of either.
 *
 * @throws (rejects) `STORAGE_UNAVAILABLE` (`details.reason`: `missing`, `denied`, `newer-schema`, `foreign-database`,
 * `open-failed`), `STORAGE_CONNECTION_LOST` or `STORAGE_QUOTA_EXCEEDED`.
 */
export async function openDatabase(name: string, storeName: string): Promise<OpenDatabase> {
  const scout = await openScout(name, storeName);
  try {
    if (!scout.objectStoreNames.contains(storeName)) throw foreignError(name);
    const use = createStore(name, storeName);
    return { use, db: await handleOf(name, use) };
  } finally {
    scout.close();
  }
}

async function handleOf(name: string, use: UseStore): Promise<IDBDatabase> {
  try {
    return await use('readonly', (store) => store.transaction.db);
  } catch (cause) {
    // The scout was let in, so nobody forbids it: the connection died as soon as it was there.
    if (meansConnectionLost(cause, false)) throw connectionLostError(name, cause);
    throw openError(name, cause);
  }
}

async function openScout(name: string, storeName: string): Promise<IDBDatabase> {
  const factory = idbFactory(name);
  try {
    return await new Promise((resolve, reject) => {
      const request = factory.open(name, SCHEMA);
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
      request.addEventListener('success', () => {
        const db = request.result;
        // Held for a moment only, but not even for that moment may it stand in another tab's way.
        db.addEventListener('versionchange', () => db.close());
        resolve(db);
      });
      request.addEventListener('error', () => reject(request.error ?? new DOMException('Not opened', 'UnknownError')));
    });
  } catch (cause) {
    throw openError(name, cause);
  }
}

/** Reading the global can throw by itself where cookies are forbidden. */
function idbFactory(name: string): IDBFactory {
  let factory: IDBFactory | undefined;
  try {
    factory = globalThis.indexedDB;
  } catch (cause) {
    throw missingError(name, cause);
  }
  // Some browsers answer null instead, in private windows of old.
  if (!factory) throw missingError(name);
  return factory;
}
