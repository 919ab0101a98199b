import { TandemError, isTandemError } from '../core/errors.js';
import { problem } from '../core/log/problems.js';
import type { LogId } from '../core/log/storage.js';
import { nextEpoch, sealAbout } from './books.js';
import { sure, toText } from './bytes.js';
import { type ChainState, START, expired, isIn, joinProof } from './chain.js';
import { epoch, series } from './changes.js';
import { deviceId, randomBytes, sign } from './crypto.js';
import type { EncryptedStorage } from './encrypted.js';
import { makeKeys, publicOf } from './key-pairs.js';
import type { Identity } from './keyring.js';
import { type OpenLog, openLog } from './log.js';
import type { Proved } from './log-types.js';
import { epochKey } from './secrets.js';
import { type Ticket, ticketReceiver, tokenHash } from './tickets.js';

/** A log that this device is about to come into, kept on the device before anything is sent: then any step can be repeated. */
export interface Place {
  readonly remote: LogId;
  readonly token: string;
}

export const newPlace = (remote = toText(randomBytes(16))): Place => ({ remote, token: toText(randomBytes(32)) });

export async function newIdentity(extractable: boolean): Promise<Identity> {
  const keys = await makeKeys(extractable);
  return { id: await deviceId(await publicOf(keys)), keys };
}

/** What is known about a log before this device is in. */
export interface View {
  readonly log: OpenLog;
  readonly state: ChainState;
  /** The device is in: an attempt before has done it. */
  readonly inside: boolean;
}

/** Steps of coming into a log. */
export function openEntering({ inner, keyring }: EncryptedStorage) {
  const asDevice = ({ remote, token }: Place, { id, keys }: Identity, from?: Proved): OpenLog => {
    keyring.use(remote, token);
    const receiver = { id, passing: true, keys: async () => keys } as const;
    return openLog(inner, keyring, remote, receiver, from && { from });
  };

  const viewAsDevice = async (place: Place, device: Identity): Promise<View> => {
    const log = asDevice(place, device);
    const state = await log.catchUp();
    return { log, state, inside: isIn(state.devices[device.id]) };
  };

  /** Reads a log with a ticket; with the device's own token, where the ticket has been used up by this very device. */
  async function look(place: Place, device: Identity, ticket: Ticket): Promise<View> {
    const receiver = ticketReceiver(place.remote, ticket);
    const log = openLog(inner, keyring, place.remote, receiver);
    keyring.use(place.remote, ticket.token);
    let state: ChainState;
    try {
      state = await log.catchUp();
    } catch (error) {
      if (!isTandemError(error, 'NETWORK_REFUSED')) throw error;
      const view = await viewAsDevice(place, device).catch((cause: unknown) => {
        throw isTandemError(cause, 'NETWORK_REFUSED') ? refusal(error) : cause;
      });
      if (!view.inside) throw refusal(error);
      return view;
    }
    if (isIn(state.devices[device.id])) return viewAsDevice(place, device);
    const known = state.tickets[ticket.id];
    if (!known) throw new TandemError('INVITATION_INVALID', 'The log knows nothing of this invitation');
    if (known.ended) throw new TandemError('INVITATION_USED', 'Somebody has used this invitation');
    if (expired(state, keyring.now()).includes(ticket.id)) throw tooOld();
    if (!(await receiver.keys(state))) throw problem('LOG_FORGED', state.version);
    return { log, state, inside: false };
  }

  /** Comes in with a ticket. @throws (rejects) `INVITATION_USED` where somebody else was faster. */
  async function comeIn(view: View, place: Place, device: Identity, ticket: Ticket, name: string): Promise<Proved> {
    if (view.inside) return view.log.proved();
    const { log } = view;
    const { remote } = place;
    let wraps: Readonly<Record<string, string>> = {};
    const token = await tokenHash(place.token);
    const keys = await publicOf(device.keys);
    const author = { id: device.id, key: device.keys.sign.privateKey };
    keyring.use(remote, ticket.token);
    const sent = await log
      .send(async (state) => {
        const secrets = await log.reader.open(state);
        const content = await log.reader.contentKey(state, secrets.length);
        const own = sure(await log.receiver.keys(state)).sign.privateKey;
        const about = await sealAbout(content, remote, state.version + 1, { name });
        const proof = toText(await sign(own, joinProof(remote, ticket.id, device.id, token)));
        const entries = await series(remote, state, author, [
          () => ({ kind: 'device.added', device: { ...keys, token, about }, ticket: ticket.id, proof }),
          async (joined) => {
            const started = await epoch(remote, secrets, [], expired(joined, keyring.now()))(joined);
            if (started.kind === 'epoch.started') ({ wraps } = started);
            return started;
          },
        ]);
        const used = sure(state.tickets[ticket.id]).token;
        return { entries, access: { add: [{ hash: token }], remove: [used] } };
      })
      .catch((error: unknown) => {
        if (isTandemError(error, 'NETWORK_REFUSED')) return false;
        throw error;
      });
    if (!sent) return comeIn(await look(place, device, ticket), place, device, ticket, name);
    const { state, ...proved } = log.proved();
    const { entrance: _, ...rest } = state;
    return { ...proved, state: { ...rest, wrap: { epoch: state.epochs.length, box: sure(wraps[device.id]) } } };
  }

  /**
   * Makes a log with this device as its first.
   *
   * @param isFresh nobody can have tried before: then it is not looked for
   */
  async function create(place: Place, device: Identity, about: object, isFresh = false): Promise<Proved> {
    const { remote } = place;
    const fresh = { log: asDevice(place, device), state: START, inside: false };
    const { log, state, inside } = isFresh ? fresh : await viewAsDevice(place, device);
    if (inside) return log.proved();
    if (state.version > 0) throw problem('LOG_FORGED', 1);
    const token = await tokenHash(place.token);
    const keys = await publicOf(device.keys);
    await log.send(async (empty) => {
      const alone = { ...START, devices: { [device.id]: keys } } as unknown as ChainState;
      const { control, secret } = await nextEpoch(remote, alone, []);
      const sealed = await sealAbout((await epochKey(secret, remote, 1)).content, remote, 1, about);
      const first = { ...control, first: { ...keys, token, about: sealed } };
      const author = { id: device.id, key: device.keys.sign.privateKey };
      return { entries: await series(remote, empty, author, [() => first]), access: { add: [{ hash: token }] } };
    });
    return create(place, device, about);
  }

  return { look, comeIn, create };
}

const tooOld = (): TandemError => new TandemError('INVITATION_EXPIRED', 'This invitation is too old');

/** What it means that the server lets a ticket in no longer. */
const refusal = (error: TandemError): TandemError =>
  error.details.code === 'token-expired' ? tooOld() : new TandemError('INVITATION_USED', 'This opens nothing any more');
