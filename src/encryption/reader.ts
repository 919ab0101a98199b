import { TandemError } from '../core/errors.js';
import { problem } from '../core/log/problems.js';
import type { Json, LogId, StoredEntry } from '../core/log/storage.js';
import { type Bytes, fromUtf8, sure } from './bytes.js';
import type { ChainState, Sealed } from './chain.js';
import { openAbout } from './compose.js';
import { unseal } from './crypto.js';
import type { Envelope } from './envelope.js';
import type { Receiver } from './log-types.js';
import { type EpochKey, epochKey } from './secrets.js';

/** Keeps the keys that content is encrypted with: they cannot be read out, and spare opening the wrap at each visit. */
export interface KeptKeys {
  get(): Promise<readonly EpochKey[] | undefined>;
  set(keys: readonly EpochKey[]): Promise<void>;
}

/** Reads what is encrypted in a log: keys of its epochs, entries, and what is sealed about people. */
export function openReader(log: LogId, receiver: Receiver, kept?: KeptKeys) {
  let secrets: readonly Bytes[] = [];
  let keys: readonly EpochKey[] = [];
  const abouts = new Map<string, Promise<Readonly<Record<string, unknown>> | undefined>>();

  /**
   * The keys of all epochs that this receiver has.
   *
   * @throws TandemError `LOG_FORGED` where they are not the ones that everybody else has.
   */
  async function open(state: ChainState): Promise<readonly Bytes[]> {
    const { epoch, box } = state.wrap ?? { epoch: 0, box: '' };
    if (secrets.length >= epoch) return secrets;
    const [pairs, { unwrap }] = await Promise.all([receiver.keys(state), import('./hpke.js')]);
    const found = pairs && (await unwrap(box, log, epoch, receiver.id, pairs.dh));
    const derived = await Promise.all((found ?? []).map((secret, at) => epochKey(secret, log, at + 1)));
    if (!found || !areOf(state, derived)) throw problem('LOG_FORGED', state.version);
    keys = derived;
    secrets = found;
    await kept?.set(keys).catch(() => undefined); // the wrap is opened again at the next visit
    return secrets;
  }

  /** Everybody else has committed to the same keys. */
  const areOf = ({ epochs }: ChainState, some: readonly EpochKey[]): boolean =>
    some.every(({ commitment }, at) => commitment === epochs[at]);

  async function ready(state: ChainState): Promise<void> {
    const epoch = state.wrap?.epoch ?? 0;
    if (keys.length >= epoch) return;
    const before = await kept?.get().catch(() => undefined); // as where nothing was kept
    if (before && before.length >= epoch && areOf(state, before)) keys = before;
    else await open(state);
  }

  /** @throws TandemError `ENCRYPTION_KEYS_MISSING` for an epoch that this receiver is not part of. */
  async function contentKey(state: ChainState, epoch: number): Promise<CryptoKey> {
    await ready(state);
    const key = keys[epoch - 1];
    if (!key) throw new TandemError('ENCRYPTION_KEYS_MISSING', 'This device has no keys to what was written since');
    return key.content;
  }

  /** What was sealed about people. @throws `LOG_FORGED` where it was not. */
  async function about(state: ChainState, sealed: Sealed): Promise<Readonly<Record<string, unknown>>> {
    const key = await contentKey(state, sealed[0]);
    const found = abouts.get(sealed[2]) ?? openAbout(key, log, sealed);
    abouts.set(sealed[2], found);
    const value = await found;
    if (!value) throw problem('LOG_FORGED', sealed[1]);
    return value;
  }

  /** Id of a member, by their place. */
  async function member(state: ChainState, place: number): Promise<string> {
    const sealed = state.members[place];
    return String(sealed && (await about(state, sealed)).member);
  }

  async function tell(state: ChainState, entry: Envelope): Promise<StoredEntry> {
    const { id, version, kind, epoch, device, aad, payload } = entry;
    if (kind === 1) return { id, version, body: null, control: true };
    const plain = await unseal(await contentKey(state, epoch), aad, payload);
    let body: Json | undefined;
    try {
      body = plain && (JSON.parse(fromUtf8(plain)) as Json);
    } catch {
      body = undefined; // not JSON; the cause would quote it
    }
    if (body === undefined) throw problem('LOG_FORGED', version);
    return { id, version, body, author: await member(state, sure(state.devices[device]).member) };
  }

  return {
    open,
    contentKey,
    about,
    member,
    /** What proved entries say, up to the first that cannot be read. */
    async read(
      state: ChainState,
      entries: readonly Envelope[],
    ): Promise<{ entries: StoredEntry[]; error?: TandemError }> {
      if (entries.length > 0) await ready(state);
      const told = await Promise.all(
        entries.map((entry) => tell(state, entry).catch((error: unknown) => error as TandemError)),
      );
      const bad = told.findIndex((each) => each instanceof Error);
      const right = (bad < 0 ? told : told.slice(0, bad)) as StoredEntry[];
      return { entries: right, ...(bad >= 0 && { error: told[bad] as TandemError }) };
    },
  };
}
