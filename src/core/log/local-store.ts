import type { Json } from './storage.js';

/**
 * Small things that stay on this device: half-written text, commands that are not in the log yet, snapshots, and
 * what needs the person's attention. Keys are paths such as `draft/team-7/goal`; values are plain JSON.
 *
 * Unlike a `LogStorage` it is never shared and has no history; the last write to a key wins: the one that was asked for
 * last, also where nobody has waited for the one before.
 * Rejections are `TandemError`s with a `STORAGE_*` code.
 */
export interface LocalStore {
  /** What was set last under the key, or `undefined`. */
  get(key: string): Promise<Json | undefined>;
  /** Keeps a value; resolves when it is durable. */
  set(key: string, value: Json): Promise<void>;
  /** Forgets the key; forgetting what is not there is harmless. */
  delete(key: string): Promise<void>;
  /** Every key that starts with `prefix`, with its value, ordered by key (by UTF-16 code units). */
  list(prefix: string): Promise<readonly (readonly [key: string, value: Json])[]>;
  /** Releases connections. Closing twice is harmless. */
  close(): Promise<void>;
}
