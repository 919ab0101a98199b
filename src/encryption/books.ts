import type { Entry } from '../core/log/storage.js';
import { type Bytes, toText, utf8 } from './bytes.js';
import { type ChainState, receivers, without } from './chain.js';
import { type Author, aboutPlace, compose } from './compose.js';
import type { Control, EpochStarted } from './controls.js';
import { randomBytes, seal } from './crypto.js';
import { wrap } from './hpke.js';
import { epochKey } from './secrets.js';

/*
 * Writing the books of a log.
 */

/** Makes the control entry that follows a state. */
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

/** Seals something about people for members, to stand in the entry at `version`. */
export const sealAbout = async (key: CryptoKey, log: string, version: number, about: object): Promise<string> =>
  toText(await seal(key, aboutPlace(log, version), utf8(JSON.stringify(about))));
