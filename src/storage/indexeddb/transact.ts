/**
 * Runs `work` inside the transaction that `store` belongs to.
 *
 * "Saved" means that the transaction completed, so this resolves on `complete` alone: a request that succeeded can
 * still be rolled back (quota is often noticed at commit only). Where `work` throws, nothing of it is kept.
 */
export async function transact<T>(store: IDBObjectStore, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const transaction = store.transaction;
  const completed = completion(transaction);
  let aborted = false;
  const worked = attempt(store, work).catch((error: unknown) => {
    aborted = abort(transaction);
    throw error;
  });
  try {
    const [result] = await Promise.all([worked, completed]);
    return result;
  } catch (error) {
    // Nothing may still be running when the caller hears of the failure: it may want to try again.
    if (aborted) await completed.catch(() => undefined);
    // The transaction knows the cause (quota, say) where the request only knows that it was aborted.
    throw transaction.error ?? error;
  }
}

/** A request that cannot be made throws at once; here that is a rejection like any other. */
async function attempt<T>(store: IDBObjectStore, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  return work(store);
}

/** Settles with the transaction: on `complete`, never on a request's success. */
function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new DOMException('The transaction was aborted', 'AbortError')),
    );
  });
}

/** @returns whether there was still something to abort. */
function abort(transaction: IDBTransaction): boolean {
  try {
    transaction.abort();
    return true;
  } catch (error) {
    // It is over already, by itself or by the browser.
    if (error instanceof DOMException && error.name === 'InvalidStateError') return false;
    throw error;
  }
}
