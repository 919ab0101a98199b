import { sure } from './bytes.js';
import { randomBytes } from './crypto.js';
import { type ChainState, isIn, recoveriesOf, without } from './chain.js';
import { type Make, type Present, change, epoch, expired } from './changes.js';
import { sealAbout } from './compose.js';
import { type MembershipOptions, openJoining } from './joining.js';
import { formatLink } from './link.js';
import type { OpenLog } from './log.js';
import { formatCode } from './recovery-code.js';
import { safetyNumber } from './safety-number.js';
import { ticketOf, tokenHash } from './secrets.js';
import { newTicket } from './tickets.js';

/** How long an invitation is open, in days. */
const DAYS = 7;

/** A device in a partnership. */
export interface MemberDevice {
  readonly id: string;
  readonly member: string;
  readonly name: string;
  readonly isThis: boolean;
  /** Member who let it in; another one than its own shows that a partner did. */
  readonly letInBy: string;
}

/** A link that nobody has opened yet. */
export interface MemberInvitation {
  readonly id: string;
  readonly member: string;
  /** ISO 8601, UTC. */
  readonly until: string;
}

/** How this device stands to a partnership, as far as was proved by now. */
export interface MembershipView {
  readonly state: 'unknown' | 'shared' | 'removed';
  readonly me: string | undefined;
  /** The oldest first. */
  readonly devices: readonly MemberDevice[];
  /** Made by this member, on any device. */
  readonly invitations: readonly MemberInvitation[];
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
  invite(member: string, page: string): Promise<MemberInvitation & { readonly link: string }>;
  /** Ends an invitation, and all that are too old, with a new epoch. One that is gone is no error. */
  withdraw(invitation: string): Promise<void>;
  /** Ends all invitations that are too old, with a new epoch: what was written before they ended is all they may open. */
  tidy(): Promise<void>;
  /** Takes a device out, and with it the invitations and recovery codes that it made. One that is out is no error. */
  removeDevice(device: string): Promise<void>;
  /** Makes a recovery code, in place of the one before. It is kept nowhere. */
  createRecoveryCode(): Promise<string>;
}

/** Opens the membership of a partnership. All calls but `view` reject with `NETWORK_*` where there is no server. */
export function openMembership(options: MembershipOptions): Membership {
  const { storage, names } = options;
  const { keyring } = storage;
  const { pair } = names('');

  const me = async (): Promise<string> => (await keyring.row(pair))?.me ?? '';
  /** Both logs; the own one first, so that what is in the pair's log is done. */
  async function both(): Promise<readonly OpenLog[]> {
    const row = await keyring.row(pair);
    return [...(row ? [await storage.log(names(row.me).own)] : []), await storage.log(pair)];
  }

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

  /** Which of the two a member is; a place behind the last for one whom the log does not know. */
  async function placeOf({ log, state }: Present, member: string): Promise<number> {
    const known = await Promise.all(state.members.map((_, at) => log.reader.member(state, at)));
    const at = known.indexOf(member);
    if (at < 0 && known.length > 1) throw new TypeError('A partnership is of two: the member has to be one of them');
    return at < 0 ? known.length : at;
  }

  /** Ends devices and invitations with a new epoch, and their tokens with it. */
  function end({ log, state, secrets }: Present, removed: readonly string[], closed: readonly string[]) {
    if (removed.length + closed.length === 0) return undefined;
    return { make: [epoch(log.remote, secrets, removed, closed)], access: { remove: gone(state, removed, closed) } };
  }

  const endInAll = async (removed: string | undefined, closed: string | undefined): Promise<void> => {
    for (const log of await both()) {
      await change(log, async (present) => {
        const { devices, tickets } = present.state;
        const out = removed !== undefined && isIn(devices[removed]) ? [removed] : [];
        const late = expired(present.state, keyring.now());
        const open = closed !== undefined && tickets[closed]?.kind === 'invitation' && !tickets[closed].ended;
        return end(present, out, [...new Set([...late, ...(open ? [closed] : [])])]);
      });
    }
  };

  return {
    view,
    ...openJoining(options),

    async invite(member, page) {
      const secret = randomBytes(16);
      const ticket = await ticketOf(secret);
      const until = new Date(keyring.now() + DAYS * 86_400_000).toISOString();
      const logs = await both();
      for (const log of member === (await me()) ? logs : logs.slice(-1)) {
        await change(log, async (present) => {
          const { secrets } = present;
          const place = await placeOf(present, member);
          const made: Make = async (now) => ({
            kind: 'invitation.opened',
            ticket: await newTicket(log.remote, now, secrets, ticket),
            member: place,
            until,
            ...(place === now.members.length && {
              about: await sealAbout(await log.reader.contentKey(now, secrets.length), log.remote, now.version + 1, {
                member,
              }),
            }),
          });
          return { make: [made], access: { add: [{ hash: await tokenHash(ticket.token), until }] } };
        });
      }
      const link = await formatLink(page, { log: sure(logs.at(-1)).remote, secret });
      return { id: ticket.id, member, until, link };
    },

    withdraw: (invitation) => endInAll(undefined, invitation),
    tidy: () => endInAll(undefined, undefined),
    removeDevice: (device) => endInAll(device, undefined),

    async createRecoveryCode() {
      const secret = randomBytes(16);
      const ticket = await ticketOf(secret);
      for (const log of await both()) {
        await change(log, async ({ state, secrets }) => {
          const old = recoveriesOf(state, sure(state.devices[log.receiver.id]).member);
          const made: Make = async (now) => ({
            kind: 'recovery.set',
            ticket: await newTicket(log.remote, now, secrets, ticket),
          });
          const remove = gone(state, [], old);
          // Whoever has the old sheet reads nothing from here on, whatever the server does.
          const make = old.length > 0 ? [made, epoch(log.remote, secrets)] : [made];
          return { make, access: { add: [{ hash: await tokenHash(ticket.token) }], remove } };
        });
      }
      return formatCode(secret);
    },
  };
}

/** Hashes of the tokens of devices and ways in that end. */
function gone(state: ChainState, removed: readonly string[], closed: readonly string[]): string[] {
  const next = without(state, removed, closed);
  const tickets = Object.entries(state.tickets).filter(([id, { ended }]) => !ended && next.tickets[id]?.ended);
  return [...removed.map((id) => sure(state.devices[id]).token), ...tickets.map(([, { token }]) => token)];
}
