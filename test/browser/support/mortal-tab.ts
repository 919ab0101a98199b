import { patchMethod } from './patch.js';

/**
 * A tab that can die at a chosen IndexedDB operation and start afresh, any number of times, so that a test can try every
 * moment there is: run the same thing with `dieAt(1)`, `dieAt(2)` … until it gets through alive, and look each time at
 * what a fresh start finds. The fatal operation can be chosen while databases are open, in the middle of a long history.
 *
 * Counted are: opening a database, beginning a transaction, every request on an object store, and the moment after a
 * writing transaction was committed but before anybody heard of it. What a dead tab does:
 *
 * - the operation does not happen, and neither does any later one (they throw `InvalidStateError`);
 * - transactions that are not committed are rolled back;
 * - what was committed stays, but its `complete` event is heard by nobody (an `abort` event comes in its place, so that
 *   code under test which awaits the end of a transaction does not hang).
 *
 * It ends with `unpatch`: IndexedDB works again, and what was opened before a death stays dead. Whoever wants
 * another life of the same tab closes the stores of the last one, and then calls `restart`.
 */
export interface MortalTab {
  readonly dead: boolean;
  /** How many operations there were since they were last counted from. */
  readonly operations: number;
  /** Counts from here, and dies at that operation, the first one being 1; `Infinity` for never. */
  dieAt(operation: number): void;
  /** Dies now, between two operations. */
  die(): void;
  /** IndexedDB works again, and nothing is fatal. */
  restart(): void;
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

/** Begins the first life, for databases whose name begins with `prefix`. */
export function mortalTab(prefix: string): MortalTab {
  let fatal = Infinity;
  let operations = 0;
  let dead = false;
  const databases = new Set<IDBDatabase>();
  const transactions = new Set<IDBTransaction>();

  function die(): void {
    dead = true;
    for (const transaction of transactions) rollBack(transaction);
    for (const db of databases) db.close();
    databases.clear();
  }

  /** @returns whether the tab is dead by the time of this operation. */
  function count(): boolean {
    if (dead) return true;
    operations += 1;
    if (operations >= fatal) die();
    return dead;
  }

  function live(): void {
    if (count()) throw new DOMException('The tab died', 'InvalidStateError');
  }

  const mine = new WeakSet<IDBDatabase>();

  patchMethod(IDBFactory.prototype, 'open', (original) => {
    return function (...args) {
      if (!String(args[0]).startsWith(prefix)) return original.apply(this, args);
      live();
      const request = original.apply(this, args) as IDBOpenDBRequest;
      // Before anybody else's listener: a dead tab's success is heard by nobody.
      request.addEventListener('success', (event) => {
        if (dead) {
          event.stopImmediatePropagation();
          request.result.close();
          request.dispatchEvent(new Event('error'));
          return;
        }
        databases.add(request.result);
        mine.add(request.result);
        request.result.addEventListener('versionchange', () => databases.delete(request.result));
      });
      return request;
    };
  });

  patchMethod(IDBDatabase.prototype, 'transaction', (original) => {
    return function (...args) {
      if (!mine.has(this as IDBDatabase)) return original.apply(this, args);
      live();
      const transaction = original.apply(this, args) as IDBTransaction;
      transactions.add(transaction);
      transaction.addEventListener('abort', () => transactions.delete(transaction));
      transaction.addEventListener('complete', (event) => {
        transactions.delete(transaction);
        // Where nothing was written, its end is the same as the operation after it.
        const unheard = transaction.mode === 'readwrite' ? count() : dead;
        if (!unheard) return;
        event.stopImmediatePropagation();
        transaction.dispatchEvent(new Event('abort'));
      });
      return transaction;
    };
  });

  for (const name of REQUESTS) {
    patchMethod(IDBObjectStore.prototype, name, (original) => {
      return function (...args) {
        if (mine.has((this as IDBObjectStore).transaction.db)) live();
        return original.apply(this, args);
      };
    });
  }

  return {
    get dead() {
      return dead;
    },
    get operations() {
      return operations;
    },
    die,
    dieAt(operation) {
      operations = 0;
      fatal = operation;
    },
    restart() {
      operations = 0;
      fatal = Infinity;
      dead = false;
      transactions.clear();
    },
  };
}

function rollBack(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (error) {
    // It is being committed already: what is written stays.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}
