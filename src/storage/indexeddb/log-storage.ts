import { checkAppend, checkLogId, checkRead, throwIfAborted } from '../../core/log/arguments.js';
import type { LogStorage } from '../../core/log/storage.js';
import { closedError } from '../shared/closed.js';
import type { Connection } from './connection.js';
import { appendEntries, eraseLog, readPage } from './entries.js';
import { canBeLive, createLive } from './live.js';

/** Most entries of one `read` that asks for no limit, so that opening a long log never holds all of it twice. */
const DEFAULT_PAGE = 1000;

/** The `LogStorage` on an IndexedDB connection. */
export function createLogStorage(connection: Connection, database: string): LogStorage {
  const live = canBeLive() ? createLive(database) : undefined;
  let closed = false;

  function assertOpen(): void {
    if (closed) throw closedError('indexedDb');
  }

  const storage: LogStorage = {
    name: 'indexedDb',
    supports: { durable: true, live: live !== undefined, shared: false },

    async read(log, after, options) {
      assertOpen();
      checkRead(log, after, options);
      const limit = options?.limit ?? DEFAULT_PAGE;
      const page = await connection.run('readonly', (store) => readPage(store, log, after, limit), options?.signal);
      throwIfAborted(options?.signal);
      return page;
    },

    async append(log, expected, entries, options) {
      assertOpen();
      const added = checkAppend(log, expected, entries, options);
      const result = await connection.run(
        'readwrite',
        (store) => appendEntries(store, log, expected, added, options?.signal),
        options?.signal,
      );
      if (result.status === 'appended' && !closed) live?.tell(log, Math.max(...result.versions));
      return result;
    },

    async erase(log) {
      assertOpen();
      checkLogId(log);
      await connection.run('readwrite', (store) => eraseLog(store, log));
      if (!closed) live?.tell(log, 0);
    },

    async close() {
      closed = true;
      live?.close();
      await connection.close();
    },
  };
  if (!live) return storage;
  return {
    ...storage,
    subscribe(log, listener) {
      assertOpen();
      checkLogId(log);
      return live.subscribe(log, listener);
    },
  };
}
