import type { Entry, LogId } from '../core/log/storage.js';
import { composeControl, nextEpoch } from './books.js';
import { type Bytes, toText } from './bytes.js';
import { type ChainState, verify } from './chain.js';
import type { Author } from './compose.js';
import type { Control } from './controls.js';
import { sha256 } from './crypto.js';
import { open } from './envelope.js';
import type { OpenLog } from './log.js';
import { type Change, keysMissing } from './log-types.js';

/** Makes a control entry for a state. */
export type Make = (state: ChainState) => Control | Promise<Control>;

/** Entries one after another, each for the state that the one before leads to. */
export async function series(
  log: LogId,
  state: ChainState,
  author: Author,
  make: readonly Make[],
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const each of make) {
    const entry = await composeControl(log, state, author, await each(state));
    const envelope = open({ ...entry, version: state.version + 1 }, log);
    const { states, error } = await verify(state, [[envelope, toText(await sha256(envelope.bytes))]], '');
    if (error) throw error;
    state = states[0] as ChainState;
    entries.push(entry);
  }
  return entries;
}

/** Starts an epoch, and takes devices and invitations out. */
export const epoch =
  (log: LogId, secrets: readonly Bytes[], removed: readonly string[] = [], closed: readonly string[] = []): Make =>
  async (state) =>
    (await nextEpoch(log, state, secrets, removed, closed)).control;

/** What a change is decided with. */
export interface Present {
  readonly log: OpenLog;
  readonly state: ChainState;
  readonly secrets: readonly Bytes[];
}

/** Appends control entries; decides anew as often as others were faster. `undefined`: there is nothing to do. */
export async function change(
  log: OpenLog,
  decide: (present: Present) => Promise<{ make: readonly Make[]; access: Change['access'] } | undefined>,
): Promise<void> {
  for (let done = false; !done;) {
    await log.catchUp();
    let isHalf = false;
    const sent = await log.send(async (state) => {
      // A page that was read meanwhile may end in the middle of a joining.
      isHalf = !!state.joining;
      if (isHalf) return undefined;
      const keys = await log.receiver.keys(state);
      if (!keys || state.devices[log.receiver.id]?.out) throw keysMissing();
      const decided = await decide({ log, state, secrets: await log.reader.open(state) });
      if (!decided) return undefined;
      const author = { id: log.receiver.id, key: keys.sign.privateKey };
      return { entries: await series(log.remote, state, author, decided.make), access: decided.access };
    });
    done = sent && !isHalf;
  }
}
