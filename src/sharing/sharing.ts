import { TandemError, isTandemError } from '../core/errors.js';
import { storageError } from '../core/log/problems.js';
import { fitsDevice } from '../core/name.js';
import { createPublisher } from '../core/log/publisher.js';
import type { LogStorage } from '../core/log/storage.js';
import { logIds } from '../core/partnership/partnership.js';
import { randomIds } from '../core/platform.js';
import type { Membership } from '../encryption/index.js';
import type { WatchedClock } from './clock.js';
import type { Sharing, SharingSnapshot } from './types.js';

/** What {@link openSharing} needs. */
export interface SharingOptions {
  readonly id: string;
  readonly me: string | undefined;
  readonly membership: Membership;
  /** Tells of news in the pair's log, and how the server is reached. */
  readonly storage: LogStorage;
  /** Whether the device keeps its keys. */
  readonly lasts: boolean;
  readonly name: string | undefined;
  /** Knows whether this device's clock is wrong. */
  readonly clock: WatchedClock;
}

const NOTHING: SharingSnapshot = {
  state: 'opening',
  me: undefined,
  devices: [],
  invitations: [],
  safetyNumber: undefined,
  canRecover: false,
  keepsKeys: true,
  clockAhead: 0,
  error: undefined,
};

/** Follows who is in, and changes it. Resolves when it is known whether this device has keys. */
export async function openSharing({
  id,
  membership,
  storage,
  lasts,
  name,
  clock,
  ...given
}: SharingOptions): Promise<Sharing> {
  const published = createPublisher<SharingSnapshot>({ ...NOTHING, me: given.me, keepsKeys: lasts });
  const { pair } = logIds(id, '');
  // A tab that has let this device in, or has lost it, tells the others.
  const channel =
    name !== undefined && typeof BroadcastChannel === 'function'
      ? new BroadcastChannel(`tandem-coaching:sharing:${name}`)
      : undefined;
  let refreshing: Promise<void> | undefined;
  let again = false;
  let endNews: (() => void) | undefined;

  /** One look after another; one that is asked for meanwhile comes after it. */
  function refresh(): Promise<void> {
    again = true;
    refreshing ??= (async () => {
      while (again) {
        again = false;
        await look();
      }
      refreshing = undefined;
    })();
    return refreshing;
  }

  async function look(): Promise<void> {
    let error: TandemError | undefined;
    let view: Partial<SharingSnapshot> = {};
    try {
      view = await membership.view();
    } catch (cause) {
      error = storageError(cause);
    }
    const before = published.current();
    const clockAhead = steady(before.clockAhead, clock.ahead());
    const next = { ...before, ...view, me: view.me ?? given.me ?? before.me, clockAhead, error };
    if (next.state === 'shared' && isShutOut(storage)) next.state = 'removed';
    // News come for a log that this device is in.
    if (next.state !== 'unknown') endNews ??= storage.subscribe?.(pair, () => void refresh());
    published.publish(next);
  }

  async function act<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      await refresh();
      channel?.postMessage('changed');
    }
  }

  const endConnection = storage.connection?.subscribe(() => void refresh());
  channel?.addEventListener('message', () => void refresh());
  await refresh();
  // Links that are too old open nothing on an honest server; after a new epoch, nothing that follows on any.
  if (published.current().state === 'shared') void membership.tidy().catch(() => undefined);

  return {
    id,
    getSnapshot: () => published.current(),
    subscribe: (listener) => published.subscribe(listener),
    start: (device) => act(async () => membership.start(given.me ?? randomIds.next(), checked(device))),
    join: (link, device) => act(async () => membership.join(link, checked(device), given.me)),
    recover: (code, device) => act(async () => membership.recover(code, checked(device), given.me)),
    invite: (member, page) => act(() => membership.invite(member, page)),
    withdraw: (invitation) => act(() => membership.withdraw(invitation)),
    removeDevice: (device) => act(() => membership.removeDevice(device)),
    createRecoveryCode: () => act(() => membership.createRecoveryCode()),
    retry: refresh,
    async close() {
      endNews?.();
      endConnection?.();
      channel?.close();
      await refreshing;
    },
  };
}

/** Seconds in which an answer was on its way are no news. */
const steady = (before: number, now: number): number => (now && Math.abs(now - before) < 60_000 ? before : now);

/** The partner reads it: no sign in it may make it look like another one. */
function checked(device: string): string {
  if (fitsDevice(device)) return device.trim();
  const issues = [{ path: 'device', problem: 'INVALID' }];
  throw new TandemError('VALIDATION_FAILED', 'This is no name for a device', { details: { issues } });
}

/** The server knows this device's token no longer: it learns that it was taken out by being shut out. */
function isShutOut({ connection }: LogStorage): boolean {
  const { state, error } = connection?.getSnapshot() ?? {};
  return state === 'refused' && isTandemError(error) && error.details['code'] === 'token-unknown';
}
