import type { Client, ClientBase, Pool } from 'pg';
import { notifyAtOnce, notifyWithin } from './channel.js';
import type { Database, Queryable, SqlValue } from './database.js';
import { failure } from './failure.js';
import { optional } from './optional.js';
import { listen } from './postgres-listen.js';

/** Settings of {@link postgres}. */
export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database?sslmode=verify-full` */
  readonly url: string;
  /** Most connections at a time, beside the one that listens; 10 unless given. */
  readonly connections?: number;
  /** Milliseconds that a request waits for a connection or for the answer to one statement; 10,000 unless given. */
  readonly patience?: number;
}

/**
 * A PostgreSQL server, through a pool of connections and one that listens. Connections that die are replaced; nothing
 * that happens to one ends the process.
 *
 * @throws Error where `pg` is not installed. That the server cannot be reached shows with the first statement.
 * @example
 * ```ts
 * const log = await sqlLog(await postgres({ url: 'postgres://tandem@db.example/tandem?sslmode=verify-full' }));
 * ```
 */
export async function postgres({ url, connections = 10, patience = 10_000 }: PostgresOptions): Promise<Database> {
  const pg = (await optional('pg', () => import('pg'))).default;
  const settings = {
    connectionString: url,
    application_name: 'tandem',
    keepAlive: true,
    connectionTimeoutMillis: patience,
    // Ours gives up a little later than the server's, so that a connection is thrown away only where it is dead.
    statement_timeout: patience,
    query_timeout: patience + 1000,
  };
  const pool = new pg.Pool({ ...settings, max: connections });
  const listeners = new Set<() => Promise<void>>();
  let closing: Promise<void> | undefined;
  // Errors of connections come to whoever uses them too; these are for the ones that nobody uses right now.
  pool.on('error', survive);
  pool.on('connect', (client) => client.on('error', survive));

  const queries: Queryable = {
    query: (sql, values) => withClient(pool, (client) => queryable(client).query(sql, values)),
  };

  return {
    ...queries,

    transaction: (work) =>
      withClient(pool, async (client) => {
        const within = queryable(client);
        let isOpen = true;
        const end = async (how: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
          if (!isOpen) return;
          isOpen = false;
          await within.query(how);
        };
        await within.query('BEGIN');
        try {
          const result = await work({
            ...within,
            notify: (message) => notifyWithin(within, message),
            rollback: () => end('ROLLBACK'),
          });
          await end('COMMIT');
          return result;
        } catch (error) {
          // A dead connection takes its transaction along.
          if (!isBroken(error)) await end('ROLLBACK');
          throw error;
        }
      }),

    notify: (messages) => notifyAtOnce(queries, messages),

    listen(listener) {
      const stop = listen((): Client => new pg.Client(settings), listener);
      listeners.add(stop);
      return () => {
        listeners.delete(stop);
        void stop();
      };
    },

    close: () => (closing ??= Promise.all([pool.end(), ...[...listeners].map((stop) => stop())]).then(() => undefined)),
  };
}

/** An error event that nobody listens to would end the process. The pool replaces the connection by itself. */
function survive(): void {
  return undefined;
}

/** Lends a connection; one that failed other than by a wrong statement does not come back into the pool. */
async function withClient<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw failure(error);
  });
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    if (isBroken(error)) broken = error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A problem with a cause comes from the connection; one without it is the log's own answer. */
const isBroken = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'Problem' && error.cause !== undefined;

const names = new Map<string, string>();

/** Statements with a name are parsed and planned once for each connection. There are not many: none is made up. */
function nameOf(sql: string): string {
  const name = names.get(sql) ?? `tandem_${names.size + 1}`;
  names.set(sql, name);
  return name;
}

function queryable(client: ClientBase): Queryable {
  return {
    async query<Row>(sql: string, values: readonly SqlValue[] = []) {
      try {
        const query = values.length > 0 ? { name: nameOf(sql), text: sql, values: [...values] } : sql;
        return (await client.query(query)).rows as Row[];
      } catch (error) {
        throw failure(error);
      }
    },
  };
}
