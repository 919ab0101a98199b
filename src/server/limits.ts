/** How often somebody may ask: `burst` requests at once, then `perSecond` on average. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What one server process takes. Whatever is beyond is refused with a 4xx and leaves nothing behind. */
export interface Limits {
  /** Bytes of one entry's body, as JSON in UTF-8. */
  readonly entryBytes: number;
  /** Entries of one append. */
  readonly entriesPerAppend: number;
  /** Bytes of one request; reading stops there. */
  readonly requestBytes: number;
  readonly entriesPerLog: number;
  /** Bytes of all bodies in one log. */
  readonly bytesPerLog: number;
  /** Tokens that open one log, those of invitations and recovery codes included. */
  readonly tokensPerLog: number;
  readonly pageEntries: number;
  /** Bytes of the bodies on one page; a single entry may be larger. */
  readonly pageBytes: number;
  /** Logs that one live stream follows. */
  readonly logsPerStream: number;
  /** Live streams of one client (its address, as `clientAddress` tells it). */
  readonly streamsPerClient: number;
  /** Live streams of the process. */
  readonly streams: number;
  /** Requests with one token. */
  readonly tokenRate: Rate;
  /** Requests from one address; an office may share one. */
  readonly addressRate: Rate;
}

/** Generous for two people who coach each other, small enough that nobody can fill a disk unnoticed. */
export const DEFAULT_LIMITS: Limits = {
  entryBytes: 512 * 1024,
  entriesPerAppend: 1000,
  requestBytes: 4 * 1024 * 1024,
  entriesPerLog: 100_000,
  bytesPerLog: 64 * 1024 * 1024,
  tokensPerLog: 200,
  pageEntries: 1000,
  pageBytes: 1024 * 1024,
  logsPerStream: 100,
  streamsPerClient: 100,
  streams: 10_000,
  tokenRate: { burst: 200, perSecond: 20 },
  addressRate: { burst: 1000, perSecond: 100 },
};
