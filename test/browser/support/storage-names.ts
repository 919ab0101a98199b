let count = 0;

/** A name that no other test uses, and no earlier run of this one either: databases outlive the page. */
export function freshName(prefix = 'test'): string {
  count += 1;
  return `${prefix}-${crypto.randomUUID()}-${count}`;
}

/** Deletes a database, resolving when it is gone. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error ?? new Error('not deleted')));
  });
}

/** Opens a database in the plain way, as another program on the page would. */
export function openPlain(name: string, version?: number, upgrade?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.addEventListener('upgradeneeded', () => upgrade?.(request.result));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
  });
}

/** Runs something in one transaction, resolving when that has completed. */
export function inTransaction(
  db: IDBDatabase,
  storeName: string,
  work: (store: IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(storeName, 'readwrite');
    work(transaction.objectStore(storeName));
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
  });
}
