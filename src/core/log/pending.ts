import type { TandemError } from '../errors.js';
import type { Deferred } from './lane.js';
import type { Receipt } from './replica-types.js';
import type { Json, LogId } from './storage.js';

/** Whether a row is durable; an error where the device could not keep it. */
export type Keeping = 'not yet' | 'yes' | TandemError;

/**
 * A command that was accepted and is not known to be in the log. Rows of the device store: the key
 * `pending/<log>/<session>/<sequence>`, the value `{ command, follows? }`.
 */
export interface PendingItem<Document, Command, Fact> {
  readonly command: Command;
  readonly session: string;
  readonly sequence: number;
  /** Its row in the device store. */
  readonly key: string;
  /** Id of the pending command that its session had sent before it, if there was one. */
  readonly follows: string | undefined;
  /** Rows of the tray that it comes from; they go when its own row is there. */
  readonly formerKeys: readonly string[];
  /** Read back from the device: another tab may hold it as well, and may have sent it. */
  readonly adopted: boolean;
  kept: Keeping;
  /** Appends without an answer: after one of them it may be in the log already. */
  unanswered: number;
  /** What follows from it on top of those before it; missing while it is held back. */
  facts: readonly Fact[] | undefined;
  /** The optimistic document after it. */
  after: Document;
  /** Sends that wait for the answer. */
  readonly waiters: Deferred<Receipt<Fact>>[];
}

/** Digits enough for every command that a device will ever hold, so that the order of keys is the order of sending. */
const SEQUENCE_DIGITS = 12;

/** All rows of a log start with this. Log ids and sessions have no slash, so no log is a prefix of another. */
export const pendingPrefix = (log: LogId): string => `pending/${log}/`;

/** Key of one row. */
export function pendingKey(log: LogId, session: string, sequence: number): string {
  return `${pendingPrefix(log)}${session}/${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;
}

/** A pending row as read back. */
export interface PendingRow<Command> {
  readonly key: string;
  readonly session: string;
  readonly sequence: number;
  readonly command: Command;
  readonly follows: string | undefined;
}

/**
 * Reads rows back, of all sessions, in the order of sending: a session starts counting above everything it found on
 * the device, so `sequence` orders what was sent in one session after another.
 *
 * Rows of other sessions belong to pages that are gone, or to other tabs that are still open. Both are adopted: the log
 * takes an entry id only once, so whoever appends first wins and the other finds its command confirmed.
 */
export function parsePendingRows<Command>(
  log: LogId,
  rows: readonly (readonly [key: string, value: Json])[],
  revive: (value: Json) => Command | undefined,
): { readonly rows: readonly PendingRow<Command>[]; readonly unreadable: readonly (readonly [string, Json])[] } {
  const good: PendingRow<Command>[] = [];
  const unreadable: (readonly [string, Json])[] = [];
  for (const [key, value] of rows) {
    const [session = '', digits = '', ...rest] = key.slice(pendingPrefix(log).length).split('/');
    const sequence = /^\d{1,15}$/.test(digits) && rest.length === 0 ? Number(digits) : undefined;
    const command = reviveRow(value, revive);
    if (sequence === undefined || command === undefined) unreadable.push([key, value]);
    else {
      const { follows } = value as { readonly follows?: Json };
      good.push({ key, session, sequence, command, follows: typeof follows === 'string' ? follows : undefined });
    }
  }
  // The list is ordered by session already, and the sort is stable.
  return { rows: good.sort((a, b) => a.sequence - b.sequence), unreadable };
}

/**
 * Adopted commands whose predecessor is neither in the log nor waiting in front of them: it is in the tray, or was
 * dismissed from there, by another tab; or it was never kept. Going ahead without it would be overtaking.
 */
export function orphansOf<
  Item extends { readonly follows: string | undefined; readonly command: { readonly id: string } },
>(
  queue: readonly Item[],
  inLog: (id: string) => boolean,
): readonly { readonly kind: 'behind'; readonly item: Item; readonly behind: string }[] {
  const waiting = new Set<string>();
  return queue.flatMap((item) => {
    const { follows } = item;
    if (follows !== undefined && !waiting.has(follows) && !inLog(follows)) {
      return [{ kind: 'behind' as const, item, behind: follows }];
    }
    waiting.add(item.command.id);
    return [];
  });
}

/** The command in `{ command }`, or `undefined`: also where the language throws over what it finds. */
export function reviveRow<Command>(value: Json, revive: (value: Json) => Command | undefined): Command | undefined {
  const command = (value as { readonly command?: Json } | null)?.command;
  if (command === undefined) return undefined;
  try {
    return revive(command);
  } catch (_unreadable) {
    return undefined; // nothing is lost: the row stays and is shown as unreadable
  }
}
