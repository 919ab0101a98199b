import { TandemError } from '../errors.js';
import type { AbortSignalLike, Entry, Json, LogId, ReadOptions, StorageCallOptions, Version } from './storage.js';

/*
 * What every `LogStorage` has to check before it does anything. Here once, so that misuse looks the same in every
 * adapter, an integrator's own included.
 */

const LOG_ID = /^[A-Za-z0-9._:-]{1,200}$/;

/**
 * Checks that a value can name a log.
 *
 * @throws TypeError where it is not 1 to 200 characters out of `A-Z a-z 0-9 . _ : -`.
 */
export function checkLogId(log: LogId): void {
  if (typeof log !== 'string' || !LOG_ID.test(log)) {
    throw new TypeError('A log id is 1 to 200 characters out of A-Z a-z 0-9 . _ : -');
  }
}

/**
 * Checks the arguments of `LogStorage.read`.
 *
 * @throws TypeError for misuse; TandemError `ABORTED` where the signal is aborted already.
 */
export function checkRead(log: LogId, after: Version, options?: ReadOptions): void {
  checkLogId(log);
  checkVersion(after, 'after');
  const limit = options?.limit;
  if (limit !== undefined && (!Number.isSafeInteger(limit) || limit < 1)) {
    throw new TypeError('limit is a whole number of at least 1');
  }
  throwIfAborted(options?.signal);
}

/**
 * Checks the arguments of `LogStorage.append` and copies the entries, so that nothing the caller does to them later
 * can change what is kept. What JSON leaves out (`undefined`, functions) is left out of the copy as well.
 *
 * @returns the copies, holding `id` and `body` alone.
 * @throws TypeError for misuse: no entries, an id given twice, a bad id, a body that is not JSON; TandemError `ABORTED`
 * where the signal is aborted already.
 */
export function checkAppend(
  log: LogId,
  expected: Version,
  entries: readonly Entry[],
  options?: StorageCallOptions,
): readonly Entry[] {
  checkLogId(log);
  checkVersion(expected, 'expected');
  if (!Array.isArray(entries) || entries.length === 0) throw new TypeError('An append needs at least one entry');
  const ids = new Set<string>();
  const copies = (entries as readonly Entry[]).map((entry) => {
    const id: unknown = (entry as Entry | null | undefined)?.id;
    if (typeof id !== 'string' || id.length < 1 || id.length > 200) {
      throw new TypeError('An entry has an id of 1 to 200 characters');
    }
    ids.add(id);
    return { id, body: copyJson(entry.body) };
  });
  if (ids.size < copies.length) throw new TypeError('An entry id was given twice in one append');
  throwIfAborted(options?.signal);
  return copies;
}

/**
 * A deep copy of a JSON value, sharing nothing with the original.
 *
 * @throws TypeError where the value cannot be written as JSON.
 */
export function copyJson(value: Json): Json {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new TypeError('The value cannot be written as JSON', { cause });
  }
  if (text === undefined) throw new TypeError('The value cannot be written as JSON');
  return JSON.parse(text) as Json;
}

/**
 * Stops a call that was cancelled.
 *
 * @throws TandemError `ABORTED`, with the signal's reason as its cause.
 */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) throw new TandemError('ABORTED', 'The call was cancelled', { cause: signal.reason });
}

function checkVersion(version: Version, name: string): void {
  if (!Number.isSafeInteger(version) || version < 0) throw new TypeError(`${name} is a whole number of at least 0`);
}
