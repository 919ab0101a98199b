import { TandemError } from '../errors.js';
import { defer, openDevice, type Deferred, type Item } from './device.js';
import { closedError, isProblem, problem, refused, storageError } from './problems.js';
import { createPublisher } from './publisher.js';
import { readStretch, take, type Reading } from './reading.js';
import { rebase } from './rebase.js';
import type { Receipt, Replica, ReplicaOptions, ReplicaSnapshot, SyncState } from './replica-types.js';
import type { LogPage, Unsubscribe, Version } from './storage.js';

/** Most commands in one append: a bound on the size of a request after a long time without a connection. */
const BATCH = 100;

/**
 * Opens a live copy of a log and starts loading at once. See {@link Replica}.
 *
 * Any number of replicas may be open on one log, in one page or many: the log's own compare-and-set is all they need.
 *
 * @throws TypeError for a session that is empty or has a slash, and for sizes that are no positive whole numbers.
 */
export function openReplica<Document, Command extends { readonly id: string }, Fact, Refusal>(
  options: ReplicaOptions<Document, Command, Fact, Refusal>,
): Replica<Document, Command, Fact, Refusal> {
  const { storage, log, session, language, schedule, snapshotEvery = 200, pageSize = 500 } = options;
  if (!/^[^/]+$/.test(session)) throw new TypeError('session has to be a text without slashes');
  if (![snapshotEvery, pageSize].every((size) => Number.isInteger(size) && size > 0)) {
    throw new TypeError('snapshotEvery and pageSize have to be whole numbers above 0');
  }
  type Waiting = Item<Document, Command, Fact, Refusal>;

  const device = openDevice(options, publish);
  /** How far the log was read; ahead of `confirmed` while a longer reading is under way. */
  let reading: Reading<Document> = { document: language.empty, ids: new Map() };
  let confirmed = { document: language.empty, version: 0 };
  /** What is confirmed, with everything pending on top. */
  let document = language.empty;
  /** What is not in the log, in the order of sending. */
  let items: readonly Waiting[] = [];
  let order = 0;
  /** The first document is there. */
  let loaded = false;
  /** Settles when an attempt to load has ended; then there is another one. */
  let loading = defer<void>();
  const ready = loading.promise;
  /** The document is incomplete, so that a refusal proves nothing: see `rebase`. */
  let hold = false;
  /** Why the log cannot be followed. */
  let broken: TandemError | undefined;
  /** Why the log could not be reached at the last attempt, and how often in a row. */
  let logError: TandemError | undefined;
  let failures = 0;
  let closed = false;
  let closing: Promise<void> | undefined;

  let work: Promise<void> | undefined;
  /** Somebody asked for a round that has not begun. */
  let wanted = false;
  /** The highest head heard of; infinite where only reading can tell. */
  let heard = Infinity;
  let deviceRead = false;
  /** Version of the snapshot on the device: found at first, and now. */
  let snapshotFound = 0;
  let snapshotVersion = 0;
  let unsubscribe: Unsubscribe | undefined;
  let cancelSchedule: Unsubscribe | undefined;

  const published = createPublisher<ReplicaSnapshot<Document, Command, Refusal>>({
    ...{ document, confirmed, pending: [], attention: [] },
    sync: { state: 'opening', error: undefined },
  });

  const pending = (): readonly Waiting[] => items.filter(({ tray }) => !tray);
  const itemOf = (id: string): Waiting | undefined => items.find(({ command }) => command.id === id);

  /** Makes the present state the snapshot that everybody sees. */
  function publish(): void {
    published.publish({
      document,
      confirmed,
      pending: pending().map(({ command }) => command),
      attention: items.flatMap(({ tray }) => tray ?? []),
      sync: status(),
    });
  }

  /** What to tell the person; the danger of losing something comes first. */
  function status(): { readonly state: SyncState; readonly error: TandemError | undefined } {
    // No worry over a pending command that is on its way into the log.
    const unkept = items.find(({ error, durable, tray }) => error && !durable && (tray ?? logError ?? broken));
    if (closed) return { state: 'closed', error: undefined };
    if (unkept) return { state: 'unsaved', error: unkept.error };
    if (broken) return { state: 'read-only', error: broken };
    if (logError) return { state: 'waiting', error: logError };
    return { state: !loaded ? 'opening' : pending().length > 0 ? 'saving' : 'saved', error: undefined };
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
   * for a command of the tray, its reason.
   */
  function accept(command: Command, from?: Waiting): Promise<Receipt<Fact>> {
    if (broken) throw broken;
    const { id } = command;
    const decision = language.decide(document, command);
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
    document = language.fold(document, facts);
    const waiting = defer<Receipt<Fact>>();
    const item: Waiting = {
      ...{ command, key: device.keyOf(command), session, order: ++order, facts, after: document, answer: waiting },
      ...{ tray: undefined, durable: false, error: undefined, unsent: !from },
      follows: pending().findLast((each) => each.session === session)?.command.id,
    };
    items = [...items.filter((each) => each !== from), item];
    device.save([item]);
    publish();
    start();
    return waiting.promise;
  }

  /** The answer to a command that is on its way or in the log already. */
  function again(id: string): Promise<Receipt<Fact>> | undefined {
    const item = itemOf(id);
    if (item && !item.tray) {
      start();
      return (item.answer ??= defer()).promise;
    }
    const version = reading.ids.get(id);
    return version === undefined ? undefined : receipt(id, version);
  }

  async function receipt(id: string, version: Version): Promise<Receipt<Fact>> {
    const [entry] = await readStretch(language, read, version - 1, version);
    if (entry?.id !== id) throw problem('LOG_REWRITTEN', version);
    return { status: 'stored', version, facts: entry.facts };
  }

  /**
   * Goes on to what was read: what is in the log is confirmed, all else is decided again on top.
   *
   * @param error why it was not read to its end
   */
  function commit(error?: TandemError): void {
    const { ids } = reading;
    const incomplete = error !== undefined;
    if (ids.size !== confirmed.version || hold !== incomplete || !loaded) {
      const left = items.filter(({ command }) => !ids.has(command.id));
      const queue = left.filter(({ tray }) => !tray);
      const outcomes = rebase(language, reading.document, queue, (id) => ids.has(id), incomplete);
      // From here on nothing calls into the language, so nothing can fail half-way.
      const stored = items.filter((item) => !left.includes(item));
      items = left;
      document = outcomes.at(-1)?.after ?? reading.document;
      confirmed = { document: reading.document, version: ids.size };
      for (const item of stored) {
        const { facts = [] } = item;
        const version = ids.get(item.command.id) ?? 0;
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
    loaded = true;
    hold = incomplete;
    // The same trouble again is the same error: nothing new to tell.
    const same = error?.code === broken?.code && error?.details['version'] === broken?.details['version'];
    if (!same) broken = isProblem(error) ? error : undefined;
    logError = broken ? undefined : error;
    failures = 0;
    publish();
    loading.resolve();
    saveSnapshot(snapshotEvery);
  }

  function saveSnapshot(every: number): void {
    const { document, version } = confirmed;
    const before = snapshotVersion;
    if (hold || !loaded || version !== reading.ids.size || version - before < every || !storage.supports.durable)
      return;
    snapshotVersion = version; // not twice while it is being written
    device.saveSnapshot({ version, ids: [...reading.ids.keys()], document }).catch(() => (snapshotVersion = before));
  }

  async function read(after: Version, limit: number): Promise<LogPage> {
    try {
      return await storage.read(log, after, { limit });
    } catch (error) {
      throw storageError(error);
    }
  }

  /** Asks for a round. */
  function start(): void {
    wanted = true;
    work ??= run();
  }

  /**
   * Keeps this copy and the log in step, one round after another and never two at once. A round that fails leaves
   * everything as it was; the next one begins when somebody asks for it.
   */
  async function run(): Promise<void> {
    while (wanted && !closed) {
      wanted = false;
      cancelSchedule?.();
      cancelSchedule = undefined;
      try {
        await round();
      } catch (error) {
        failed(storageError(error));
      }
      if (broken ?? logError) await settle();
      if (logError && !wanted && !closed) cancelSchedule = schedule?.(start, failures);
    }
    work = undefined;
  }

  function failed(error: TandemError): void {
    logError = error;
    failures += 1;
    publish();
    if (loaded) return;
    loading.reject(error);
    loading = defer();
  }

  async function round(): Promise<void> {
    if (!deviceRead) await readDevice();
    while (!closed) {
      if (heard > confirmed.version) await pull();
      else if (pending().length > 0) await append();
      else return;
      if (broken) return;
    }
  }

  async function readDevice(): Promise<void> {
    items = await device.load();
    order = items.at(-1)?.order ?? 0;
    const snapshot = await device.loadSnapshot();
    // A log that is gone after a restart must not be measured by a snapshot that is not.
    if (storage.supports.durable) {
      snapshotFound = snapshot.version;
      if (snapshot.document !== undefined && snapshot.ids) {
        snapshotVersion = snapshot.version;
        reading = { document: snapshot.document, ids: new Map(snapshot.ids.map((id, index) => [id, index + 1])) };
      }
    }
    unsubscribe = storage.subscribe?.(log, (head) => {
      // Below what we have: erased or rolled back. Only reading can tell.
      heard = hold || head < confirmed.version ? Infinity : Math.max(heard, head);
      start();
    });
    deviceRead = true;
  }

  /** Reads to the end of the log, then takes it over in one step. Begins with what came `newer` than this copy, if given. */
  async function pull(newer?: LogPage): Promise<void> {
    heard = 0;
    try {
      await readOn(newer);
      if (!closed) commit();
    } catch (error) {
      heard = Infinity;
      const problem = isProblem(error);
      // Without a connection, what this device has is shown.
      if (problem || (!loaded && snapshotVersion > 0)) commit(storageError(error));
      if (!problem) throw error;
    }
  }

  async function readOn(newer?: LogPage): Promise<void> {
    // The last known entry is read once more: it tells whether this is still the same history.
    let after = newer ? confirmed.version : Math.max(0, reading.ids.size - 1);
    for (let page = newer; !closed; page = undefined) {
      const { entries, head } = page ?? (await read(after, pageSize));
      if (!Array.isArray(entries) || !Number.isInteger(head)) throw storageError('This is not a page.');
      try {
        take(reading, language, entries, after, (id, facts) => {
          const item = itemOf(id);
          if (item) item.facts = facts;
        });
      } catch (error) {
        // Only a snapshot nobody has seen yet may be dropped, and not when the log is shorter: then something is lost.
        if (loaded || !snapshotVersion || head < snapshotFound || (error as TandemError).code !== 'LOG_REWRITTEN')
          throw error;
        reading = { document: language.empty, ids: new Map() };
        snapshotVersion = after = 0;
        continue;
      }
      after += entries.length;
      if (after >= head) {
        const known = Math.max(reading.ids.size, snapshotFound);
        if (head < known) throw problem('LOG_REWRITTEN', known);
        return;
      }
      if (entries.length === 0) throw problem('LOG_GAP', after + 1);
    }
  }

  async function append(): Promise<void> {
    const batch = pending().slice(0, BATCH);
    await device.idle(); // first on the device, then in the log
    if (closed) return;
    const { version } = confirmed;
    const unsent = batch.every((item) => item.unsent);
    for (const item of batch) item.unsent = false;
    const entries = batch.map(({ command, facts = [] }) => ({ id: command.id, body: language.encode(command, facts) }));
    wanted = false; // whoever asked until now is answered by how this one ends
    const result = await storage.append(log, version, entries);
    for (const item of batch) item.unsent = unsent;
    const versions = result.status === 'appended' ? result.versions : [];
    // Sent before, it may be in the log with other facts: then only reading tells what they are.
    if (unsent && batch.every((_, index) => versions[index] === version + index + 1)) {
      for (const { command, after } of batch) {
        reading.ids.set(command.id, reading.ids.size + 1);
        reading.document = after;
      }
      commit();
    } else await pull(result.status === 'conflict' ? result.newer : undefined);
    if (confirmed.version > version || broken) return;
    // Neither in the log nor refused by anything in it: trying at once again would go round for ever.
    throw storageError('The storage neither took the entries nor showed what stands against them.');
  }

  async function close(): Promise<void> {
    closed = true;
    publish();
    cancelSchedule?.();
    await idle();
    unsubscribe?.();
    saveSnapshot(1);
    if (!loaded) loading.reject(closedError());
    await device.idle();
    await settle();
    published.end();
  }

  async function idle(): Promise<void> {
    while (work) await work;
  }

  function checkOpen(): void {
    if (closed) throw closedError();
  }

  start();
  return {
    log,
    ready,
    getSnapshot: () => published.current(),
    subscribe: (listener) => published.subscribe(listener),
    rawEntries: (after, limit = 500) => read(after, limit),

    // Up to the decision nothing waits, once it is loaded: the caller sees the effect in the next line.
    async send(command) {
      const { id } = command;
      // A log takes no other ids, and would stand still over one that waits in front of it.
      if (typeof id !== 'string' || id.length < 1 || id.length > 200) {
        throw new TypeError('A command needs an id of 1 to 200 characters');
      }
      checkOpen();
      if (!loaded) {
        start();
        await loading.promise;
        checkOpen();
      }
      // The same command again: a double click, another tab, or a reload that did not know how it ended.
      const known = again(id);
      if (known) return known;
      const item = itemOf(id)?.tray;
      if (item) throw refused(item, true);
      return accept(command);
    },

    async history({ before = Infinity, limit = 50 } = {}) {
      checkOpen();
      const fresh = before < Infinity ? [] : pending();
      const last = Math.min(confirmed.version, before - 1);
      const first = Math.max(1, last - Math.max(0, limit - fresh.length) + 1);
      const items = await readStretch(language, read, first - 1, last);
      for (const { command, facts = [] } of fresh) items.push({ version: undefined, id: command.id, facts });
      return { items: items.reverse(), before: first > 1 ? first : undefined };
    },

    attention: {
      async retry(id) {
        checkOpen();
        const known = again(id); // pressed twice, or another tab was faster
        if (known) return known;
        const item = itemOf(id);
        if (!item) throw new TypeError(`The attention tray has nothing with the id "${id}".`);
        if (item.tray?.kind !== 'unreadable') return accept(item.command, item);
        throw new TandemError('VALIDATION_FAILED', 'This version cannot read what was kept.', { details: { id } });
      },
      async dismiss(id) {
        checkOpen();
        const item = itemOf(id);
        if (!item?.tray) return;
        await device.remove(item);
        items = items.filter((each) => each !== item);
        publish();
      },
    },

    async retry() {
      if (closed) return;
      device.save(items.filter(({ error }) => error));
      heard = Infinity;
      start();
      await idle();
      await device.idle();
    },

    close: () => (closing ??= close()),
  };
}
