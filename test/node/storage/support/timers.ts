import type { Schedule } from '../../../../src/storage/shared/timers.js';

/** Timers that go off when a test says so. */
export interface TestTimers {
  readonly schedule: Schedule;
  /** Milliseconds of every timer that waits, the next one first. */
  waiting(): readonly number[];
  /** Lets so much time pass, with everything that is due then, one after another. */
  advance(ms: number): Promise<void>;
  now(): number;
}

/** Lets everything go on that needs no timer. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

export function testTimers(): TestTimers {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const next = () => [...timers].sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    waiting: () => [...timers].map(({ at }) => at - now).sort((a, b) => a - b),
    schedule(run, ms) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (let timer = next(); timer && timer.at <= end; timer = next()) {
        now = timer.at;
        timers.delete(timer);
        timer.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
