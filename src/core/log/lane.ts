/** A promise with its own handles. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T | PromiseLike<T>) => void;
  readonly reject: (error: unknown) => void;
}

/** A promise that is settled from outside. */
export function defer<T>(): Deferred<T> {
  let handles: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    handles = { resolve, reject };
  });
  return { promise, ...(handles as Omit<Deferred<T>, 'promise'>) };
}

/** Runs asynchronous operations one after another, in the order they were given. */
export class Lane {
  #tail: Promise<unknown> = Promise.resolve();

  /** Answers as the operation does. A failed operation does not stop those behind it. */
  run<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(operation);
    this.#tail = result.catch(() => undefined); // the caller gets the rejection from `result`
    return result;
  }

  /** Resolves when everything has ended that was given until now. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}
