/**
 * Lets the tab "die" at a chosen IndexedDB operation, so that a test can try every moment there is: run the same
 * thing with `at` 1, 2, 3 … until it gets through without a crash, and look each time what a fresh start finds.
 *
 * Counted are: opening a database, beginning a transaction, every request on an object store, and the moment after
 * a writing transaction was committed but before anybody heard of it. What a dead tab does:
 *
 * - the operation does not happen, and neither does any later one (they throw `InvalidStateError`);
 * - transactions that are not committed are rolled back;
 * - what was committed stays, but its `complete` event is heard by nobody (an `abort` event comes in its place, so
 *   that code under test which awaits the end of a transaction does not hang).
 */
export interface IndexedDbCrash {
  /** How many operations were counted so far. */
  readonly operations: number;
  readonly crashed: boolean;
  /** The tab starts afresh: IndexedDB works again. What was opened before stays dead. */
  restore(): void;
}

const REQUESTS = [
  'add',
  'put',
  'get',
  'getKey',
  'getAll',
  'getAllKeys',
  'delete',
  'clear',
  'count',
  'openCursor',
  'openKeyCursor',
] as const;

type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * @param at the operation to die at, counting from 1; `Infinity` to count only.
 * @param database which databases it is about; every one unless given.
 */
export function crashIndexedDb(at: number, database: (name: string) => boolean = () => true): IndexedDbCrash {
  let operations = 0;
  let crashed = false;
  let restored = false;
  const undo: (() => void)[] = [];
  const databases = new Set<IDBDatabase>();
  const transactions = new Set<IDBTransaction>();

  function die(): void {
    crashed = true;
    for (const transaction of transactions) abort(transaction);
    for (const db of databases) db.close();
  }

  /** @returns whether the tab is dead by the time of this operation. */
  function deadAtThis(): boolean {
    if (crashed) return true;
    operations += 1;
    if (operations === at) die();
    return crashed;
  }

  function live(): void {
    if (deadAtThis()) throw new DOMException('The tab died', 'InvalidStateError');
  }

  function patch<T extends object>(target: T, name: keyof T & string, make: (original: Method) => Method): void {
    const original = target[name] as Method;
    const patched = make(original);
    Object.defineProperty(target, name, { value: patched, configurable: true, writable: true });
    undo.push(() => Object.defineProperty(target, name, { value: original, configurable: true, writable: true }));
  }

  patch(IDBFactory.prototype, 'open', (original) => {
    return function (...args) {
      if (restored || !database(args[0] as string)) return original.apply(this, args);
      live();
      const request = original.apply(this, args) as IDBOpenDBRequest;
      // Registered before anybody else's listener, so that a dead tab's success is heard by nobody.
      request.addEventListener('success', (event) => {
        databases.add(request.result);
        if (!crashed) return;
        event.stopImmediatePropagation();
        request.result.close();
        request.dispatchEvent(new Event('error'));
      });
      return request;
    };
  });

  patch(IDBDatabase.prototype, 'transaction', (original) => {
    return function (...args) {
      if (!databases.has(this as IDBDatabase)) return original.apply(this, args);
      live();
      const transaction = original.apply(this, args) as IDBTransaction;
      transactions.add(transaction);
      transaction.addEventListener('abort', () => transactions.delete(transaction));
      transaction.addEventListener('complete', (event) => {
        transactions.delete(transaction);
        const dead = transaction.mode === 'readwrite' ? deadAtThis() : crashed;
        if (!dead) return;
        event.stopImmediatePropagation();
        transaction.dispatchEvent(new Event('abort'));
      });
      return transaction;
    };
  });

  for (const name of REQUESTS) {
    patch(IDBObjectStore.prototype, name, (original) => {
      return function (...args) {
        if (databases.has((this as IDBObjectStore).transaction.db)) live();
        return original.apply(this, args);
      };
    });
  }

  return {
    get operations() {
      return operations;
    },
    get crashed() {
      return crashed;
    },
    restore() {
      restored = true;
      for (const step of undo.reverse()) step();
    },
  };
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (error) {
    // It is being committed already: what is written stays, see above.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}
