import { promisifyRequest } from 'idb-keyval';
import { copyJson } from '../../core/log/arguments.js';
import type { LocalStore } from '../../core/log/local-store.js';
import type { Json } from '../../core/log/storage.js';
import { checkKey } from '../shared/keys.js';
import type { Connection } from './connection.js';
import { type Write, createRescue } from './rescue.js';

/** The `LocalStore` on an IndexedDB connection: keys as they are, values as structured clones. */
export function createLocalStore(connection: Connection, database: string): LocalStore {
  const rescue = typeof document === 'undefined' ? undefined : createRescue(database, () => void adopt());
  let adopted: Promise<void> | undefined;

  /** Writes what a page before this one has left behind; everything else comes after that. */
  function adopt(): Promise<void> {
    adopted = writeLeft().catch((error: unknown) => {
      adopted = undefined;
      throw error;
    });
    adopted.catch(() => undefined); // the next call tries again, and hears of it
    return adopted;
  }

  async function writeLeft(): Promise<void> {
    const writes = rescue?.left() ?? [];
    if (writes.length === 0) return;
    await connection.run('readwrite', (store) =>
      Promise.all(writes.map((write) => promisifyRequest(make(store, write)))),
    );
    rescue?.done();
  }

  const run: Connection['run'] = async (mode, work) => {
    const ready = adopted ?? adopt();
    // Where there is no room to write it, what is there can still be read; it is kept until there is.
    await (mode === 'readonly' ? ready.catch(() => undefined) : ready);
    return connection.run(mode, work);
  };

  async function write(...asked: Write): Promise<void> {
    const ended = rescue?.watch(...asked);
    try {
      await run('readwrite', (store) => committed(store, make(store, asked)));
    } finally {
      ended?.();
    }
  }

  return {
    async get(key) {
      checkKey(key);
      return run('readonly', (store) => promisifyRequest<Json | undefined>(store.get(key)));
    },
    async set(key, value) {
      checkKey(key);
      // Copied now: what the caller changes while the database opens is none of this write.
      await write(key, copyJson(value));
    },
    async delete(key) {
      checkKey(key);
      await write(key);
    },
    async list(prefix) {
      checkKey(prefix);
      const range = startingWith(prefix);
      return run('readonly', async (store) => {
        const requests = [store.getAllKeys(range), store.getAll(range)] as const;
        const [keys, values] = await Promise.all([
          promisifyRequest(requests[0]),
          promisifyRequest<Json[]>(requests[1]),
        ]);
        return keys.map((key, index) => [key as string, values[index] as Json] as const);
      });
    },
    async close() {
      await connection.close();
      rescue?.close();
    },
  };
}

const make = (store: IDBObjectStore, [key, ...value]: Write): IDBRequest =>
  value.length ? store.put(value[0], key) : store.delete(key);

/**
 * The last request of a transaction. Without waiting for it the browser is told to commit: otherwise the page would have
 * to live on until it hears of the request, and the last letters before a reload would be lost.
 */
function committed<T>({ transaction }: IDBObjectStore, request: IDBRequest<T>): Promise<T> {
  transaction.commit();
  return promisifyRequest(request);
}

/** Every string that starts with `prefix`: up to the next string that does not. */
function startingWith(prefix: string): IDBKeyRange {
  let end = prefix.length;
  while (end > 0 && prefix.charCodeAt(end - 1) === 0xffff) end -= 1;
  // After every string comes the first array.
  if (end === 0) return IDBKeyRange.bound(prefix, [], false, true);
  const next = prefix.slice(0, end - 1) + String.fromCharCode(prefix.charCodeAt(end - 1) + 1);
  return IDBKeyRange.bound(prefix, next, false, true);
}
