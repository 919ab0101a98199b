import { TandemError } from '../../../../src/core/errors.js';
import type { LogStorage, Unsubscribe } from '../../../../src/core/log/storage.js';

/**
 * How something on its way goes on. The last two are for what travels over a network: `twice` also leaves a copy on the
 * wire that arrives at some other time, `late` is given up by whoever sent it, and arrives all the same.
 */
export type Outcome = 'ok' | 'fails before' | 'answer lost' | 'twice' | 'late';

/** A page that runs replicas. After a crash nothing reaches it any more. */
export interface Page {
  alive: boolean;
  /** What the browser does when the page has gone, however that came about: it lets go of the page's locks and channels. */
  readonly gone: (() => void)[];
}

/** `log`: over the network; `device`: to the disk of the page's own device; `message`: to the page, or a timer in it. */
type Kind = 'log' | 'device' | 'message';

interface Waiting {
  readonly page: Page;
  readonly kind: Kind;
  /** For a timer: when it goes off at the earliest. */
  readonly at?: number;
  readonly name: string;
  step(outcome: Outcome): void;
}

/** The server is a page that never goes. */
export const SERVER: Page = { alive: true, gone: [] };

/**
 * Everything that is on its way between pages, logs and devices, timers included. Nothing moves by itself: a test decides
 * what goes on next, and how. Time passes only where a timer goes off: then it is at least as late as that.
 */
export class Wires {
  #waiting: Waiting[] = [];
  /** Told of everything that goes on, to see what has happened in a story. */
  static trace: ((line: string) => void) | undefined;
  static #pages = new WeakMap<Page, number>();
  static #count = 0;
  /** In ms since 1970. */
  now = Date.parse('2026-03-02T09:00:00Z');
  /** What fails before it has any effect, e.g. `device set` for a full disk, `log append` for a server out of order. */
  readonly down = new Set<string>();

  get length(): number {
    return this.#waiting.length;
  }

  /** Lets one of the waiting things go on; the next timer is the last of them. */
  step(index: number, outcome: Outcome): void {
    const moving = this.#waiting.filter(({ at }) => at === undefined);
    const timer = this.#nextTimer();
    const all = timer ? [...moving, timer] : moving;
    const next = all[index % Math.max(1, all.length)];
    if (next) this.#go(next, outcome);
  }

  /**
   * Lets go on what has waited longest, and the next timer where nothing else waits.
   *
   * @returns false where nothing is left to do until then.
   */
  next(until: number): boolean {
    const moving = this.#waiting.find(({ at }) => at === undefined);
    const next = moving ?? this.#nextTimer(until);
    if (next) this.#go(next, 'ok');
    else this.now = Math.max(this.now, until);
    return next !== undefined;
  }

  #nextTimer(until = Infinity): Waiting | undefined {
    let next: Waiting | undefined;
    for (const each of this.#waiting) {
      if (each.at !== undefined && each.at <= until && each.at < (next?.at ?? Infinity)) next = each;
    }
    return next;
  }

  #go(next: Waiting, outcome: Outcome): void {
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.now = Math.max(this.now, next.at ?? 0);
    this.#tell(next, outcome);
    next.step(outcome);
  }

  /**
   * The page is gone. What it wrote to its device is there or not, at once: a device finishes one transaction before
   * it begins the next. What it sent to the log stays on the wire and may still arrive.
   */
  crash(page: Page, arrived: boolean): void {
    page.alive = false;
    for (const gone of page.gone.splice(0)) gone();
    const own = this.#waiting.filter((each) => each.page === page && each.kind !== 'log');
    this.#waiting = this.#waiting.filter((each) => !own.includes(each));
    for (const each of own) if (each.kind === 'device') each.step(arrived ? 'ok' : 'fails before');
  }

  /** A store as one page reaches it. It stays open for all others when the page closes it. */
  connect<S extends object>(store: S, page: Page, kind: 'log' | 'device'): S {
    return new Proxy(store, {
      get: (target, key): unknown => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key === 'close') return () => Promise.resolve();
        if (key === 'subscribe') return this.#subscribe(target as unknown as LogStorage, page, kind);
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
          this.#push(page, kind, `${name} again`, (end) => void (end === 'fails before' || isDown() || arrive()));
          if (outcome === 'late') return fail();
        }
        if (outcome === 'fails before' || isDown()) return fail();
        const result = arrive();
        if (outcome === 'answer lost') return fail();
        // The answer travels as well, except from a device that finishes for a page which is gone.
        if (!page.alive) return;
        this.#push(page, 'message', `answer to ${name}`, (end) => {
          if (end === 'fails before' || end === 'answer lost') fail();
          else if (page.alive) resolve(result);
        });
      };
      this.#push(page, kind, name, step);
    });
  }

  #tell({ page, kind, name, at }: Waiting, outcome: Outcome): void {
    if (!Wires.trace) return;
    const number = Wires.#pages.get(page) ?? (Wires.#count += 1);
    Wires.#pages.set(page, number);
    const whose = page === SERVER ? 'server' : `page ${number}${page.alive ? '' : ' (gone)'}`;
    Wires.trace(`${whose}: ${at === undefined ? kind : 'timer'} ${name} ${outcome}`);
  }

  /** A timer of a page; without a time, a message that is never lost. */
  later(page: Page, act: () => void, ms?: number): Unsubscribe {
    return this.deliver(page, () => page.alive && act(), 'call', ms);
  }

  /** Something that comes to a page, whatever becomes of it on the way. */
  deliver(page: Page, arrive: (outcome: Outcome) => unknown, name: string, ms?: number): Unsubscribe {
    if (!page.alive) return () => undefined;
    const thing = this.#push(page, 'message', name, arrive, ms);
    return () => void (this.#waiting = this.#waiting.filter((each) => each !== thing));
  }

  #push(page: Page, kind: Kind, name: string, step: (outcome: Outcome) => unknown, ms?: number): Waiting {
    const at = ms === undefined ? {} : { at: this.now + ms };
    const waiting = { page, kind, name, ...at, step: (outcome: Outcome) => void step(outcome) };
    this.#waiting.push(waiting);
    return waiting;
  }

  #subscribe(storage: LogStorage, page: Page, kind: Kind): NonNullable<LogStorage['subscribe']> {
    return (log, listener) => {
      const tell = (head: number) => {
        if (!page.alive) return;
        this.#push(page, 'message', `head ${head}`, (outcome) => {
          const isLost = kind === 'log' && (outcome === 'fails before' || outcome === 'answer lost');
          if (!page.alive || isLost) return; // between the tabs of one device nothing gets lost
          if (outcome === 'twice') tell(head);
          listener(head);
        });
      };
      const unsubscribe = storage.subscribe?.(log, tell);
      return () => unsubscribe?.();
    };
  }
}
