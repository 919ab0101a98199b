import type { Clock } from '../core/platform.js';
import type { Rate } from './limits.js';

/** Most keys that are remembered; beyond, the one that asked longest ago is forgotten. */
const KEYS = 50_000;

/** Lets each key ask so and so often. */
export interface RateLimiter {
  /** 0 where the key may go on, and else the seconds that it has to wait. */
  take(key: string): number;
}

/** A token bucket for each key, in memory: each server process counts for itself. */
export function createRateLimiter({ burst, perSecond }: Rate, clock: Clock): RateLimiter {
  /** In the order in which they were last asked for. */
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  return {
    take(key) {
      const now = clock.now();
      const { left: before, at } = buckets.get(key) ?? { left: burst, at: now };
      const left = Math.min(burst, before + (Math.max(0, now - at) / 1000) * perSecond);
      buckets.delete(key);
      buckets.set(key, { left: left < 1 ? left : left - 1, at: now });
      const [oldest] = buckets.size > KEYS ? buckets.keys() : [];
      if (oldest !== undefined) buckets.delete(oldest);
      return left < 1 ? (1 - left) / perSecond : 0;
    },
  };
}
