import { TandemError, isTandemError } from '../errors.js';
import type { LocalStore } from '../log/local-store.js';
import type { Json } from '../log/storage.js';

/**
 * Half-written text, kept on this device from one visit to the next. A draft is any plain JSON, under a key that says
 * what it is for, e.g. `check-in/1`.
 */
export interface Drafts {
  /** What was kept under the key, or `undefined`. Complete once the partnership is `ready`. */
  get(key: string): Json | undefined;
  /**
   * Keeps a draft. It can be read back at once; it is durable when the promise resolves. Never rejects: a device that
   * cannot keep it shows in {@link error}, and the draft stays in memory.
   */
  set(key: string, value: Json): Promise<void>;
  /** Forgets a draft: its words have been sent, or thrown away by their author. */
  clear(key: string): Promise<void>;
  /** Why this device does not keep drafts now; `undefined` while it does. */
  readonly error: TandemError | undefined;
}

/** Opens the drafts under a path of the device's store. `changed` is called when {@link Drafts.error} changes. */
export function openDrafts(
  local: LocalStore,
  path: string,
  changed: () => void,
): { drafts: Drafts; loaded: Promise<void>; flush: () => Promise<void> } {
  const values = new Map<string, Json>();
  const touched = new Set<string>();
  const writing = new Map<string, Promise<void>>();
  let error: TandemError | undefined;

  const setError = (next: TandemError | undefined): void => {
    if (error?.code === next?.code) return;
    error = next;
    changed();
  };
  const asError = (cause: unknown): TandemError =>
    isTandemError(cause) ? cause : new TandemError('STORAGE_FAILED', 'The device store failed', { cause });

  /** One write per key at a time; what was typed meanwhile goes along with the next one, older states are skipped. */
  const write = (key: string): Promise<void> => {
    touched.add(key);
    const busy = writing.get(key);
    const next = (busy ?? Promise.resolve()).then(async () => {
      if (!touched.delete(key)) return;
      const value = values.get(key);
      try {
        await (value === undefined ? local.delete(path + key) : local.set(path + key, value));
        setError(undefined);
      } catch (cause) {
        setError(asError(cause));
      }
    });
    writing.set(key, next);
    return next.finally(() => {
      if (writing.get(key) === next) writing.delete(key);
    });
  };

  const loaded = local.list(path).then(
    (rows) => {
      for (const [key, value] of rows) {
        const name = key.slice(path.length);
        if (!values.has(name) && !touched.has(name)) values.set(name, value);
      }
    },
    (cause: unknown) => setError(asError(cause)),
  );

  return {
    loaded,
    flush: async () => {
      await Promise.all(writing.values());
    },
    drafts: {
      get: (key) => values.get(key),
      set: (key, value) => {
        values.set(key, value);
        return write(key);
      },
      clear: (key) => {
        values.delete(key);
        return write(key);
      },
      get error() {
        return error;
      },
    },
  };
}
