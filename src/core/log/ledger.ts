import type { TandemError } from '../errors.js';
import { defer, openDevice, type Deferred, type Item } from './device.js';
import { isProblem, refused } from './problems.js';
import { createPublisher } from './publisher.js';
import { rebase } from './rebase.js';
import type { Receipt, ReplicaOptions, ReplicaSnapshot, SyncState } from './replica-types.js';
import type { Version } from './storage.js';

/**
 * The state of a replica, and the ways it may change. A change runs to its end at once, so nobody ever sees it half-made.
 * Keeping rows on the device is asked for, not waited for.
 */
export function openLedger<Document, Command extends { readonly id: string }, Fact, Refusal>(
  options: ReplicaOptions<Document, Command, Fact, Refusal>,
) {
  type Waiting = Item<Document, Command, Fact, Refusal>;
  const { language, session } = options;
  const device = openDevice(options, publish);
  const state = {
    confirmed: { document: language.empty, version: 0 },
    /** What is confirmed, with everything pending on top. */
    document: language.empty,
    /** What is not in the log, in the order of sending. */
    items: [] as readonly Waiting[],
    /** The first document is there. */
    loaded: false,
    /** The document is incomplete, so that a refusal proves nothing: see `rebase`. */
    hold: false,
    /** Why the log cannot be followed. */
    broken: undefined as TandemError | undefined,
    /** Why the log could not be reached at the last attempt. */
    logError: undefined as TandemError | undefined,
    closed: false,
  };
  const published = createPublisher<ReplicaSnapshot<Document, Command, Refusal>>(shown());

  const pending = (): readonly Waiting[] => state.items.filter(({ tray }) => !tray);
  const itemOf = (id: string): Waiting | undefined => state.items.find(({ command }) => command.id === id);

  function shown(): ReplicaSnapshot<Document, Command, Refusal> {
    const { document, confirmed, items } = state;
    return {
      document,
      confirmed,
      pending: items.flatMap(({ tray, command }) => (tray ? [] : command)),
      attention: items.flatMap(({ tray }) => tray ?? []),
      sync: status(),
    };
  }

  /** What to tell the person; the danger of losing something comes first. */
  function status(): { readonly state: SyncState; readonly error: TandemError | undefined } {
    const { closed, items, broken, logError, loaded } = state;
    // No worry over a pending command that is on its way into the log.
    const unkept = items.find(({ error, durable, tray }) => error && !durable && (tray ?? logError ?? broken))?.error;
    if (closed) return { state: 'closed', error: undefined };
    const error = unkept ?? broken ?? logError;
    if (error) return { state: unkept ? 'unsaved' : broken ? 'read-only' : 'waiting', error };
    return { state: !loaded ? 'opening' : items.some(({ tray }) => !tray) ? 'saving' : 'saved', error };
  }

  /** Makes the present state the snapshot that everybody sees. */
  function publish(): void {
    published.publish(shown());
  }

  /** Hands over what somebody waits for; who asks later waits anew. */
  function answer(item: Waiting, settle: (waiting: Deferred<Receipt<Fact>>) => void): void {
    if (item.answer) settle(item.answer);
    item.answer = undefined;
  }

  /** Answers everybody who waits, now that the log gives no answer: the command is kept here, or it is not. */
  async function settle(): Promise<void> {
    const asked = pending();
    await device.idle();
    for (const item of asked) {
      const { error, facts = [] } = item;
      answer(item, ({ resolve, reject }) => (error ? reject(error) : resolve({ status: 'pending', facts })));
    }
  }

  /**
   * Decides a command on the optimistic document. Accepted, it is pending from now on; refused, nothing changes except,
   * for a command `from` the tray, its reason.
   */
  function accept(command: Command, from?: Waiting): Waiting {
    if (state.broken) throw state.broken;
    const { id } = command;
    const decision = language.decide(state.document, command);
    if (decision.status === 'refused') {
      const tray = { kind: decision.status, id, command, reason: decision.reason };
      if (from) {
        from.tray = tray;
        device.save([from]);
        publish();
      }
      throw refused(tray, !!from);
    }
    const { facts } = decision;
    const after = language.fold(state.document, facts);
    const others = state.items.filter((each) => each !== from);
    const item: Waiting = {
      command,
      key: device.keyOf(command),
      session,
      order: (others.at(-1)?.order ?? 0) + 1,
      follows: pending().findLast((each) => each.session === session)?.command.id,
      tray: undefined,
      durable: false,
      rejected: undefined,
      error: undefined,
      facts,
      after,
      answer: undefined,
    };
    state.document = after;
    state.items = [...others, item];
    device.save([item]);
    publish();
    return item;
  }

  /**
   * Goes on to what was read: what is in the log is confirmed, all else is decided again on top.
   *
   * @param error why it was not read to its end
   */
  function commit(
    read: { readonly document: Document; readonly ids: ReadonlyMap<string, Version> },
    error?: TandemError,
  ): void {
    const { ids } = read;
    const { items, broken } = state;
    const hold = !!error;
    const stuck = items.some(({ tray, rejected }) => rejected && !tray);
    if (stuck || ids.size !== state.confirmed.version || hold !== state.hold || !state.loaded) {
      const left = items.filter(({ command }) => !ids.has(command.id));
      const queue = left.filter(({ tray }) => !tray);
      const outcomes = rebase(language, read.document, queue, (id) => ids.has(id), hold);
      // From here on nothing calls into the language, so nothing can fail half-way.
      state.items = left;
      state.document = outcomes.at(-1)?.after ?? read.document;
      state.confirmed = { document: read.document, version: ids.size };
      for (const item of items) {
        const { facts = [], command } = item;
        const version = ids.get(command.id);
        if (version === undefined) continue;
        answer(item, ({ resolve }) => resolve({ status: 'stored', version, facts }));
        void device.remove(item);
      }
      const stopped = queue.filter((item, index) => {
        const { stop, ...outcome } = outcomes[index] ?? {};
        Object.assign(item, outcome);
        if (!stop) return false;
        const { command } = item;
        const tray = (item.tray = { ...stop, id: command.id, command });
        answer(item, ({ reject }) => reject(refused(tray, true)));
        return true;
      });
      if (stopped.length > 0) device.save(stopped);
    }
    state.loaded = true;
    state.hold = hold;
    // The same trouble again is the same error: nothing new to tell.
    const same = error?.code === broken?.code && error?.details['version'] === broken?.details['version'];
    if (!same) state.broken = isProblem(error) ? error : undefined;
    state.logError = state.broken ? undefined : error;
    publish();
  }

  /** The answer for one more who asks what becomes of an item. */
  const wait = (item: Waiting): Promise<Receipt<Fact>> => (item.answer ??= defer()).promise;

  return { state, device, published, pending, itemOf, publish, settle, accept, commit, wait };
}
