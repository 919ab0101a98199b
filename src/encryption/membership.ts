import { TandemError } from '../core/errors.js';
import type { LogId } from '../core/log/storage.js';
import { sure } from './bytes.js';
import { expired, isIn, recoveriesOf } from './chain.js';
import type { EncryptedStorage } from './encrypted.js';
import { safetyNumber } from './safety-number.js';

/** Local names of a partnership's logs, of which the own one is a member's. */
export type LogNames = (me: string) => { readonly pair: LogId; readonly own: LogId };

/** What {@link openMembership} needs. */
export interface MembershipOptions {
  readonly storage: EncryptedStorage;
  readonly names: LogNames;
  /** Remote names of the logs that a token opens: `GET /logs`. */
  readonly find: (token: string) => Promise<readonly LogId[]>;
}

/** A device that can read and write the partnership. */
export interface Device {
  /** Fingerprint of its keys, base64url. */
  readonly id: string;
  /** Id of the member who uses it. */
  readonly member: string;
  /** As its owner named it, e.g. "Firefox on Linux"; may be empty. */
  readonly name: string;
  /** The one that asks. */
  readonly isThis: boolean;
  /**
   * Id of the member who let it in. The partner for somebody's first device, and for whoever lost all of theirs; otherwise
   * it should be the member themselves.
   */
  readonly letInBy: string;
}

/** A link that somebody has made and nobody has opened yet. */
export interface OpenInvitation {
  readonly id: string;
  /** Id of the member whom it lets in: the partner, or oneself on another device. */
  readonly member: string;
  /** When it ends: ISO 8601, UTC. */
  readonly until: string;
}

/** How this device stands to a partnership, as far as was proved by now. */
export interface MembershipView {
  readonly state: 'unknown' | 'shared' | 'removed';
  readonly me: string | undefined;
  /** The oldest first. */
  readonly devices: readonly Device[];
  /** Made by this member, on any device. */
  readonly invitations: readonly OpenInvitation[];
  readonly safetyNumber: string | undefined;
  readonly canRecover: boolean;
}

/** Who may read a partnership, on which devices. */
export interface Membership {
  /** What was proved by now; asks no server, unless nothing was proved yet. */
  view(): Promise<MembershipView>;
  /** Creates the partnership's logs with this device as the first. Does nothing where it is in one. */
  start(me: string, device: string): Promise<void>;
  /** Opens a link. @param me who uses this page, where that is known. Rejects with `INVITATION_*`. */
  join(link: string, device: string, me?: string): Promise<void>;
  /** Uses a recovery code up; does nothing where this device is in. Rejects with `RECOVERY_*`. */
  recover(code: string, device: string, me?: string): Promise<void>;
  /** Makes a link for the partner (also for one who has lost all devices), or for oneself on another device. */
  invite(member: string, page: string): Promise<OpenInvitation & { readonly link: string }>;
  /** Ends an invitation, and all that are too old, with a new epoch. One that is gone is no error. */
  withdraw(invitation: string): Promise<void>;
  /** Ends all invitations that are too old, with a new epoch: what was written before they ended is all they may open. */
  tidy(): Promise<void>;
  /** Takes a device out, and with it the invitations and recovery codes that it made. One that is out is no error. */
  removeDevice(device: string): Promise<void>;
  /** Makes a recovery code, in place of the one before. It is kept nowhere. */
  createRecoveryCode(): Promise<string>;
}

/**
 * Opens the membership of a partnership. All calls but `view` reject with `NETWORK_*` where there is no server.
 *
 * @example
 * ```ts
 * const names = (me: string) => ({ pair: 'pair:ana-ben', own: `own:ana-ben:${me}` });
 * const membership = openMembership({ storage: encrypted(remote, keyring), names, find: (token) => remote.find(token) });
 * await membership.start('ana', 'Laptop');
 * const { link } = await membership.invite('ben', 'https://intranet.example/coaching');
 * ```
 */
export function openMembership(options: MembershipOptions): Membership {
  const { storage, names } = options;
  const { keyring } = storage;
  const { pair } = names('');

  async function view(): Promise<MembershipView> {
    const row = await keyring.row(pair);
    const none = { devices: [], invitations: [], canRecover: false, safetyNumber: undefined };
    if (!row) return { state: 'unknown', me: undefined, ...none };
    const log = await storage.log(pair);
    let state = await log.present();
    if (state.version === 0) state = await log.catchUp();
    if (!isIn(state.devices[row.device.id])) return { state: 'removed', me: row.me, ...none };
    const members = await Promise.all(state.members.map((_, at) => log.reader.member(state, at)));
    const mine = members.indexOf(row.me);
    const late = expired(state, keyring.now());
    const devices = Object.entries(state.devices).filter(([, device]) => isIn(device));
    return {
      state: 'shared',
      me: row.me,
      devices: await Promise.all(
        devices.map(async ([id, { member, by, about }]) => ({
          id,
          member: sure(members[member]),
          name: String((await log.reader.about(state, about)).name),
          isThis: id === row.device.id,
          letInBy: sure(members[by]),
        })),
      ),
      invitations: await Promise.all(
        Object.entries(state.tickets)
          .filter(([id, { kind, by, ended }]) => {
            return kind === 'invitation' && !ended && !late.includes(id) && sure(state.devices[by]).member === mine;
          })
          .map(async ([id, { member, until, about }]) => ({
            id,
            member: members[member] ?? String((await log.reader.about(state, sure(about))).member),
            until: sure(until),
          })),
      ),
      safetyNumber: await safetyNumber(state),
      canRecover: recoveriesOf(state, mine).length > 0,
    };
  }

  let ways: Promise<Omit<Membership, 'view'>> | undefined;
  const load = (): Promise<Omit<Membership, 'view'>> =>
    (ways ??= import('./ways.js')
      .then(({ openWays }) => openWays(options))
      .catch((cause: unknown) => {
        ways = undefined;
        throw new TandemError('NETWORK_OFFLINE', 'A part of Tandem could not be loaded', { retryable: true, cause });
      }));

  return {
    view,
    start: async (...given) => (await load()).start(...given),
    join: async (...given) => (await load()).join(...given),
    recover: async (...given) => (await load()).recover(...given),
    invite: async (...given) => (await load()).invite(...given),
    withdraw: async (invitation) => (await load()).withdraw(invitation),
    tidy: async () => (await load()).tidy(),
    removeDevice: async (device) => (await load()).removeDevice(device),
    createRecoveryCode: async () => (await load()).createRecoveryCode(),
  };
}
