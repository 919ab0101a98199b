import { ConformanceError } from './assert.js';

/** One test of a conformance suite, for whatever runner: `it(name, run)`. */
export interface ConformanceCase {
  readonly name: string;
  /** Resolves where the store keeps the contract, rejects with a {@link ConformanceError} where it does not. */
  readonly run: () => Promise<void>;
}

interface Closeable {
  close(): Promise<void>;
}

/** How a case gets at its stores; what it opened is closed when the case is over. */
export interface Stores<S extends Closeable> {
  /** A fresh, empty store. */
  readonly create: () => Promise<S>;
  /** Opens again what a closed store holds. */
  readonly reopen: (closed: S) => Promise<S>;
  /** A second object on what an open store holds. */
  readonly peer: (open: S) => Promise<S>;
  /** Waits for something that a right store does soon, and fails with `what` where it never comes. */
  readonly soon: <T>(promise: Promise<T>, what: string) => Promise<T>;
}

interface StoreSource<S> {
  readonly create: () => S | Promise<S>;
  readonly reopen?: ((closed: S) => S | Promise<S>) | undefined;
  readonly peer?: ((open: S) => S | Promise<S>) | undefined;
  readonly patience: number;
}

/** Makes a case out of a name and what it does with stores. */
export type MakeCase<S extends Closeable> = (
  name: string,
  test: (stores: Stores<S>) => Promise<void>,
) => ConformanceCase;

export function caseMaker<S extends Closeable>(source: StoreSource<S>): MakeCase<S> {
  return (name, test) => ({
    name,
    async run() {
      const opened: S[] = [];
      const keep = async (store: S | Promise<S>): Promise<S> => {
        const open = await store;
        opened.push(open);
        return open;
      };
      try {
        await test({
          create: () => keep(source.create()),
          reopen: (closed) => {
            if (source.reopen) return keep(source.reopen(closed));
            throw new ConformanceError('The store says that it is durable: give the suite `reopen` to show it');
          },
          peer: (open) => {
            if (source.peer) return keep(source.peer(open));
            throw new ConformanceError('This case needs `peer`');
          },
          soon: (promise, what) => within(source.patience, promise, what),
        });
      } finally {
        await Promise.all(opened.map((store) => store.close()));
      }
    },
  });
}

/** The timer ends a case that would otherwise hang; a right store never sees it fire. */
async function within<T>(patience: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ConformanceError(what)), patience);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
