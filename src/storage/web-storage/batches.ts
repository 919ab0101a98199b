import type { Entry, Json, LogId, LogPage, StoredEntry, Version } from '../../core/log/storage.js';
import { tryParse } from './parse.js';

/*
 * How logs lie in a `Storage`. One key holds one append, so that an append is one `setItem` and therefore there
 * wholly or not at all:
 *
 *   <prefix>/log/<log>/<first version>-<last version> → [{ id, body }, …]
 *
 * Neither a prefix nor a log id can contain a slash, so that no two logs share a key.
 */

/** Where one append lies, known from its key alone. */
export interface Batch {
  readonly key: string;
  readonly first: Version;
  readonly last: Version;
}

const RANGE = /^(\d{1,15})-(\d{1,15})$/;

export function batchKey(prefix: string, log: LogId, first: Version, last: Version): string {
  return `${logPrefix(prefix, log)}${first}-${last}`;
}

/** The log that a key belongs to, if it is one of ours. */
export function logOfKey(prefix: string, key: string): LogId | undefined {
  const start = `${prefix}/log/`;
  if (!key.startsWith(start)) return undefined;
  const [log, range, ...more] = key.slice(start.length).split('/');
  return log !== undefined && range !== undefined && more.length === 0 && RANGE.test(range) ? log : undefined;
}

/** The appends of one log, in order. Looks at keys only. */
export function batchesOf(area: Storage, prefix: string, log: LogId): readonly Batch[] {
  const start = logPrefix(prefix, log);
  return keysOf(area)
    .filter((key) => key.startsWith(start))
    .flatMap((key) => {
      const [, first, last] = RANGE.exec(key.slice(start.length)) ?? [];
      return first === undefined || last === undefined ? [] : { key, first: Number(first), last: Number(last) };
    })
    .sort((a, b) => a.first - b.first || a.last - b.last);
}

export function headOf(batches: readonly Batch[]): Version {
  return batches.reduce((head, { last }) => Math.max(head, last), 0);
}

/** Reads the entries after a version out of the batches that hold them. */
export function readBatches(area: Storage, batches: readonly Batch[], after: Version, limit: number): LogPage {
  const entries: StoredEntry[] = [];
  for (const batch of batches) {
    if (entries.length >= limit) break;
    if (batch.last > after) entries.push(...entriesOf(area, batch, after, limit - entries.length));
  }
  return { entries, head: headOf(batches) };
}

/** The versions of those ids that the log has already. Reads the whole log. */
export function findIds(area: Storage, batches: readonly Batch[], ids: readonly string[]): readonly Version[] {
  const wanted = new Map<string, Version | undefined>(ids.map((id) => [id, undefined]));
  for (const batch of batches) {
    for (const { id, version } of entriesOf(area, batch, 0, Infinity)) if (wanted.has(id)) wanted.set(id, version);
  }
  return [...wanted.values()].filter((version) => version !== undefined);
}

export function keysOf(area: Storage): readonly string[] {
  return Array.from({ length: area.length }, (_, index) => area.key(index)).filter((key) => key !== null);
}

const logPrefix = (prefix: string, log: LogId): string => `${prefix}/log/${log}/`;

/**
 * The entries of a batch. What somebody edited by hand until it is no entry any more is handed on under the empty id
 * that no writer may use, with the text as it is found: the log above can tell it from an entry.
 */
function entriesOf(area: Storage, { key, first, last }: Batch, after: Version, limit: number): readonly StoredEntry[] {
  const text = area.getItem(key) ?? '';
  const value = tryParse(text);
  const values = Array.isArray(value) ? (value as readonly Json[]) : undefined;
  const entries: StoredEntry[] = [];
  // An edited key may claim any number of versions; those that its value has nothing for are a gap.
  const end = Math.min(last, first + Math.max(values?.length ?? 0, 1) - 1);
  for (let version = Math.max(first, after + 1); version <= end && entries.length < limit; version += 1) {
    entries.push(values ? toEntry(version, values[version - first] ?? null) : { id: '', body: text, version });
  }
  return entries;
}

function toEntry(version: Version, value: Json): StoredEntry {
  const { id, body } = (value ?? {}) as Partial<Entry>;
  return typeof id === 'string' && body !== undefined ? { id, body, version } : { id: '', body: value, version };
}
