import { Problem } from '../problem.js';

/**
 * Classes and codes of SQLSTATE that say "not now": connection, resources, operator's intervention, conflicts between
 * transactions, a lock that could not be had, and a server that is (still) a read-only replica.
 */
const PASSING = /^(08|53|55|57|58|40|25006)/;

/**
 * What an error of a driver means: `unavailable` where the same may succeed later, else the error itself, for then the
 * statement is wrong. An error without SQLSTATE comes from the connection (refused, reset, timed out, closed).
 */
export function failure(error: unknown): unknown {
  if (error instanceof Problem || error instanceof TypeError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const isState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return isState && !PASSING.test(code) ? error : new Problem('unavailable', { retryAfter: 1, cause: error });
}
