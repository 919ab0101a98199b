/** Statistics of a row: medians, because one slow garbage collection says nothing about the usual. */
export interface Measured {
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
}

export function statistics(times: readonly number[]): Measured {
  const sorted = times.slice().sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), runs: sorted.length };
}

/** Times a function in milliseconds, after as many uncounted runs as a tenth. */
export function timed(runs: number, work: () => unknown): Measured {
  const times: number[] = [];
  for (let run = -Math.ceil(runs / 10); run < runs; run += 1) {
    const start = performance.now();
    work();
    if (run >= 0) times.push(performance.now() - start);
  }
  return statistics(times);
}

/** {@link timed} for work that ends later. `prepare` is not timed. */
export async function timedLater<T>(
  runs: number,
  prepare: () => Promise<T>,
  work: (prepared: T) => Promise<unknown>,
): Promise<Measured> {
  const times: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const prepared = await prepare();
    const start = performance.now();
    await work(prepared);
    if (run >= 0) times.push(performance.now() - start);
  }
  return statistics(times);
}

/** One line of the result: what was measured, what beside it in the same run, and what we want. */
export interface Row {
  readonly what: string;
  readonly ours: Measured;
  /** Something well known that does the nearest thing. */
  readonly peer?: { readonly what: string; readonly measured: Measured } | undefined;
  /** Highest median that we want, in milliseconds; `peer` where the peer's is the measure. */
  readonly target?: number | 'peer' | undefined;
  readonly note?: string | undefined;
}
