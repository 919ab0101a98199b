import type { Unsubscribe } from './storage.js';

/** Holds an immutable value and tells of each change. */
export class Publisher<Value extends object> {
  readonly #listeners = new Set<(value: Value) => void>();
  #current: Value;

  constructor(initial: Value) {
    this.#current = initial;
  }

  get current(): Value {
    return this.#current;
  }

  /** Replaces the value and tells everybody, unless all its properties are what they were. */
  publish(next: Value): void {
    const before = this.#current;
    if ((Object.keys(next) as (keyof Value)[]).every((key) => next[key] === before[key])) return;
    this.#current = next;
    for (const listener of [...this.#listeners]) {
      try {
        // A listener may have caused a further change: everybody gets the newest value.
        listener(this.#current);
      } catch (error) {
        // A watcher's mistake must not stop the publisher, nor vanish: it surfaces as an unhandled rejection.
        void Promise.resolve().then(() => {
          throw error;
        });
      }
    }
  }

  subscribe(listener: (value: Value) => void): Unsubscribe {
    const own = (value: Value): void => listener(value); // the same function given twice is two subscriptions
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Forgets all listeners. */
  end(): void {
    this.#listeners.clear();
  }
}

/** The old list where the new one has the same members, so that watchers can compare by identity. */
export function sameList<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && before.every((each, index) => each === after[index]) ? before : after;
}
