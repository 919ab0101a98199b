import type { LocalStore } from '../core/log/local-store.js';
import type { LogId, Version } from '../core/log/storage.js';
import type { KeyPairs } from './crypto.js';
import type { KeptKeys } from './reader.js';
import type { EpochKey } from './secrets.js';

/**
 * Where a device keeps its keys: values by name, as `structuredClone` can copy them, `CryptoKey`s among them.
 * Rejections are `TandemError`s with a `STORAGE_*` code.
 */
export interface KeyStore {
  /** Whether what is set is there after the page or process has ended. */
  readonly lasts: boolean;
  /** Set where it can keep only keys that can be read out. Elsewhere nobody can, not even the page itself. */
  readonly extractable?: true;
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Keys for this page or process only. */
export function memoryKeys(): KeyStore {
  const values = new Map<string, unknown>();
  return {
    lasts: false,
    get: async (name) => values.get(name),
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => void values.delete(name),
  };
}

/** A device's identity: its keys and their fingerprint. */
export interface Identity {
  readonly id: string;
  readonly keys: KeyPairs;
}

/** What the device knows about one log. */
export interface LogRow {
  /** Random name at the server. */
  readonly remote: LogId;
  /** Opens the log at the server for this device. */
  readonly token: string;
  readonly device: Identity;
  /** Id of the member who uses this device. */
  readonly me: string;
  /** The log as it was when the device came in: it will never accept another one. */
  readonly pin: { readonly version: Version; readonly hash: string };
}

/** What this device has: keys, names of logs, tokens. One object for a page or process. */
export interface Keyring {
  readonly keys: KeyStore;
  readonly local: LocalStore;
  /** The present time in ms since 1970. */
  now(): number;
  /** What is known about a log, by its local name. */
  row(log: LogId): Promise<LogRow | undefined>;
  /** Keeps it; the device is in. */
  setRow(log: LogId, row: LogRow): Promise<void>;
  /** Forgets a log, its keys and what was proved about it. */
  forget(log: LogId): Promise<void>;
  /** Where the keys are kept that a log's content is encrypted with; `undefined` where they could be read out. */
  contentKeys(remote: LogId): KeptKeys | undefined;
  /** What opens a log at the server, by its remote name: for the `token` option of `httpStorage`. */
  token(remote: LogId): Promise<string | undefined>;
  /** Lets another token open a log, a link's, while the device is not in yet. Without a log: no longer any. */
  use(remote?: LogId, token?: string): void;
}

/** Settings of {@link openKeyring}. */
export interface KeyringOptions {
  readonly keys: KeyStore;
  /** Keeps what was proved about each log, under `sharing/`. */
  readonly local: LocalStore;
  /** The clock; the device's own where it is left out. */
  readonly now?: (() => number) | undefined;
}

/**
 * Opens what this device has.
 *
 * @example
 * ```ts
 * const keyring = openKeyring({ keys: await indexedDbKeys({ name: 'coaching' }), local });
 * const storage = encrypted(httpStorage({ url, token: keyring.token }), keyring);
 * ```
 */
export function openKeyring({ keys, local, now = Date.now }: KeyringOptions): Keyring {
  const using = new Map<LogId, string>();
  // Read anew each time: another tab may have joined, or erased everything.
  const row = async (log: LogId): Promise<LogRow | undefined> => (await keys.get(`log/${log}`)) as LogRow | undefined;
  return {
    keys,
    local,
    now,
    row,
    async setRow(log, made) {
      await keys.set(`token/${made.remote}`, made.token);
      await keys.set(`log/${log}`, made);
      using.delete(made.remote);
    },
    async forget(log) {
      const known = await row(log);
      if (!known) return;
      await local.delete(checkpointKey(known.remote, known.device.id));
      await keys.delete(`log/${log}`);
      await keys.delete(`token/${known.remote}`);
      await keys.delete(`content/${known.remote}`);
    },
    contentKeys: (remote) =>
      keys.extractable
        ? undefined
        : {
            get: async () => (await keys.get(`content/${remote}`)) as readonly EpochKey[] | undefined,
            set: (content) => keys.set(`content/${remote}`, content),
          },
    token: async (remote) => using.get(remote) ?? ((await keys.get(`token/${remote}`)) as string | undefined),
    use(remote, token) {
      if (remote === undefined || token === undefined) using.clear();
      else using.set(remote, token);
    },
  };
}

/** Where a device keeps what it has proved about a log. */
export const checkpointKey = (remote: LogId, device: string): string => `sharing/${remote}/${device}`;
