import { createHash, randomBytes } from 'node:crypto';
import { TandemError } from '../../../../src/core/errors.js';
import { checkAppend, checkLogId, checkRead } from '../../../../src/core/log/arguments.js';
import type { AppendResult, LogId, LogPage, LogStorage } from '../../../../src/core/log/storage.js';
import { readEvents } from './events.js';

export type Send = (request: Request) => Promise<Response>;

export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** A request to the server, as a client makes it. */
export function ask(method: string, path: string, token?: string, body?: unknown): Request {
  const headers = new Headers();
  if (token !== undefined) headers.set('tandem-token', token);
  if (body !== undefined) headers.set('content-type', 'application/json');
  return new Request(`http://server${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
}

export const pathOf = (log: LogId, rest = ''): string => `/logs/~${encodeURIComponent(log)}${rest}`;

/** The body of an answer, as a test looks at it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const json = async (response: Response): Promise<any> => response.json();

/** The least that makes a `LogStorage` out of the protocol: one token for all logs, no mirror, no second try. */
export function remote(send: Send, token = newToken()): LogStorage & { readonly token: string } {
  const ended = new AbortController();
  const listeners = new Map<LogId, Set<(head: number) => void>>();

  function assertOpen(): void {
    if (ended.signal.aborted) throw new TandemError('STORAGE_CLOSED', 'closed');
  }

  async function call(request: Request, ...fine: number[]): Promise<Response> {
    const response = await send(request);
    assertOpen();
    if (!fine.includes(response.status)) throw new Error(`${response.status} ${await response.text()}`);
    return response;
  }

  const create = (log: LogId): Promise<Response> =>
    call(ask('POST', '/logs', token, { log, access: { add: [{ hash: hashOf(token) }] } }), 200, 201);

  async function follow(log: LogId, ended: AbortSignal): Promise<void> {
    let last = 0;
    const request = new Request(ask('POST', '/live', undefined, { logs: [{ log, token }] }), { signal: ended });
    for await (const { event, data } of readEvents(await send(request))) {
      if (event !== 'head') continue;
      const { head } = data as { head: number };
      if (head === last) continue;
      last = head;
      for (const listener of listeners.get(log) ?? []) listener(head);
    }
  }

  return {
    name: 'remote',
    token,
    supports: { durable: true, live: true, shared: true },

    async read(log, after, options) {
      assertOpen();
      checkRead(log, after, options);
      const limit = options?.limit === undefined ? '' : `&limit=${options.limit}`;
      const response = await call(ask('GET', pathOf(log, `/entries?after=${after}${limit}`), token), 200, 404);
      return response.status === 404 ? { entries: [], head: 0 } : ((await json(response)) as LogPage);
    },

    async append(log, expected, given, options): Promise<AppendResult> {
      assertOpen();
      const entries = checkAppend(log, expected, given, options);
      const { access } = options ?? {};
      const request = (): Request => ask('POST', pathOf(log, '/entries'), token, { expected, entries, access });
      let response = await call(request(), 200, 404, 409);
      if (response.status === 404 && expected > 0) return { status: 'conflict', newer: { entries: [], head: 0 } };
      if (response.status === 404) {
        await create(log);
        response = await call(request(), 200, 409);
      }
      const answer = (await json(response)) as { newer: LogPage; versions: number[]; known: boolean };
      return response.status === 409
        ? { status: 'conflict', newer: answer.newer }
        : { status: 'appended', versions: answer.versions, known: answer.known };
    },

    subscribe(log, listener) {
      assertOpen();
      checkLogId(log);
      const own = (head: number): void => listener(head);
      const set = listeners.get(log) ?? new Set();
      if (!listeners.has(log)) {
        listeners.set(log, set);
        follow(log, ended.signal).catch((error: unknown) => {
          if (!ended.signal.aborted) throw error;
        });
      }
      set.add(own);
      return () => void set.delete(own);
    },

    async erase(log) {
      assertOpen();
      checkLogId(log);
      await call(ask('DELETE', pathOf(log), token), 204, 404);
    },

    async close() {
      ended.abort();
    },
  };
}
