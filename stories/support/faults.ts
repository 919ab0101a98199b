import {
  type ConnectionStatus,
  type CommandInput,
  type LocalStore,
  type LogStorage,
  type Partnership,
  TandemError,
  type TandemErrorCode,
} from '../../src/core/index.js';
import { memory } from '../../src/storage/memory.js';
import type { Stage } from './stage.js';

/** A store that can be cut off and come back. */
export interface Breakable<S> {
  readonly store: S;
  /** From now on every call fails with this code. */
  breakWith(code: TandemErrorCode): void;
  mend(): void;
}

/** Wraps a store. While it is broken, nobody hears of what others write either. */
export function breakable<S extends LogStorage | LocalStore>(inner: S): Breakable<S> {
  let code: TandemErrorCode | undefined;
  const calls = ['read', 'append', 'erase', 'get', 'set', 'delete', 'list'];
  const store = new Proxy(inner, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      const method = (value as (...args: unknown[]) => unknown).bind(target);
      if (key === 'subscribe') {
        return (log: string, listener: (head: number) => void) =>
          method(log, (head: number) => (code ? undefined : listener(head)));
      }
      if (!calls.includes(String(key))) return method;
      return async (...args: unknown[]) => {
        if (code) throw new TandemError(code, 'This store is broken on purpose', { retryable: true });
        return method(...args);
      };
    },
  });
  return {
    store,
    breakWith: (next) => (code = next),
    mend: () => (code = undefined),
  };
}

/** Ana writes two goals while she is cut off, and Ben ends the partnership meanwhile: her words get into the tray. */
export async function refusedLater(
  { open, storage }: Pick<Stage, 'open' | 'storage'>,
  words: readonly [string, string],
  meanwhile: CommandInput = { type: 'partnership.close' },
): Promise<Partnership> {
  const { store, breakWith, mend } = breakable(lasting(storage));
  const ana = open('ana', { storage: store });
  await ana.ready;
  breakWith('STORAGE_CONNECTION_LOST');
  for (const [index, statement] of words.entries()) {
    await ana.send({ type: 'goal.propose', seat: 1, goal: `goal-cut-off-${index}`, text: { statement } });
  }
  const ben = open('ben');
  await ben.ready;
  await ben.send(meanwhile);
  await ben.close();
  mend();
  await ana.retry();
  return ana;
}

/** Somebody with a newer version has written what this one cannot read. */
export async function fromTheFuture({ storage }: Pick<Stage, 'storage'>): Promise<void> {
  const log = 'pair:ana-ben';
  const { head } = await storage.read(log, 0, { limit: 1 });
  const body = {
    by: 'ben',
    at: '2027-01-01T00:00:00Z',
    command: 'future',
    facts: [{ type: 'future.happened', v: 1 }],
  };
  await storage.append(log, head, [{ id: 'future', body }]);
}

/** A storage on another machine, reached as a test or story says. */
export interface Remote {
  readonly storage: LogStorage;
  /** From now on the way to it is like this. */
  become(status: ConnectionStatus): void;
}

/** Makes a storage one that others share, with a way to it. */
export function remote(
  inner: LogStorage,
  status: ConnectionStatus = { state: 'online', lastHeard: undefined },
): Remote {
  const listeners = new Set<() => void>();
  const connection = {
    getSnapshot: () => status,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const shared = lasting(inner, true);
  return {
    storage: new Proxy(shared, {
      get: (target, key): unknown => (key === 'connection' ? connection : Reflect.get(target, key)),
    }),
    become(next) {
      status = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** A storage that had to make do with memory. */
export const degradedMemory = (): LogStorage =>
  memory({ degraded: new TandemError('STORAGE_UNAVAILABLE', 'A private window') });

/** A memory that says of itself that it lasts, for pictures of what is usual. */
export const lasting = (inner: LogStorage, shared = false): LogStorage =>
  new Proxy(inner, {
    get(target, key): unknown {
      if (key === 'supports') return { ...target.supports, durable: true, shared };
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
