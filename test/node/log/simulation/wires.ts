import { TandemError } from '../../../../src/core/errors.js';
import type { LocalStore } from '../../../../src/core/log/local-store.js';
import type { LogStorage } from '../../../../src/core/log/storage.js';

/** How a call on its way goes on. */
export type Outcome = 'ok' | 'fails before' | 'answer lost';

/** A page that runs replicas. After a crash nothing reaches it any more. */
export interface Page {
  alive: boolean;
}

interface Waiting {
  readonly page: Page;
  readonly kind: 'log' | 'device' | 'message';
  readonly name: string;
  step(outcome: Outcome): void;
}

/**
 * Everything that is on its way between pages, logs and devices. Nothing moves by itself: a test decides what goes on
 * next, and how. There is no time.
 */
export class Wires {
  #waiting: Waiting[] = [];
  /** Names of calls that fail before they have any effect, e.g. a full device or no connection. */
  readonly down = new Set<string>();

  get length(): number {
    return this.#waiting.length;
  }

  /** Lets one of the waiting things go on. */
  step(index: number, outcome: Outcome): void {
    const [next] = this.#waiting.splice(index % Math.max(1, this.#waiting.length), 1);
    next?.step(outcome);
  }

  /**
   * The page is gone. What it wrote to its device is there or not, at once: a device finishes one transaction before
   * it begins the next. What it sent to the log stays on the wire and may still arrive.
   */
  crash(page: Page, arrived: boolean): void {
    page.alive = false;
    const own = this.#waiting.filter((each) => each.page === page && each.kind !== 'log');
    this.#waiting = this.#waiting.filter((each) => !own.includes(each));
    for (const each of own) if (each.kind === 'device') each.step(arrived ? 'ok' : 'fails before');
  }

  /** A store as one page reaches it. */
  connect<S extends LogStorage | LocalStore>(store: S, page: Page, kind: 'log' | 'device'): S {
    return new Proxy(store, {
      get: (target, key): unknown => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key === 'subscribe') return this.#subscribe(target as LogStorage, page);
        return (...args: unknown[]) =>
          this.#call(page, kind, String(key), () => (value as (...all: unknown[]) => Promise<unknown>)(...args));
      },
    });
  }

  #call(page: Page, kind: 'log' | 'device', name: string, effect: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = () =>
        page.alive && reject(new TandemError('STORAGE_CONNECTION_LOST', `Injected: ${name}`, { retryable: true }));
      const answer = (result: Promise<unknown>) => (outcome: Outcome) => {
        if (outcome !== 'ok') fail();
        else if (page.alive) resolve(result);
      };
      if (!page.alive) return; // nobody calls from a page that is gone; its promises never settle
      this.#waiting.push({
        page,
        kind,
        name,
        step: (outcome) => {
          if (outcome === 'fails before' || this.down.has(name)) return fail();
          const result = effect(); // memory stores take effect at the call
          result.catch(() => undefined);
          const rest = answer(result);
          if (outcome === 'answer lost') return fail();
          // The answer travels as well, except from a device that finishes for a page which is gone.
          if (page.alive) this.#waiting.push({ page, kind: 'message', name: `answer to ${name}`, step: rest });
        },
      });
    });
  }

  #subscribe(storage: LogStorage, page: Page): NonNullable<LogStorage['subscribe']> {
    return (log, listener) => {
      const unsubscribe = storage.subscribe?.(log, (head) => {
        if (!page.alive) return;
        this.#waiting.push({
          page,
          kind: 'message',
          name: 'notification',
          step: (outcome) => page.alive && outcome === 'ok' && listener(head),
        });
      });
      return () => unsubscribe?.();
    };
  }
}
