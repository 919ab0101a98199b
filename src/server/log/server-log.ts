import type { LogId, Unsubscribe, Version } from '../../core/log/storage.js';

/** A token's hash, and the moment until which it opens the log, in ms since 1970; `undefined` is for good. */
export interface Grant {
  readonly hash: string;
  readonly until: number | undefined;
}

/** Who may use a log from now on; removals come first. */
export interface Grants {
  readonly add: readonly Grant[];
  readonly remove: readonly string[];
  /** All others are removed as well. */
  readonly only?: readonly string[] | undefined;
}

/** What a token is good for at a log. */
export type Refusal = 'log-unknown' | 'token-unknown' | 'token-expired';

/** An entry as the log keeps it: the body is JSON text that nobody here looks into. */
export interface KeptEntry {
  readonly id: string;
  readonly body: string;
}

/** A stretch of a log, all of one moment. */
export interface KeptPage {
  readonly entries: readonly (KeptEntry & { readonly version: Version })[];
  readonly head: Version;
}

/** Most that a page holds; at least one entry is on it while there is one. */
export interface PageLimit {
  readonly entries: number;
  readonly bytes: number;
}

/** Most that a log holds. */
export interface LogLimit {
  readonly entries: number;
  readonly bytes: number;
  readonly tokens: number;
}

export interface Append {
  readonly expected: Version;
  readonly entries: readonly KeptEntry[];
  readonly grants: Grants;
  readonly room: LogLimit;
  /** Of the page that comes with a conflict. */
  readonly page: PageLimit;
}

export type AppendOutcome =
  | { readonly status: 'appended'; readonly versions: readonly Version[]; readonly known: boolean }
  | { readonly status: 'conflict'; readonly newer: KeptPage }
  | { readonly status: 'log-full' };

/** Somebody who wants in: a token's hash, and the moment at which it has to be good. */
export interface Caller {
  readonly hash: string;
  /** ms since 1970. */
  readonly now: number;
}

/** What a log has to tell while it is followed. */
export interface LogNews {
  readonly log: LogId;
  readonly head: Version;
  /** Tokens were removed, or the log was erased: whoever follows it has to show the token again. */
  readonly access: boolean;
}

/**
 * Where the server keeps logs and who may use them. Access is checked in the same transaction as what it is for.
 *
 * @throws (rejects) {@link Problem} `unavailable` where the database cannot be reached at the moment.
 */
export interface ServerLog {
  /** `opened`: it is there already, and the caller's token opens it. Nothing is written then. */
  create(log: LogId, caller: Caller, add: readonly Grant[]): Promise<'created' | 'opened' | 'exists'>;
  /** The logs that a token opens. */
  find(caller: Caller): Promise<readonly LogId[]>;
  /** The head of a log and until when the token opens it, or why not. */
  check(
    log: LogId,
    caller: Caller,
  ): Promise<{ readonly head: Version; readonly until: number | undefined } | { readonly refused: Refusal }>;
  read(log: LogId, caller: Caller, after: Version, page: PageLimit): Promise<KeptPage>;
  append(log: LogId, caller: Caller, append: Append): Promise<AppendOutcome>;
  erase(log: LogId, caller: Caller): Promise<void>;
  /**
   * Tells of changes to any log, by any process. News may be missed: `gap` is called once they may have been, and
   * whoever follows a log has to look.
   */
  follow(listener: { news(news: LogNews): void; gap(): void }): Unsubscribe;
  /** Resolves where requests can be answered. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
