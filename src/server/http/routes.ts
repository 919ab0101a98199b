import type { LogId } from '../../core/log/storage.js';
import type { Clock } from '../../core/platform.js';
import type { OnEvent, Route } from '../events.js';
import type { Limits } from '../limits.js';
import type { Live, Wanted } from '../live/live.js';
import type { Caller, ServerLog } from '../log/server-log.js';
import { Problem } from '../problem.js';
import { type HashOfToken, looksLikeToken } from '../token.js';
import type { Permit } from './authorize.js';
import * as input from './input.js';
import { jsonResponse, readJson } from './json.js';
import { pageText } from './pages.js';
import { decodeLog } from './router.js';

/** What the routes work with. */
export interface Tools {
  readonly log: ServerLog;
  readonly live: Live;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly onEvent: OnEvent;
  readonly permit: Permit;
  readonly hashOf: HashOfToken;
  /** Counts a request with a token. @throws {@link Problem} `rate-limited` */
  readonly throttle: (token: string) => void;
  /** Counts a request from an address. @throws {@link Problem} `rate-limited` */
  readonly throttleClient: (client: string | undefined) => void;
}

/** One request, taken apart as far as every route needs it. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The log's part of the address, as it was written. */
  readonly segment: string;
  readonly client: string | undefined;
}

type Action = (tools: Tools, call: Call) => Promise<Response>;

/** What the protocol offers: by address and method. */
export const ROUTES: Readonly<Partial<Record<Route, Readonly<Record<string, Action>>>>> = {
  '/logs': { GET: find, POST: create },
  '/logs/:log': { DELETE: erase },
  '/logs/:log/entries': { GET: read, POST: append },
  '/live': { POST: follow },
};

async function find(tools: Tools, { request }: Call): Promise<Response> {
  const caller = await callerOf(tools, request);
  await tools.permit(request, { action: 'find' });
  return jsonResponse(JSON.stringify({ logs: await tools.log.find(caller) }));
}

async function create(tools: Tools, { request }: Call): Promise<Response> {
  const caller = await callerOf(tools, request);
  const body = input.fields(await readJson(request, tools.limits.requestBytes), 'the body');
  const log = input.logId(body.log);
  const { add, remove, only } = input.grants(body.access, tools.limits);
  if (remove.length > 0 || only !== undefined || !add.some(({ hash }) => hash === caller.hash)) {
    throw new Problem('bad-request', { detail: 'access.add has the hash of the token that the request comes with' });
  }
  await tools.permit(request, { action: 'create', log });
  const outcome = await tools.log.create(log, caller, add);
  if (outcome === 'exists') throw new Problem('log-exists');
  return jsonResponse(JSON.stringify({ log }), outcome === 'created' ? 201 : 200);
}

async function read(tools: Tools, { request, url, segment }: Call): Promise<Response> {
  const { log, caller } = await logAndCaller(tools, request, segment);
  const { pageEntries, pageBytes } = tools.limits;
  const after = input.queryNumber(url.searchParams, 'after', 0, 0);
  const limit = input.queryNumber(url.searchParams, 'limit', pageEntries, 1);
  await tools.permit(request, { action: 'read', log });
  const page = { entries: Math.min(limit, pageEntries), bytes: pageBytes };
  return jsonResponse(pageText(await tools.log.read(log, caller, after, page)));
}

async function append(tools: Tools, { request, segment }: Call): Promise<Response> {
  const { log, caller } = await logAndCaller(tools, request, segment);
  const { limits } = tools;
  await tools.permit(request, { action: 'append', log });
  const body = input.fields(await readJson(request, limits.requestBytes), 'the body');
  const outcome = await tools.log.append(log, caller, {
    expected: input.version(body.expected, 'expected'),
    entries: input.entries(body.entries, limits),
    grants: input.grants(body.access, limits),
    room: { entries: limits.entriesPerLog, bytes: limits.bytesPerLog, tokens: limits.tokensPerLog },
    page: { entries: limits.pageEntries, bytes: limits.pageBytes },
  });
  if (outcome.status === 'log-full') throw new Problem('log-full');
  if (outcome.status === 'conflict') {
    tools.onEvent({ type: 'conflict' });
    return new Problem('conflict').toResponse(`"newer":${pageText(outcome.newer)}`);
  }
  const { versions, known } = outcome;
  tools.onEvent({ type: 'appended', entries: versions.length, known });
  return jsonResponse(JSON.stringify({ versions, known }));
}

async function erase(tools: Tools, { request, segment }: Call): Promise<Response> {
  const { log, caller } = await logAndCaller(tools, request, segment);
  await tools.permit(request, { action: 'erase', log });
  await tools.log.erase(log, caller);
  return new Response(null, { status: 204 });
}

async function follow(tools: Tools, { request, client }: Call): Promise<Response> {
  const { limits, live, permit, hashOf, throttle, throttleClient } = tools;
  const body = input.fields(await readJson(request, limits.requestBytes), 'the body');
  const logs = input.list(body.logs, 'logs');
  if (logs.length > limits.logsPerStream) {
    throw new Problem('body-too-large', { detail: `A stream follows at most ${limits.logsPerStream} logs` });
  }
  // Each log is looked up, whether or not its token is any good; the first is paid for with the request.
  logs.slice(1).forEach(() => throttleClient(client));
  const wanted = await Promise.all(
    logs.map(async (each): Promise<Wanted> => {
      const { log: id, token } = input.fields(each, 'one of logs');
      const log = input.logId(id);
      if (!looksLikeToken(token)) return { log, hash: '', refused: 'token-unknown' };
      throttle(token);
      const isPermitted = await permit(request, { action: 'follow', log }, 'tell');
      return { log, hash: await hashOf(token), refused: isPermitted ? undefined : 'forbidden' };
    }),
  );
  if (new Set(wanted.map(({ log }) => log)).size < wanted.length) {
    throw new Problem('bad-request', { detail: 'A log is followed once by one stream' });
  }
  return live.open(wanted, client, request.signal);
}

async function logAndCaller(
  tools: Tools,
  request: Request,
  segment: string,
): Promise<{ readonly log: LogId; readonly caller: Caller }> {
  const log = input.logId(decodeLog(segment));
  return { log, caller: await callerOf(tools, request) };
}

async function callerOf({ throttle, clock, hashOf }: Tools, request: Request): Promise<Caller> {
  const token = request.headers.get('tandem-token');
  if (token === null || token === '') throw new Problem('token-missing');
  if (!looksLikeToken(token)) throw new Problem('token-unknown');
  throttle(token);
  return { hash: await hashOf(token), now: clock.now() };
}
