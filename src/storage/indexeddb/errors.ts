import { TandemError } from '../../core/errors.js';
import { errorName } from '../shared/error-name.js';

/** What an IndexedDB database could not be opened for, as a coded error. */
export function openError(database: string, cause: unknown): TandemError {
  const unavailable = (reason: string, message: string, retryable = false): TandemError =>
    new TandemError('STORAGE_UNAVAILABLE', message, { retryable, details: { database, reason }, cause });
  switch (errorName(cause)) {
    case 'VersionError':
      return unavailable('newer-schema', 'A newer version of Tandem has used this database; load that version');
    case 'QuotaExceededError':
      return quotaError(database, cause);
    // Firefox says InvalidStateError where its private windows or settings forbid storage.
    case 'SecurityError':
    case 'InvalidStateError':
    case 'NotAllowedError':
      return unavailable('denied', 'The browser does not let this page use IndexedDB');
    default:
      return unavailable('open-failed', 'IndexedDB could not be opened', true);
  }
}

/** What went wrong in a transaction on a connection that is alive, as a coded error. */
export function transactionError(database: string, cause: unknown): TandemError {
  if (errorName(cause) === 'QuotaExceededError') return quotaError(database, cause);
  return new TandemError('STORAGE_FAILED', 'IndexedDB failed', {
    details: { database, error: errorName(cause) },
    cause,
  });
}

export function missingError(database: string, cause?: unknown): TandemError {
  return new TandemError('STORAGE_UNAVAILABLE', 'There is no IndexedDB here', {
    details: { database, reason: cause === undefined ? 'missing' : 'denied' },
    cause,
  });
}

export function foreignError(database: string): TandemError {
  return new TandemError('STORAGE_UNAVAILABLE', 'A database of this name belongs to something else', {
    details: { database, reason: 'foreign-database' },
  });
}

export function blockedError(database: string): TandemError {
  return new TandemError('STORAGE_BLOCKED', 'Another tab keeps the database from being opened; close it', {
    retryable: true,
    details: { database },
  });
}

export function connectionLostError(database: string, cause: unknown): TandemError {
  return new TandemError('STORAGE_CONNECTION_LOST', 'The browser closed the connection to IndexedDB', {
    retryable: true,
    details: { database },
    cause,
  });
}

function quotaError(database: string, cause: unknown): TandemError {
  return new TandemError('STORAGE_QUOTA_EXCEEDED', 'There is no room left for this page in IndexedDB', {
    details: { database },
    cause,
  });
}

/**
 * Whether a failed transaction means that its connection is dead, rather than that what was asked for is wrong.
 *
 * @param closedMeanwhile whether the browser reported the connection closed while the transaction ran.
 */
export function meansConnectionLost(cause: unknown, closedMeanwhile: boolean): boolean {
  const name = errorName(cause);
  // What `db.transaction()` throws on a closed connection, in every browser.
  if (name === 'InvalidStateError') return true;
  // A transaction that nobody here aborted: the browser did, because it dropped the connection.
  if (name === 'AbortError') return true;
  // WebKit: "Connection to Indexed Database server lost. Refresh the page to try again".
  return name === 'UnknownError' && (closedMeanwhile || /connection|server lost/i.test((cause as Error).message));
}
