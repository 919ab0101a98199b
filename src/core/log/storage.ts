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
 * - `appended`: all entries are durably in the log, at `versions` (in the order they were given).
 * - `conflict`: nothing was written, because the log has moved on. `newer` holds what came after `expected`
 *   (possibly only the first stretch of it: compare with `newer.head`).
 */
export type AppendResult =
  | { readonly status: 'appended'; readonly versions: readonly Version[] }
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
  append(log: LogId, expected: Version, entries: readonly Entry[], options?: StorageCallOptions): Promise<AppendResult>;

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
