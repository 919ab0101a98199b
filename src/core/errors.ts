/**
 * Every code that a {@link TandemError} can carry. Match on the code, never on the message.
 *
 * - `STORAGE_*`: the place where a log is kept failed. `STORAGE_REJECTED`: it will never take the entry
 *   (`details.entry`, its id, where that is known), e.g. because it is too large.
 * - `NETWORK_*`: a place on another machine cannot be reached (`OFFLINE`), does not let this device in (`REFUSED`), asks
 *   for patience (`LIMITED`, `details.retryAfter` in ms), or gives no answer that makes sense (`FAILED`).
 * - `LOG_*`: what the log holds is not what it should hold. `LOG_FORGED`: an entry is not what a member's device signed.
 * - `ENCRYPTION_*`: this page has no cryptography (`UNAVAILABLE`: not served over HTTPS), or this device has no keys to
 *   the log (`KEYS_MISSING`).
 * - `INVITATION_*`: the link is cut off or none at all (`INVALID`), too old (`EXPIRED`), was opened before (`USED`), or
 *   is for another partnership or person (`OTHER`).
 * - `RECOVERY_*`: the code is mistyped (`INVALID`), or opens nothing any more (`UNKNOWN`).
 * - `FACT_UNKNOWN`: a newer version of Tandem wrote something this one cannot read; the partnership is read-only.
 * - `COMMAND_REFUSED`: a rule of the coaching cycle says no; `details.reason` is the rule's own code.
 * - `VALIDATION_FAILED`: the input has the wrong shape; `details.issues` says where.
 * - `NOT_CONNECTED`: a widget was asked for something that needs a partnership, and has none.
 * - `ABORTED`: the caller's own signal stopped the call.
 */
export type TandemErrorCode =
  | 'STORAGE_UNAVAILABLE'
  | 'STORAGE_QUOTA_EXCEEDED'
  | 'STORAGE_CONNECTION_LOST'
  | 'STORAGE_BLOCKED'
  | 'STORAGE_CLOSED'
  | 'STORAGE_FAILED'
  | 'STORAGE_REJECTED'
  | 'NETWORK_OFFLINE'
  | 'NETWORK_REFUSED'
  | 'NETWORK_LIMITED'
  | 'NETWORK_FAILED'
  | 'LOG_ENTRY_CORRUPT'
  | 'LOG_GAP'
  | 'LOG_REWRITTEN'
  | 'LOG_FORGED'
  | 'ENCRYPTION_UNAVAILABLE'
  | 'ENCRYPTION_KEYS_MISSING'
  | 'INVITATION_INVALID'
  | 'INVITATION_EXPIRED'
  | 'INVITATION_USED'
  | 'INVITATION_OTHER'
  | 'RECOVERY_INVALID'
  | 'RECOVERY_UNKNOWN'
  | 'FACT_UNKNOWN'
  | 'COMMAND_REFUSED'
  | 'VALIDATION_FAILED'
  | 'NOT_CONNECTED'
  | 'ABORTED';

/** What a {@link TandemError} may say beside its code. Ids, codes and numbers only: never what a person wrote. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error class of Tandem. Its message is for programmers and never contains what a person wrote.
 *
 * @example
 * ```ts
 * try {
 *   await partnership.send({ type: 'goal.agree', seat: 1, goal: 'g1', revision: 1 });
 * } catch (error) {
 *   if (isTandemError(error, 'COMMAND_REFUSED')) showReason(error.details.reason);
 *   else throw error;
 * }
 * ```
 */
export class TandemError extends Error {
  /** Stable, and the only thing to match on. */
  readonly code: TandemErrorCode;
  /** True where the same call may succeed later without any change by the caller. */
  readonly retryable: boolean;
  /** Ids, codes and numbers that help to act on the error. */
  readonly details: ErrorDetails;

  constructor(
    code: TandemErrorCode,
    message: string,
    options: { retryable?: boolean; details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TandemError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

/**
 * Tells whether a value is a {@link TandemError}, optionally with one certain code. Works across two copies of the
 * package on one page, where `instanceof` would not.
 */
export function isTandemError(value: unknown, code?: TandemErrorCode): value is TandemError {
  return (
    value instanceof Error &&
    value.name === 'TandemError' &&
    (code === undefined || (value as TandemError).code === code)
  );
}
