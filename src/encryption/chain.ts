import type { TandemError } from '../core/errors.js';
import { problem } from '../core/log/problems.js';
import type { Version } from '../core/log/storage.js';
import { bytesOf, sure, utf8 } from './bytes.js';
import { type Control, type EpochStarted, type NewTicket, readControl } from './controls.js';
import { type PublicKeys, deviceId, publicKey, signed } from './crypto.js';
import { type Envelope, NOTHING } from './envelope.js';

/** Something sealed for members: epoch, version of the entry it is in, and the box. */
export type Sealed = readonly [epoch: number, version: Version, box: string];

/** A device that is or was in the log. */
export interface DeviceState extends PublicKeys {
  readonly token: string;
  readonly about: Sealed;
  /** Which of the two uses it: an index into `members`. */
  readonly member: number;
  /** Which of the two let it in. */
  readonly by: number;
  /** Taken out; or never in: its invitation had been used before. */
  readonly out?: 'removed' | 'void';
}

/** A way in. */
export interface TicketState extends NewTicketKeys {
  readonly kind: 'invitation' | 'recovery';
  readonly member: number;
  /** Device that opened it. */
  readonly by: string;
  readonly until?: string;
  readonly about?: Sealed;
  /** Used, withdrawn, or replaced. */
  readonly ended?: true;
}
type NewTicketKeys = Pick<NewTicket, 'sign' | 'dh' | 'token'>;

/** What is proved about a log up to a version. Plain JSON: it is the checkpoint that the device keeps. */
export interface ChainState {
  readonly version: Version;
  /** Hash of the entry at `version`. */
  readonly hash: string;
  /** Hash of the first entry. */
  readonly root: string;
  /** Who the two are, the one who made the log first. */
  readonly members: readonly Sealed[];
  readonly devices: Readonly<Record<string, DeviceState>>;
  readonly tickets: Readonly<Record<string, TicketState>>;
  /** Commitments to the epochs' keys. */
  readonly epochs: readonly string[];
  /** The newest wrap for the receiver that this state is about. */
  readonly wrap?: { readonly epoch: number; readonly box: string };
  /** Where the receiver is a ticket: its sealed keys, and the hash they are bound to. */
  readonly entrance?: { readonly keys: string; readonly previous: string };
  /** A device has come in: the next entry has to start an epoch. */
  readonly joining?: true;
}

export const START: ChainState = {
  version: 0,
  hash: NOTHING,
  root: NOTHING,
  members: [],
  devices: {},
  tickets: {},
  epochs: [],
};

export const isIn = (device: DeviceState | undefined): device is DeviceState => !!device && !device.out;

/** Everybody who gets the key of an epoch that begins now: devices, open invitations and recovery codes. */
export const receivers = ({ devices, tickets }: ChainState): [id: string, PublicKeys][] => [
  ...Object.entries(devices).filter(([, device]) => isIn(device)),
  ...Object.entries(tickets).filter(([, { ended }]) => !ended),
];

/** What a ticket's key signs to let a device in. */
export const joinProof = (log: string, ticket: string, device: string, token: string): Uint8Array<ArrayBuffer> =>
  utf8(`tandem join ${log} ${ticket} ${device} ${token}`);

type Must = (condition: unknown) => asserts condition;

interface Step {
  readonly state: ChainState;
  /** Starts checking what has to come true for it, besides. */
  readonly checks: readonly (() => Promise<unknown>)[];
  /** What is wrong although the signature is right. */
  readonly error?: TandemError;
}

/**
 * Follows a chain of entries, each with its hash: log, order, membership, signature, and the rules of book-keeping.
 *
 * Of what people wrote, the last entry of each device has its signature checked. It covers all in front of it, by the
 * hashes; and no device signs what follows an entry that is in its name but not of its making.
 *
 * @param me the receiver whose wraps the state is to remember
 * @returns the states after each entry that is right, and what is wrong with the one after them
 */
export async function verify(
  state: ChainState,
  entries: readonly (readonly [Envelope, hash: string])[],
  me: string,
): Promise<{ readonly states: readonly ChainState[]; readonly error?: TandemError }> {
  const steps: Step[] = [];
  let last = state;
  let error: TandemError | undefined;
  for (const [entry, hash] of entries) {
    try {
      const step = follow(last, entry, hash, me);
      steps.push(step);
      last = step.state;
      if (step.error) break;
    } catch (cause) {
      error = cause as TandemError;
      break;
    }
  }
  const covered = new Map(steps.map((_, at) => [sure(entries[at])[0].device, at]));
  const right = await Promise.all(
    steps.map(async ({ checks }, at) => {
      const { kind, device } = sure(entries[at])[0];
      if (kind === 0 && covered.get(device) !== at) return true;
      return (await Promise.all(checks.map((check) => check()))).every(Boolean);
    }),
  );
  const bad = steps.findIndex((step, at) => !right[at] || step.error);
  if (bad < 0) return { states: steps.map((step) => step.state), ...(error && { error }) };
  // Nothing that comes after may vouch for what came before.
  const before = await verify(state, entries.slice(0, bad), me);
  const wrong = (right[bad] && steps[bad]?.error) || problem('LOG_FORGED', state.version + bad + 1);
  return { error: wrong, ...before };
}

function follow(state: ChainState, entry: Envelope, hash: string, me: string): Step {
  const { version, device, log, bytes, signature } = entry;
  if (entry.previous !== state.hash || version !== state.version + 1) throw problem('LOG_REWRITTEN', version);
  let control: Control | undefined;
  let unknown: TandemError | undefined;
  try {
    control = entry.kind === 1 ? readControl(entry) : undefined;
  } catch (error) {
    unknown = error as TandemError;
  }
  const must: Must = (condition) => {
    if (!condition) throw problem('LOG_FORGED', version);
  };
  const added = control?.kind === 'device.added' ? control : undefined;
  const fresh = added?.device ?? (version === 1 && control?.kind === 'epoch.started' ? control.first : undefined);
  const signer = fresh ?? state.devices[device];
  must(signer);
  const checks = [(): Promise<unknown> => signed(signer.sign, signature, bytes.subarray(0, -signature.length))];
  if (fresh)
    checks.push(
      () => keysAreRight(fresh),
      async () => (await deviceId(fresh)) === device,
    );
  const next = { ...state, version, hash };
  if (version === 1) next.root = hash;
  const known = state.devices[device];
  // What a device that never got in does to the books has no effect. It still is what that device signed.
  if (known?.out === 'void' && entry.kind === 1 && !fresh) return { state: next, checks };
  if (unknown) return { state: next, checks, error: unknown };
  must(fresh ? !known : isIn(known));
  must(entry.epoch === (state.epochs.length || 1));
  must(!state.joining || control?.kind === 'epoch.started');
  const seal = (box: string): Sealed => [entry.epoch, version, box];
  const open = (ticket: NewTicket, about: Omit<TicketState, keyof NewTicketKeys | 'by'>): void => {
    const { id, sign, dh, token, keys, wrap: box } = ticket;
    must(!state.tickets[id]);
    checks.push(() => keysAreRight(ticket));
    next.tickets = { ...next.tickets, [id]: { sign, dh, token, by: device, ...about } };
    if (id !== me) return;
    next.wrap = { epoch: entry.epoch, box };
    next.entrance = { keys, previous: entry.previous };
  };

  switch (control?.kind) {
    case undefined:
      must(version > 1);
      break;
    case 'epoch.started':
      must((version === 1) === !!control.first);
      if (fresh) {
        next.members = [seal(fresh.about)];
        next.devices = { [device]: { ...fresh, about: seal(fresh.about), member: 0, by: 0 } };
      }
      startEpoch(next, control, must);
      if (control.wraps[me]) next.wrap = { epoch: control.epoch, box: control.wraps[me] };
      break;
    case 'device.added': {
      const ticket = state.tickets[control.ticket];
      must(ticket);
      const { member, by, about, sign } = ticket;
      const { proof, device: keys } = control;
      checks.push(() => signed(sign, bytesOf(proof), joinProof(log, control.ticket, device, keys.token)));
      const row = { ...keys, about: seal(keys.about), member, by: sure(state.devices[by]).member };
      next.devices = { ...state.devices, [device]: ticket.ended ? { ...row, out: 'void' } : row };
      if (ticket.ended) break;
      if (member === state.members.length) next.members = [...state.members, sure(about)];
      next.tickets = without(state, [], [control.ticket]).tickets;
      next.joining = true;
      break;
    }
    case 'invitation.opened': {
      const { member, until, about } = control;
      const newcomer = member === state.members.length;
      must(member === 0 || member === 1);
      must(member < state.members.length || newcomer);
      must(newcomer === (about !== undefined));
      open(control.ticket, { kind: 'invitation', member, until, ...(about && { about: seal(about) }) });
      break;
    }
    case 'recovery.set': {
      const { member } = sure(known);
      next.tickets = without(state, [], recoveriesOf(state, member)).tickets;
      open(control.ticket, { kind: 'recovery', member });
    }
  }
  return { state: next, checks };
}

/** Ids of the recovery codes of a member that would work now. */
export const recoveriesOf = ({ tickets }: ChainState, member: number): string[] =>
  Object.entries(tickets)
    .filter(([, { kind, member: whose, ended }]) => kind === 'recovery' && whose === member && !ended)
    .map(([id]) => id);

/** Invitations that nobody has used in time. */
export const expired = ({ tickets }: ChainState, now: number): string[] =>
  Object.entries(tickets)
    .filter(([, { ended, until }]) => !ended && until !== undefined && !(Date.parse(until) > now))
    .map(([id]) => id);

const keysAreRight = async ({ sign, dh }: PublicKeys): Promise<boolean> =>
  !!(await publicKey(sign, 'sign')) && !!(await publicKey(dh, 'dh'));

type Growing = { -readonly [Key in keyof ChainState]: ChainState[Key] };

/**
 * A state without some devices and ways in. A device that is taken out takes the ways in along that it opened: whoever stole
 * it may have their links and codes.
 */
export function without<State extends ChainState>(
  state: State,
  removed: readonly string[],
  closed: readonly string[],
): State {
  const devices = { ...state.devices };
  for (const id of removed) devices[id] = { ...sure(devices[id]), out: 'removed' };
  const tickets = { ...state.tickets };
  for (const [id, ticket] of Object.entries(tickets)) {
    if (closed.includes(id) || removed.includes(ticket.by)) tickets[id] = { ...ticket, ended: true };
  }
  return { ...state, devices, tickets };
}

function startEpoch(next: Growing, started: EpochStarted, must: Must): void {
  const { epoch, commitment, wraps, removed = [], closed = [] } = started;
  must(epoch === next.epochs.length + 1);
  must(removed.every((id) => isIn(next.devices[id])));
  must(closed.every((id) => next.tickets[id]?.kind === 'invitation' && !next.tickets[id].ended));
  Object.assign(next, without(next, removed, closed));
  const all = receivers(next);
  must(all.length === Object.keys(wraps).length && all.every(([id]) => wraps[id]));
  next.epochs = [...next.epochs, commitment];
  delete next.joining;
}
