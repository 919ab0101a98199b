import { webcrypto } from 'node:crypto';

/*
 * The platform's own cryptography, which works on threads of its own. So that one order of events follows from one seed,
 * what it has done is handed over one after another, in the order in which it was asked for, and the next thing only when all that
 * follows from the one before has happened.
 */

let line: Promise<unknown> = Promise.resolve();
let open = 0;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when nothing is being encrypted, nor follows from it. */
export async function cryptoIdle(): Promise<void> {
  while (open > 0) {
    await line;
    await turn();
  }
}

/** Puts it in the place of the platform's, for the whole process. */
export function useRealCrypto(): void {
  const real = webcrypto.subtle as unknown as Record<string, unknown>;
  const subtle = new Proxy(real, {
    get(target, name: string): unknown {
      const operation = target[name];
      if (typeof operation !== 'function') return operation;
      return (...args: unknown[]) => {
        open += 1;
        const done = (operation as (...all: unknown[]) => Promise<unknown>).apply(target, args);
        const before = line;
        const mine = before.then(turn).then(() => done);
        line = mine.catch(() => undefined);
        return mine.finally(() => (open -= 1));
      };
    },
  });
  const getRandomValues = webcrypto.getRandomValues.bind(webcrypto);
  Object.defineProperty(globalThis, 'crypto', { value: { subtle, getRandomValues }, configurable: true });
}
