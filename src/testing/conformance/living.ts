import { isTandemError, type TandemErrorCode } from '../../core/errors.js';
import type { LogId, LogPage, LogStorage, Unsubscribe, Version } from '../../core/log/storage.js';
import { assert, assertEqual, assertRejects, ConformanceError } from './assert.js';
import type { ConformanceCase, MakeCase, Stores } from './cases.js';
import { appendAll, assertHolds, entries } from './helpers.js';

export const livingCases = (make: MakeCase<LogStorage>): readonly ConformanceCase[] => [
  make('supports: says what it can do, and has a name', async ({ create }) => {
    const { name, supports } = await create();
    assert(typeof name === 'string' && name !== '', 'name is a text, and not empty');
    for (const ability of ['durable', 'live', 'shared'] as const) {
      assert(typeof supports[ability] === 'boolean', `supports.${ability} is true or false`);
    }
  }),

  make('subscribe: is there exactly when supports.live', async ({ create }) => {
    const storage = await create();
    assertEqual(typeof storage.subscribe, storage.supports.live ? 'function' : 'undefined', 'type of subscribe');
  }),

  make('subscribe: tells the head after an append', (stores) =>
    whereLive(stores, async (storage) => {
      const one = listen(storage, 'log');
      await appendAll(storage, 'log', 0, entries('e', 3));
      await stores.soon(one.heard(3), 'subscribe: nobody told of an append that brought the head to 3');
      const two = listen(storage, 'log');
      await appendAll(storage, 'log', 3, entries('f', 1));
      await stores.soon(one.heard(4), 'subscribe: the first listener did not hear of the second append');
      await stores.soon(two.heard(4), 'subscribe: the second listener did not hear of the second append');
    }),
  ),

  make('subscribe: what it tells of can be read', (stores) =>
    whereLive(stores, async (storage) => {
      const reading = new Promise<LogPage>((resolve) =>
        storage.subscribe?.('log', (head) => resolve(storage.read('log', head - 1))),
      );
      await appendAll(storage, 'log', 0, entries('e', 1));
      const page = await stores.soon(reading, 'subscribe: nobody told of the append');
      assertEqual(page.head, 1, 'head read by the listener');
    }),
  ),

  make('subscribe: tells 0 after an erase', (stores) =>
    whereLive(stores, async (storage) => {
      const listener = listen(storage, 'log');
      await appendAll(storage, 'log', 0, entries('e', 2));
      await stores.soon(listener.heard(2), 'subscribe: nobody told of the append');
      await storage.erase('log');
      await stores.soon(listener.heard(0), 'subscribe: nobody told of the erase');
    }),
  ),

  make('subscribe: tells nothing of other logs', (stores) =>
    whereLive(stores, async (storage) => {
      const mine = listen(storage, 'a');
      const others = listen(storage, 'ab');
      await appendAll(storage, 'ab', 0, entries('e', 1));
      await stores.soon(others.heard(1), 'subscribe: nobody told of the append');
      assertEqual(mine.calls, [], 'what the listener on log a heard');
    }),
  ),

  make('subscribe: an ended subscription hears nothing more, and ending it twice is harmless', (stores) =>
    whereLive(stores, async (storage) => {
      const ended = listen(storage, 'log');
      ended.unsubscribe();
      ended.unsubscribe();
      const still = listen(storage, 'log');
      await appendAll(storage, 'log', 0, entries('e', 1));
      await stores.soon(still.heard(1), 'subscribe: the one that still listens heard nothing');
      assertEqual(ended.calls, [], 'what the ended subscription heard');
    }),
  ),

  make('subscribe: the same function twice is two subscriptions', (stores) =>
    whereLive(stores, async (storage) => {
      const calls: Version[] = [];
      const listener = (head: Version) => void calls.push(head);
      const endFirst = storage.subscribe?.('log', listener);
      storage.subscribe?.('log', listener);
      endFirst?.();
      const witness = listen(storage, 'log');
      await appendAll(storage, 'log', 0, entries('e', 1));
      await stores.soon(witness.heard(1), 'subscribe: nobody told of the append');
      assert(calls.includes(1), 'ending one subscription must not end the other');
    }),
  ),

  make('close: twice is harmless', async ({ create }) => {
    const storage = await create();
    await storage.close();
    await storage.close();
  }),

  ...(['opening', 'used'] as const).map((state) =>
    make(`close: every call on a closed store is STORAGE_CLOSED (closed when ${state})`, async ({ create }) => {
      const storage = await create();
      if (state === 'used') await appendAll(storage, 'log', 0, entries('e', 1));
      await storage.close();
      await assertRejects(() => storage.read('log', 0), 'STORAGE_CLOSED', 'read');
      await assertRejects(() => storage.append('log', 0, entries('e', 1)), 'STORAGE_CLOSED', 'append of known ids');
      await assertRejects(() => storage.append('log', 1, entries('f', 1)), 'STORAGE_CLOSED', 'append');
      await assertRejects(() => storage.erase('log'), 'STORAGE_CLOSED', 'erase');
      if (storage.supports.live) {
        assertThrows(() => storage.subscribe?.('log', () => undefined), 'STORAGE_CLOSED', 'subscribe');
      }
    }),
  ),

  make('close: calls that are under way settle, with their answer or with STORAGE_CLOSED', async (stores) => {
    const storage = await stores.create();
    const calls = [
      storage.read('log', 0),
      storage.append('log', 0, entries('e', 2)),
      storage.append('other', 0, entries('e', 2)),
      storage.erase('third'),
    ];
    const settled = Promise.allSettled(calls);
    await stores.soon(storage.close(), 'close: never ended');
    for (const result of await stores.soon(settled, 'close: a call that was under way never settled')) {
      assert(
        result.status === 'fulfilled' || isTandemError(result.reason, 'STORAGE_CLOSED'),
        'a call under way was neither answered nor rejected with STORAGE_CLOSED',
      );
    }
  }),

  make('opening: every call may be the first one, and several at once', async ({ create }) => {
    for (const first of ['read', 'append', 'erase', 'subscribe'] as const) {
      const storage = await create();
      if (first === 'read') assertEqual((await storage.read('log', 0)).head, 0, 'read first: head');
      else if (first === 'erase') await storage.erase('log');
      else if (first === 'subscribe') storage.subscribe?.('log', () => undefined)();
      await appendAll(storage, 'log', 0, entries('e', 2));
      await assertHolds(storage, 'log', entries('e', 2), `with ${first} first`);
    }
    const storage = await create();
    const [page, result] = await Promise.all([
      storage.read('one', 0),
      storage.append('two', 0, entries('e', 1)),
      storage.erase('three'),
    ]);
    assertEqual([page.head, result.status], [0, 'appended'], 'all at once');
  }),

  make('abort: a call whose signal is aborted already rejects with ABORTED, and writes nothing', async ({ create }) => {
    const storage = await create();
    const controller = new AbortController();
    controller.abort();
    const { signal } = controller;
    await assertRejects(() => storage.append('log', 0, entries('e', 1), { signal }), 'ABORTED', 'append');
    await assertRejects(() => storage.read('log', 0, { signal }), 'ABORTED', 'read');
    await assertHolds(storage, 'log', [], 'the log is empty');
    await storage.append('log', 0, entries('e', 1), { signal: new AbortController().signal });
    await assertHolds(storage, 'log', entries('e', 1), 'with a signal that is not aborted');
  }),
];

interface Hearing {
  readonly calls: readonly Version[];
  readonly unsubscribe: Unsubscribe;
  /** Resolves when the listener was called with that head. */
  heard(head: Version): Promise<void>;
}

/** Runs a test where the store is live; where it is not, there is nothing to keep. */
async function whereLive({ create }: Stores<LogStorage>, test: (storage: LogStorage) => Promise<void>): Promise<void> {
  const storage = await create();
  if (storage.supports.live) await test(storage);
}

/** Subscribes, keeping what was heard. */
export function listen(storage: LogStorage, log: LogId): Hearing {
  const calls: Version[] = [];
  const waiting = new Set<() => void>();
  const unsubscribe = storage.subscribe?.(log, (head) => {
    calls.push(head);
    for (const check of waiting) check();
  });
  if (!unsubscribe) throw new ConformanceError('supports.live is true, but there is no subscribe');
  return {
    calls,
    unsubscribe,
    heard: (head) =>
      new Promise((resolve) => {
        const check = () => {
          if (calls.includes(head)) resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

function assertThrows(call: () => unknown, code: TandemErrorCode, what: string): void {
  try {
    call();
  } catch (error) {
    if (isTandemError(error, code)) return;
    throw new ConformanceError(`${what}: expected a TandemError ${code}`, { cause: error });
  }
  throw new ConformanceError(`${what}: expected a TandemError ${code}, but nothing was thrown`);
}
