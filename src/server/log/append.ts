import type { LogId, Version } from '../../core/log/storage.js';
import type { Database, Queryable, Transaction } from '../database/database.js';
import { Problem } from '../problem.js';
import { change, judge, LAST_VERSION, page, type TokenRow } from './access.js';
import { newsMessage } from './news.js';
import type { Append, AppendOutcome, Caller, Grants } from './server-log.js';
import * as sql from './statements.js';

interface LogRow {
  readonly head: Version;
  readonly bytes: number;
}

/** What became of an append, and of what followers are to be told now that it is committed. */
interface Appended {
  readonly outcome: AppendOutcome;
  /** The head to tell of; none where nothing is new, or where the transaction has told of it. */
  readonly tell?: Version;
}

/**
 * Appends in one statement where nothing stands against it, which is nearly always. Where something does, or tokens
 * change as well, a transaction that looks at one thing after another decides what the answer is.
 */
export async function append(database: Database, log: LogId, caller: Caller, append: Append): Promise<Appended> {
  const ids = append.entries.map(({ id }) => JSON.stringify(id).slice(1, -1));
  const versions = await appendAtOnce(database, log, caller, append, ids);
  if (versions !== undefined) {
    return { outcome: { status: 'appended', versions, known: false }, tell: versions.at(-1) ?? 0 };
  }
  return database.transaction((transaction) => appendWithin(transaction, log, caller, append, ids));
}

async function appendAtOnce(
  database: Queryable,
  log: LogId,
  caller: Caller,
  { expected, entries, grants, room }: Append,
  ids: readonly string[],
): Promise<readonly Version[] | undefined> {
  if (changesAccess(grants) || expected + ids.length > Math.min(room.entries, LAST_VERSION)) return undefined;
  const { bodies, sizes, total } = measure(entries);
  const values = [log, caller.hash, expected, ids, bodies, sizes, total, room.bytes, caller.now];
  const added = await database.query<{ version: Version }>(sql.APPEND, values);
  return added.length > 0 ? ids.map((_, index) => expected + index + 1) : undefined;
}

async function appendWithin(
  transaction: Transaction,
  log: LogId,
  caller: Caller,
  append: Append,
  ids: readonly string[],
): Promise<Appended> {
  const kept = await lock(transaction, log, caller);
  const outcome = await write(transaction, log, caller, kept, append, ids);
  if (outcome.status !== 'appended' || outcome.known) {
    // Nothing was written but the lock, and that is not worth a flush to disk.
    await transaction.rollback();
    // The process that wrote it may have died before it told anybody.
    return outcome.status === 'appended' ? { outcome, tell: kept.head } : { outcome };
  }
  const head = kept.head + ids.length;
  if (!removesAccess(append.grants)) return { outcome, tell: head };
  // Whoever is locked out hears no more from the moment of the commit on, whatever becomes of this process.
  await transaction.notify(newsMessage({ log, head, access: true }));
  return { outcome };
}

/** Has the log to itself until the transaction ends, and the caller's word that it may be here. */
export async function lock(transaction: Queryable, log: LogId, caller: Caller): Promise<LogRow> {
  const [kept] = await transaction.query<LogRow>(sql.LOCK_LOG, [log]);
  if (kept === undefined) throw new Problem('log-unknown');
  // A statement of its own: the one that waited for the lock still sees the tokens as they were before the wait.
  const [token] = await transaction.query<TokenRow>(sql.TOKEN, [log, caller.hash]);
  const refused = judge(token, caller);
  if (refused !== undefined) throw new Problem(refused);
  return kept;
}

async function write(
  transaction: Queryable,
  log: LogId,
  caller: Caller,
  { head, bytes }: LogRow,
  { expected, entries, grants, room, page: limit }: Append,
  ids: readonly string[],
): Promise<AppendOutcome> {
  const rows = await transaction.query<{ id: string; version: Version }>(sql.KNOWN, [log, ids]);
  const known = new Map(rows.map(({ id, version }) => [id, version]));
  if (known.size === ids.length) {
    return { status: 'appended', versions: ids.flatMap((id) => known.get(id) ?? []), known: true };
  }
  if (known.size > 0 || head !== expected) {
    return { status: 'conflict', newer: await page(transaction, log, caller, expected, limit) };
  }
  const { bodies, sizes, total } = measure(entries);
  if (head + ids.length > room.entries || bytes + total > room.bytes) return { status: 'log-full' };
  await transaction.query(sql.ADD_ENTRIES, [log, head, ids, bodies, sizes]);
  await transaction.query(sql.MOVE_HEAD, [log, head + ids.length, bytes + total]);
  await change(transaction, log, grants);
  if (grants.add.length > 0) {
    const [count] = await transaction.query<{ tokens: number }>(sql.COUNT_TOKENS, [log]);
    if ((count?.tokens ?? 0) > room.tokens) throw new Problem('log-full', { detail: 'The log has too many tokens' });
  }
  return { status: 'appended', versions: ids.map((_, index) => head + index + 1), known: false };
}

/** The bodies as the statements take them, and how large they are. */
function measure(entries: Append['entries']) {
  const encoder = new TextEncoder();
  const bodies = entries.map(({ body }) => body);
  const lengths = bodies.map((body) => encoder.encode(body).length);
  return { bodies, sizes: lengths.map(String), total: lengths.reduce((sum, length) => sum + length, 0) };
}

const removesAccess = ({ remove, only }: Grants): boolean => remove.length > 0 || only !== undefined;
const changesAccess = (grants: Grants): boolean => grants.add.length > 0 || removesAccess(grants);
