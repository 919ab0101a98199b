import { inTransaction, openPlain } from './storage-names.js';

/** What is in a database of one object store. */
export interface Rows {
  readonly store: string;
  readonly rows: readonly (readonly [IDBValidKey, unknown])[];
}

/** Reads all that a database has, keys that nobody can read out among it. */
export async function readDatabase(name: string): Promise<Rows> {
  const db = await openPlain(name);
  const store = db.objectStoreNames[0] ?? '';
  let keys: IDBRequest<IDBValidKey[]> | undefined;
  let values: IDBRequest<unknown[]> | undefined;
  await inTransaction(db, store, (open) => {
    keys = open.getAllKeys();
    values = open.getAll();
  });
  db.close();
  return { store, rows: (keys?.result ?? []).map((key, at) => [key, values?.result[at]] as const) };
}

/** Makes a database of them, under another name. */
export async function writeDatabase(name: string, { store, rows }: Rows): Promise<void> {
  const db = await openPlain(name, 1, (fresh) => fresh.createObjectStore(store));
  await inTransaction(db, store, (open) => {
    for (const [key, value] of rows) open.put(value, key);
  });
  db.close();
}
