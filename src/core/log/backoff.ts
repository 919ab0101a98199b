import type { TandemError } from '../errors.js';

/** Settings of {@link backoff}. */
export interface BackoffOptions {
  /** Why it failed last. Where the other side asked for patience (`details.retryAfter`, ms), it gets it. */
  readonly error?: TandemError | undefined;
  /** Longest delay after the first failure, in ms; twice as long after each further one. Default 1000. */
  readonly first?: number | undefined;
  /** The delay never grows beyond that, in ms. Default 60,000. */
  readonly most?: number | undefined;
  /** A number from 0 up to 1, for tests. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * How long to wait before another try, in ms: any time up to a limit that grows with the failures, so that a thousand
 * pages which lost their server in the same moment do not come back in the same moment ("full jitter").
 *
 * @param failures failures in a row, 1 for the first
 * @example
 * ```ts
 * const schedule: PartnershipOptions['schedule'] = (tryAgain, failures, error) => {
 *   const timer = setTimeout(tryAgain, backoff(failures, { error }));
 *   return () => clearTimeout(timer);
 * };
 * ```
 */
export function backoff(
  failures: number,
  // eslint-disable-next-line no-restricted-syntax -- when to try again is nothing that anybody remembers
  { error, first = 1000, most = 60_000, random = Math.random }: BackoffOptions = {},
): number {
  const patience = Number(error?.details['retryAfter']);
  return (patience > 0 ? patience : 0) + random() * Math.min(first * 2 ** (failures - 1), most);
}
