import type { Clock, Ids } from '../core/platform.js';

/** A clock that stands still until it is told to move on. */
export interface FakeClock extends Clock {
  /** Moves on by so many milliseconds. */
  advance(ms: number): void;
}

/**
 * A clock for tests.
 *
 * @param start milliseconds since 1970, 2026-01-05T09:00:00Z (a Monday) unless given.
 * @throws TypeError where it should go backwards.
 * @example
 * ```ts
 * const clock = fakeClock();
 * clock.advance(24 * 60 * 60 * 1000);
 * ```
 */
export function fakeClock(start: number = Date.UTC(2026, 0, 5, 9)): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance(ms) {
      if (!(ms >= 0)) throw new TypeError('A clock goes forward');
      now += ms;
    },
  };
}

/**
 * Ids for tests: `id-1`, `id-2` and so on, the same in every run.
 *
 * @param prefix what comes before the number; give two sides of a test two prefixes.
 */
export function fakeIds(prefix = 'id'): Ids {
  let count = 0;
  return {
    next() {
      count += 1;
      return `${prefix}-${count}`;
    },
  };
}
