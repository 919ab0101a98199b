import { TandemError } from '../../core/errors.js';

/** What every call on a closed store rejects with. */
export function closedError(storage: string): TandemError {
  return new TandemError('STORAGE_CLOSED', `This ${storage} store was closed`, { details: { storage } });
}
