import type { LocalStore } from '../core/log/local-store.js';
import type { LogStorage } from '../core/log/storage.js';
import { logIds } from '../core/partnership/partnership.js';
import { type KeyStore, encrypted, openKeyring, openMembership } from '../encryption/index.js';
import { type HttpOptions, httpStorage } from '../storage/http.js';
import { mirrored } from '../storage/mirrored.js';
import { watchClock } from './clock.js';
import type { Shared } from './shared.js';
import { openSharing } from './sharing.js';

/** Settings of {@link openShared}. */
export interface SharedOptions extends Pick<HttpOptions, 'headers' | 'fetch'> {
  /** Local name of the partnership; the partner's device may have another one for it. */
  readonly id: string;
  /** Id of the member who uses this device; without it, an invitation or recovery code says it. */
  readonly me?: string | undefined;
  /** Address of the sync server. */
  readonly server: string;
  /** Copy of the logs on this device. Stays the caller's to close, as do the other two. */
  readonly mirror: LogStorage;
  /** What stays on this device. */
  readonly local: LocalStore;
  /** Keys of this device. */
  readonly keys: KeyStore;
  /** Names these three among all of this origin, so that tabs with the same ones share a connection. */
  readonly name?: string | undefined;
}

/**
 * Puts together what two people on two machines need: keys, encryption, a server, and a copy on this device. Works in
 * pages and in Node. What cannot be reached or read at first does not reject: the snapshot of `sharing` says so.
 *
 * @example A bot that is one of a member's devices, let in by a link that another device of theirs has made:
 * ```ts
 * const shared = await openShared({
 *   id: 'ana-ben', server: 'https://sync.example.com',
 *   mirror: memory(), local: memoryLocal(), keys: fileKeys('./keys.json'),
 * });
 * const { storage, local, sharing } = shared;
 * if (sharing.getSnapshot().state === 'unknown') await sharing.join(link, 'Reminder bot');
 * const { me = '' } = sharing.getSnapshot();
 * const partnership = openPartnership({ id: 'ana-ben', me, storage, local });
 * // …
 * await partnership.close();
 * await shared.close();
 * ```
 */
export async function openShared(options: SharedOptions): Promise<Shared> {
  const { id, me, server, mirror, local, keys, name, headers, fetch } = options;
  const clock = watchClock(fetch ?? globalThis.fetch.bind(globalThis));
  const keyring = openKeyring({ keys, local });
  const remote = httpStorage({
    url: server,
    token: (log) => keyring.token(log),
    ...(headers && { headers }),
    fetch: clock.fetch,
  });
  const secret = encrypted(remote, keyring);
  const storage: LogStorage = mirrored(secret, mirror, { name, author: () => sharing.getSnapshot().me });
  const membership = openMembership({
    storage: secret,
    names: (member) => logIds(id, member),
    find: (token) => remote.find(token),
  });
  const sharing = await openSharing({ id, me, membership, storage, lasts: keys.lasts, name, clock });
  let closing: Promise<void> | undefined;
  return {
    storage,
    local,
    sharing,
    close: () => (closing ??= sharing.close().then(() => storage.close())),
  };
}
