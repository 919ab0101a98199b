import { createHash } from 'node:crypto';
import type { AccessChange, Entry, LogId, LogPage, LogStorage } from '../../../../src/core/log/storage.js';
import { memory } from '../../../../src/storage/memory.js';

/** The token with which tests open every log. */
export const TOKEN = 'A'.repeat(43);

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** One stream that is open at the server. */
interface Stream {
  readonly logs: readonly { readonly log: LogId; readonly token: string }[];
  send(event: string, data: unknown): void;
  /** Writes text as it is. */
  write(text: string): void;
  end(): void;
}

/** What stands in for `fetch`, or for the answer to one request. */
export type Answer = (path: string, init: RequestInit) => Response | Promise<Response> | undefined;

/** A server in this process that speaks the protocol. */
export interface TestServer {
  readonly fetch: typeof fetch;
  readonly logs: LogStorage;
  /** Hashes that open each log. */
  readonly access: Map<LogId, Set<string>>;
  readonly streams: ReadonlySet<Stream>;
  /** Every request so far, e.g. `GET /logs/a/entries?after=0&limit=500`. */
  readonly requests: string[];
  /** Asked before the server is; what it answers is the answer. */
  intercept: Answer | undefined;
  /** Resolves when a stream is open to which `fits` applies. */
  stream(fits?: (stream: Stream) => boolean): Promise<Stream>;
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  });

export const problem = (
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
): Response => json({ type: `urn:tandem:problem:${code}`, title: code, status, code, ...more }, status, headers);

export function testServer(): TestServer {
  const logs = memory();
  const access = new Map<LogId, Set<string>>();
  const streams = new Set<Stream>();
  const waiting = new Set<() => void>();

  const opens = (log: LogId, token: string): Response | undefined => {
    const hashes = access.get(log);
    if (!hashes) return problem(404, 'log-unknown');
    return hashes.has(hashOf(token)) ? undefined : problem(401, 'token-unknown');
  };

  function change(log: LogId, { add = [], remove = [] }: AccessChange): void {
    const hashes = access.get(log) ?? new Set();
    for (const { hash } of add) hashes.add(hash);
    for (const hash of remove) hashes.delete(hash);
    access.set(log, hashes);
  }

  function live(wanted: Stream['logs'], signal: AbortSignal | null | undefined): Response {
    const encoder = new TextEncoder();
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) });
    const ends: (() => void)[] = [];
    const stop = (finish: () => void): void => {
      if (!streams.delete(stream)) return;
      for (const end of ends) end();
      finish();
    };
    const stream: Stream = {
      logs: wanted,
      write: (text) => {
        if (streams.has(stream)) controller.enqueue(encoder.encode(text));
      },
      send: (event, data) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      end: () => stop(() => controller.close()),
    };
    streams.add(stream);
    signal?.addEventListener('abort', () => stop(() => controller.error(new DOMException('stopped', 'AbortError'))));
    stream.send('beat', {});
    for (const { log, token } of wanted) {
      const hashes = access.get(log);
      if (hashes && !hashes.has(hashOf(token))) {
        stream.send('refused', { log, code: 'token-unknown' });
        continue;
      }
      // It is followed on: it may come.
      if (!hashes) stream.send('refused', { log, code: 'log-unknown' });
      const end = logs.subscribe?.(log, (head) => stream.send('head', { log, head }));
      if (end) ends.push(end);
      if (hashes) void logs.read(log, 0, { limit: 1 }).then(({ head }) => stream.send('head', { log, head }));
    }
    for (const check of waiting) check();
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  async function answer(path: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(path, 'http://server');
    const body = init.body ? (JSON.parse(init.body as string) as Record<string, unknown>) : {};
    const token = new Headers(init.headers).get('tandem-token') ?? '';
    const [, , name = '', part] = pathname.split('/');
    const log = decodeURIComponent(name).replace('~', '');
    if (pathname === '/live') return live(body['logs'] as Stream['logs'], init.signal);
    if (pathname === '/logs') {
      const made = body['log'] as LogId;
      if (access.has(made)) return opens(made, token) ? problem(409, 'log-exists') : json({});
      change(made, body['access'] as AccessChange);
      return json({}, 201);
    }
    const closed = opens(log, token);
    if (closed) return closed;
    if (init.method === 'DELETE') {
      access.delete(log);
      await logs.erase(log);
      return new Response(null, { status: 204 });
    }
    if (part !== 'entries') return problem(404, 'not-found');
    if (init.method === 'GET') {
      const limit = Math.min(500, Number(searchParams.get('limit')));
      return json((await logs.read(log, Number(searchParams.get('after')), { limit })) satisfies LogPage);
    }
    const result = await logs.append(log, body['expected'] as number, body['entries'] as Entry[]);
    if (result.status === 'conflict') return problem(409, 'conflict', { newer: result.newer });
    if (body['access']) change(log, body['access']);
    return json({ versions: result.versions, known: result.known });
  }

  const server: TestServer = {
    logs,
    access,
    streams,
    requests: [],
    intercept: undefined,
    fetch: async (input, init = {}) => {
      const path = (input as string).replace('http://server', '');
      server.requests.push(`${init.method} ${path}`);
      const response = (await server.intercept?.(path, init)) ?? (await answer(path, init));
      if (init.signal?.aborted) throw new DOMException('stopped', 'AbortError');
      return response;
    },
    stream: (fits = () => true) =>
      new Promise((resolve) => {
        const check = () => {
          const found = [...streams].find(fits);
          if (!found) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
  };
  return server;
}
