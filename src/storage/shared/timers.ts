import type { Unsubscribe } from '../../core/log/storage.js';

/** Calls `run` after `ms` milliseconds, unless the returned function is called before. */
export type Schedule = (run: () => void, ms: number) => Unsubscribe;

/** The platform's own timer. It never keeps a Node process alive. */
export const schedule: Schedule = (run, ms) => {
  const timer: unknown = setTimeout(run, ms);
  (timer as { unref?: () => void }).unref?.();
  return () => clearTimeout(timer as number);
};
