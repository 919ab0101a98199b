import { TandemError, isTandemError } from '../errors.js';
import { defer } from './device.js';
import { openLedger } from './ledger.js';
import { closedError, isProblem, problem, refused, storageError } from './problems.js';
import { openReading } from './reading.js';
import type { HistoryItem, Receipt, Replica, ReplicaOptions } from './replica-types.js';
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
  const { storage, log, session, language, schedule, snapshotEvery = 200 } = options;
  if (!/^[^/]+$/.test(session)) throw new TypeError('session has to be a text without slashes');
  if (![snapshotEvery, options.pageSize ?? 1].every((size) => Number.isInteger(size) && size > 0)) {
    throw new TypeError('Sizes are whole numbers above 0');
  }

  const { state, device, published, pending, itemOf, publish, settle, accept, commit, wait } = openLedger(options);
  const reading = openReading(options);
  /** Settles when an attempt to load has ended; then there is another one. */
  let loading = defer<void>();
  const { promise: ready } = loading;
  let work: Promise<void> | undefined;
  /** Somebody asked for a round that has not begun. */
  let wanted = false;
  /** The highest head heard of; infinite where only reading can tell. */
  let heard = Infinity;
  /** Failed rounds in a row. */
  let failures = 0;
  /** Most commands in the next append. */
  let most = BATCH;
  let deviceRead = false;
  let unsubscribe: Unsubscribe | undefined;
  let isOnline: boolean | undefined;
  let cancelSchedule: Unsubscribe | undefined;
  let closing: Promise<void> | undefined;

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
    while (wanted && !state.closed) {
      wanted = false;
      cancelSchedule?.();
      cancelSchedule = undefined;
      try {
        await round();
      } catch (cause) {
        fail(storageError(cause));
      }
      if (state.broken ?? state.logError) await settle();
      if (state.logError && !wanted && !state.closed) cancelSchedule = schedule?.(start, failures, state.logError);
    }
    work = undefined;
  }

  /** What the log, or the way to it, has against a round. */
  function fail(error: TandemError): void {
    const broken = isProblem(error);
    if (broken) heard = Infinity;
    // Without a connection, what this device has is shown.
    if (broken || (!state.loaded && reading.snapshot > 0)) takeOver(error);
    if (broken) return;
    state.logError = error;
    failures += 1;
    publish();
    if (!state.loaded) {
      loading.reject(error);
      loading = defer();
    }
  }

  async function round(): Promise<void> {
    if (!deviceRead) await readDevice();
    while (!state.closed) {
      if (heard > state.confirmed.version) await pull();
      else if (pending().length > 0) await append();
      else return;
    }
  }

  async function readDevice(): Promise<void> {
    state.items = await device.load();
    const { version, ids, document } = await device.loadSnapshot();
    // A log that is gone after a restart must not be measured by a snapshot that is not.
    if (storage.supports.durable) {
      reading.least = version;
      if (ids && document !== undefined) {
        reading.snapshot = version;
        reading.document = document;
        for (const id of ids) reading.ids.set(id, reading.ids.size + 1);
      }
    }
    unsubscribe = storage.subscribe?.(log, (head) => {
      // Below what we have: erased or rolled back. Only reading can tell.
      heard = state.hold || head < state.confirmed.version ? Infinity : Math.max(heard, head);
      start();
    });
    deviceRead = true;
  }

  /** Reads to the end of the log, then takes it over in one step. */
  async function pull(newer?: LogPage): Promise<void> {
    heard = 0;
    try {
      await reading.toEnd(newer, state, (id, facts) => {
        const item = itemOf(id);
        if (item) item.facts = facts;
      });
    } catch (error) {
      heard = Infinity;
      throw error;
    }
    if (!state.closed) takeOver();
  }

  async function append(): Promise<void> {
    const batch = pending().slice(0, most);
    await device.idle(); // first on the device, then in the log
    if (state.closed) return;
    const { version } = state.confirmed;
    const entries = batch.map(({ command, facts = [] }) => ({ id: command.id, body: language.encode(command, facts) }));
    wanted = false; // whoever asked until now is answered by how this one ends
    let result;
    try {
      result = await storage.append(log, version, entries);
    } catch (error) {
      if (!isTandemError(error, 'STORAGE_REJECTED')) throw error;
      const culprit = batch.length > 1 ? batch.find(({ command }) => command.id === error.details['entry']) : batch[0];
      // Not named, it is looked for: in ever shorter batches, down to one.
      most = culprit ? BATCH : batch.length >> 1;
      if (!culprit) return;
      culprit.rejected = error.code;
      takeOver();
      return;
    }
    const versions = result.status === 'appended' && !result.known ? result.versions : [];
    // Known before, it may be in the log with other facts: then only reading tells what they are.
    if (batch.every((_, index) => versions[index] === version + index + 1)) {
      for (const { command, after } of batch) {
        reading.ids.set(command.id, reading.ids.size + 1);
        reading.document = after;
      }
      takeOver();
    } else await pull(result.status === 'conflict' ? result.newer : undefined);
    if (state.confirmed.version > version) return;
    // Neither in the log nor refused by anything in it: trying at once again would go round for ever.
    throw storageError('The storage takes no entries.');
  }

  /** The log has answered, or, with an error, as much of it as can be had. */
  function takeOver(error?: TandemError): void {
    commit(reading, error);
    failures = 0;
    loading.resolve();
    saveSnapshot(snapshotEvery);
  }

  function saveSnapshot(every: number): void {
    const { document, version } = state.confirmed;
    const before = reading.snapshot;
    const whole = state.loaded && !state.hold && version === reading.ids.size && storage.supports.durable;
    if (!whole || version - before < every) return;
    reading.snapshot = version; // not twice while it is being written
    device.saveSnapshot({ version, ids: [...reading.ids.keys()], document }).catch(() => (reading.snapshot = before));
  }

  /** The answer to a command that is on its way or in the log already. */
  function again(id: string): Promise<Receipt<Fact>> | undefined {
    const item = itemOf(id);
    if (item && !item.tray) {
      start();
      return wait(item);
    }
    const version = reading.ids.get(id);
    return version === undefined ? undefined : receipt(id, version);
  }

  function submit(command: Command, from?: ReturnType<typeof itemOf>): Promise<Receipt<Fact>> {
    const item = accept(command, from);
    start();
    return wait(item);
  }

  async function receipt(id: string, version: Version): Promise<Receipt<Fact>> {
    const [entry] = await reading.stretch(version - 1, version);
    if (entry?.id !== id) throw problem('LOG_REWRITTEN', version);
    return { status: 'stored', version, facts: entry.facts };
  }

  /** As soon as the way to the log is there again, what failed is tried again. */
  const unwatch = storage.connection?.subscribe(() => {
    const before = isOnline;
    isOnline = storage.connection?.getSnapshot().state === 'online';
    if (isOnline && !before && state.logError) start();
  });

  async function idle(): Promise<void> {
    while (work) await work;
  }

  async function close(): Promise<void> {
    state.closed = true;
    publish();
    cancelSchedule?.();
    await idle();
    unsubscribe?.();
    unwatch?.();
    // Where only reading can tell what there is, it may have been erased.
    if (heard < Infinity) saveSnapshot(1);
    if (!state.loaded) loading.reject(closedError());
    await settle();
    published.end();
  }

  function checkOpen(): void {
    if (state.closed) throw closedError();
  }

  start();
  return {
    log,
    ready,
    getSnapshot: () => published.current(),
    subscribe: (listener) => published.subscribe(listener),
    rawEntries: (after, limit = 500) => reading.page(after, limit),

    // Once it is loaded nothing waits up to the decision: the caller sees the effect in the next line.
    async send(command) {
      const { id } = command;
      // A log takes no other ids, and would stand still over one that waits in front of it.
      if (typeof id !== 'string' || id.length < 1 || id.length > 200) {
        throw new TypeError('A command needs an id of 1 to 200 characters');
      }
      checkOpen();
      if (!state.loaded) {
        start();
        await loading.promise;
        checkOpen();
      }
      // The same command again: a double click, another tab, or a reload that did not know how it ended.
      const known = again(id);
      if (known) return known;
      const tray = itemOf(id)?.tray;
      if (tray) throw refused(tray, true);
      return submit(command);
    },

    async history({ before = Infinity, limit = 50 } = {}) {
      checkOpen();
      const fresh = before < Infinity ? [] : pending();
      const items: HistoryItem<Fact>[] = [];
      let first = Math.min(state.confirmed.version + 1, before);
      // Further back for as many as the storage's own entries have taken the place of.
      for (let missing; first > 1 && (missing = limit - fresh.length - items.length) > 0;) {
        const last = first - 1;
        first = Math.max(1, first - missing);
        items.unshift(...(await reading.stretch(first - 1, last)));
      }
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
        if (item.tray?.kind !== 'unreadable') return submit(item.command, item);
        throw new TandemError('VALIDATION_FAILED', 'This version cannot read what was kept.', { details: { id } });
      },
      async dismiss(id) {
        checkOpen();
        const item = itemOf(id);
        if (!item?.tray) return;
        await device.remove(item);
        state.items = state.items.filter((each) => each !== item);
        publish();
      },
    },

    async retry() {
      if (state.closed) return;
      device.save(state.items.filter(({ error }) => error));
      heard = Infinity;
      start();
      await idle();
      await device.idle();
    },

    close: () => (closing ??= close()),
  };
}
