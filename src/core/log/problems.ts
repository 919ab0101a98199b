import { TandemError, isTandemError, type TandemErrorCode } from '../errors.js';
import type { AttentionItem } from './replica-types.js';
import type { Version } from './storage.js';

/** Turns whatever a store threw into a coded error. */
export const storageError = (error: unknown): TandemError =>
  isTandemError(error)
    ? error
    : new TandemError('STORAGE_FAILED', 'A store failed.', { retryable: true, cause: error });

/** The log cannot be followed past `version`. */
export const problem = (code: TandemErrorCode, version: Version, cause?: unknown): TandemError =>
  new TandemError(code, `The log cannot be followed at entry ${version}.`, {
    details: { ...(isTandemError(cause) && cause.details), version },
    cause,
  });

/** Whether it is the log itself that is wrong, and not the way to it. */
export const isProblem = (error: unknown): error is TandemError =>
  isTandemError(error) && /^(LOG|FACT)_/.test(error.code);

/** A command that was refused: at once, so that nothing was kept, or later, so that it is in the attention tray. */
export const refused = (item: AttentionItem<unknown, unknown>, attention: boolean): TandemError => {
  const { id, code = 'COMMAND_REFUSED', reason, behind } = item as Refused;
  return new TandemError(code, 'The command does not go on.', {
    details: { id, ...(behind === undefined ? { reason } : { behind }), ...(attention && { attention }) },
  });
};

interface Refused {
  readonly id: string;
  readonly code?: TandemErrorCode;
  readonly reason?: unknown;
  readonly behind?: string;
}

/** Nothing is done any more. */
export const closedError = (): TandemError => new TandemError('STORAGE_CLOSED', 'The replica is closed.');
