import type { LogId } from '../core/log/storage.js';
import { type Bytes, bytesOf, toText, utf8 } from './bytes.js';
import type { ChainState } from './chain.js';
import type { NewTicket } from './controls.js';
import { type KeyPairs, type PublicKeys, aesKey, hkdf, seal, sha256, unseal } from './crypto.js';
import { wrap } from './hpke.js';
import { keysFrom, makeKeys, privateBytes, publicOf } from './key-pairs.js';
import type { Receiver } from './log-types.js';

/** What a link or a recovery code gives to whoever has it. */
export interface Ticket {
  readonly id: string;
  /** Opens the log at the server. */
  readonly token: string;
  /** Opens the ticket's private keys, which are in the log. */
  readonly box: CryptoKey;
}

/** Derives a ticket from the 16 bytes of its secret. */
export async function ticketOf(secret: Bytes): Promise<Ticket> {
  const all = await hkdf(secret, new Uint8Array(), 'tandem ticket', 80);
  return { id: toText(all.slice(0, 16)), token: toText(all.slice(16, 48)), box: await aesKey(all.slice(48)) };
}

/** What the server keeps of a token. */
export const tokenHash = async (token: string): Promise<string> => toText(await sha256(utf8(token)));

/**
 * What a ticket's keys are bound to. Only whoever has the secret can seal or open them, and only behind the very entries
 * that were there when it was opened: so they vouch for everything in front.
 */
const place = (log: LogId, previous: string, { sign, dh }: PublicKeys): Bytes =>
  utf8(`tandem ticket ${log} ${previous} ${sign} ${dh}`);

/** Opens a way into a log, to stand in the entry after a state. */
export async function newTicket(
  log: LogId,
  state: ChainState,
  secrets: readonly Bytes[],
  { id, token, box }: Ticket,
): Promise<NewTicket> {
  const pairs = await makeKeys(true);
  const keys = await publicOf(pairs);
  return {
    id,
    ...keys,
    token: await tokenHash(token),
    keys: toText(await seal(box, place(log, state.hash, keys), await privateBytes(pairs))),
    wrap: await wrap(secrets, log, id, keys.dh),
  };
}

/** Looks into a log with a ticket. Its keys are `undefined` where the entries are not those it was opened behind. */
export function ticketReceiver(log: LogId, { id, box }: Ticket): Receiver {
  let keys: Promise<KeyPairs | undefined> | undefined;
  const open = async ({ entrance, tickets }: ChainState): Promise<KeyPairs | undefined> => {
    const ticket = tickets[id];
    if (!entrance || !ticket) return undefined;
    const sealed = bytesOf(entrance.keys);
    const bytes = await unseal(box, place(log, entrance.previous, ticket), sealed);
    return bytes && keysFrom(ticket, bytes);
  };
  return { id, passing: true, keys: (state) => (keys ??= open(state)) };
}
