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
 * Everything here happens inside one transaction, which the caller opens and waits for. Requests are all made before
 * any of them is awaited: it is one trip to the browser's storage, and a request that cannot be made leaves no promise
 * behind that nobody listens to.
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
  const requests = [headCursor(store, log), store.getAllKeys(range, limit), store.getAll(range, limit)] as const;
  const [cursor, keys, values] = await Promise.all([
    promisifyRequest(requests[0]),
    promisifyRequest(requests[1]),
    promisifyRequest<unknown[]>(requests[2]),
  ]);
  return { entries: keys.map((key, index) => toEntry(versionOf(key), values[index])), head: headOf(cursor) };
}

/** Compare-and-set: all entries or none. */
export async function appendEntries(
  store: IDBObjectStore,
  log: LogId,
  expected: Version,
  entries: readonly Entry[],
  signal?: AbortSignalLike,
): Promise<AppendResult> {
  const headRequest = headCursor(store, log);
  const idRequests = entries.map(({ id }): IDBRequest<unknown> => store.get(idKey(log, id)));
  const [cursor, ...found] = await Promise.all([
    promisifyRequest(headRequest),
    ...idRequests.map((request) => promisifyRequest(request)),
  ]);
  const head = headOf(cursor);
  const known = found.filter((version): version is Version => typeof version === 'number');
  if (known.length === entries.length) return { status: 'appended', versions: known, known: true };
  if (known.length > 0 || head !== expected) {
    return { status: 'conflict', newer: await readPage(store, log, expected, CONFLICT_PAGE) };
  }
  throwIfAborted(signal);
  // `add` and not `put`: should a key be taken after all, the whole transaction fails and nothing is overwritten. What
  // becomes of the requests is for the transaction to tell.
  const versions = entries.map(({ id, body }, index) => {
    const version = head + index + 1;
    store.add({ id, body }, entryKey(log, version));
    store.add(version, idKey(log, id));
    return version;
  });
  return { status: 'appended', versions, known: false };
}

/** Removes a log and every trace of it. */
export async function eraseLog(store: IDBObjectStore, log: LogId): Promise<void> {
  await promisifyRequest(store.delete(wholeLog(log)));
}

/** Only a key is read: the last body may be long. */
function headCursor(store: IDBObjectStore, log: LogId): IDBRequest<IDBCursor | null> {
  return store.openKeyCursor(entriesAfter(log, 0), 'prev');
}

function headOf(cursor: IDBCursor | null): Version {
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
