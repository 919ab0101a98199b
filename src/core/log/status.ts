import type { TandemError } from '../errors.js';
import type { SyncStatus } from './replica-types.js';

/** Everything that the sync status follows from. */
export interface StatusInput {
  readonly closed: boolean;
  /** The document is there. */
  readonly loaded: boolean;
  /** Why the log cannot be followed. */
  readonly broken: TandemError | undefined;
  /** Why the log could not be reached at the last attempt. */
  readonly logError: TandemError | undefined;
  /** Why this device could not keep a pending command. No worry while the command is on its way into the log. */
  readonly unkeptPending: TandemError | undefined;
  /** Why this device could not keep something of the attention tray, which has no other place. */
  readonly unkeptAttention: TandemError | undefined;
  /** How many commands are not in the log. */
  readonly pending: number;
}

/** What to tell the person; the danger of losing something comes first. */
export function statusOf(input: StatusInput): SyncStatus {
  const { broken, logError, unkeptPending, unkeptAttention } = input;
  if (input.closed) return { state: 'closed' };
  const unkept = unkeptAttention ?? ((logError ?? broken) ? unkeptPending : undefined);
  if (unkept) return { state: 'unsaved', error: unkept };
  if (broken) return { state: 'read-only', error: broken };
  if (logError) return { state: 'waiting', error: logError };
  if (!input.loaded) return { state: 'opening' };
  return { state: input.pending > 0 ? 'saving' : 'saved' };
}

/** Keeps the old object where nothing has changed, so that watchers can compare by identity. */
export function sameStatus(before: SyncStatus, after: SyncStatus): SyncStatus {
  return before.state === after.state && before.error === after.error ? before : after;
}

/** The same trouble again is the same error object: nothing new to tell. */
export function sameProblem(before: TandemError | undefined, after: TandemError | undefined): TandemError | undefined {
  const same = before && after && before.code === after.code && before.details['version'] === after.details['version'];
  return same ? before : after;
}
