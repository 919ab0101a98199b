import type { Unsubscribe } from './storage.js';

/** Holds an immutable value and tells of each change. */
export interface Publisher<Value> {
  current(): Value;
  /** Replaces the value and tells everybody, unless nothing has changed. */
  publish(next: Value): void;
  /** Calls back after every change, and once at the end. */
  subscribe(listener: (value: Value) => void, complete?: () => void): Unsubscribe;
  /** Tells everybody that nothing will change any more. */
  end(): void;
}

/** Starts with a value. Of each further one, the properties that did not change stay the objects that they were. */
export function createPublisher<Value extends object>(value: Value): Publisher<Value> {
  const listeners = new Set<{ next: (value: Value) => void; complete: (() => void) | undefined }>();
  return {
    current: () => value,
    publish(next) {
      const kept = { ...next };
      for (const key of Object.keys(next) as (keyof Value)[]) if (same(value[key], next[key])) kept[key] = value[key];
      if (same(value, kept)) return;
      value = kept;
      // A listener may have caused a further change: everybody gets the newest value.
      for (const listener of [...listeners]) guarded(() => listener.next(value));
    },
    subscribe(next, complete) {
      const listener = { next, complete }; // the same function given twice is two subscriptions
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    end() {
      for (const { complete } of listeners) guarded(() => complete?.());
      listeners.clear();
    },
  };
}

/** A watcher's mistake must not stop anybody else, nor vanish: it surfaces as an unhandled rejection. */
function guarded(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    void Promise.resolve().then(() => {
      throw error;
    });
  }
}

/** The same value, or lists or objects with the same members. */
function same(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || !before || !after) return false;
  const keys = Object.keys(after) as never[];
  return keys.length === Object.keys(before).length && keys.every((key) => before[key] === after[key]);
}
