import { patchMethod } from './patch.js';

/** The log's database, the device's, or both. */
export type Which = 'log' | 'device' | 'both';

const fits = (database: string, which: Which): boolean =>
  which === 'both' || database.endsWith('-local') === (which === 'device');

/** There is no room left for anything new, until `unpatch`. */
export function noRoom(which: Which): void {
  for (const name of ['add', 'put'] as const) {
    patchMethod(IDBObjectStore.prototype, name, (original) => {
      return function (...args) {
        if (fits((this as IDBObjectStore).transaction.db.name, which))
          throw new DOMException('No room', 'QuotaExceededError');
        return original.apply(this, args);
      };
    });
  }
}

/** The browser closes every connection as soon as somebody wants to use it; for some time, or until `unpatch`. */
export function noConnection(which: Which, times = Infinity): void {
  let left = times;
  patchMethod(IDBDatabase.prototype, 'transaction', (original) => {
    return function (...args) {
      if (fits((this as IDBDatabase).name, which) && left > 0) {
        left -= 1;
        (this as IDBDatabase).close();
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      }
      return original.apply(this, args);
    };
  });
}

/** The browser forbids IndexedDB to this page, until `unpatch`. */
export function forbidden(): void {
  patchMethod(IDBFactory.prototype, 'open', () => {
    return function () {
      throw new DOMException('Not here', 'SecurityError');
    };
  });
}
