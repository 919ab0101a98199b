import type { TandemError } from '../errors.js';

/** Longer than that nobody is patient, and timers do not count much further. */
const DAY = 86_400_000;

/** Settings of {@link backoff}. */
export interface BackoffOptions {
  /** Why it failed last. Where the other side asked for patience (`details.retryAfter`, ms), it gets it, up to a day. */
  readonly error?: TandemError | undefined;
  /** A number from 0 up to 1, for tests. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * How long to wait before another try, in ms: any time up to a limit that grows with the failures, so that a thousand
 * pages which lost their server in the same moment do not come back in the same moment ("full jitter"). The limit is a
 * second at first, twice as much each time, and a minute at most.
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
  { error, random = Math.random }: BackoffOptions = {},
): number {
  const patience = Number(error?.details['retryAfter']);
  return (patience > 0 ? Math.min(patience, DAY) : 0) + random() * Math.min(500 * 2 ** failures, 60_000);
}
