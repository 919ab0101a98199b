import { CHANNEL, notifyAtOnce, notifyWithin } from './channel.js';
import type { Database, Queryable, SqlValue } from './database.js';
import { failure } from './failure.js';
import { optional } from './optional.js';

interface Querying {
  query(sql: string, values?: SqlValue[]): Promise<{ rows: unknown[] }>;
}

/**
 * PostgreSQL within this process, kept in a folder or in memory. It has one connection, so that transactions come one
 * after another; one process at a time may have a folder open.
 *
 * @param folder where it is kept; made where it is not there. Without one it is gone with the process.
 * @throws Error where `@electric-sql/pglite` is not installed, or the folder cannot be opened.
 */
export async function pglite(folder?: string): Promise<Database> {
  const { PGlite } = await optional('@electric-sql/pglite', () => import('@electric-sql/pglite'));
  const engine = await PGlite.create(folder ?? 'memory://');
  const queries = queryable(engine);
  let closing: Promise<void> | undefined;
  return {
    ...queries,

    transaction: (work) =>
      engine.transaction((transaction) => {
        const within = queryable(transaction);
        return work({
          ...within,
          notify: (message) => notifyWithin(within, message),
          rollback: () => transaction.rollback(),
        });
      }),

    notify: (messages) => notifyAtOnce(queries, messages),

    listen(listener) {
      let stopped = false;
      const hear = (message: string): void => {
        if (!stopped) listener.message(message);
      };
      // It fails only where the database was closed before it began, and then there is nothing to hear.
      engine.listen(CHANNEL, hear).then(
        () => listener.connected(),
        () => (stopped = true),
      );
      return () => {
        stopped = true;
      };
    },

    close: () => (closing ??= engine.close()),
  };
}

function queryable(engine: Querying): Queryable {
  return {
    async query<Row>(sql: string, values: readonly SqlValue[] = []) {
      try {
        return (await engine.query(sql, [...values])).rows as Row[];
      } catch (error) {
        throw failure(error);
      }
    },
  };
}
