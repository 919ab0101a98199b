import type { Unsubscribe } from './storage.js';

/** Holds an immutable value and tells of each change. */
export interface Publisher<Value> {
  current(): Value;
  /** Replaces the value and tells everybody, unless nothing has changed. */
  publish(next: Value): void;
  subscribe(listener: (value: Value) => void): Unsubscribe;
  /** Forgets all listeners. */
  end(): void;
}

/** Starts with a value. Of each further one, the properties that did not change stay the objects that they were. */
export function createPublisher<Value extends object>(value: Value): Publisher<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    current: () => value,
    publish(next) {
      const kept = { ...next };
      for (const key of Object.keys(next) as (keyof Value)[]) if (same(value[key], next[key])) kept[key] = value[key];
      if (same(value, kept)) return;
      value = kept;
      for (const listener of [...listeners]) {
        try {
          // A listener may have caused a further change: everybody gets the newest value.
          listener(value);
        } catch (error) {
          // A watcher's mistake must not stop the publisher, nor vanish: it surfaces as an unhandled rejection.
          void Promise.resolve().then(() => {
            throw error;
          });
        }
      }
    },
    subscribe(listener) {
      const own = (each: Value): void => listener(each); // the same function given twice is two subscriptions
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    end: () => listeners.clear(),
  };
}

/** The same value, or lists or objects with the same members. */
function same(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || !before || !after) return false;
  const keys = Object.keys(after) as never[];
  return keys.length === Object.keys(before).length && keys.every((key) => before[key] === after[key]);
}
