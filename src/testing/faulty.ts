import { TandemError } from '../core/errors.js';
import type { LocalStore } from '../core/log/local-store.js';
import type { LogStorage } from '../core/log/storage.js';

/** The calls that a fault can hit: those of a `LogStorage` and those of a `LocalStore`. */
export type FaultyOperation = 'read' | 'append' | 'erase' | 'get' | 'set' | 'delete' | 'list';

/** One thing that goes wrong. */
export interface Fault {
  /** Counts calls of this operation only; of every operation unless given. */
  readonly on?: FaultyOperation;
  /** Which call, 1 for the first. */
  readonly call: number;
  /**
   * - `fail-before`: rejects, and nothing happened.
   * - `fail-after`: rejects, but it did happen: the answer got lost.
   * - `crash-before`, `crash-after`: the same, and every later call rejects as well; subscriptions fall silent.
   * - `delay`: waits for `until`, then goes on as usual.
   */
  readonly fault: 'fail-before' | 'fail-after' | 'crash-before' | 'crash-after' | 'delay';
  /** What to reject with; `STORAGE_CONNECTION_LOST`, retryable, unless given. */
  readonly error?: Error;
  /** What a `delay` waits for. */
  readonly until?: Promise<unknown>;
}

const OPERATIONS: ReadonlySet<unknown> = new Set<FaultyOperation>([
  'read',
  'append',
  'erase',
  'get',
  'set',
  'delete',
  'list',
]);

type Method = (...args: unknown[]) => unknown;

/**
 * Wraps a `LogStorage` or a `LocalStore` so that certain calls go wrong, to see what is built on top of it do then.
 *
 * @example
 * ```ts
 * // The second append is kept, but its answer gets lost.
 * const storage = faulty(memory(), [{ on: 'append', call: 2, fault: 'fail-after' }]);
 * ```
 */
export function faulty<S extends LogStorage | LocalStore>(store: S, plan: readonly Fault[]): S {
  const counts = new Map<FaultyOperation | 'all', number>();
  let crashed: Error | undefined;

  function count(key: FaultyOperation | 'all'): number {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  }

  function faultOf(operation: FaultyOperation): Fault | undefined {
    const all = count('all');
    const ofIts = count(operation);
    return plan.find(({ on, call }) => (on === undefined ? call === all : on === operation && call === ofIts));
  }

  async function run(operation: FaultyOperation, work: () => unknown): Promise<unknown> {
    if (crashed) throw crashed;
    const fault = faultOf(operation);
    const error = fault?.error ?? lost();
    if (fault?.fault === 'crash-before' || fault?.fault === 'crash-after') crashed = error;
    if (fault?.fault === 'delay') await fault.until;
    if (fault?.fault === 'fail-before' || fault?.fault === 'crash-before') throw error;
    const result = await work();
    if (fault?.fault === 'fail-after' || fault?.fault === 'crash-after') throw error;
    return result;
  }

  function subscribe(...[log, listener]: Parameters<NonNullable<LogStorage['subscribe']>>) {
    return (store as LogStorage).subscribe?.(log, (head) => {
      if (!crashed) listener(head);
    });
  }

  return new Proxy(store, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      if (key === 'subscribe') return subscribe;
      const method = (value as Method).bind(target);
      if (!OPERATIONS.has(key)) return method;
      return (...args: unknown[]) => run(key as FaultyOperation, () => method(...args));
    },
  });
}

function lost(): TandemError {
  return new TandemError('STORAGE_CONNECTION_LOST', 'An injected fault', { retryable: true });
}
