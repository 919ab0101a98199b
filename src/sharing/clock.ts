/** Milliseconds by which two clocks may differ before it matters to anybody. */
const TOLERANCE = 5 * 60_000;

/** What {@link watchClock} gives. */
export interface WatchedClock {
  /** Does what it was given does, and looks at the date of the answer. */
  readonly fetch: typeof fetch;
  /** Milliseconds by which the server's clock was ahead when it answered last; 0 within five minutes. */
  ahead(): number;
}

/** Compares the server's clock with that of this device: links that a wrong one makes run out too early or too late. */
export function watchClock(ask: typeof fetch, now: () => number = Date.now): WatchedClock {
  let ahead = 0;
  return {
    async fetch(...request) {
      const answer = await ask(...request);
      const date = Date.parse(answer.headers.get('date') ?? '');
      // Where something in between hides the date, nothing is known.
      const difference = Number.isNaN(date) ? 0 : date - now();
      ahead = Math.abs(difference) > TOLERANCE ? difference : 0;
      return answer;
    },
    ahead: () => ahead,
  };
}
