import { TandemError } from '../errors.js';
import { storageError } from './device.js';
import { defer, type Deferred } from './lane.js';
import type { Ledger } from './ledger.js';
import { Reading, gap, rewritten } from './reading.js';
import type { ReplicaOptions } from './replica-types.js';
import type { Entry, LogPage, Unsubscribe, Version } from './storage.js';

/** Most commands in one append: a bound on the size of a request after a long time without a connection. */
const BATCH = 100;

/**
 * Keeps the ledger and the log in step: reads what is new, appends what is pending, one round after another and never
 * two at once. A round that fails leaves everything as it was; the next one begins when somebody asks for it.
 */
export class LogSync<Document, Command extends { readonly id: string }, Fact, Refusal> {
  readonly #options: ReplicaOptions<Document, Command, Fact, Refusal>;
  readonly #ledger: Ledger<Document, Command, Fact, Refusal>;
  readonly #loaded: (error?: TandemError) => void;
  readonly #pageSize: number;
  readonly #ready: Deferred<void> = defer();
  #reading: Reading<Document, Fact>;
  #work: Promise<void> | undefined;
  /** Somebody asked for a round that has not begun. */
  #wanted = false;
  /** There may be something to read: the head that was heard of, or `'unknown'` where only reading can tell. */
  #news: Version | 'unknown' | undefined = 'unknown';
  #deviceRead = false;
  #snapshotSeen = 0;
  #snapshotVersion = 0;
  #unsubscribe: Unsubscribe | undefined;
  #cancelSchedule: Unsubscribe | undefined;
  #stopped = false;
  failures = 0;

  /** @param loaded called when an attempt to load has ended: the first time with success, or with the error */
  constructor(
    options: ReplicaOptions<Document, Command, Fact, Refusal>,
    ledger: Ledger<Document, Command, Fact, Refusal>,
    loaded: (error?: TandemError) => void,
  ) {
    this.#options = options;
    this.#ledger = ledger;
    this.#loaded = loaded;
    this.#pageSize = options.pageSize ?? 500;
    this.#reading = new Reading(options.language, options.language.empty);
    this.#ready.promise.catch(() => undefined); // the status tells as well: nobody has to listen
  }

  /** Settles when the first round has ended. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }
  get snapshotVersion(): Version {
    return this.#snapshotVersion;
  }
  /** The version of an entry that is in the log. */
  versionOf(id: string): Version | undefined {
    return this.#reading.versionOf(id);
  }

  /** Asks for a round. */
  start(): void {
    if (this.#stopped) return;
    this.#wanted = true;
    this.#work ??= this.#run();
  }

  /** Asks for a round that reads the log whatever was heard, and waits for it. */
  async retry(): Promise<void> {
    this.#news = 'unknown';
    this.start();
    await this.idle();
  }

  /** Resolves when no round is under way. */
  async idle(): Promise<void> {
    while (this.#work) await this.#work;
  }

  /** Ends the round under way, begins no other, and saves a snapshot. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#cancelSchedule?.();
    await this.idle();
    this.#saveSnapshot(1);
    this.#ended(new TandemError('STORAGE_CLOSED', 'The replica was closed before it had loaded.'));
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      this.#cancelSchedule?.();
      this.#cancelSchedule = undefined;
      try {
        await this.#round();
      } catch (error) {
        await this.#failed(storageError(error));
      }
    }
    this.#work = undefined;
  }

  async #round(): Promise<void> {
    const ledger = this.#ledger;
    if (!this.#deviceRead) await this.#readDevice();
    while (!this.#stopped) {
      if (this.#news !== undefined) {
        // The storage also tells of our own appends: nothing new then.
        if (this.#news === ledger.version && ledger.loaded && !ledger.broken && !ledger.hold) this.#news = undefined;
        else await this.#pull();
        if (ledger.broken) break;
        continue;
      }
      const next = ledger.pending[0];
      if (ledger.broken || !next) break;
      // First on the device, then in the log.
      if (next.kept === 'not yet') await ledger.device.idle();
      else await this.#append();
    }
    if (!ledger.broken) return;
    await ledger.device.idle();
    ledger.settle();
  }

  async #failed(error: TandemError): Promise<void> {
    const ledger = this.#ledger;
    // Without a connection, what this device has is shown; it may be behind, so nothing is refused for good.
    if (!ledger.loaded && this.#snapshotVersion > 0) ledger.commit(this.#reading, undefined, true);
    ledger.logError = error;
    this.failures += 1;
    ledger.publish();
    this.#ended(error);
    await ledger.device.idle();
    ledger.settle();
    if (!this.#stopped && !this.#wanted) {
      this.#cancelSchedule = this.#options.schedule?.(() => this.start(), this.failures);
    }
  }

  async #readDevice(): Promise<void> {
    const { language, storage, log } = this.#options;
    const { pending, tray, snapshot } = await this.#ledger.device.load(
      (value) => language.reviveCommand(value),
      language.snapshotFormat,
    );
    this.#deviceRead = true;
    this.#ledger.adopt(pending, tray);
    // A log that is gone after a restart must not be measured by a snapshot that is not.
    if (snapshot && storage.supports.durable) {
      this.#snapshotSeen = snapshot.version;
      if (snapshot.document !== undefined) {
        this.#snapshotVersion = snapshot.version;
        this.#reading = new Reading(language, snapshot.document, snapshot.ids);
      }
    }
    this.#unsubscribe = storage.subscribe?.(log, (head) => {
      // Below what we have: erased or rolled back. Only reading can tell.
      const backwards = head < this.#ledger.version || this.#news === 'unknown';
      this.#news = backwards ? 'unknown' : Math.max(head, this.#news === undefined ? 0 : Number(this.#news));
      this.start();
    });
  }

  /** Reads to the end of the log, then takes it over in one step. */
  async #pull(): Promise<void> {
    this.#news = undefined;
    try {
      const problem = await this.#read();
      if (this.#stopped) this.#news = 'unknown';
      else this.#commit(problem);
    } catch (error) {
      this.#news = 'unknown';
      throw error;
    }
  }

  async #read(): Promise<TandemError | undefined> {
    const { language } = this.#options;
    // The last known entry is read once more: it tells whether this is still the same history.
    let overlap = this.#reading.version > 0;
    while (!this.#stopped) {
      const after = this.#reading.version - (overlap ? 1 : 0);
      const page = await this.#page(after, overlap ? this.#pageSize + 1 : this.#pageSize);
      const mismatch = overlap ? this.#reading.checkOverlap(page) : undefined;
      if (mismatch) {
        // Only a snapshot nobody has seen yet may be dropped, and not when the log is shorter: then something is lost.
        const drop = mismatch.code === 'LOG_REWRITTEN' && !this.#ledger.loaded && page.head >= this.#snapshotSeen;
        if (!drop) return mismatch;
        this.#reading = new Reading(language, language.empty);
        this.#snapshotVersion = 0;
        overlap = false;
        continue;
      }
      const before = this.#reading.version;
      const problem = this.#take(page);
      if (problem) return problem;
      const { version } = this.#reading;
      if (version >= page.head)
        return version < this.#snapshotSeen ? rewritten(this.#snapshotSeen, page.head) : undefined;
      if (version === before && !overlap) return gap(version + 1);
      overlap = false;
    }
    return undefined;
  }

  async #page(after: Version, limit: number): Promise<LogPage> {
    const page = await this.#options.storage.read(this.#options.log, after, { limit });
    if (Array.isArray(page?.entries) && Number.isInteger(page.head)) return page;
    throw new TandemError('STORAGE_FAILED', 'The storage answered with something that is not a page.');
  }

  #take(page: LogPage): TandemError | undefined {
    return this.#reading.take(page, (id, facts) => this.#ledger.onEntry(id, facts));
  }

  #commit(problem: TandemError | undefined): void {
    this.#ledger.commit(this.#reading, problem, problem !== undefined);
    this.#reached();
    this.#ended();
  }

  /** An attempt to load has ended, or the replica goes on as loaded as it was. */
  #ended(error?: TandemError): void {
    if (this.#ledger.loaded) {
      this.#loaded();
      this.#ready.resolve();
    } else if (error) {
      this.#loaded(error);
      this.#ready.reject(error);
    }
  }

  async #append(): Promise<void> {
    const { storage, log, language } = this.#options;
    const ledger = this.#ledger;
    const batch = ledger.pending.slice(0, BATCH);
    const unkept = batch.findIndex((item) => item.kept === 'not yet');
    if (unkept > 0) batch.length = unkept;
    const entries = batch.map(({ command, facts = [] }): Entry => ({
      id: command.id,
      body: language.encode(command, facts),
    }));
    // Sent before, here or by another tab, it may be in the log with other facts: then only reading tells what they are.
    const certain = batch.every((item) => !item.adopted && item.unanswered === 0);
    for (const item of batch) item.unanswered += 1;
    this.#wanted = false; // whoever asked until now is answered by how this one ends
    const expected = ledger.version;
    const result = await storage.append(log, expected, entries);
    for (const item of batch) item.unanswered -= 1;
    if (result.status === 'appended') {
      if (certain && result.versions.every((version, index) => version === expected + index + 1)) {
        const { ids, document } = ledger.confirmFirst(batch.length);
        this.#reading.advance(ids, document);
        this.#reached();
        return;
      }
    } else if (result.newer.head > expected && Array.isArray(result.newer.entries)) {
      const problem = this.#take(result.newer);
      if (problem || this.#reading.version >= result.newer.head) this.#commit(problem);
    }
    if (ledger.version === expected && !ledger.broken) await this.#pull();
    if (ledger.version > expected || ledger.broken) return;
    // Neither in the log nor refused by anything in it: trying at once again would go round for ever.
    throw new TandemError(
      'STORAGE_FAILED',
      'The storage neither took the entries nor showed what stands against them.',
      {
        retryable: true,
      },
    );
  }

  /** The log has answered. */
  #reached(): void {
    this.failures = 0;
    this.#ledger.logError = undefined;
    this.#ledger.publish();
    this.#saveSnapshot(this.#options.snapshotEvery ?? 200);
  }

  #saveSnapshot(every: number): void {
    const { language, storage } = this.#options;
    const ledger = this.#ledger;
    const { version, document } = this.#reading;
    const due = version - this.#snapshotVersion >= every && version === ledger.version;
    if (!due || ledger.broken || !ledger.loaded || ledger.hold || !storage.supports.durable) return;
    const before = this.#snapshotVersion;
    this.#snapshotVersion = version; // not twice while it is being written
    ledger.device.saveSnapshot(language.snapshotFormat, this.#reading.ids, document, (saved) => {
      if (!saved) this.#snapshotVersion = before;
    });
  }
}
