import { TandemError } from '../core/errors.js';
import type { Entry } from '../core/log/storage.js';
import { type Bytes, bytesOf, concat, fromUtf8, toText, utf8 } from './bytes.js';
import type { ChainState, Sealed } from './chain.js';
import { seal, sign, unseal } from './crypto.js';
import { MOST, headerBytes } from './envelope.js';

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
export async function compose(
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

/** What is said about people is bound to the entry that says it. */
export const aboutPlace = (log: string, version: number): Bytes => utf8(`tandem about ${log} ${version}`);

/** Reads what was sealed about people; `undefined` where it is not what a member sealed. */
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
