import { TandemError, isTandemError } from '../core/errors.js';
import type { LogId } from '../core/log/storage.js';
import { sure } from './bytes.js';
import { isIn } from './chain.js';
import { type Place, type View, newIdentity, newPlace, openEntering } from './entering.js';
import type { Identity } from './keyring.js';
import { parseLink } from './link.js';
import { type Proved, keysMissing } from './log-types.js';
import type { MembershipOptions } from './membership.js';
import { parseCode } from './recovery-code.js';
import { type Ticket, ticketOf } from './tickets.js';

/** Kept on the device from before the first request until it is in: whoever comes again after a crash is the same device. */
interface Prepared {
  /** What it is for: a ticket's id, or `start`. */
  readonly purpose: string;
  readonly device: Identity;
  /** Logs that are there. */
  readonly places: readonly Place[];
  /** A log of one's own that is to be made. */
  readonly own?: Place;
}

/** The ways in: making a partnership, opening a link, using a recovery code. */
export function openJoining({ storage, names, find }: MembershipOptions) {
  const { keyring } = storage;
  const { keys } = keyring;
  const { pair } = names('');
  const { look, comeIn, create } = openEntering(storage);

  async function prepare(purpose: string): Promise<Prepared> {
    const kept = (await keys.get(`join/${pair}`)) as Prepared | undefined;
    if (kept?.purpose === purpose) return kept;
    return { purpose, device: await newIdentity(!!keys.extractable), places: [] };
  }

  async function keep(prepared: Prepared): Promise<Prepared> {
    await keys.set(`join/${pair}`, prepared);
    return prepared;
  }

  /** Whether this device is in the pair's log. */
  async function present(): Promise<boolean> {
    const row = await keyring.row(pair);
    if (!row) return false;
    try {
      const state = await (await storage.log(pair)).catchUp();
      return isIn(state.devices[row.device.id]);
    } catch (error) {
      if (isTandemError(error, 'NETWORK_REFUSED')) return false; // taken out
      throw error;
    }
  }

  /** The own log first: with the pair's log the device is in. */
  async function finish(prepared: Prepared, me: string, proved: readonly (readonly [LogId, Place, Proved])[]) {
    for (const [log, place, from] of proved) {
      const { version, hash } = from.state;
      await storage.enter(log, { ...place, device: prepared.device, me, pin: { version, hash } }, from);
    }
    await keys.delete(`join/${pair}`);
  }

  /**
   * A device stays one person's, also when it was taken out: what still waits there to be sent is theirs, and from
   * anybody else's device nobody could read it.
   */
  async function sameAs(me: string): Promise<void> {
    const row = await keyring.row(pair);
    if (row && row.me !== me) throw other();
  }

  /** Makes a partnership with this device as its first. */
  async function start(me: string, name: string): Promise<void> {
    if (await present()) return;
    if (await keyring.row(pair)) throw keysMissing(); // taken out, as the server says: the keys it has are not thrown away
    const { own } = names(me);
    let prepared = await prepare(`start ${me}`);
    const isFresh = prepared.places.length === 0;
    const {
      own: ownPlace = newPlace(),
      places: [place = newPlace()],
    } = prepared;
    prepared = await keep({ ...prepared, own: ownPlace, places: [place] });
    const ofOwn = await create(ownPlace, prepared.device, { log: own, member: me, name }, isFresh);
    const ofPair = await create(place, prepared.device, { log: pair, member: me, name }, isFresh);
    await finish(prepared, me, [
      [own, ownPlace, ofOwn],
      [pair, place, ofPair],
    ]);
  }

  /** Who it is that is let in, and whether another device of theirs does it. */
  async function person({ log, state, inside }: View, { id }: Identity, ticket: Ticket): Promise<[string, boolean]> {
    const known = inside ? state.devices[id] : undefined;
    const opened = sure(state.tickets[ticket.id]);
    const member = known?.member ?? opened.member;
    const by = known?.by ?? sure(state.devices[opened.by]).member;
    const who =
      member < state.members.length ? log.reader.member(state, member) : log.reader.about(state, sure(opened.about));
    const value = await who;
    const me = typeof value === 'string' ? value : String(value.member);
    const everybody = await Promise.all(state.members.map((_, at) => log.reader.member(state, at)));
    // Else whoever made the log could write in the name of whom they let in.
    if (everybody.some((each, at) => at !== member && each === me)) throw other();
    return [me, by === member];
  }

  /**
   * Comes into all logs of the partnership that a ticket opens; a member who has none of their own yet gets one.
   *
   * @param link the pair's log, where it is known
   * @param wanted who uses this page, where it is known
   */
  async function enter(ticket: Ticket, link: LogId | undefined, name: string, wanted?: string): Promise<void> {
    const here = await present();
    // Whatever the server says of this device: what it has of one log is never carried on with another one.
    const before = (await keyring.row(pair))?.remote;
    if ((link ?? before) !== before && before !== undefined) throw other();
    if (here) return keys.delete(`join/${pair}`); // in already; an attempt before may have broken off at its very end
    let prepared = await prepare(ticket.id);
    const found = await find(ticket.token).catch((error: unknown): readonly LogId[] => {
      if (isTandemError(error, 'NETWORK_REFUSED')) return []; // used: perhaps by this very device
      throw error;
    });
    const kept = prepared.places.map(({ remote }) => remote);
    const fresh = [...(link === undefined ? [] : [link]), ...found].filter((log) => !kept.includes(log));
    prepared = await keep({ ...prepared, places: [...prepared.places, ...[...new Set(fresh)].map(newPlace)] });
    const { device } = prepared;
    const logs = new Map<unknown, readonly [Place, View]>();
    let strange: TandemError | undefined;
    for (const place of prepared.places) {
      try {
        const view = await look(place, device, ticket);
        const { log } = await view.log.reader.about(view.state, sure(view.state.members[0]));
        logs.set(log, [place, view]);
      } catch (error) {
        // Anybody can make a log that a ticket's token opens: its hash is no secret. Such a log must not lock anybody out.
        if (place.remote === link || !/^(INVITATION|LOG|FACT)_/.test((error as TandemError).code)) throw error;
        strange ??= error as TandemError;
      }
    }
    const [place, view] = logs.get(pair) ?? [];
    if (!place || !view || (before ?? place.remote) !== place.remote) throw strange ?? other();
    const [me, again] = await person(view, device, ticket);
    if (wanted !== undefined && wanted !== me) throw other();
    await sameAs(me);

    const { own } = names(me);
    const proved: [LogId, Place, Proved][] = [];
    const [ownPlace, ownView] = logs.get(own) ?? [];
    if (ownPlace && ownView) {
      proved.push([own, ownPlace, await comeIn(ownView, ownPlace, device, ticket, name)]);
    } else if (again) {
      if (strange) throw strange;
      throw new TandemError('NETWORK_FAILED', 'The server does not show the log of this member', { retryable: true });
    } else if (!(await keyring.row(own))) {
      const isFresh = prepared.own === undefined;
      const { own: made = newPlace() } = prepared;
      prepared = await keep({ ...prepared, own: made });
      const about = { log: own, member: me, name };
      proved.push([own, made, await create(made, device, about, isFresh)]);
    }
    proved.push([pair, place, await comeIn(view, place, device, ticket, name)]);
    await finish(prepared, me, proved);
  }

  /** One tab after another, too: two that come in at the same time would each make keys and logs, and keep those of one. */
  const { locks } = (globalThis as { navigator?: Partial<Navigator> }).navigator ?? {};
  const alone = (run: () => Promise<void>): Promise<void> =>
    keys.lasts && locks ? locks.request(`tandem-coaching:join:${pair}`, run) : run();

  /** One after another: a second click finds the device in. Whatever happens, tokens of tickets are put aside. */
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn(run: () => Promise<void>): Promise<void> {
    const result = queue.then(() => alone(run)).finally(() => keyring.use());
    queue = result.catch(() => undefined); // whoever asked for it gets the error
    return result;
  }

  return {
    start: (me: string, name: string) => inTurn(() => start(me, name)),

    join: (text: string, name: string, wanted?: string) =>
      inTurn(async () => {
        const { log, secret } = await parseLink(text);
        await enter(await ticketOf(secret), log, name, wanted);
      }),

    recover: (code: string, name: string, wanted?: string) =>
      inTurn(async () => {
        const ticket = await ticketOf(await parseCode(code));
        await enter(ticket, undefined, name, wanted).catch((error: unknown) => {
          if (!/^INVITATION/.test((error as TandemError).code)) throw error;
          throw new TandemError('RECOVERY_UNKNOWN', 'This recovery code opens nothing', { cause: error });
        });
      }),
  };
}

const other = (): TandemError =>
  new TandemError('INVITATION_OTHER', 'This is for another partnership or another person');
