import type { LogId, Version } from '../../core/log/storage.js';
import type { Queryable } from '../database/database.js';
import { Problem } from '../problem.js';
import type { Caller, Grants, KeptPage, PageLimit, ServerLog } from './server-log.js';
import * as sql from './statements.js';

/** The largest version that a column holds; no log gets that far. */
export const LAST_VERSION = 2_147_483_647;

export interface TokenRow {
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

/** What a token is good for at this moment. */
export async function access(database: Queryable, log: LogId, caller: Caller): ReturnType<ServerLog['check']> {
  const [row] = await database.query<AccessRow>(sql.ACCESS, [log, caller.hash]);
  if (row === undefined) return { refused: 'log-unknown' };
  const refused = judge(row.known ? row : undefined, caller);
  return refused === undefined ? { head: row.head, until: row.until ?? undefined } : { refused };
}

export function judge(token: TokenRow | undefined, { now }: Caller): 'token-unknown' | 'token-expired' | undefined {
  if (token === undefined) return 'token-unknown';
  return token.until !== null && token.until <= now ? 'token-expired' : undefined;
}

/** A stretch of the log, for whoever may read it. */
export async function page(
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

/** One statement for each token, because where to look for its logs is kept by token. */
export async function change(transaction: Queryable, log: LogId, { add, remove, only }: Grants): Promise<void> {
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
