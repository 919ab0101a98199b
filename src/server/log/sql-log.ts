import type { LogId, Version } from '../../core/log/storage.js';
import type { Database, Queryable, Transaction } from '../database/database.js';
import { Problem } from '../problem.js';
import { migrate } from './migrations.js';
import { createNews, newsMessage } from './news.js';
import type { Append, AppendOutcome, Caller, Grants, KeptPage, PageLimit, ServerLog } from './server-log.js';
import * as sql from './statements.js';

/** The largest version that a column holds; no log gets that far. */
const LAST_VERSION = 2_147_483_647;

interface LogRow {
  readonly head: Version;
  readonly bytes: number;
}
interface TokenRow {
  readonly until: number | null;
}
interface AccessRow extends TokenRow {
  readonly head: Version;
  readonly known: boolean;
}
interface PageRow extends AccessRow {
  readonly version: Version | null;
  readonly id: string;
  readonly body: string;
}

/**
 * The server's log in PostgreSQL, or in whatever else speaks its SQL. Brings the schema up to date before it resolves.
 *
 * Any number of processes may work on one database: all that they share is in there.
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

    append: (log, caller, append) =>
      database.transaction(async (transaction) => {
        const kept = await lock(transaction, log, caller);
        const outcome = await write(transaction, log, caller, kept, append);
        if (outcome.status === 'appended' && !outcome.known) {
          const removes = append.grants.remove.length > 0 || append.grants.only !== undefined;
          const head = kept.head + append.entries.length;
          await transaction.notify(newsMessage({ log, head, access: removes }));
        }
        return outcome;
      }),

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
      news.close();
      await database.close();
    },
  };
}

/** Has the log to itself until the transaction ends, and the caller's word that it may be here. */
async function lock(transaction: Transaction, log: LogId, caller: Caller): Promise<LogRow> {
  const [kept] = await transaction.query<LogRow>(sql.LOCK_LOG, [log]);
  if (kept === undefined) throw new Problem('log-unknown');
  // A statement of its own: the one that waited for the lock still sees the tokens as they were before the wait.
  const [token] = await transaction.query<TokenRow>(sql.TOKEN, [log, caller.hash]);
  const refused = judge(token, caller);
  if (refused !== undefined) throw new Problem(refused);
  return kept;
}

async function access(database: Queryable, log: LogId, caller: Caller): ReturnType<ServerLog['check']> {
  const [row] = await database.query<AccessRow>(sql.ACCESS, [log, caller.hash]);
  if (row === undefined) return { refused: 'log-unknown' };
  const refused = judge(row.known ? row : undefined, caller);
  return refused === undefined ? { head: row.head, until: row.until ?? undefined } : { refused };
}

function judge(token: TokenRow | undefined, { now }: Caller): 'token-unknown' | 'token-expired' | undefined {
  if (token === undefined) return 'token-unknown';
  return token.until !== null && token.until <= now ? 'token-expired' : undefined;
}

async function page(
  database: Queryable,
  log: LogId,
  caller: Caller,
  after: Version,
  limit: PageLimit,
): Promise<KeptPage> {
  const from = Math.min(after, LAST_VERSION - 1);
  const values = [log, caller.hash, from, limit.entries, limit.bytes, caller.now];
  const rows = await database.query<PageRow>(sql.PAGE, values);
  const [first] = rows;
  if (first === undefined) throw new Problem('log-unknown');
  const refused = judge(first.known ? first : undefined, caller);
  if (refused !== undefined) throw new Problem(refused);
  const entries = rows.flatMap(({ id, version, body }) =>
    version === null ? [] : [{ id: JSON.parse(`"${id}"`) as string, version, body }],
  );
  return { entries, head: first.head };
}

async function write(
  transaction: Transaction,
  log: LogId,
  caller: Caller,
  { head, bytes }: LogRow,
  { expected, entries, grants, room, page: limit }: Append,
): Promise<AppendOutcome> {
  const ids = entries.map(({ id }) => JSON.stringify(id).slice(1, -1));
  const rows = await transaction.query<{ id: string; version: Version }>(sql.KNOWN, [log, ids]);
  const known = new Map(rows.map(({ id, version }) => [id, version]));
  if (known.size === ids.length) {
    return { status: 'appended', versions: ids.flatMap((id) => known.get(id) ?? []), known: true };
  }
  if (known.size > 0 || head !== expected) {
    return { status: 'conflict', newer: await page(transaction, log, caller, expected, limit) };
  }
  const sizes = entries.map(({ body }) => new TextEncoder().encode(body).length);
  const total = sizes.reduce((sum, size) => sum + size, bytes);
  if (head + ids.length > room.entries || total > room.bytes) return { status: 'log-full' };
  const bodies = entries.map(({ body }) => body);
  await transaction.query(sql.ADD_ENTRIES, [log, head, ids, bodies, sizes.map(String)]);
  await transaction.query(sql.MOVE_HEAD, [log, head + ids.length, total]);
  await change(transaction, log, grants);
  if (grants.add.length > 0) {
    const [count] = await transaction.query<{ tokens: number }>(sql.COUNT_TOKENS, [log]);
    if ((count?.tokens ?? 0) > room.tokens) throw new Problem('log-full', { detail: 'The log has too many tokens' });
  }
  return { status: 'appended', versions: ids.map((_, index) => head + index + 1), known: false };
}

/** One statement for each token, because where to look for its logs is kept by token. */
async function change(transaction: Transaction, log: LogId, { add, remove, only }: Grants): Promise<void> {
  const others = only ? await transaction.query<{ hash: string }>(sql.REMOVE_OTHERS, [log, only]) : [];
  for (const { hash } of others) await transaction.query(sql.FORGET_LOG, [hash, log]);
  for (const hash of remove) {
    await transaction.query(sql.REMOVE_TOKEN, [log, hash]);
    await transaction.query(sql.FORGET_LOG, [hash, log]);
  }
  for (const { hash, until } of add) {
    await transaction.query(sql.ADD_TOKEN, [log, hash, until ?? null]);
    await transaction.query(sql.REMEMBER_LOG, [hash, log]);
  }
}
