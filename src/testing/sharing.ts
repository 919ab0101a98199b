import { TandemError, type TandemErrorCode } from '../core/errors.js';
import type { Clock } from '../core/platform.js';
import type { Device, Sharing, SharingSnapshot } from '../sharing/types.js';
import { fakeClock } from './fakes.js';

/** A {@link Sharing} without keys, server or other people, which does what a test or a story tells it. */
export interface FakeSharing extends Sharing {
  /** While set, everything rejects with it, and has then changed nothing. */
  fault: TandemErrorCode | undefined;
  /** While set, everything waits for it first. */
  gate: Promise<unknown> | undefined;
  /** How many listen at the moment. */
  readonly listeners: number;
  /** Something happens elsewhere: another device joins, this one is removed, the server goes away. */
  change(change: Partial<SharingSnapshot>): void;
}

/** Settings of {@link fakeSharing}: the first snapshot, and who is who. */
export interface FakeSharingOptions extends Partial<SharingSnapshot> {
  /** Name of the partnership, `ana-ben` unless given. */
  readonly id?: string;
  /** Who uses this device once it is in, `ana` unless given. */
  readonly member?: string;
  /** For when links end: a week later. */
  readonly clock?: Clock;
}

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** The code that {@link FakeSharing} makes; it takes any other for a typing mistake. */
export const fakeRecoveryCode = 'T7KQM-2X94G-HPV0Z-C8RNB-D51WJ-6Y3EA';

/**
 * A fake of what `<tandem-partnership>` gives to the widgets for sharing.
 *
 * @example
 * ```ts
 * const sharing = fakeSharing({ state: 'unknown' });
 * sharing.fault = 'NETWORK_OFFLINE';
 * await sharing.start('Firefox on Linux'); // rejects
 * ```
 */
export function fakeSharing(options: FakeSharingOptions = {}): FakeSharing {
  const { id = 'ana-ben', member = 'ana', clock = fakeClock(), ...first } = options;
  const thisDevice = (name: string): Device => ({ id: 'this-device', member, name, isThis: true, letInBy: member });
  const isIn = first.state === undefined || first.state === 'shared' || first.state === 'removed';
  let snapshot: SharingSnapshot = {
    state: 'shared',
    me: isIn ? member : undefined,
    devices: isIn ? [thisDevice('Firefox on Linux')] : [],
    invitations: [],
    safetyNumber: isIn ? numberOf(1) : undefined,
    canRecover: false,
    keepsKeys: true,
    clockAhead: 0,
    error: undefined,
    ...first,
  };
  let made = 0;
  const listeners = new Set<() => void>();

  const change = (change: Partial<SharingSnapshot>): void => {
    snapshot = { ...snapshot, ...change };
    for (const listener of [...listeners]) listener();
  };
  const attempt = async (): Promise<void> => {
    await fake.gate;
    if (fake.fault) throw new TandemError(fake.fault, 'This fake was told to fail');
  };
  const enter = (name: string): void => {
    const devices = [...snapshot.devices, thisDevice(name)];
    change({ state: 'shared', me: member, devices, safetyNumber: numberOf(devices.length) });
  };

  const fake: FakeSharing = {
    id,
    fault: undefined,
    gate: undefined,
    get listeners() {
      return listeners.size;
    },
    change,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start(device) {
      await attempt();
      enter(device);
    },
    async join(link, device) {
      await attempt();
      if (!/#tandem=1\.[\w-]{48}/u.test(link.replace(/\s/gu, '')))
        throw new TandemError('INVITATION_INVALID', 'Not a link of the fake');
      enter(device);
    },
    async recover(code, device) {
      await attempt();
      if (code.replace(/[\s-]/gu, '').toUpperCase() !== fakeRecoveryCode.replaceAll('-', ''))
        throw new TandemError('RECOVERY_INVALID', 'Not the code of the fake');
      enter(device);
    },
    async invite(invited, page) {
      await attempt();
      made += 1;
      const open = { id: `invitation-${made}`, member: invited, until: new Date(clock.now() + WEEK).toISOString() };
      change({ invitations: [...snapshot.invitations, open] });
      return { ...open, link: `${page}#tandem=1.${String(made).padStart(48, 'l')}` };
    },
    async withdraw(invitation) {
      await attempt();
      change({ invitations: snapshot.invitations.filter((each) => each.id !== invitation) });
    },
    async removeDevice(device) {
      await attempt();
      const devices = snapshot.devices.filter((each) => each.id !== device);
      const isOut = snapshot.devices.some((each) => each.isThis && each.id === device);
      change({ devices, safetyNumber: numberOf(devices.length), ...(isOut && { state: 'removed' }) });
    },
    async createRecoveryCode() {
      await attempt();
      change({ canRecover: true });
      return fakeRecoveryCode;
    },
    async retry() {
      await attempt();
      change({ error: undefined });
    },
    async close() {
      listeners.clear();
    },
  };
  return fake;
}

/** Six groups of five digits, other ones for other devices. */
const numberOf = (devices: number): string =>
  Array.from({ length: 6 }, (_, group) =>
    `${(devices * 31_847 + group * 17_389 + 20_411) % 100_000}`.padStart(5, '0'),
  ).join(' ');
