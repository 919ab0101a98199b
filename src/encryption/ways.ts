import { sealAbout } from './books.js';
import { sure } from './bytes.js';
import { type ChainState, expired, isIn, recoveriesOf, without } from './chain.js';
import { type Make, type Present, change, epoch } from './changes.js';
import { randomBytes } from './crypto.js';
import { openJoining } from './joining.js';
import { formatLink } from './link.js';
import type { OpenLog } from './log.js';
import type { Membership, MembershipOptions } from './membership.js';
import { formatCode } from './recovery-code.js';
import { newTicket, ticketOf, tokenHash } from './tickets.js';

/** How long an invitation is open, in days. */
const DAYS = 7;

/** Everything of {@link Membership} that changes something: loaded when it is first asked for. */
export function openWays(options: MembershipOptions): Omit<Membership, 'view'> {
  const { storage, names } = options;
  const { keyring } = storage;
  const { pair } = names('');

  const me = async (): Promise<string> => (await keyring.row(pair))?.me ?? '';
  /** Both logs; the own one first, so that what is in the pair's log is done. */
  async function both(): Promise<readonly OpenLog[]> {
    const row = await keyring.row(pair);
    return [...(row ? [await storage.log(names(row.me).own)] : []), await storage.log(pair)];
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
    const { devices, tickets } = without(state, removed, closed);
    const open = [...Object.values(devices).filter(isIn), ...Object.values(tickets).filter(({ ended }) => !ended)];
    // A device may have let in more than the log tells of.
    const access = { remove: gone(state, removed, closed), only: open.map(({ token }) => token) };
    return { make: [epoch(log.remote, secrets, removed, closed)], access };
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
