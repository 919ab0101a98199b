import { TandemError, isTandemError } from '../core/errors.js';
import { checkAppend, checkLogId, checkRead } from '../core/log/arguments.js';
import type { Json, LogId, LogStorage } from '../core/log/storage.js';
import { type Keyring, type LogRow, checkpointKey } from './keyring.js';
import { type OpenLog, openLog } from './log.js';
import { type Proved, keysMissing } from './log-types.js';

/** See {@link encrypted}. */
export interface EncryptedStorage extends LogStorage {
  /** The storage underneath. */
  readonly inner: LogStorage;
  readonly keyring: Keyring;
  /** A log that this device is in. @throws (rejects) `ENCRYPTION_KEYS_MISSING` for all others. */
  log(name: LogId): Promise<OpenLog>;
  /** Keeps a log that this device has come into, with all that was proved on the way. */
  enter(name: LogId, row: LogRow, from: Proved): Promise<void>;
}

/**
 * Encrypts, signs and chains what goes into another storage, and proves what comes out of it. Logs have local names
 * here and random ones there; versions are the same. Book-keeping entries come out with `control: true`.
 *
 * Closing it closes the storage underneath; keyring and stores stay open.
 *
 * @throws (rejects) what the storage itself rejects with; `LOG_FORGED` and `LOG_REWRITTEN` for what no member's device wrote there,
 * `LOG_GAP` for what is held back, `FACT_UNKNOWN` for what a later version of Tandem wrote, `ENCRYPTION_KEYS_MISSING` for
 * a log that this device is not in, `ENCRYPTION_UNAVAILABLE` without WebCrypto. What is right in front of an entry that is
 * not can still be read.
 * @example
 * ```ts
 * const keyring = openKeyring({ keys, local });
 * const storage = encrypted(httpStorage({ url: '/sync', token: keyring.token }), keyring);
 * ```
 */
export function encrypted(inner: LogStorage, keyring: Keyring): EncryptedStorage {
  const logs = new Map<LogId, OpenLog>();
  /** Subscriptions, told which log is theirs as often as that is looked up. */
  const followers = new Set<(name: LogId, remote: LogId) => void>();
  let closed = false;

  function open(name: LogId, { remote, device, pin }: LogRow, from?: Proved): OpenLog {
    const receiver = { id: device.id, keys: async () => device.keys };
    const opened = openLog(inner, keyring, remote, receiver, { pin, ...(from && { from }) });
    logs.set(name, opened);
    return opened;
  }

  async function log(name: LogId): Promise<OpenLog> {
    if (closed) throw closedError();
    const row = await keyring.row(name);
    if (!row) throw keysMissing();
    for (const follow of followers) follow(name, row.remote);
    const known = logs.get(name);
    if (known?.remote === row.remote && known.receiver.id === row.device.id) return known;
    return open(name, row);
  }

  return {
    inner,
    keyring,
    log,
    async enter(name, row, from) {
      await keyring.local.set(checkpointKey(row.remote, row.device.id), from.state as unknown as Json);
      await keyring.setRow(name, row);
      open(name, row, from);
      for (const follow of followers) follow(name, row.remote);
    },
    name: inner.name,
    supports: inner.supports,
    get degraded() {
      return inner.degraded ?? [...logs.values()].map((each) => each.unsaved()).find(Boolean);
    },
    connection: inner.connection,

    async read(name, after, options) {
      checkRead(name, after, options);
      return (await log(name)).read(after, options);
    },

    async append(name, expected, entries, options) {
      const copies = checkAppend(name, expected, entries, options);
      return (await log(name)).append(expected, copies, options);
    },

    ...(inner.subscribe &&
      ({
        subscribe(name, listener) {
          checkLogId(name);
          if (closed) throw closedError();
          let stop: (() => void) | undefined;
          let following: LogId | undefined;
          const follow = (log: LogId, remote: LogId): void => {
            if (log !== name || remote === following || closed) return;
            stop?.();
            following = remote;
            stop = inner.subscribe?.(remote, listener);
          };
          followers.add(follow);
          keyring.row(name).then(
            (row) => row && followers.has(follow) && follow(name, row.remote),
            () => followers.has(follow) && listener(0), // only reading can tell: whoever does, tries again
          );
          return () => {
            followers.delete(follow);
            stop?.();
          };
        },
      } satisfies Pick<LogStorage, 'subscribe'>)),

    async erase(name) {
      checkLogId(name);
      if (closed) throw closedError();
      const row = await keyring.row(name);
      if (!row) return; // gone already, or never there
      await inner.erase(row.remote).catch((error: unknown) => {
        // This device was taken out: what is there is the others', and what is here goes away all the same.
        if (!isTandemError(error, 'NETWORK_REFUSED') || error.details['code'] !== 'token-unknown') throw error;
      });
      await keyring.forget(name);
      logs.delete(name);
    },

    async close() {
      closed = true;
      await inner.close();
    },
  };
}

const closedError = (): TandemError => new TandemError('STORAGE_CLOSED', 'This encrypted storage was closed');
