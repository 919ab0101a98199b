import type { AppendResult, Entry, Json, LogId, LogStorage, StoredEntry, Version } from '../../core/log/storage.js';
import { assert, assertEqual } from './assert.js';

/** Entries `<prefix>1` to `<prefix>n`, telling in their body which they are. */
export function entries(prefix: string, count: number, body: (index: number) => Json = (n) => ({ n })): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index + 1}`, body: body(index + 1) }));
}

/** Appends what has to be appended, and checks the versions that the answer gives. */
export async function appendAll(
  storage: LogStorage,
  log: LogId,
  expected: Version,
  added: readonly Entry[],
): Promise<void> {
  const result = await storage.append(log, expected, added);
  assertAppended(
    result,
    added.map((_, index) => expected + index + 1),
    'append',
    false,
  );
}

/** Checks an answer to an append; `known` where it has to be certain whether the entries were there before. */
export function assertAppended(
  result: AppendResult,
  versions: readonly Version[],
  what: string,
  known?: boolean,
): void {
  assert(result.status === 'appended', `${what}: expected 'appended', got '${result.status}'`);
  assertEqual(result.versions, versions, `${what}: versions`);
  if (known !== undefined) assertEqual(result.known, known, `${what}: known`);
}

/** Checks that it is a conflict, and that what it brings is what came after `expected`. */
export function assertConflict(
  result: AppendResult,
  expected: Version,
  present: readonly StoredEntry[],
  what: string,
): void {
  assert(result.status === 'conflict', `${what}: expected 'conflict', got '${result.status}'`);
  assertEqual(result.newer.head, present.length, `${what}: newer.head`);
  const newer = present.slice(expected);
  assertEqual(
    result.newer.entries,
    newer.slice(0, result.newer.entries.length),
    `${what}: newer.entries are what came after ${expected}`,
  );
  assert(
    newer.length === 0 || result.newer.entries.length > 0,
    `${what}: newer.entries hold at least one of the ${newer.length} newer entries`,
  );
}

/** All of a log, page by page, checked to be contiguous from `after + 1` to the head. */
export async function readAll(storage: LogStorage, log: LogId, after: Version = 0): Promise<readonly StoredEntry[]> {
  const all: StoredEntry[] = [];
  for (;;) {
    const page = await storage.read(log, after + all.length);
    for (const entry of page.entries) {
      assertEqual(entry.version, after + all.length + 1, `read: the next version of log ${log}`);
      all.push(entry);
    }
    if (after + all.length >= page.head) {
      assert(after + all.length === Math.max(page.head, after), `read: head ${page.head} but ${all.length} entries`);
      return all;
    }
    assert(page.entries.length > 0, `read: an empty page after version ${after + all.length}, but head ${page.head}`);
  }
}

export async function assertHolds(
  storage: LogStorage,
  log: LogId,
  expected: readonly Entry[],
  what: string,
): Promise<void> {
  const stored = expected.map((entry, index) => ({ ...entry, version: index + 1 }));
  assertEqual(await readAll(storage, log), stored, what);
}
