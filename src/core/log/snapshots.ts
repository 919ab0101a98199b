import type { LocalStore } from './local-store.js';
import type { Json, LogId, Version } from './storage.js';

/**
 * A folded document, kept on the device so that the next opening need not fold the whole log. Only ever a saving of
 * work: the log is the truth, and a snapshot counts only while the log still has the entry that it ends with.
 */
export interface DocumentSnapshot<Document> {
  readonly version: Version;
  /** Ids of the entries 1..version: they tell whether a command is in the log already. */
  readonly ids: readonly string[];
  /** Missing where it was written in another format. */
  readonly document: Document | undefined;
}

const keyOf = (log: LogId): string => `snapshot/${log}`;

/** Reads the snapshot of a log. One that makes no sense counts as none. */
export async function readSnapshot<Document>(
  local: LocalStore,
  log: LogId,
  format: number,
): Promise<DocumentSnapshot<Document> | undefined> {
  const row = (await local.get(keyOf(log))) as Readonly<Record<string, Json>> | null | undefined;
  if (typeof row !== 'object' || row === null) return undefined;
  const { version, ids, entryId, document } = row;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return undefined;
  const whole =
    row['format'] === format &&
    document !== undefined &&
    Array.isArray(ids) &&
    ids.length === version &&
    ids.every((id) => typeof id === 'string') &&
    new Set(ids).size === version &&
    ids[version - 1] === entryId;
  if (!whole) return { version, ids: [], document: undefined };
  return { version, ids, document: document as Document };
}

/** Replaces the snapshot of a log. */
export async function writeSnapshot(
  local: LocalStore,
  log: LogId,
  format: number,
  ids: readonly string[],
  document: unknown,
): Promise<void> {
  // `entryId` repeats the last id on purpose: it is what a reader of the row compares with the log.
  const entryId = ids.at(-1) ?? '';
  await local.set(keyOf(log), { format, version: ids.length, entryId, ids, document: document as Json });
}
