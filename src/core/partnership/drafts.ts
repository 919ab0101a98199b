import type { TandemError } from '../errors.js';
import type { LocalStore } from '../log/local-store.js';
import { storageError } from '../log/problems.js';
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
  /** Whether the latest state of a draft is durable on this device, and not only on its way there. */
  isKept(key: string): boolean;
  /** Forgets a draft: its words have been sent, or thrown away by their author. */
  clear(key: string): Promise<void>;
  /** Why this device does not keep drafts now; `undefined` while it does. */
  readonly error: TandemError | undefined;
}

/** What {@link openDrafts} gives to the partnership beside the drafts themselves. */
interface OpenedDrafts {
  readonly drafts: Drafts;
  /** Settles when the device was read, or could not be. */
  readonly loaded: Promise<void>;
  /** Waits for the writes in hand. */
  flush(): Promise<void>;
  /** Reads the device again if that failed, and keeps again what could not be kept. */
  retry(): Promise<void>;
}

/** Opens the drafts under a path of the device's store. `changed` is called when something may have changed. */
export function openDrafts(local: LocalStore, path: string, changed: () => void): OpenedDrafts {
  /** `undefined` stands for what was cleared here: it wins over what the device still has. */
  const values = new Map<string, Json | undefined>();
  /** The latest write of each key that is on its way. */
  const writing = new Map<string, Promise<void>>();
  /** What went wrong with keeping the draft of a key, or, without a key, with reading the device. */
  const failed = new Map<string | undefined, TandemError>();

  async function attempt(key: string | undefined, operation: Promise<void>): Promise<void> {
    try {
      await operation;
      failed.delete(key);
    } catch (error) {
      failed.set(key, storageError(error));
    }
    changed();
  }

  const load = (): Promise<void> => attempt(undefined, read());

  async function read(): Promise<void> {
    for (const [row, value] of await local.list(path)) {
      const key = row.slice(path.length);
      if (!values.has(key)) values.set(key, value); // what was typed here is newer
    }
  }

  /** Asks for the write at once, so that a page that goes away in the next moment has asked for it already. */
  async function keep(key: string): Promise<void> {
    const value = values.get(key);
    const write = attempt(key, value === undefined ? local.delete(path + key) : local.set(path + key, value));
    writing.set(key, write);
    await write;
    if (writing.get(key) === write) writing.delete(key);
  }

  function set(key: string, value?: Json): Promise<void> {
    values.set(key, value);
    return keep(key);
  }

  return {
    loaded: load(),
    flush: async () => void (await Promise.all(writing.values())),
    async retry() {
      await Promise.all([...failed.keys()].map((key) => (key === undefined ? load() : keep(key))));
    },
    drafts: {
      get: (key) => values.get(key),
      set,
      clear: (key) => set(key),
      isKept: (key) => values.has(key) && !writing.has(key) && !failed.has(key),
      get error() {
        return failed.values().next().value;
      },
    },
  };
}
