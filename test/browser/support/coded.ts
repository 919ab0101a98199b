import { expect } from '@open-wc/testing';
import { isTandemError, type TandemError, type TandemErrorCode } from '../../../src/core/errors.js';

/** The coded error that a call rejects with; fails where it resolves or rejects with anything else. */
export async function rejection(promise: Promise<unknown>, code: TandemErrorCode): Promise<TandemError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error, `expected a rejection with ${code}`).to.be.an.instanceOf(Error);
  if (!isTandemError(error)) throw error as Error;
  expect(error.code).to.equal(code);
  return error;
}
