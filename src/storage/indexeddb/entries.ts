import { promisifyRequest } from 'idb-keyval';
import { throwIfAborted } from '../../core/log/arguments.js';
import type {
  AbortSignalLike,
  AppendResult,
  Entry,
  Json,
  LogId,
  LogPage,
  StoredEntry,
  Version,
} from '../../core/log/storage.js';
import { CONFLICT_PAGE } from '../shared/conflict-page.js';

/*
 * How logs lie in one object store. Keys are arrays, so that no log id can reach into another's keys:
 *
 *   [log, 'entry', version] → { id, body }
 *   [log, 'id', id]         → version
 *
 * Everything here happens inside one transaction, which the caller opens and waits for.
 */

const entryKey = (log: LogId, version: Version): IDBValidKey => [log, 'entry', version];
const idKey = (log: LogId, id: string): IDBValidKey => [log, 'id', id];

/** Everything of one log: in IndexedDB's order an array comes after every string. */
const wholeLog = (log: LogId): IDBKeyRange => IDBKeyRange.bound([log], [log, []]);

const entriesAfter = (log: LogId, after: Version): IDBKeyRange =>
  IDBKeyRange.bound(entryKey(log, after), entryKey(log, Infinity), true);

/** Reads the entries after a version, and the head. */
export async function readPage(store: IDBObjectStore, log: LogId, after: Version, limit: number): Promise<LogPage> {
  const range = entriesAfter(log, after);
  // Asked for at once, so that it is one trip to the browser's storage.
  const [head, keys, values] = await Promise.all([
    readHead(store, log),
    promisifyRequest(store.getAllKeys(range, limit)),
    promisifyRequest<unknown[]>(store.getAll(range, limit)),
  ]);
  return { entries: keys.map((key, index) => toEntry(versionOf(key), values[index])), head };
}

/** Compare-and-set: all entries or none. */
export async function appendEntries(
  store: IDBObjectStore,
  log: LogId,
  expected: Version,
  entries: readonly Entry[],
  signal?: AbortSignalLike,
): Promise<AppendResult> {
  const [head, ...found] = await Promise.all([
    readHead(store, log),
    ...entries.map(({ id }) => promisifyRequest<unknown>(store.get(idKey(log, id)))),
  ]);
  const known = found.filter((version): version is Version => typeof version === 'number');
  if (known.length === entries.length) return { status: 'appended', versions: known };
  if (known.length > 0 || head !== expected) {
    return { status: 'conflict', newer: await readPage(store, log, expected, CONFLICT_PAGE) };
  }
  throwIfAborted(signal);
  const versions = entries.map((_, index) => head + index + 1);
  // `add` and not `put`: should a key be taken after all, the whole transaction fails and nothing is overwritten.
  await Promise.all(
    entries.flatMap(({ id, body }, index) => {
      const version = head + index + 1;
      return [
        promisifyRequest(store.add({ id, body }, entryKey(log, version))),
        promisifyRequest(store.add(version, idKey(log, id))),
      ];
    }),
  );
  return { status: 'appended', versions };
}

/** Removes a log and every trace of it. */
export async function eraseLog(store: IDBObjectStore, log: LogId): Promise<void> {
  await promisifyRequest(store.delete(wholeLog(log)));
}

async function readHead(store: IDBObjectStore, log: LogId): Promise<Version> {
  const cursor = await promisifyRequest(store.openKeyCursor(entriesAfter(log, 0), 'prev'));
  return cursor === null ? 0 : versionOf(cursor.key);
}

/** The range asked for numbers in the third place, so that a number is there. */
function versionOf(key: IDBValidKey): Version {
  return (key as [LogId, 'entry', Version])[2];
}

/**
 * A value that somebody edited by hand is handed on as it is, under the empty id that no writer may use: the log above
 * can tell it from an entry, and the person can still export it.
 */
function toEntry(version: Version, value: unknown): StoredEntry {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && 'body' in value) {
    return { id: value.id, body: value.body as Json, version };
  }
  return { id: '', body: value as Json, version };
}
