import { systemClock, type Clock } from '../core/platform.js';
import type { OnEvent, Route } from './events.js';
import { Answered, createPermit, type Authorize } from './http/authorize.js';
import { corsHeaders, preflight, type Origins } from './http/cors.js';
import { jsonResponse } from './http/json.js';
import { textOf } from './text.js';
import { placeOf } from './http/router.js';
import { ROUTES, type Tools } from './http/routes.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { createLive, type Every } from './live/live.js';
import type { ServerLog } from './log/server-log.js';
import { Problem } from './problem.js';
import { createRateLimiter } from './rate.js';
import { createHasher } from './token.js';

/** Settings of {@link createSyncHandler}. */
export interface SyncHandlerOptions {
  /** Where logs are kept: {@link sqlLog}. */
  readonly log: ServerLog;
  /** The host's own sign-on; without it the tokens alone decide. */
  readonly authorize?: Authorize;
  /** Where they differ from {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<Limits>;
  /** Pages of which other origins may use the server; none unless given. */
  readonly origins?: Origins;
  /** What comes before the protocol's addresses, e.g. `/api/tandem`. */
  readonly basePath?: string;
  /** The address of whoever asks, for limits; without it only tokens are counted. */
  readonly clientAddress?: (request: Request) => string | undefined;
  /** The text of `GET /metrics`; without it there is no such address. */
  readonly metrics?: () => Promise<string>;
  readonly onEvent?: OnEvent;
  readonly clock?: Clock;
  /** For tests: what beats. */
  readonly every?: Every;
}

/** The server as one function, for whatever has `Request` and `Response`. */
export interface SyncHandler {
  (request: Request): Promise<Response>;
  /** Ends the live streams and says "not ready" from now on; requests are still answered. The log stays open. */
  close(): void;
}

const runEvery: Every = (ms, callback) => {
  const timer = setInterval(callback, ms);
  return () => clearInterval(timer);
};

/**
 * The sync server: stores, orders and delivers logs that it cannot read. It rejects never and answers every request,
 * with a problem (RFC 9457) where something is wrong.
 *
 * @example
 * ```ts
 * const handler = createSyncHandler({ log: await sqlLog(await pglite('./data')), origins: ['https://intranet.example'] });
 * Deno.serve(handler);
 * ```
 */
export function createSyncHandler(options: SyncHandlerOptions): SyncHandler {
  const { log, authorize = () => true, origins = [], basePath = '', clientAddress, metrics } = options;
  const { clock = systemClock, every = runEvery, onEvent = () => undefined } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const tokens = createRateLimiter(limits.tokenRate, clock);
  const addresses = createRateLimiter(limits.addressRate, clock);
  const live = createLive({ log, limits, clock, every, onEvent });
  let closing = false;
  const tools: Tools = {
    ...{ log, live, limits, clock, onEvent },
    permit: createPermit(authorize),
    hashOf: createHasher(),
    throttle: (token) => throttle(tokens.take(token)),
    throttleClient,
  };

  async function answer(request: Request, url: URL, route: Route, segment: string): Promise<Response> {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (route === '/healthz' || route === '/readyz' || (route === '/metrics' && metrics)) {
      if (method !== 'GET') throw new Problem('method-not-allowed', { allow: 'GET, HEAD' });
      return forOperators(route);
    }
    const actions = ROUTES[route];
    if (actions === undefined) throw new Problem('not-found');
    if (method === 'OPTIONS') return preflight(request, origins);
    const action = Object.hasOwn(actions, method) ? actions[method] : undefined;
    if (action === undefined) {
      throw new Problem('method-not-allowed', { allow: [...Object.keys(actions), 'OPTIONS'].join(', ') });
    }
    const client = clientAddress?.(request);
    throttleClient(client);
    return action(tools, { request, url, segment, client });
  }

  function throttleClient(client: string | undefined): void {
    if (client !== undefined) throttle(addresses.take(client));
  }

  async function forOperators(route: '/healthz' | '/readyz' | '/metrics'): Promise<Response> {
    if (route === '/metrics') {
      return new Response(await metrics?.(), {
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      });
    }
    if (route === '/readyz') {
      if (closing) throw new Problem('unavailable', { detail: 'The server is shutting down' });
      await log.ready();
    }
    return jsonResponse('{"status":"ok"}');
  }

  async function handle(request: Request): Promise<Response> {
    const begun = clock.now();
    const url = new URL(request.url);
    const { route, log: segment } = placeOf(url.pathname, basePath);
    const complete = (response: Response): Response => withHeaders(response, request, corsHeaders(request, origins));
    const response = await answer(request, url, route, segment)
      .catch((error: unknown) => {
        if (error instanceof Answered) return error.response;
        throw error;
      })
      .then(complete)
      .catch((error: unknown) => {
        const problem = error instanceof Problem ? error : new Problem('failed', { cause: error });
        if (problem.status >= 500) onEvent({ type: 'failure', error: problem.cause ?? problem });
        return complete(problem.toResponse());
      });
    const duration = Math.max(0, clock.now() - begun);
    onEvent({ type: 'request', route, method: knownMethod(request.method), status: response.status, duration });
    return response;
  }

  return Object.assign(handle, {
    close() {
      closing = true;
      live.close();
    },
  });
}

function throttle(wait: number): void {
  if (wait > 0) throw new Problem('rate-limited', { retryAfter: wait });
}

/** Anybody can make up methods; whoever counts them must not count without end. */
const knownMethod = (method: string): string =>
  ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH'].includes(method) ? method : 'OTHER';

function withHeaders(response: Response, request: Request, cors: Readonly<Record<string, string>>): Response {
  const isOwn = textOf(response) !== undefined && request.method !== 'HEAD';
  // What the host answered, or a stream, may have headers that cannot be changed.
  const headers = isOwn ? response.headers : new Headers(response.headers);
  for (const [name, value] of Object.entries(cors)) headers.append(name, value);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  if (isOwn) return response;
  return new Response(request.method === 'HEAD' ? null : response.body, { status: response.status, headers });
}
