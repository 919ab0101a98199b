import { TandemError } from '../../../../src/core/errors.js';
import type { LocalStore } from '../../../../src/core/log/local-store.js';
import type { LogStorage, Unsubscribe } from '../../../../src/core/log/storage.js';

/**
 * How something on its way goes on. The last two are for what travels over a network: `twice` also leaves a copy on the
 * wire that arrives at some other time, `late` is given up by whoever sent it, and arrives all the same.
 */
export type Outcome = 'ok' | 'fails before' | 'answer lost' | 'twice' | 'late';

/** A page that runs replicas. After a crash nothing reaches it any more. */
export interface Page {
  alive: boolean;
}

/** `log`: over the network; `device`: to the disk of the page's own device; `message`: to the page, or a timer in it. */
type Kind = 'log' | 'device' | 'message';

interface Waiting {
  readonly page: Page;
  readonly kind: Kind;
  step(outcome: Outcome): void;
}

/**
 * Everything that is on its way between pages, logs and devices, timers included. Nothing moves by itself: a test decides
 * what goes on next, and how. There is no time; a timer goes off whenever the test lets it.
 */
export class Wires {
  #waiting: Waiting[] = [];
  /** What fails before it has any effect, e.g. `device set` for a full disk, `log append` for a server out of order. */
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

  /** A store as one page reaches it. It stays open for all others when the page closes it. */
  connect<S extends LogStorage | LocalStore>(store: S, page: Page, kind: 'log' | 'device'): S {
    return new Proxy(store, {
      get: (target, key): unknown => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key === 'close') return () => Promise.resolve();
        if (key === 'subscribe') return this.#subscribe(target as LogStorage, page);
        return (...args: unknown[]) =>
          this.call(page, kind, String(key), () => (value as (...all: unknown[]) => Promise<unknown>)(...args));
      },
    });
  }

  /** Lets a page call something that is elsewhere; the effect happens when the call arrives. */
  call<T>(page: Page, kind: 'log' | 'device', name: string, effect: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!page.alive) return; // nobody calls from a page that is gone; its promises never settle
      const isDown = () => this.down.has(`${kind} ${name}`);
      const fail = () =>
        page.alive && reject(new TandemError('STORAGE_CONNECTION_LOST', `Injected: ${name}`, { retryable: true }));
      const arrive = () => {
        const result = effect(); // memory stores take effect at the call
        result.catch(() => undefined);
        return result;
      };
      const step = (outcome: Outcome) => {
        const travels = kind === 'log' && (outcome === 'twice' || outcome === 'late');
        if (travels) {
          this.#push(page, kind, (end) => void (end === 'fails before' || isDown() || arrive()));
          if (outcome === 'late') return fail();
        }
        if (outcome === 'fails before' || isDown()) return fail();
        const result = arrive();
        if (outcome === 'answer lost') return fail();
        // The answer travels as well, except from a device that finishes for a page which is gone.
        if (!page.alive) return;
        this.#push(page, 'message', (end) => {
          if (end === 'fails before' || end === 'answer lost') fail();
          else if (page.alive) resolve(result);
        });
      };
      this.#push(page, kind, step);
    });
  }

  /** A timer of a page. */
  later(page: Page, act: () => void): Unsubscribe {
    if (!page.alive) return () => undefined;
    const timer = this.#push(page, 'message', () => page.alive && act());
    return () => void (this.#waiting = this.#waiting.filter((each) => each !== timer));
  }

  #push(page: Page, kind: Kind, step: (outcome: Outcome) => unknown): Waiting {
    const waiting = { page, kind, step: (outcome: Outcome) => void step(outcome) };
    this.#waiting.push(waiting);
    return waiting;
  }

  #subscribe(storage: LogStorage, page: Page): NonNullable<LogStorage['subscribe']> {
    return (log, listener) => {
      const tell = (head: number) => {
        if (!page.alive) return;
        this.#push(page, 'message', (outcome) => {
          if (!page.alive || outcome === 'fails before' || outcome === 'answer lost') return;
          if (outcome === 'twice') tell(head);
          listener(head);
        });
      };
      const unsubscribe = storage.subscribe?.(log, tell);
      return () => unsubscribe?.();
    };
  }
}
