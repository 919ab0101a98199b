import { TandemError } from '../core/errors.js';
import { problem, storageError } from '../core/log/problems.js';
import type {
  AppendOptions,
  AppendResult,
  Entry,
  Json,
  LogId,
  LogPage,
  LogStorage,
  ReadOptions,
  StoredEntry,
  Version,
} from '../core/log/storage.js';
import { toText } from './bytes.js';
import { type ChainState, START, isIn, verify } from './chain.js';
import { type Author, composeContent } from './compose.js';
import { sha256 } from './crypto.js';
import { type Envelope, NOTHING, open, openAll } from './envelope.js';
import { type Keyring, type LogRow, checkpointKey } from './keyring.js';
import { type Change, type Proved, type Receiver, keysMissing } from './log-types.js';
import { PAGE, pagesOf } from './pages.js';
import { openReader } from './reader.js';

/** A version that no log reaches: an append there only asks whether the ids are known. */
const NEVER = 2 ** 31 - 1;

/** One log, taken apart and proved. Every call waits for the one before. */
export type OpenLog = ReturnType<typeof openLog>;

/** Opens a log of another storage. Nothing is read yet. */
export function openLog(
  storage: LogStorage,
  keyring: Keyring,
  remote: LogId,
  receiver: Receiver,
  { pin, from }: { readonly pin?: LogRow['pin']; readonly from?: Proved } = {},
) {
  let state = from?.state ?? START;
  const trail = from?.trail ?? new Map<Version, string>([[0, NOTHING]]);
  if (pin) trail.set(pin.version, pin.hash);
  let ahead = from?.ahead ?? [];
  const { local } = keyring;
  const key = checkpointKey(remote, receiver.id);
  const reader = openReader(remote, receiver, receiver.passing ? undefined : keyring.contentKeys(remote));
  /** What was sent last: sent again as it is, where only the answer was lost. */
  let attempt: { readonly same: string; readonly entries: readonly Entry[] } | undefined;
  let unsaved: TandemError | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /** Runs when everything asked for before has ended. */
  function exclusive<T>(run: () => Promise<T>): Promise<T> {
    const result = queue.then(run);
    queue = result.catch(() => undefined); // whoever asked for it gets the error
    return result;
  }

  const checkpoint = async (): Promise<ChainState | undefined> =>
    (await local.get(key)) as unknown as ChainState | undefined;

  /** Takes over what another tab has proved. */
  async function refresh(): Promise<void> {
    const saved = await checkpoint();
    if (!saved) return;
    const known = trail.get(saved.version) ?? saved.hash;
    if (known !== saved.hash) throw problem('LOG_REWRITTEN', saved.version);
    if (saved.version <= state.version) return;
    state = saved;
    trail.set(1, saved.root).set(saved.version, saved.hash);
  }

  /** Goes on from the state as far as the entries are right, and remembers how far that was. */
  async function advance(entries: readonly (readonly [Envelope, string])[]): Promise<TandemError | undefined> {
    let { states, error } = await verify(state, entries, receiver.id);
    let seen: ChainState | undefined;
    let missed: TandemError | undefined;
    try {
      // Another tab may have been shown something else meanwhile.
      if (!receiver.passing && states.length > 0) seen = await checkpoint();
    } catch (cause) {
      missed = storageError(cause);
    }
    if (seen && !trail.has(seen.version)) trail.set(seen.version, seen.hash);
    for (const [at, { version, hash }] of states.entries()) {
      const known = trail.get(version) ?? hash;
      if (known === hash) continue;
      states = states.slice(0, at);
      error = problem('LOG_REWRITTEN', version);
      break;
    }
    for (const { version, hash } of states) trail.set(version, hash);
    if (receiver.passing) ahead = ahead.concat(entries.slice(0, states.length).map(([entry]) => entry));
    const last = states.at(-1);
    if (!last) return error;
    state = last;
    try {
      if (missed) throw missed;
      const isKept = receiver.passing ?? (seen !== undefined && seen.version >= last.version);
      if (!isKept) await local.set(key, state as unknown as Json);
      unsaved = undefined;
    } catch (cause) {
      unsaved = storageError(cause); // no harm to reading and writing
    }
    return error;
  }

  /**
   * Proves a page that came after `after`, which is not above the state.
   *
   * @returns what is right of it, and what is wrong with the next one
   */
  async function take(after: Version, { entries, head }: LogPage): Promise<{ good: Envelope[]; error?: TandemError }> {
    const least = Math.max(state.version, pin?.version ?? 0);
    if (!Array.isArray(entries) || !Number.isInteger(head)) throw storageError('This is not a page.');
    if (head < least) throw problem('LOG_REWRITTEN', least);
    if (entries.length === 0 && head > after) throw problem('LOG_GAP', after + 1);
    const { version } = state;
    const { found, error: broken } = await openAll(remote, after, entries);
    let error = broken;
    const good = found.map(([envelope]) => envelope);
    const old = found.slice(0, Math.max(0, version - after));
    if (error && good.length < version - after) throw error;
    await link(after, old);
    const wrong = await advance(found.slice(old.length));
    if (wrong) {
      error = wrong;
      good.length = Math.max(0, state.version - after);
    }
    return { good, ...(error && { error }) };
  }

  /** Proves entries up to the state by the hashes that they lead to: one that is known proves all in front of it. */
  async function link(after: Version, entries: readonly (readonly [Envelope, string])[]): Promise<void> {
    const unproved: [Version, string][] = [];
    let before = trail.get(after);
    for (let at = after, rest = entries; rest.length > 0;) {
      for (const [{ previous, version }, hash] of rest) {
        const known = trail.get(version);
        if ((before ?? previous) !== previous || (known ?? hash) !== hash) throw problem('LOG_REWRITTEN', version);
        unproved.push([version, hash]);
        if (known) for (const [place, proved] of unproved.splice(0)) trail.set(place, proved);
        before = hash;
        at = version;
      }
      if (unproved.length === 0) return;
      const page = await storage.read(remote, at);
      const { found, error } = await openAll(remote, at, page.entries.slice(0, state.version - at));
      if (error) throw error;
      if (found.length === 0) throw problem('LOG_REWRITTEN', at + 1);
      rest = found;
    }
  }

  /** Proves everything up to a version, or to the end of the log. */
  async function catchUp(to: Version = Infinity): Promise<void> {
    const next = pagesOf(storage, remote, to);
    while (state.version < to) {
      const page = await next(state.version);
      const { error } = await take(state.version, page);
      if (error) throw error;
      if (state.version >= page.head) return;
    }
  }

  /** What proved entries say, up to the first that cannot be read. */
  async function readable(good: readonly Envelope[], error?: TandemError): Promise<StoredEntry[]> {
    // The keys to old entries come with the newest wrap.
    if (good.some(({ kind, epoch }) => kind === 0 && epoch > (state.wrap?.epoch ?? 0))) await catchUp();
    const told = await reader.read(state, good);
    const wrong = told.error ?? error;
    if (told.entries.length === 0 && wrong) throw wrong;
    return told.entries;
  }

  async function read(after: Version, { limit, ...options }: ReadOptions = {}): Promise<LogPage> {
    const known = ahead.slice(after, after + (limit ?? PAGE));
    if (known.length > 0) {
      const { version } = state;
      // Whether anything came after them is asked with the last of them.
      if (after + known.length < ahead.length) return { entries: await readable(known), head: version };
      const more = storage.read(remote, version, { ...options, limit: 1 });
      const [entries, page] = await Promise.all([readable(known), more]);
      await take(version, page); // what may be wrong with it is for whoever reads on
      return { entries, head: page.head };
    }
    ahead = [];
    await refresh();
    await catchUp(after);
    const page = await storage.read(remote, after, { ...options, ...(limit !== undefined && { limit }) });
    const { good, error } = await take(after, page);
    return { entries: await readable(good, error), head: page.head };
  }

  /** Somebody says that these ids are in the log: where they are not, that is not this log. */
  async function confirm(versions: readonly Version[], ids: readonly string[]): Promise<AppendResult> {
    const [first, last] = [Math.min(...versions), Math.max(...versions)];
    const found = new Map<string, Version>();
    await catchUp(last);
    for (let at = first - 1; at < last && at >= 0;) {
      const page = await storage.read(remote, at, { limit: last - at });
      const { good } = await take(at, page);
      if (good.length === 0) break;
      for (const { id, version } of good) found.set(id, version);
      at += good.length;
    }
    if (ids.some((id, at) => found.get(id) !== versions[at])) throw problem('LOG_REWRITTEN', last);
    return { status: 'appended', versions, known: true };
  }

  async function author(): Promise<Author> {
    const keys = await receiver.keys(state);
    if (!keys || !isIn(state.devices[receiver.id])) throw keysMissing();
    return { id: receiver.id, key: keys.sign.privateKey };
  }

  async function encryptAll(entries: readonly Entry[]): Promise<readonly Entry[]> {
    const same = JSON.stringify([state.hash, entries]);
    if (attempt?.same === same) return attempt.entries;
    // Only half of a joining is here: what is written now would be open to the link.
    if (state.joining) throw problem('LOG_GAP', state.version + 1);
    const [by, content] = [await author(), await reader.contentKey(state, state.epochs.length)];
    const made: Entry[] = [];
    let last = state;
    for (const entry of entries) {
      const sealed = await composeContent(remote, last, by, content, entry);
      const version = last.version + 1;
      const hash = toText(await sha256(open({ ...sealed, version }, remote).bytes));
      last = { ...last, version, hash };
      made.push(sealed);
    }
    attempt = { same, entries: made };
    return made;
  }

  /** Sends entries that follow the state, and takes them over where they were stored as they are. */
  async function send(entries: readonly Entry[], options?: AppendOptions): Promise<AppendResult> {
    const after = state.version;
    const result = await storage.append(remote, after, entries, options);
    if (result.status === 'conflict') return result;
    const ids = entries.map(({ id }) => id);
    if (result.known) return confirm(result.versions, ids);
    if (result.versions.some((version, at) => version !== after + at + 1)) throw problem('LOG_GAP', after + 1);
    const { found } = await openAll(
      remote,
      after,
      entries.map((entry, at) => ({ ...entry, version: after + at + 1 })),
    );
    const error = await advance(found);
    if (error) throw error;
    return result;
  }

  async function append(expected: Version, entries: readonly Entry[], options?: AppendOptions): Promise<AppendResult> {
    await refresh();
    await catchUp(expected);
    if (state.version !== expected) {
      const ids = entries.map(({ id }) => id);
      const asked = ids.map((id) => ({ id, body: null }));
      const result = await storage.append(remote, NEVER, asked, options?.signal && { signal: options.signal });
      if (result.status === 'appended') return confirm(result.versions, ids);
      return { status: 'conflict', newer: await read(expected, { limit: PAGE }) };
    }
    const result = await send(await encryptAll(entries), options);
    if (result.status === 'appended') return result;
    const { head } = result.newer;
    // An answer may leave out what came after; reading does not.
    const { good, error } = await take(
      expected,
      head > expected && result.newer.entries.length === 0 ? await storage.read(remote, expected) : result.newer,
    );
    return { status: 'conflict', newer: { entries: await readable(good, error), head } };
  }

  return {
    remote,
    receiver,
    reader,
    proved: (): Proved => ({ state, trail, ahead }),
    unsaved: () => unsaved,
    read: (after: Version, options?: ReadOptions) => exclusive(() => read(after, options)),
    append: (expected: Version, entries: readonly Entry[], options?: AppendOptions) =>
      exclusive(() => append(expected, entries, options)),
    /** What is proved by now, here or in another tab. */
    present: () =>
      exclusive(async () => {
        await refresh();
        return state;
      }),
    /** Proves the log to its end. */
    catchUp: () =>
      exclusive(async () => {
        await refresh();
        await catchUp();
        return state;
      }),
    /** Appends what is made for the present state; nothing, where that is nothing. Tells whether others were faster. */
    send: (make: (state: ChainState) => Promise<Change | undefined>): Promise<boolean> =>
      exclusive(async () => {
        const change = await make(state);
        if (!change) return true;
        const { version } = state;
        const result = await send(change.entries, { access: change.access });
        if (result.status === 'appended' && !result.known) return true;
        await catchUp();
        if (state.version > version) return false;
        throw new TandemError('NETWORK_FAILED', 'The server neither takes the entries nor shows others', {
          retryable: true,
        });
      }),
  };
}
