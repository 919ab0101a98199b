import { isTandemError, TandemError } from '../../core/errors.js';
import { errorName } from '../shared/error-name.js';

/** Names that browsers give, or gave, to "there is no room left". */
const QUOTA = new Set(['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED']);
const DENIED = new Set(['SecurityError', 'NotAllowedError']);

/** Runs something on a `Storage`, turning what browsers throw into coded errors. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw codedError(error);
  }
}

/** What a browser threw, as a coded error; one that has its code already stays as it is. */
export function codedError(cause: unknown): TandemError {
  if (isTandemError(cause)) return cause;
  const name = errorName(cause);
  if (QUOTA.has(name)) {
    return new TandemError('STORAGE_QUOTA_EXCEEDED', 'There is no room left for this page in web storage', { cause });
  }
  if (DENIED.has(name)) {
    return new TandemError('STORAGE_UNAVAILABLE', 'The browser does not let this page use web storage', {
      details: { reason: 'denied' },
      cause,
    });
  }
  return new TandemError('STORAGE_FAILED', 'Web storage failed', { details: { error: name }, cause });
}

/** @throws TypeError where a prefix could run into somebody else's keys. */
export function checkPrefix(prefix: string): void {
  if (typeof prefix !== 'string' || !/^[A-Za-z0-9._:-]{1,100}$/.test(prefix)) {
    throw new TypeError('A prefix is 1 to 100 characters out of A-Z a-z 0-9 . _ : -');
  }
}
