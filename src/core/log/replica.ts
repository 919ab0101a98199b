import { TandemError } from '../errors.js';
import { storageError } from './device.js';
import { readEntry, readHistory } from './history.js';
import { defer, type Deferred } from './lane.js';
import { Ledger } from './ledger.js';
import { gap, rewritten } from './reading.js';
import { commandRefused } from './refusals.js';
import type {
  AttentionTray,
  HistoryPage,
  Receipt,
  Replica,
  ReplicaDebug,
  ReplicaOptions,
  ReplicaSnapshot,
} from './replica-types.js';
import type { LogPage, Unsubscribe, Version } from './storage.js';
import { LogSync } from './sync.js';

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
  if (!/^[^/]+$/.test(options.session)) throw new TypeError('session has to be a text without slashes');
  for (const size of [options.snapshotEvery, options.pageSize]) {
    if (size !== undefined && !(Number.isInteger(size) && size > 0)) {
      throw new TypeError('snapshotEvery and pageSize have to be whole numbers above 0');
    }
  }
  return new OpenReplica(options);
}

class OpenReplica<Document, Command extends { readonly id: string }, Fact, Refusal> implements Replica<
  Document,
  Command,
  Fact,
  Refusal
> {
  readonly #options: ReplicaOptions<Document, Command, Fact, Refusal>;
  readonly #ledger: Ledger<Document, Command, Fact, Refusal>;
  readonly #sync: LogSync<Document, Command, Fact, Refusal>;
  /** Sends that came before anything was loaded. */
  #early: { readonly command: Command; readonly answer: Deferred<Receipt<Fact>> }[] = [];
  #closing: Promise<void> | undefined;
  readonly attention: AttentionTray<Fact>;

  constructor(options: ReplicaOptions<Document, Command, Fact, Refusal>) {
    this.#options = options;
    this.#ledger = new Ledger(options, (id, version) => this.#stored(id, version));
    this.#sync = new LogSync(options, this.#ledger, (error) => this.#answerEarly(error));
    this.attention = { retry: (id) => this.#retryAttention(id), dismiss: (id) => this.#dismiss(id) };
    this.#sync.start();
  }

  get log(): string {
    return this.#options.log;
  }
  get ready(): Promise<void> {
    return this.#sync.ready;
  }
  get debug(): ReplicaDebug {
    const { snapshotError, localError } = this.#ledger.device;
    const { snapshotVersion, failures } = this.#sync;
    return { snapshotError, localError, snapshotVersion, failures };
  }

  getSnapshot(): ReplicaSnapshot<Document, Command, Refusal> {
    return this.#ledger.published.current;
  }

  subscribe(listener: (snapshot: ReplicaSnapshot<Document, Command, Refusal>) => void): Unsubscribe {
    return this.#ledger.published.subscribe(listener);
  }

  send(command: Command): Promise<Receipt<Fact>> {
    if (this.#closing) return Promise.reject(closed());
    // A log takes no other ids, and would stand still over one that waits in front of it.
    if (typeof command.id !== 'string' || command.id.length < 1 || command.id.length > 200) {
      return Promise.reject(new TypeError('A command needs an id of 1 to 200 characters'));
    }
    if (this.#ledger.loaded) return this.#send(command);
    const answer: Deferred<Receipt<Fact>> = defer();
    this.#early.push({ command, answer });
    this.#sync.start();
    return answer.promise;
  }

  async history(
    options: { readonly before?: Version | undefined; readonly limit?: number | undefined } = {},
  ): Promise<HistoryPage<Fact>> {
    if (this.#closing) throw closed();
    const { storage, log, language } = this.#options;
    const { version, pending } = this.#ledger;
    const items = pending.map(({ command, facts = [] }) => ({ version: undefined, id: command.id, facts }));
    try {
      return await readHistory(
        { storage, log, language, version, pending: items },
        options.before,
        options.limit ?? 50,
      );
    } catch (error) {
      throw storageError(error);
    }
  }

  async rawEntries(after: Version, limit = 500): Promise<LogPage> {
    try {
      return await this.#options.storage.read(this.#options.log, after, { limit });
    } catch (error) {
      throw storageError(error);
    }
  }

  async retry(): Promise<void> {
    if (this.#closing) return;
    this.#ledger.keepAgain();
    await this.#sync.retry();
    await this.#ledger.device.idle();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const ledger = this.#ledger;
    ledger.closed = true;
    ledger.publish();
    await this.#sync.stop();
    await ledger.device.idle();
    ledger.settle();
    ledger.published.end();
  }

  /** Not asynchronous up to the decision: the caller sees the effect in the next line. */
  #send(command: Command): Promise<Receipt<Fact>> {
    const ledger = this.#ledger;
    const { id } = command;
    // The same command again: a double click, another tab, or a reload that did not know how it ended.
    const pending = ledger.pendingOf(id);
    if (pending) {
      const answer: Deferred<Receipt<Fact>> = defer();
      pending.waiters.push(answer);
      this.#sync.start();
      return answer.promise;
    }
    const version = this.#sync.versionOf(id);
    if (version !== undefined) return this.#stored(id, version);
    const tray = ledger.trayOf(id);
    if (tray) return Promise.reject(commandRefused(tray.item));
    return this.#accept(command);
  }

  #accept(command: Command, fromTray = false): Promise<Receipt<Fact>> {
    const ledger = this.#ledger;
    if (ledger.broken) return Promise.reject(ledger.broken);
    const answer: Deferred<Receipt<Fact>> = defer();
    try {
      ledger.accept(command, fromTray ? ledger.trayOf(command.id) : undefined).waiters.push(answer);
      this.#sync.start();
    } catch (error) {
      answer.reject(error); // the refusal, or a mistake of the language: the caller's to see
    }
    return answer.promise;
  }

  async #stored(id: string, version: Version): Promise<Receipt<Fact>> {
    const known = this.#ledger.factsOf(id);
    if (known) return { status: 'stored', version, facts: known };
    const [entry] = (await this.rawEntries(version - 1, 1)).entries;
    if (!entry) throw gap(version);
    if (entry.id !== id) throw rewritten(version);
    return { status: 'stored', version, facts: readEntry(this.#options.language, entry, version).facts };
  }

  #retryAttention(id: string): Promise<Receipt<Fact>> {
    if (this.#closing) return Promise.reject(closed());
    const item = this.#ledger.trayOf(id)?.item;
    if (!item) {
      const pending = this.#ledger.pendingOf(id); // pressed twice, or another tab was faster
      if (pending) return this.#send(pending.command);
      const version = this.#sync.versionOf(id);
      if (version !== undefined) return this.#stored(id, version);
      return Promise.reject(new TypeError(`The attention tray has nothing with the id "${id}".`));
    }
    if (item.kind !== 'unreadable') return this.#accept(item.command, true);
    return Promise.reject(
      new TandemError('VALIDATION_FAILED', 'This version cannot read what was kept.', { details: { id } }),
    );
  }

  async #dismiss(id: string): Promise<void> {
    if (this.#closing) throw closed();
    await this.#ledger.dismiss(id);
  }

  #answerEarly(error: TandemError | undefined): void {
    for (const { command, answer } of this.#early.splice(0)) {
      if (error) answer.reject(error);
      else this.#send(command).then(answer.resolve, answer.reject);
    }
  }
}

function closed(): TandemError {
  return new TandemError('STORAGE_CLOSED', 'The replica is closed.');
}
