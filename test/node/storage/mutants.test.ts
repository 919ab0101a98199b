/** The suite's own test: storages that are wrong in one way each have to fail it, in a case whose name says why. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkAppend, copyJson } from '../../../src/core/log/arguments.js';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import type { Entry, LogStorage, StoredEntry } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { type ConformanceCase, localStoreConformance, logStorageConformance } from '../../../src/testing/index.js';
import { shelf } from './shelf.js';

type Open = () => LogStorage;

interface Mutant {
  readonly wrong: string;
  /** Begins the name of the case that has to fail. */
  readonly caught: string;
  /** Spoils a right storage. */
  readonly spoil: (right: LogStorage) => LogStorage;
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A right storage with some of its methods replaced. */
const withChanges = (right: LogStorage, changes: Partial<LogStorage>): LogStorage => ({ ...right, ...changes });

const mutants: readonly Mutant[] = [
  {
    wrong: 'writes a batch entry by entry',
    caught: 'append: batches are never torn apart',
    spoil: (right) =>
      withChanges(right, {
        async append(log, expected, entries, options) {
          if (entries.length < 2) return right.append(log, expected, entries, options);
          const versions: number[] = [];
          for (const [index, entry] of entries.entries()) {
            const result = await right.append(log, index === 0 ? expected : (await right.read(log, 0)).head, [entry]);
            if (result.status === 'conflict') return result;
            versions.push(...result.versions);
            await settle();
          }
          return { status: 'appended', versions, known: false };
        },
      }),
  },
  {
    wrong: 'writes the new ones of a batch that is known in part',
    caught: 'append: with some ids known and some new it is a conflict',
    spoil: (right) =>
      withChanges(right, {
        async append(log, expected, entries, options) {
          const { entries: present, head } = await right.read(log, 0);
          const fresh = entries.filter(({ id }) => !present.some((old) => old.id === id));
          if (fresh.length === 0 || fresh.length === entries.length) {
            return right.append(log, expected, entries, options);
          }
          await right.append(log, head, fresh);
          return { status: 'appended', versions: entries.map((_, index) => head + index + 1), known: false };
        },
      }),
  },
  {
    wrong: 'reads from the given version on instead of after it',
    caught: 'read: starts right after the given version',
    spoil: (right) =>
      withChanges(right, { read: (log, after, options) => right.read(log, after > 0 ? after - 1 : after, options) }),
  },
  {
    wrong: 'does not know an entry id again',
    caught: 'append: repeated with the same ids',
    spoil: (right) =>
      withChanges(right, {
        async append(log, expected, entries, options) {
          const { entries: present, head } = await right.read(log, 0);
          const known = entries.every(({ id }) => present.some((old) => old.id === id));
          if (known && expected !== head) {
            return { status: 'conflict', newer: { entries: present.slice(expected), head } };
          }
          return right.append(log, expected, entries, options);
        },
      }),
  },
  {
    wrong: 'asks for the head, and then for the entries',
    caught: 'read: while somebody appends',
    spoil: (right) =>
      withChanges(right, {
        async read(log, after, options) {
          const { head } = await right.read(log, after, options);
          await settle();
          const page = await right.read(log, after, options);
          return { entries: page.entries, head };
        },
      }),
  },
  {
    wrong: 'asks for the entries, and then for the head',
    caught: 'read: while somebody appends',
    spoil: (right) =>
      withChanges(right, {
        async read(log, after, options) {
          const page = await right.read(log, after, options);
          await settle();
          return { entries: page.entries, head: (await right.read(log, after, options)).head };
        },
      }),
  },
  {
    wrong: 'knows what was appended together by its first id',
    caught: 'append: repeated with the same ids',
    spoil: (right) =>
      withChanges(right, {
        async append(log, expected, entries, options) {
          const result = await right.append(log, expected, entries, options);
          if (result.status !== 'appended') return result;
          const sorted = result.versions.toSorted((a, b) => a - b).join() === result.versions.join();
          return sorted ? { ...result, versions: entries.map((_, n) => (result.versions[0] ?? 0) + n) } : result;
        },
      }),
  },
  {
    wrong: 'tells of an append before it is there',
    caught: 'subscribe: what it tells of can be read',
    spoil(right) {
      const listeners = new Map<(head: number) => void, string>();
      return withChanges(right, {
        async append(log, expected, entries, options) {
          const added = checkAppend(log, expected, entries, options);
          for (const [listener, of] of listeners) if (of === log) listener(expected + entries.length);
          await settle();
          return right.append(log, expected, added, options);
        },
        subscribe(log, listener) {
          listeners.set(listener, log);
          return () => listeners.delete(listener);
        },
      });
    },
  },
  {
    wrong: 'erases by prefix',
    caught: 'erase: leaves logs alone whose names are alike',
    spoil(right) {
      const logs = new Set<string>();
      return withChanges(right, {
        append(log, expected, entries, options) {
          logs.add(log);
          return right.append(log, expected, entries, options);
        },
        async erase(log) {
          await right.erase(log);
          for (const other of logs) if (other.startsWith(log)) await right.erase(other);
        },
      });
    },
  },
  {
    wrong: 'erases nothing',
    caught: 'erase: the log is really gone',
    spoil: (right) => withChanges(right, { erase: async (log) => void (await right.read(log, 0)) }),
  },
  {
    wrong: 'ignores the expected version',
    caught: 'append: on a stale version it is a conflict',
    spoil: (right) =>
      withChanges(right, {
        append: async (log, _, entries, options) =>
          right.append(log, (await right.read(log, 0)).head, entries, options),
      }),
  },
  {
    wrong: 'accepts a version that is not there yet',
    caught: 'append: on a version that is not there yet',
    spoil: (right) =>
      withChanges(right, {
        append: async (log, expected, entries, options) =>
          right.append(log, Math.min(expected, (await right.read(log, 0)).head), entries, options),
      }),
  },
  {
    wrong: 'compares and sets in two steps',
    caught: 'append: of many at once exactly one wins',
    spoil: (right) =>
      withChanges(right, {
        async append(log, expected, entries, options) {
          const { head } = await right.read(log, 0);
          if (head !== expected) return right.append(log, expected, entries, options);
          await settle();
          return right.append(log, (await right.read(log, 0)).head, entries, options);
        },
      }),
  },
  {
    wrong: 'hands out what it keeps',
    caught: 'bodies: changing what was read changes nothing',
    spoil(right) {
      const pages = new Map<string, readonly StoredEntry[]>();
      return withChanges(right, {
        async append(log, expected, entries, options) {
          pages.delete(log);
          return right.append(log, expected, entries, options);
        },
        async read(log, after, options) {
          const page = await right.read(log, after, options);
          if (after > 0 || options?.limit !== undefined || page.head === 0) return page;
          const kept = pages.get(log) ?? page.entries;
          pages.set(log, kept);
          return { entries: kept, head: page.head };
        },
      });
    },
  },
  {
    wrong: 'keeps what it was handed only when it gets to it',
    caught: 'bodies: changing an entry after it was handed over',
    spoil: (right) =>
      withChanges(right, {
        async append(log, expected, entries, options) {
          await settle();
          return right.append(log, expected, entries, options);
        },
      }),
  },
  {
    wrong: 'tells nobody of an append',
    caught: 'subscribe: tells the head after an append',
    spoil: (right) => withChanges(right, { subscribe: () => () => undefined }),
  },
  {
    wrong: 'goes on telling after unsubscribe',
    caught: 'subscribe: an ended subscription hears nothing more',
    spoil: (right) =>
      withChanges(right, {
        subscribe(log, listener) {
          right.subscribe?.(log, listener);
          return () => undefined;
        },
      }),
  },
  {
    wrong: 'says that it is live and is not',
    caught: 'subscribe: is there exactly when supports.live',
    spoil({ subscribe: _, ...right }) {
      return right;
    },
  },
  {
    wrong: 'says that an empty log has no head',
    caught: 'read: a log that nobody wrote is empty',
    spoil: (right) =>
      withChanges(right, {
        async read(log, after, options) {
          const page = await right.read(log, after, options);
          return page.head === 0 ? { ...page, head: -1 } : page;
        },
      }),
  },
  {
    wrong: 'takes the end of the page for the head',
    caught: 'read: a limit is never exceeded',
    spoil: (right) =>
      withChanges(right, {
        async read(log, after, options) {
          const page = await right.read(log, after, options);
          return { ...page, head: page.entries.at(-1)?.version ?? page.head };
        },
      }),
  },
  {
    wrong: 'ignores the limit',
    caught: 'read: a limit is never exceeded',
    spoil: (right) =>
      withChanges(right, {
        read: async (log, after, options) =>
          options?.limit === undefined || !(options.limit >= 1)
            ? right.read(log, after, options)
            : right.read(log, after, { ...options, limit: 1_000_000 }),
      }),
  },
  {
    wrong: 'answers after it was closed',
    caught: 'close: every call on a closed store is STORAGE_CLOSED',
    spoil: (right) => withChanges(right, { close: async () => undefined }),
  },
  {
    wrong: 'ignores the signal',
    caught: 'abort: a call whose signal is aborted already',
    spoil: (right) => withChanges(right, { append: (log, expected, entries) => right.append(log, expected, entries) }),
  },
  {
    wrong: 'does not tell that it had the entries before',
    caught: 'append: repeated with the same ids it answers the versions they have',
    spoil: (right) =>
      withChanges(right, {
        append: async (...args) => {
          const result = await right.append(...args);
          return result.status === 'appended' ? { ...result, known: false } : result;
        },
      }),
  },
  {
    wrong: 'takes an empty batch',
    caught: 'append: misuse rejects with a TypeError',
    spoil: (right) =>
      withChanges(right, {
        append: async (log, expected, entries, options) =>
          Array.isArray(entries) && entries.length === 0
            ? { status: 'appended', versions: [], known: false }
            : right.append(log, expected, entries, options),
      }),
  },
  {
    wrong: 'loses dangerous keys',
    caught: 'bodies: kept as they are: dangerous keys as data',
    spoil: (right) =>
      withChanges(right, {
        append: (log, expected, entries, options) =>
          right.append(log, expected, Array.isArray(entries) ? entries.map(shallow) : entries, options),
      }),
  },
  {
    wrong: 'takes log ids without regard to case',
    caught: 'logs: upper and lower case are different logs',
    spoil: (right) =>
      withChanges(right, {
        read: (log, after, options) => right.read(lower(log), after, options),
        append: (log, expected, entries, options) => right.append(lower(log), expected, entries, options),
      }),
  },
];

/** What a careless copy by assignment makes of a body. */
function shallow(entry: Entry): Entry {
  const { body } = entry ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return entry;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) copy[key] = value;
  return { ...entry, body: copy as Entry['body'] };
}

const lower = (log: unknown): string => (typeof log === 'string' ? log.toLowerCase() : (log as string));

/** Names of the cases that a storage fails. */
function failures(create: Open, options: Parameters<typeof logStorageConformance>[1] = {}): Promise<string[]> {
  // Patience only ever runs out where a notification is missing for good.
  return failing(logStorageConformance(create, { patience: 100, ...options }));
}

async function failing(cases: readonly ConformanceCase[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) {
    const error = await run().then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    if (error) failed.push(name);
  }
  return failed;
}

describe('the conformance suite', () => {
  it('passes a right storage', async () => {
    assert.deepEqual(await failures(() => memory()), []);
  });

  for (const { wrong, caught, spoil } of mutants) {
    it(`fails a storage that ${wrong}`, async () => {
      const failed = await failures(() => spoil(memory()));
      assert.ok(
        failed.some((name) => name.startsWith(caught)),
        `expected "${caught}…" to fail; failed: ${failed.join(' | ') || 'nothing'}`,
      );
    });
  }
});

describe('the conformance suite, for storages that are durable', () => {
  it('passes a right storage', async () => {
    const place = shelf();
    assert.deepEqual(await failures(place.create, { reopen: place.open, peer: place.open }), []);
  });

  it('fails one that resolves before the entries are kept', async () => {
    const place = shelf({ writesLate: true });
    const failed = await failures(place.create, { reopen: place.open });
    assert.ok(failed.includes('durable: what was appended is there after closing and opening again'), failed.join());
  });

  it('fails one that forgets the ids when it is closed', async () => {
    const place = shelf({ forgetsIds: true });
    const failed = await failures(place.create, { reopen: place.open });
    assert.ok(failed.includes('durable: ids are known after opening again'), failed.join());
  });

  it('fails one that brings back what was erased', async () => {
    const place = shelf({ erasesInMemoryOnly: true });
    const failed = await failures(place.create, { reopen: place.open });
    assert.ok(failed.includes('durable: what was erased is gone after opening again'), failed.join());
  });

  it('fails one whose objects do not see each other', async () => {
    const place = shelf({ caches: true });
    const failed = await failures(place.create, { reopen: place.open, peer: place.open });
    assert.ok(failed.includes('peers: what one was told is appended, the other reads at once'), failed.join());
  });

  it('asks for `reopen` where there is none', async () => {
    const place = shelf();
    const failed = await failures(place.create);
    assert.ok(failed.every((name) => name.startsWith('durable:')) && failed.length > 0, failed.join());
  });
});

describe('the conformance suite, for local stores', () => {
  /** A right store on a place that outlives it, with some of its methods replaced. */
  function place(spoil: (right: LocalStore) => Partial<LocalStore> = () => ({})) {
    let kept = memoryLocal();
    const on = (disk: LocalStore): LocalStore => {
      const gate = memoryLocal();
      const right: LocalStore = {
        get: async (key) => (await gate.get(key), disk.get(key)),
        set: async (key, value) => {
          const copy = copyJson(value);
          await gate.set(key, copy);
          return disk.set(key, copy);
        },
        delete: async (key) => (await gate.delete(key), disk.delete(key)),
        list: async (prefix) => (await gate.list(prefix), disk.list(prefix)),
        close: () => gate.close(),
      };
      return { ...right, ...spoil(right) };
    };
    return localStoreConformance(() => on((kept = memoryLocal())), { reopen: () => on(kept) });
  }

  it('passes a right one', async () => assert.deepEqual(await failing(place()), []));

  it('fails one that deletes faster than it sets', async () => {
    const slow = place((right) => ({
      async set(key, value) {
        const copy = copyJson(value);
        await right.get(key);
        await settle();
        return right.set(key, copy);
      },
    }));
    assert.deepEqual(await failing(slow), [
      'set and delete: the one that was asked for last counts, also where the one before is under way',
    ]);
  });

  it('fails one that lets go of what it said it would keep', async () => {
    const hasty = place((right) => {
      let last: Promise<unknown> = Promise.resolve();
      return {
        async set(key, value) {
          const copy = copyJson(value);
          await right.get(key);
          last = last.then(settle).then(() => right.set(key, copy));
          last.catch(() => undefined);
        },
        get: async (key) => (await last, right.get(key)),
        delete: async (key) => (await last, right.delete(key)),
        list: async (prefix) => (await last, right.list(prefix)),
      };
    });
    assert.ok(
      (await failing(hasty)).includes('durable: what is under way when the store is closed is kept, or rejects'),
    );
  });
});
