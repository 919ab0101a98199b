import type { TandemError } from '../errors.js';

/** Names one log. 1 to 200 characters out of `A-Z a-z 0-9 . _ : -`; the store must treat it as opaque. */
export type LogId = string;

/** Position of an entry in its log: 1 for the first one. 0 stands for "before everything". */
export type Version = number;

/** Anything that survives `JSON.parse(JSON.stringify(value))` unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One indivisible addition to a log. The store keeps it whole and never looks inside `body`. */
export interface Entry {
  /** Unique within its log, chosen by the writer; 1 to 200 characters. Makes a repeated append harmless. */
  readonly id: string;
  readonly body: Json;
}

/** An {@link Entry} with the place that the log gave it. */
export interface StoredEntry extends Entry {
  readonly version: Version;
  /** Who wrote it, where the storage can prove that: then it may speak for nobody else. */
  readonly author?: string | undefined;
  /** The storage's own book-keeping, such as keys: it has a place in the log and says nothing to whoever reads it. */
  readonly control?: true | undefined;
}

/** A stretch of a log, in order and without gaps, as it is at one moment: no entry is above the head. */
export interface LogPage {
  readonly entries: readonly StoredEntry[];
  /** The highest version in the log at the time of reading; 0 for a log that nobody wrote. */
  readonly head: Version;
}

/**
 * Answer to {@link LogStorage.append}.
 *
 * - `appended`: all entries are durably in the log, at `versions` (in the order they were given). `known` tells that they
 *   were there before: nothing was written now, and their bodies may be others than the ones given.
 * - `conflict`: nothing was written, because the log has moved on. `newer` holds what came after `expected`
 *   (possibly only the first stretch of it: compare with `newer.head`).
 */
export type AppendResult =
  | { readonly status: 'appended'; readonly versions: readonly Version[]; readonly known: boolean }
  | { readonly status: 'conflict'; readonly newer: LogPage };

/** The part of the platform's `AbortSignal` that storage needs; every real `AbortSignal` fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
}

/** Options of one storage call. */
export interface StorageCallOptions {
  /** Cancels the call: it rejects with `ABORTED`. An append that is cancelled may or may not have happened. */
  readonly signal?: AbortSignalLike;
}

/** Options of {@link LogStorage.read}. */
export interface ReadOptions extends StorageCallOptions {
  /** Most entries to return; at least 1. A store may return fewer, but at least one while `after < head`. */
  readonly limit?: number;
}

/** Who may use a log from now on, for storages that guard logs by tokens; in force together with the entries. */
export interface AccessChange {
  /** SHA-256 of tokens that open the log, base64url; each until a moment (ISO 8601, UTC) or for good. */
  readonly add?: readonly { readonly hash: string; readonly until?: string | undefined }[];
  /** Hashes of tokens that open it no longer. */
  readonly remove?: readonly string[];
  /** Hashes of the only tokens, beside the added ones, that open it from now on: whatever somebody has added unseen ends. */
  readonly only?: readonly string[];
}

/** Options of {@link LogStorage.append}. */
export interface AppendOptions extends StorageCallOptions {
  /** Storages without tokens ignore it. */
  readonly access?: AccessChange | undefined;
}

/**
 * How a storage on another machine is reached.
 *
 * - `online`: what others write arrives at once.
 * - `behind`: there is more on the server than on this device, or news come only now and then.
 * - `offline`: the server cannot be reached.
 * - `refused`: the server does not let this device in (`error` says why).
 */
export type ConnectionState = 'online' | 'behind' | 'offline' | 'refused';

/** See {@link ConnectionState}. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** When the server was last heard, in ms since 1970 by this device's clock; `undefined` before the first time. */
  readonly lastHeard: number | undefined;
  /** Why it is not online. */
  readonly error?: TandemError | undefined;
}

/** The way to a storage on another machine. */
export interface Connection {
  /** The same object until something changes. */
  getSnapshot(): ConnectionStatus;
  /** Calls back after every change. */
  subscribe(listener: () => void): Unsubscribe;
}

/** Ends a subscription. Calling it twice is harmless. */
export type Unsubscribe = () => void;

/**
 * Where logs are kept: the one contract that everything pluggable implements. A log is a list of entries with
 * contiguous versions 1..n.
 *
 * `tandem-coaching/testing` has a suite that tells whether an implementation keeps the contract.
 *
 * Rejections are {@link TandemError}s with a `STORAGE_*` code (or `ABORTED`); after {@link close} every call
 * rejects with `STORAGE_CLOSED`.
 */
export interface LogStorage {
  /** Short name for messages and status displays, e.g. `"indexedDb"`. */
  readonly name: string;
  readonly supports: {
    /** What was appended survives the end of the process or page. */
    readonly durable: boolean;
    /** {@link subscribe} is there and tells of appends by others. */
    readonly live: boolean;
    /** Other people, on other machines, can write to the same log. */
    readonly shared: boolean;
  };
  /** Present while the store works with less than it promises (e.g. memory only, in a private window). */
  readonly degraded?: TandemError | undefined;
  /** Present where the logs are on another machine. */
  readonly connection?: Connection | undefined;

  /** Entries with a version above `after`, in order. A log that nobody wrote is empty, not an error. */
  read(log: LogId, after: Version, options?: ReadOptions): Promise<LogPage>;

  /**
   * Adds entries, all or none, if the log's head is `expected`: compare-and-set inside the store's own transaction.
   * Resolves only when the entries are as durable as `supports.durable` says.
   *
   * If all ids are already in the log, answers `appended` with the versions they have, whatever `expected` says:
   * repeating an append whose answer got lost is harmless. If only some are, that is a `conflict`.
   * An empty list of entries is a `TypeError`, and so is an id given twice.
   */
  append(log: LogId, expected: Version, entries: readonly Entry[], options?: AppendOptions): Promise<AppendResult>;

  /**
   * Calls `listener` with the log's head after appends by anybody, this object included. Calls may be missed or
   * doubled: {@link read} is the truth. After {@link erase} the head is 0. Present exactly when `supports.live`.
   */
  subscribe?(log: LogId, listener: (head: Version) => void): Unsubscribe;

  /** Removes the log and everything in it, for good. Other logs are untouched, whatever their names. */
  erase(log: LogId): Promise<void>;

  /** Releases connections and listeners. Closing twice is harmless. */
  close(): Promise<void>;
}
