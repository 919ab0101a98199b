import { problem } from '../core/log/problems.js';
import { fromUtf8 } from './bytes.js';
import type { PublicKeys } from './crypto.js';
import type { Envelope } from './envelope.js';

/*
 * The book-keeping of a log: what the payloads of control entries say. All of it is readable for the server but `about`,
 * `keys` and the wraps.
 */

/** A device that comes in. */
export interface NewDevice extends PublicKeys {
  /** Hash of the token that opens the log for it. */
  readonly token: string;
  /** Sealed for members: its name; in a log's first entry the names of log and member as well. */
  readonly about: string;
}

/** A way in that is opened: an invitation or a recovery code. */
export interface NewTicket extends PublicKeys {
  readonly id: string;
  readonly token: string;
  /** Its private keys, sealed under its secret and bound to everything in front of this entry. */
  readonly keys: string;
  /** Keys of all epochs up to now. */
  readonly wrap: string;
}

/**
 * A new key for what comes from now on, wrapped for every receiver that is left when the removed devices and the closed
 * invitations are gone. The first epoch brings the first device along.
 */
export interface EpochStarted {
  readonly kind: 'epoch.started';
  readonly epoch: number;
  readonly commitment: string;
  readonly wraps: Readonly<Record<string, string>>;
  readonly first?: NewDevice;
  readonly removed?: readonly string[];
  readonly closed?: readonly string[];
}
export interface DeviceAdded {
  readonly kind: 'device.added';
  readonly device: NewDevice;
  readonly ticket: string;
  /** Signature by the ticket's key. */
  readonly proof: string;
}
export interface InvitationOpened {
  readonly kind: 'invitation.opened';
  readonly ticket: NewTicket;
  /** Which of the two it lets in: 0 is who made the log. */
  readonly member: number;
  /** ISO 8601, UTC. */
  readonly until: string;
  /** Sealed for members: the member's id, where the log does not know it yet. */
  readonly about?: string;
}
/** Ends the member's code before. */
export interface RecoverySet {
  readonly kind: 'recovery.set';
  readonly ticket: NewTicket;
}
export type Control = EpochStarted | DeviceAdded | InvitationOpened | RecoverySet;

type Shape = RegExp | readonly [Shape] | { readonly [key: string]: Shape } | 'number';

const ID = /^[\w-]{22}$/;
const HASH = /^[\w-]{43}$/;
const KEY = /^[\w-]{87}$/;
const BOX = /^[\w-]+$/;
const DEVICE = { sign: KEY, dh: KEY, token: HASH, about: BOX };
const TICKET = { id: ID, sign: KEY, dh: KEY, token: HASH, keys: BOX, wrap: BOX };
/** `name?` may be missing; `*` stands for the id of any receiver. */
const SHAPES: Readonly<Record<Control['kind'], Shape>> = {
  'epoch.started': {
    epoch: 'number',
    commitment: HASH,
    wraps: { '*': BOX },
    'first?': DEVICE,
    'removed?': [ID],
    'closed?': [ID],
  },
  'device.added': { device: DEVICE, ticket: ID, proof: /^[\w-]{86}$/ },
  'invitation.opened': { ticket: TICKET, member: 'number', until: /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/, 'about?': BOX },
  'recovery.set': { ticket: TICKET },
};

function fits(value: unknown, shape: Shape): boolean {
  if (shape === 'number') return Number.isSafeInteger(value);
  if (shape instanceof RegExp) return typeof value === 'string' && shape.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((each) => fits(each, shape[0] as Shape));
  const rest = { ...value } as Record<string, unknown>;
  for (const [name, inner] of Object.entries(shape)) {
    const key = name.replace('?', '');
    if (name === '*') return Object.entries(rest).every(([id, each]) => ID.test(id) && fits(each, inner));
    if (key in rest ? !fits(rest[key], inner) : name === key) return false;
    delete rest[key];
  }
  return Object.keys(rest).length === 0;
}

/**
 * Reads the payload of a control entry.
 *
 * @throws TandemError `LOG_ENTRY_CORRUPT` where it is none; `FACT_UNKNOWN` where a later version of Tandem wrote it.
 */
export function readControl({ payload, version }: Envelope): Control {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(payload));
  } catch {
    throw problem('LOG_ENTRY_CORRUPT', version); // without the cause: it quotes
  }
  const { kind, ...rest } = (value ?? {}) as Control;
  if (typeof kind === 'string' && !Object.hasOwn(SHAPES, kind)) throw problem('FACT_UNKNOWN', version);
  if (typeof kind !== 'string' || !fits(rest, SHAPES[kind])) throw problem('LOG_ENTRY_CORRUPT', version);
  return value as Control;
}
