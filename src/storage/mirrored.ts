import { backoff } from '../core/log/backoff.js';
import { checkAppend, checkLogId, checkRead } from '../core/log/arguments.js';
import type { LogId, LogPage, LogStorage, Unsubscribe, Version } from '../core/log/storage.js';
import { fromRows } from './mirrored/rows.js';
import { createSync } from './mirrored/sync.js';
import { joinTabs, type Channel, type Locks } from './mirrored/tabs.js';
import { closedError } from './shared/closed.js';
import { createListeners } from './shared/listeners.js';
import { createStatus } from './shared/status.js';
import { schedule as platformTimer, type Schedule } from './shared/timers.js';

/** Settings of {@link mirrored}. */
export interface MirroredOptions {
  /** Who writes on this device: what it appends is kept with that author, as the remote would prove it. */
  readonly author?: (() => string | undefined) | undefined;
  /**
   * Names the mirror among all of this origin, the same in all tabs that share it. Then one tab keeps the connection for
   * all. Without it, and where the mirror is not durable and live or the browser has no Web Locks, every tab has its own.
   */
  readonly name?: string | undefined;
  /** The browser's Web Locks unless given. */
  readonly locks?: Locks | undefined;
  /** Opens a channel between the tabs; the browser's BroadcastChannel unless given. */
  readonly channel?: ((name: string) => Channel) | undefined;
  /** Timers, for tests. */
  readonly schedule?: Schedule | undefined;
  /** Number from 0 up to 1 that spreads out when tabs try again, for tests. */
  readonly random?: (() => number) | undefined;
}

/**
 * Keeps a copy of remote logs on this device. Reading is local, so that it is quick and works without a connection;
 * appending is decided by the remote; what others append is taken over in the background, for every log that
 * somebody listens to.
 *
 * - A log of which the mirror has nothing is fetched before the first answer: a new device never shows an empty log
 *   where there is a full one. A long one can be read when it has arrived, while the mirror is still taking it.
 * - Where the remote holds what cannot be followed (`LOG_*`, `FACT_*`: forged, rewritten, erased by somebody else), all that
 *   the mirror has stays readable, and whoever reads on gets that problem.
 * - Where the mirror has no room, `degraded` says so, and what it lacks is read from the remote.
 *
 * `erase` and `close` reach both.
 *
 * @throws (rejects) what the remote and the mirror reject with; `LOG_REWRITTEN`, `LOG_GAP`, `LOG_ENTRY_CORRUPT` with
 * `details.version`; `STORAGE_CLOSED`, `ABORTED`, TypeError for misuse.
 * @example
 * ```ts
 * const { storage: mirror } = await openIndexedDb({ name: 'tandem-mirror' });
 * const storage = mirrored(httpStorage({ url: '/sync', token }), mirror, { name: 'tandem-mirror' });
 * ```
 */
export function mirrored(remote: LogStorage, mirror: LogStorage, options: MirroredOptions = {}): LogStorage {
  const { author, schedule = platformTimer, random = Math.random } = options;
  const listeners = createListeners();
  const status = createStatus(remoteStatus());
  const subscriptions = new Map<LogId, { count: number; end: Unsubscribe }>();
  const tabs = tabsOf();
  const sync = createSync({
    remote,
    mirror,
    tell: (log, head) => listeners.tell(log, head),
    trouble: (log) => tabs?.tell({ log }),
    changed: show,
  });
  const endStatus = remote.connection?.subscribe(() => {
    tabs?.tell(remoteStatus());
    show();
  });
  let closed = false;

  function remoteStatus() {
    return remote.connection?.getSnapshot() ?? { state: 'online' as const, lastHeard: undefined };
  }

  function show(): void {
    const all = tabs?.word() ?? remoteStatus();
    status.set(all.state === 'online' && sync.isBehind() ? { ...all, state: 'behind' } : all);
  }

  function tabsOf() {
    const { name, locks = (globalThis as { navigator?: { locks?: Locks } }).navigator?.locks } = options;
    const open =
      options.channel ??
      (typeof BroadcastChannel === 'function' ? (each: string) => new BroadcastChannel(each) : undefined);
    if (name === undefined || !locks || !open || !mirror.supports.durable || !mirror.supports.live) return undefined;
    const channelName = `tandem-coaching:mirror:${name}`;
    return joinTabs({
      name: channelName,
      locks,
      channel: open(channelName),
      schedule,
      status: remoteStatus,
      onTrouble: (log) => {
        if (subscriptions.has(log)) void sync.follow(log);
      },
      onWord: show,
    });
  }

  /** Takes over what the remote tells of, and tries again where that fails. */
  function begin(log: LogId): Unsubscribe {
    let failures = 0;
    let heard: Version | undefined;
    let ended = false;
    let cancel: Unsubscribe | undefined;
    const follow = async (): Promise<void> => {
      const error = await sync.follow(log, () => heard);
      cancel?.();
      cancel = undefined;
      if (!error) failures = 0;
      if (!error?.retryable || ended) return;
      cancel = schedule(() => void follow(), backoff((failures += 1), { error, random }));
    };
    const end = remote.subscribe?.(log, (head) => {
      heard = head;
      void follow();
    });
    return () => {
      ended = true;
      end?.();
      cancel?.();
    };
  }

  function assertOpen(): void {
    if (closed) throw closedError('mirrored');
  }

  return {
    name: `mirrored ${remote.name}`,
    supports: { ...remote.supports, live: remote.subscribe !== undefined },
    connection: remote.connection && status,
    get degraded() {
      return sync.degraded() ?? mirror.degraded ?? remote.degraded;
    },

    async read(log, after, readOptions): Promise<LogPage> {
      assertOpen();
      checkRead(log, after, readOptions);
      const early = sync.arrived(log, after, readOptions?.limit);
      if (early.entries.length > 0) return early;
      const page = await mirror.read(log, after, readOptions);
      if (page.entries.length > 0) return fromRows(page, Math.max(sync.least(log, page.head), sync.shown(log)));
      // Whoever asks for more than there is here knows of more, or begins.
      await sync.now(log);
      const arrived = sync.arrived(log, after, readOptions?.limit);
      if (arrived.entries.length > 0) return arrived;
      const again = await mirror.read(log, after, readOptions);
      if (again.entries.length > 0 || !sync.lacks(log)) return fromRows(again, sync.least(log, again.head));
      return remote.read(log, after, readOptions);
    },

    async append(log, expected, entries, appendOptions) {
      assertOpen();
      const added = checkAppend(log, expected, entries, appendOptions);
      return sync.append(log, expected, added, appendOptions, author?.());
    },

    ...(remote.subscribe &&
      ({
        subscribe(log, listener) {
          assertOpen();
          checkLogId(log);
          const end = listeners.add(log, listener);
          const shared = subscriptions.get(log) ?? { count: 0, end: start(log) };
          shared.count += 1;
          subscriptions.set(log, shared);
          let ended = false;
          return () => {
            if (ended) return;
            ended = true;
            end();
            shared.count -= 1;
            if (shared.count > 0) return;
            shared.end();
            subscriptions.delete(log);
          };
        },
      } satisfies Partial<LogStorage>)),

    async erase(log) {
      assertOpen();
      checkLogId(log);
      await sync.erase(log);
    },

    async close() {
      if (closed) return;
      closed = true;
      endStatus?.();
      for (const { end } of subscriptions.values()) end();
      listeners.clear();
      tabs?.close();
      await Promise.all([remote.close(), mirror.close()]);
    },
  };

  function start(log: LogId): Unsubscribe {
    // What another tab has brought into the mirror, or lost there.
    const endMirror = mirror.subscribe?.(log, (head) => listeners.tell(log, Math.max(head, sync.shown(log))));
    const endLead = tabs ? tabs.lead(log, () => begin(log)) : begin(log);
    return () => {
      endMirror?.();
      endLead();
    };
  }
}
