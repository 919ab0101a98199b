import { TandemError } from '../core/errors.js';
import { checkAppend, checkLogId, checkRead } from '../core/log/arguments.js';
import type {
  AbortSignalLike,
  AppendOptions,
  AppendResult,
  Entry,
  LogId,
  LogPage,
  LogStorage,
  ReadOptions,
  Unsubscribe,
  Version,
} from '../core/log/storage.js';
import { appendedOf, idsOf, pageOf, type Unknown } from './http/answers.js';
import { createLive } from './http/live.js';
import { createRequests, type Call } from './http/request.js';
import { closedError } from './shared/closed.js';
import { CONFLICT_PAGE } from './shared/conflict-page.js';
import { schedule, type Schedule } from './shared/timers.js';

/** Settings of {@link httpStorage}. */
export interface HttpOptions {
  /** Where the server is, e.g. `https://coaching.example.com/sync`; in a page it may be relative. */
  readonly url: string;
  /** The token that opens a log on the server, if this device has one. */
  readonly token: (log: LogId) => string | undefined | Promise<string | undefined>;
  /** More headers for every request, such as the host's own sign-on. */
  readonly headers?: () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** The platform's own unless given. */
  readonly fetch?: typeof fetch;
  /** Milliseconds after which a request without an answer counts as lost; 30,000 unless given. */
  readonly timeout?: number;
  /** Timers, for tests. */
  readonly schedule?: Schedule;
  /** Number from 0 up to 1 that spreads out when clients try again, for tests. */
  readonly random?: () => number;
  /** Milliseconds since 1970, for `connection.lastHeard` alone. */
  readonly now?: () => number;
  /** Calls back when it is worth trying at once; the page becoming visible or online unless given. */
  readonly onWake?: (wake: () => void) => Unsubscribe;
}

/** What {@link httpStorage} gives: logs on a server, which can be found by what opens them. */
export interface HttpStorage extends LogStorage {
  /**
   * Ids of the logs that a token opens; an empty list where it opens none.
   *
   * @returns rejects as all calls do.
   */
  find(token: string): Promise<readonly LogId[]>;
}

/** Without the tilde, which no log id has, the ids `.` and `..` would vanish from the address. */
const pathOf = (log: LogId): string => `/logs/~${log}`;

/** After the end of any log: then an answer is the head alone. */
const BEYOND = Number.MAX_SAFE_INTEGER;

/**
 * Keeps logs on a Tandem server, over HTTP. What others append arrives over one stream for all logs that somebody
 * listens to; where something in between holds streams up, the server is asked now and then, and `connection` says so.
 *
 * The first append to a log creates it, for the token of this device.
 *
 * @throws (rejects) `NETWORK_OFFLINE`, `NETWORK_FAILED` and `NETWORK_LIMITED` (`details.retryAfter`, ms), retryable as
 * a rule; `NETWORK_REFUSED` (`details.code`); `STORAGE_REJECTED` (`details.entry`, `details.code`) where an entry, a
 * request or a log is too large; `STORAGE_CLOSED`, `ABORTED`, TypeError for misuse.
 * @example
 * ```ts
 * const remote = httpStorage({ url: '/sync', token: (log) => tokens.get(log) });
 * remote.connection?.subscribe(() => showConnection(remote.connection?.getSnapshot()));
 * const { entries, head } = await remote.read('pair-1', 0);
 * ```
 */
export function httpStorage(options: HttpOptions): HttpStorage {
  const { token, now = Date.now, random = Math.random, onWake = onPageWake } = options;
  const ports = { fetch: globalThis.fetch.bind(globalThis), timeout: 30_000, schedule, ...options };
  const requests = createRequests(ports);
  const head = async (log: LogId, signal: AbortSignalLike) => (await read(log, BEYOND, { signal })).head;
  const live = createLive({ requests, token, head, schedule: ports.schedule, random, now, onWake });
  let closed = false;

  function assertOpen(log: LogId): void {
    if (closed) throw closedError('http');
    checkLogId(log);
  }

  /** A request for one log, with its token. */
  async function ask<T>(
    log: LogId,
    path: string,
    request: Call,
    take: (body: Unknown, code: unknown) => T,
    accept?: readonly string[],
  ): Promise<T> {
    try {
      const answer = await requests.json(path, { token: () => token(log), ...request }, take, accept);
      live.heard(log);
      return answer;
    } catch (error) {
      live.missed(log, error);
      throw error;
    }
  }

  async function read(
    log: LogId,
    after: Version,
    { limit = CONFLICT_PAGE, signal }: ReadOptions = {},
  ): Promise<LogPage> {
    return ask(
      log,
      `${pathOf(log)}/entries?after=${after}&limit=${limit}`,
      { signal },
      (body, code) => (code ? { entries: [], head: 0 } : pageOf(body, after, limit)),
      ['log-unknown'],
    );
  }

  /** @returns `undefined` where there is no such log. */
  function append(
    log: LogId,
    expected: Version,
    entries: readonly Entry[],
    { signal, access }: AppendOptions,
  ): Promise<AppendResult | undefined> {
    return ask<AppendResult | undefined>(
      log,
      `${pathOf(log)}/entries`,
      { method: 'POST', body: () => ({ expected, entries, access }), signal },
      (body, code) => {
        if (code === 'log-unknown') return undefined;
        if (code) return { status: 'conflict', newer: pageOf(body['newer'], expected, Infinity) };
        return appendedOf(body, expected, entries);
      },
      ['log-unknown', 'conflict'],
    );
  }

  async function create(log: LogId, { signal, access }: AppendOptions): Promise<void> {
    const body = async (): Promise<unknown> => {
      const hash = await hashOf((await token(log)) ?? '');
      const add = access?.add ?? [];
      return { log, access: { add: add.some((each) => each.hash === hash) ? add : [...add, { hash }] } };
    };
    await ask(log, '/logs', { method: 'POST', body, signal }, () => undefined);
  }

  return {
    name: 'http',
    supports: { durable: true, live: true, shared: true },
    connection: live.connection,

    async read(log, after, readOptions) {
      assertOpen(log);
      checkRead(log, after, readOptions);
      return read(log, after, readOptions);
    },

    async append(log, expected, entries, appendOptions = {}) {
      assertOpen(log);
      const added = checkAppend(log, expected, entries, appendOptions);
      // Asked for first and not after a refusal, which a browser would show as an error.
      if (expected === 0) await create(log, appendOptions);
      const result = await append(log, expected, added, appendOptions);
      return result ?? { status: 'conflict', newer: { entries: [], head: 0 } };
    },

    find: (token) => requests.json('/logs', { token: () => token }, ({ logs }) => idsOf(logs)),

    subscribe(log, listener) {
      assertOpen(log);
      return live.subscribe(log, listener);
    },

    async erase(log) {
      assertOpen(log);
      await ask(log, pathOf(log), { method: 'DELETE' }, () => undefined, ['log-unknown']);
    },

    async close() {
      closed = true;
      live.close();
      requests.close();
    },
  };
}

/** SHA-256, base64url. */
async function hashOf(text: string): Promise<string> {
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  if (!subtle) throw new TandemError('ENCRYPTION_UNAVAILABLE', 'This page was not served over HTTPS');
  const bytes = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  const digits: Readonly<Record<string, string>> = { '+': '-', '/': '_', '=': '' };
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/[+/=]/g, (digit) => digits[digit] ?? '');
}

/** Where there is no page, nothing ever calls. */
function onPageWake(wake: () => void): Unsubscribe {
  const page = globalThis as { addEventListener?: typeof addEventListener; document?: Document };
  const { document } = page;
  const seen = () => document?.visibilityState === 'visible' && wake();
  page.addEventListener?.('online', wake);
  document?.addEventListener('visibilitychange', seen);
  return () => {
    (globalThis as Partial<typeof globalThis>).removeEventListener?.('online', wake);
    document?.removeEventListener('visibilitychange', seen);
  };
}
