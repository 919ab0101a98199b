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

/** What {@link openDrafts} gives to the partnership beside the drafts themselves. */
export interface OpenedDrafts {
  readonly drafts: Drafts;
  /** Settles when the device was read, or could not be. */
  readonly loaded: Promise<void>;
  /** Waits for the writes in hand. */
  flush(): Promise<void>;
  /** Reads the device again if that failed, and keeps again what could not be kept. */
  retry(): Promise<void>;
}

/** Opens the drafts under a path of the device's store. `changed` is called when {@link Drafts.error} changes. */
export function openDrafts(local: LocalStore, path: string, changed: () => void): OpenedDrafts {
  const values = new Map<string, Json>();
  /** Keys whose latest state is not asked for yet. */
  const waiting = new Set<string>();
  const writing = new Map<string, Promise<void>>();
  /** What went wrong: under `''` with reading the device, under a key with keeping that draft. */
  const failed = new Map<string, TandemError>();
  const errorNow = (): TandemError | undefined => failed.values().next().value;

  const settle = (key: string, cause?: unknown): void => {
    const before = errorNow()?.code;
    if (cause === undefined) failed.delete(key);
    else
      failed.set(
        key,
        isTandemError(cause) ? cause : new TandemError('STORAGE_FAILED', 'The device store failed', { cause }),
      );
    if (errorNow()?.code !== before) changed();
  };

  /** One write per key at a time; what was typed meanwhile goes along with the next one, older states are skipped. */
  const write = (key: string): Promise<void> => {
    waiting.add(key);
    const next = (writing.get(key) ?? Promise.resolve()).then(async () => {
      if (!waiting.delete(key)) return;
      const value = values.get(key);
      try {
        await (value === undefined ? local.delete(path + key) : local.set(path + key, value));
        settle(key);
      } catch (cause) {
        settle(key, cause);
      }
    });
    writing.set(key, next);
    return next.finally(() => {
      if (writing.get(key) === next) writing.delete(key);
    });
  };

  const load = async (): Promise<void> => {
    try {
      for (const [key, value] of await local.list(path)) {
        const name = key.slice(path.length);
        // What was typed here is newer than what the device has.
        if (!values.has(name) && !waiting.has(name) && !failed.has(name)) values.set(name, value);
      }
      settle('');
    } catch (cause) {
      settle('', cause);
    }
    changed();
  };

  return {
    loaded: load(),
    async flush() {
      await Promise.all(writing.values());
    },
    async retry() {
      const [unread, unkept] = [failed.has(''), [...failed.keys()].filter((key) => key !== '')];
      await Promise.all([unread && load(), ...unkept.map(write)]);
    },
    drafts: {
      get: (key) => values.get(key),
      set(key, value) {
        values.set(key, value);
        return write(key);
      },
      clear(key) {
        values.delete(key);
        return write(key);
      },
      get error() {
        return errorNow();
      },
    },
  };
}
