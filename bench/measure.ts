/**
 * Statistics of a row. The median says what is usual, because one slow garbage collection says nothing about that; the
 * lowest says what the machine can do when nobody else wants it.
 */
export interface Measured {
  readonly lowest: number;
  readonly median: number;
  readonly p95: number;
  /**
   * Median of the processor time, of all threads, where it was taken: what other programs do makes it longer by little.
   * It holds garbage collection beside the main thread as well, so that it can be more than the time that passed.
   */
  readonly cpu?: number | undefined;
}

export function statistics(times: readonly number[]): Measured {
  const sorted = times.slice().sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { lowest: at(0), median: at(0.5), p95: at(0.95) };
}

/** The time that passed, and the processor time, in milliseconds. */
export type Both = readonly [time: number, cpu: number];

/** Something to measure: it times itself, so that whatever comes before and after it does not count. */
export type Stopwatch = () => number | Both | Promise<number | Both>;

/** Times all of a function. */
export const timing = (work: () => unknown) => (): Both => {
  const before = process.cpuUsage();
  const start = performance.now();
  work();
  const time = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return [time, (user + system) / 1000];
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
  const empty = () => Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  const [times, cpu] = [empty(), empty()];
  for (let run = -warmUp; run < runs; run += 1) {
    for (const name of names) {
      const measured = [await all[name]()].flat();
      if (run < 0) continue;
      times[name].push(measured[0] ?? Number.NaN);
      cpu[name].push(...measured.slice(1));
    }
  }
  const result = (name: K): Measured => ({
    ...statistics(times[name]),
    cpu: cpu[name].length > 0 ? statistics(cpu[name]).median : undefined,
  });
  return Object.fromEntries(names.map((name) => [name, result(name)])) as Record<K, Measured>;
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
  /**
   * Highest median that we want, in milliseconds; `peer` where the first peer's is the measure, `half` where half as many
   * as the first peer's are enough.
   */
  readonly target?: number | 'peer' | 'half' | undefined;
  /** The times are to be shown as how many there are in a second. */
  readonly unit?: 'a second' | undefined;
  readonly note?: string | undefined;
}
