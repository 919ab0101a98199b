import { TandemError } from '../core/errors.js';
import type { Entry } from '../core/log/storage.js';
import { type Bytes, concat, bytesOf, fromUtf8, toText, utf8 } from './bytes.js';
import { type ChainState, type Sealed, receivers, without } from './chain.js';
import type { Control, EpochStarted } from './controls.js';
import { randomBytes, seal, sign, unseal } from './crypto.js';
import { MOST, headerBytes } from './envelope.js';
import { epochKey, wrap } from './secrets.js';

/** Whoever writes: a device that is in, or about to come in. */
export interface Author {
  readonly id: string;
  readonly key: CryptoKey;
}

/**
 * Makes the entry that follows a state.
 *
 * @param payload gets the header, to bind to it what it encrypts
 * @throws TandemError `STORAGE_REJECTED` for one that no reader would take.
 */
async function compose(
  log: string,
  state: ChainState,
  author: Author,
  kind: 0 | 1,
  id: string,
  payload: (aad: Bytes) => Bytes | Promise<Bytes>,
): Promise<Entry> {
  const epoch = state.epochs.length || 1;
  const place = { kind, log, version: state.version + 1, epoch, device: author.id, previous: state.hash, id };
  const aad = headerBytes(place);
  const all = concat(aad, await payload(aad));
  const body = toText(concat(all, await sign(author.key, all)));
  if (body.length > MOST)
    throw new TandemError('STORAGE_REJECTED', 'The entry is too large', { details: { entry: id } });
  return { id, body };
}

/** Encrypts what a person wrote. */
export const composeContent = (
  log: string,
  state: ChainState,
  author: Author,
  key: CryptoKey,
  { id, body }: Entry,
): Promise<Entry> => compose(log, state, author, 0, id, (aad) => seal(key, aad, utf8(JSON.stringify(body))));

export const composeControl = (log: string, state: ChainState, author: Author, control: Control): Promise<Entry> =>
  compose(log, state, author, 1, toText(randomBytes(16)), () => utf8(JSON.stringify(control)));

/** A new epoch after `state`, without some devices and invitations. Its secret comes along. */
export async function nextEpoch(
  log: string,
  state: ChainState,
  secrets: readonly Bytes[],
  removed: readonly string[] = [],
  closed: readonly string[] = [],
): Promise<{ control: EpochStarted; secret: Bytes }> {
  const secret = randomBytes(32);
  const all = [...secrets, secret];
  const wraps = receivers(without(state, removed, closed)).map(
    async ([id, { dh }]) => [id, await wrap(all, log, id, dh)] as const,
  );
  const { commitment } = await epochKey(secret, log, all.length);
  const control = {
    kind: 'epoch.started',
    epoch: all.length,
    commitment,
    wraps: Object.fromEntries(await Promise.all(wraps)),
    ...(removed.length > 0 && { removed }),
    ...(closed.length > 0 && { closed }),
  } as const;
  return { control, secret };
}

const aboutPlace = (log: string, version: number): Bytes => utf8(`tandem about ${log} ${version}`);

/** Seals something about people for members, to stand in the entry at `version`. */
export const sealAbout = async (key: CryptoKey, log: string, version: number, about: object): Promise<string> =>
  toText(await seal(key, aboutPlace(log, version), utf8(JSON.stringify(about))));

/** Reads it; `undefined` where it is not what a member sealed. */
export async function openAbout(
  key: CryptoKey,
  log: string,
  [, version, box]: Sealed,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const plain = await unseal(key, aboutPlace(log, version), bytesOf(box));
  try {
    return plain && ((JSON.parse(fromUtf8(plain)) ?? undefined) as Record<string, unknown> | undefined);
  } catch {
    return undefined; // a member's device wrote something else; the cause would quote it
  }
}
