/**
 * Statistics of a row. The median says what is usual, because one slow garbage collection says nothing about that; the
 * lowest says what the machine can do when nobody else wants it.
 */
export interface Measured {
  readonly lowest: number;
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
}

export function statistics(times: readonly number[]): Measured {
  const sorted = times.slice().sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { lowest: at(0), median: at(0.5), p95: at(0.95), runs: sorted.length };
}

/** Something to measure: it times itself, so that whatever comes before and after it does not count. */
export type Stopwatch = () => number | Promise<number>;

/** Times all of a function in milliseconds. */
export const timing = (work: () => unknown) => (): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/**
 * Measures things beside each other: in turns, so that a machine that is busy for a while is busy for all of them.
 *
 * @param warmUp uncounted runs before.
 */
export async function sideBySide<K extends string>(
  runs: number,
  warmUp: number,
  all: Readonly<Record<K, Stopwatch>>,
): Promise<Record<K, Measured>> {
  const names = Object.keys(all) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let run = -warmUp; run < runs; run += 1) {
    for (const name of names) {
      const time = await all[name]();
      if (run >= 0) times[name].push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, statistics(times[name])])) as Record<K, Measured>;
}

/** Something well known that does the nearest thing, in the same run. */
export interface Peer {
  readonly what: string;
  readonly measured: Measured;
}

/** One line of the result: what was measured, what beside it, and what we want. */
export interface Row {
  readonly what: string;
  readonly ours: Measured;
  readonly peers: readonly Peer[];
  /** Highest median that we want, in milliseconds; `peer` where the first peer's is the measure. */
  readonly target?: number | 'peer' | undefined;
  readonly note?: string | undefined;
}
