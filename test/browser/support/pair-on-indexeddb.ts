import {
  type Json,
  type LocalStore,
  type LogStorage,
  type Partnership,
  type PartnershipOptions,
  type PartnershipSnapshot,
  openPartnership,
} from '../../../src/core/index.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { fakeClock } from '../../../src/testing/fakes.js';
import { deleteDatabase, inTransaction, openPlain } from './storage-names.js';

/** The partnership of these tests. */
export const ID = 'ana-ben';

/** What one tab holds of the browser's databases: connections and a channel of its own. */
export interface Place {
  readonly name: string;
  readonly storage: LogStorage;
  readonly local: LocalStore;
  /** Closes the databases and whatever partnership is open on them. */
  close(): Promise<void>;
}

const places = new Set<Place>();
const names = new Set<string>();
const openedOn = new WeakMap<LocalStore, Partnership[]>();

/** Opens both databases, as a new tab does. */
export function openPlace(name: string, options: { readonly patience?: number } = {}): Place {
  const storage = indexedDb({ name, ...options });
  const local = indexedDbLocal({ name, ...options });
  const place: Place = {
    name,
    storage,
    local,
    async close() {
      places.delete(place);
      // One that cannot even be closed must not stand in the way of the next test.
      await Promise.allSettled((openedOn.get(local) ?? []).map((partnership) => partnership.close()));
      await Promise.all([storage.close(), local.close()]);
    },
  };
  places.add(place);
  names.add(name);
  return place;
}

/** Opens the pair's partnership in a tab. */
export function openIn(
  place: Pick<Place, 'storage' | 'local'>,
  me: string,
  options: Partial<PartnershipOptions> = {},
): Partnership {
  const { storage, local } = place;
  const partnership = openPartnership({ id: ID, me, storage, local, clock: fakeClock(), ...options });
  openedOn.set(local, [...(openedOn.get(local) ?? []), partnership]);
  return partnership;
}

/** Closes every tab that is still open, and deletes what they left behind; call it in `afterEach`. */
export async function closePlaces(): Promise<void> {
  await Promise.all([...places].map((place) => place.close()));
  const gone = [...names].flatMap((name) => [deleteDatabase(name), deleteDatabase(`${name}-local`)]);
  names.clear();
  await Promise.all(gone);
}

/** Resolves as soon as the partnership is as wanted. */
export function until(partnership: Partnership, fits: (snapshot: PartnershipSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (snapshot: PartnershipSnapshot): void => {
      if (!fits(snapshot)) return;
      unsubscribe();
      resolve();
    };
    const { unsubscribe } = partnership.subscribe(look);
    look(partnership.getSnapshot());
  });
}

/** One row of a database, as it lies there. */
export interface Row {
  readonly database: string;
  readonly store: string;
  readonly key: IDBValidKey;
  readonly value: unknown;
}

/** Everything in both databases of a place. */
export async function rowsIn(name: string): Promise<readonly Row[]> {
  return (await Promise.all([rowsOf(name), rowsOf(`${name}-local`)])).flat();
}

async function rowsOf(database: string): Promise<readonly Row[]> {
  const db = await openPlain(database);
  const found = [...db.objectStoreNames].map(
    (name) =>
      new Promise<readonly Row[]>((resolve, reject) => {
        const transaction = db.transaction(name);
        const store = transaction.objectStore(name);
        const [keys, values] = [store.getAllKeys(), store.getAll() as IDBRequest<unknown[]>];
        transaction.addEventListener('complete', () =>
          resolve(keys.result.map((key, index) => ({ database, store: name, key, value: values.result[index] }))),
        );
        transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
      }),
  );
  const rows = (await Promise.all(found)).flat();
  db.close();
  return rows;
}

/** Changes the log's rows by hand, as somebody with the browser's tools would. */
export async function editLog(name: string, work: (store: IDBObjectStore) => void): Promise<void> {
  await edit(name, 'log', work);
}

/** Puts rows into the device's database by hand. */
export async function editLocal(name: string, rows: Readonly<Record<string, unknown>>): Promise<void> {
  await edit(`${name}-local`, 'local', (store) => {
    for (const [key, value] of Object.entries(rows)) store.put(value, key);
  });
}

async function edit(database: string, store: string, work: (store: IDBObjectStore) => void): Promise<void> {
  const db = await openPlain(database, 1, (fresh) => fresh.createObjectStore(store));
  await inTransaction(db, store, work);
  db.close();
}

/** Plain JSON of anything, for comparing across realms and for looking into what is kept. */
export const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value) ?? 'null') as Json;
