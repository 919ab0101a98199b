import type { LogId } from '../../core/log/storage.js';
import type { Database } from '../database/database.js';
import { access, change, page } from './access.js';
import { append, lock } from './append.js';
import { migrate } from './migrations.js';
import { createNews, newsMessage } from './news.js';
import type { ServerLog } from './server-log.js';
import * as sql from './statements.js';

/**
 * The server's log in PostgreSQL, or in whatever else speaks its SQL. Brings the schema up to date before it resolves.
 *
 * Any number of processes may work on one database: all that they share is in there. Tokens and entries change only while
 * the log's row is locked, and only together with its head, or as the row is made or removed: {@link sql.APPEND} is built
 * on that.
 *
 * @throws Error where a newer version of the server has used the database; {@link Problem} `unavailable` where it cannot
 * be reached.
 * @example
 * ```ts
 * const log = await sqlLog(await pglite('./data'));
 * const handler = createSyncHandler({ log });
 * ```
 */
export async function sqlLog(database: Database): Promise<ServerLog> {
  await migrate(database);
  const news = createNews(database);

  return {
    create: (log, caller, add) =>
      database.transaction(async (transaction) => {
        const created = await transaction.query(sql.CREATE_LOG, [log]);
        if (created.length > 0) {
          await change(transaction, log, { add, remove: [] });
          return 'created';
        }
        return 'refused' in (await access(transaction, log, caller)) ? 'exists' : 'opened';
      }),

    async find(caller) {
      const found = await database.query<{ id: LogId }>(sql.FIND_LOGS, [caller.hash]);
      const open: LogId[] = [];
      for (const { id } of found) if (!('refused' in (await access(database, id, caller)))) open.push(id);
      return open;
    },

    check: (log, caller) => access(database, log, caller),

    read: (log, caller, after, limit) => page(database, log, caller, after, limit),

    async append(log, caller, given) {
      const { outcome, tell } = await append(database, log, caller, given);
      if (tell !== undefined) news.tell({ log, head: tell, access: false });
      return outcome;
    },

    erase: (log, caller) =>
      database.transaction(async (transaction) => {
        await lock(transaction, log, caller);
        const hashes = await transaction.query<{ hash: string }>(sql.REMOVE_TOKENS, [log]);
        for (const { hash } of hashes) await transaction.query(sql.FORGET_LOG, [hash, log]);
        await transaction.query(sql.REMOVE_ENTRIES, [log]);
        await transaction.query(sql.REMOVE_LOG, [log]);
        await transaction.notify(newsMessage({ log, head: 0, access: true }));
      }),

    follow: (listener) => news.follow(listener),

    async ready() {
      await database.query('SELECT 1');
    },

    async close() {
      await news.close();
      await database.close();
    },
  };
}
