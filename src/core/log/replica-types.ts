import type { TandemError, TandemErrorCode } from '../errors.js';
import type { LogLanguage } from './language.js';
import type { LocalStore } from './local-store.js';
import type { Json, LogId, LogPage, LogStorage, Unsubscribe, Version } from './storage.js';

/** What {@link openReplica} needs. */
export interface ReplicaOptions<Document, Command extends { readonly id: string }, Fact, Refusal> {
  /** Where the log is kept. Stays the caller's: closing the replica does not close it. */
  readonly storage: LogStorage;
  /** What stays on this device: waiting commands, the attention tray, the snapshot. Stays the caller's as well. */
  readonly local: LocalStore;
  readonly log: LogId;
  /**
   * Names this opening of the log among all others on this device (a new random id for each is right); no slash,
   * not empty. Waiting commands keep it: their order matters within one opening.
   */
  readonly session: string;
  readonly language: LogLanguage<Document, Command, Fact, Refusal>;
  /** Confirmed entries between two snapshots; default 200. */
  readonly snapshotEvery?: number | undefined;
  /** Most entries read at once; default 500. */
  readonly pageSize?: number | undefined;
  /**
   * Asked for another try while something waits: call `tryAgain` after a delay, which `backoff` finds by the
   * number of failures in a row and the last one's error. The returned function cancels. Without it nothing is tried
   * again until the next {@link Replica.send}, {@link Replica.retry} or message from the storage, or until the storage
   * is online again: the replica has no timers of its own.
   */
  readonly schedule?: ((tryAgain: () => void, failures: number, error: TandemError) => Unsubscribe) | undefined;
}

/**
 * How far this device and the log agree.
 *
 * - `opening`: the log is being read for the first time.
 * - `saved`: everything is in the log.
 * - `saving`: commands are on their way into the log.
 * - `waiting`: the log cannot be reached or written now (`error` says why). Pending commands are durably on this device.
 * - `unsaved`: the log cannot be written **and** this device could not keep at least one command (`error` is the
 *   device's). It is still in memory: keep the page open, make room, and call {@link Replica.retry}.
 * - `read-only`: the log holds what this version cannot follow: `FACT_UNKNOWN`, `LOG_ENTRY_CORRUPT`, `LOG_GAP`,
 *   `LOG_REWRITTEN` or `LOG_FORGED`, found here (with `details.version`) or by the storage itself. The document stays at
 *   the last good state, pending commands stay on this device; nothing is deleted. {@link Replica.retry} tries again.
 * - `closed`: {@link Replica.close} was called.
 */
export type SyncState = 'opening' | 'saved' | 'saving' | 'waiting' | 'unsaved' | 'read-only' | 'closed';

/** See {@link SyncState}. `error` is there in `waiting`, `unsaved` and `read-only`. */
export interface SyncStatus {
  readonly state: SyncState;
  readonly error?: TandemError | undefined;
}

/**
 * What became of a command.
 *
 * - `stored`: it is in the log for good, at `version`.
 * - `pending`: the log cannot be written now; the command is durably on this device and goes there later. It may then
 *   still be refused or rejected, and is found in the attention tray.
 */
export type Receipt<Fact> =
  | { readonly status: 'stored'; readonly version: Version; readonly facts: readonly Fact[] }
  | { readonly status: 'pending'; readonly facts: readonly Fact[] };

/**
 * Something that needs the person: never sent on, never thrown away, until they say so.
 *
 * - `refused`: the command was accepted on this device, but what others wrote meanwhile rules it out, for `reason`.
 * - `rejected`: the storage will never take it as it is, e.g. because it is too large; `code` is the error's.
 * - `behind`: it was queued behind the command with the id `behind`, and did not go ahead of it either.
 * - `unreadable`: a row of the device store that this version cannot read, as it is. `id` is the row's key.
 */
export type AttentionItem<Command, Refusal> =
  | { readonly kind: 'refused'; readonly id: string; readonly command: Command; readonly reason: Refusal }
  | { readonly kind: 'rejected'; readonly id: string; readonly command: Command; readonly code: TandemErrorCode }
  | { readonly kind: 'behind'; readonly id: string; readonly command: Command; readonly behind: string }
  | { readonly kind: 'unreadable'; readonly id: string; readonly raw: Json };

/** State of a replica at one moment. Immutable; parts that did not change stay the same objects. */
export interface ReplicaSnapshot<Document, Command, Refusal> {
  /** Confirmed entries, and on top of them everything pending: what the person should see. */
  readonly document: Document;
  /** What the log itself says, up to `version`. */
  readonly confirmed: { readonly document: Document; readonly version: Version };
  /** Accepted here and not known to be in the log yet, oldest first. */
  readonly pending: readonly Command[];
  /** What needs the person, oldest first. */
  readonly attention: readonly AttentionItem<Command, Refusal>[];
  readonly sync: SyncStatus;
}

/** One entry as {@link Replica.history} shows it. `version` is missing while it is pending. */
export interface HistoryItem<Fact> {
  readonly version: Version | undefined;
  readonly id: string;
  readonly facts: readonly Fact[];
}

/** One stretch of the history, newest first. */
export interface HistoryPage<Fact> {
  readonly items: readonly HistoryItem<Fact>[];
  /** Pass it to the next call to go on; `undefined` at the beginning of the log. */
  readonly before: Version | undefined;
}

/** Acting on the attention tray. */
export interface AttentionTray<Fact> {
  /**
   * Sends the command again under the same rules: it is decided on the present document, under its own id. Accepted,
   * it leaves the tray.
   *
   * @returns as {@link Replica.send}. Rejects with `COMMAND_REFUSED` where it still may not happen (it stays in the
   *   tray, with the new reason), `VALIDATION_FAILED` for an unreadable one, `TypeError` for an unknown id.
   */
  retry(id: string): Promise<Receipt<Fact>>;
  /**
   * Forgets the item, **and with it what the person wrote**: only on their own request. Resolves when the device
   * store has forgotten it; rejects with its `STORAGE_*` error where it could not, and the item stays. An unknown id
   * is harmless.
   */
  dismiss(id: string): Promise<void>;
}

/**
 * A live copy of one log: what the log has (`confirmed`), and what this device wants to add (`pending`) on top.
 *
 * @example
 * ```ts
 * const replica = openReplica({ storage, local, log: 'words', session: crypto.randomUUID(), language: words });
 * replica.subscribe(({ document, sync }) => show(document, sync.state));
 * const receipt = await replica.send({ id: crypto.randomUUID(), word: 'tandem' });
 * if (receipt.status === 'pending') console.info('kept on this device, goes to the log later');
 * ```
 */
export interface Replica<Document, Command, Fact, Refusal> {
  readonly log: LogId;
  /** The state now. The same object until something changes. */
  getSnapshot(): ReplicaSnapshot<Document, Command, Refusal>;
  /** Calls `listener` after every change, not at once. */
  subscribe(listener: (snapshot: ReplicaSnapshot<Document, Command, Refusal>) => void): Unsubscribe;
  /**
   * Resolves when the document was loaded for the first time, read-only ones included. Without a connection that is
   * the snapshot of this device, if there is one; if there is none, or the device store fails, it rejects with the
   * `STORAGE_*` error. Later tries then show in `getSnapshot().sync` only. Leaving it alone is fine.
   */
  readonly ready: Promise<void>;
  /**
   * Decides the command on the document as shown, shows its effect at once, keeps it on this device and appends it to
   * the log. Before the first loading has ended, the command waits for it.
   *
   * The same command id again answers the same, and is never doubled, also after a reload: a double click is harmless.
   * For a command that is in the log already, the answer is read from there.
   *
   * @returns rejects with
   *   - `COMMAND_REFUSED`, `details.reason` being the language's reason. Refused at once, nothing has changed. With
   *     `details.attention: true` it was accepted at first and is in the attention tray now;
   *   - `STORAGE_REJECTED` with `details.attention: true`: the storage will never take it; it is in the attention tray;
   *   - the code of the read-only state: nothing has changed;
   *   - `STORAGE_*` where neither the log nor this device could keep it. It stays pending in memory, see `unsaved`;
   *     also before anything could be loaded, and after closing: then nothing has changed.
   */
  send(command: Command): Promise<Receipt<Fact>>;
  /**
   * What was written, newest first, a page at a time out of the log. The first page starts with everything pending,
   * even where that is more than `limit` (default 50).
   *
   * @returns rejects with `STORAGE_*` where the log cannot be read now.
   */
  history(options?: {
    readonly before?: Version | undefined;
    readonly limit?: number | undefined;
  }): Promise<HistoryPage<Fact>>;
  readonly attention: AttentionTray<Fact>;
  /** Entries as the log has them, unread, for exporting a log that this version cannot follow. */
  rawEntries(after: Version, limit?: number): Promise<LogPage>;
  /** Tries the log and the device store again now. Resolves when the attempt has ended; the snapshot says how. */
  retry(): Promise<void>;
  /**
   * Ends the work in hand, writes a snapshot, and answers the sends that still wait. Resolves when that is done. What is
   * pending stays on this device and goes on at the next opening. Closing twice is harmless.
   */
  close(): Promise<void>;
}
