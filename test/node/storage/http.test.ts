import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { isTandemError, type TandemError } from '../../../src/core/errors.js';
import type { LogStorage } from '../../../src/core/log/storage.js';
import { httpStorage, type HttpOptions } from '../../../src/storage/http.js';
import { hashOf, json, problem, testServer, TOKEN, type TestServer } from './support/server.js';
import { settle, testTimers } from './support/timers.js';

const opened: LogStorage[] = [];
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
});

function open(server: TestServer, options: Partial<HttpOptions> = {}): LogStorage {
  const storage = httpStorage({ url: 'http://server', token: () => TOKEN, fetch: server.fetch, ...options });
  opened.push(storage);
  return storage;
}

const entry = (id: string) => [{ id, body: id }];

async function errorOf(call: Promise<unknown>): Promise<TandemError> {
  const error: unknown = await call.then(
    () => assert.fail('it went well'),
    (reason: unknown) => reason,
  );
  assert.ok(isTandemError(error), String(error));
  return error;
}

/** What a read rejects with where the server answers this. */
async function readError(answer: () => Response | Promise<Response>): Promise<TandemError> {
  const server = testServer();
  server.intercept = answer;
  return errorOf(open(server).read('log', 0));
}

describe('httpStorage', () => {
  it('sends the token and what the host adds, and goes on without either', async () => {
    const server = testServer();
    const seen: Headers[] = [];
    server.intercept = (_, { headers }) => void seen.push(new Headers(headers));
    await open(server, { headers: async () => ({ Authorization: 'Bearer host' }) }).append('log', 0, entry('a'));
    assert.ok(seen.every((headers) => headers.get('authorization') === 'Bearer host'));
    assert.ok(seen.every((headers) => headers.get('tandem-token') === TOKEN));
  });

  it('creates a log with the access that comes along and for its own token, then appends', async () => {
    const server = testServer();
    const storage = open(server);
    const access = { add: [{ hash: hashOf('B'), until: '2030-01-01T00:00:00Z' }] };
    assert.equal((await storage.append('log', 0, entry('a'), { access })).status, 'appended');
    assert.deepEqual(server.access.get('log'), new Set([hashOf('B'), hashOf(TOKEN)]));
    assert.deepEqual(server.requests, ['POST /logs', 'POST /logs/~log/entries']);
    await storage.append('log', 1, entry('b'), { access: { remove: [hashOf('B')] } });
    assert.deepEqual(server.access.get('log'), new Set([hashOf(TOKEN)]));
  });

  it('does not create a log that should have been there, and leaves the log of somebody else alone', async () => {
    const server = testServer();
    const result = await open(server).append('log', 3, entry('a'));
    assert.deepEqual(result, { status: 'conflict', newer: { entries: [], head: 0 } });
    server.intercept = (path) => (path === '/logs' ? problem(409, 'log-exists') : problem(404, 'log-unknown'));
    const error = await errorOf(open(server).append('log', 0, entry('a')));
    assert.deepEqual([error.code, error.details['code']], ['NETWORK_REFUSED', 'log-exists']);
  });

  it('asks nobody where there is no token', async () => {
    const server = testServer();
    const error = await errorOf(open(server, { token: () => undefined }).read('log', 0));
    assert.deepEqual([error.code, error.details['code'], server.requests], ['NETWORK_REFUSED', 'token-missing', []]);
  });

  it('says by a code what an answer means', async () => {
    const wait = { 'retry-after': '7' };
    const table: [() => Response | Promise<Response>, string, boolean, object][] = [
      [() => problem(401, 'token-unknown'), 'NETWORK_REFUSED', false, { code: 'token-unknown' }],
      [() => problem(403, 'forbidden'), 'NETWORK_REFUSED', false, { code: 'forbidden' }],
      [() => problem(410, 'token-expired'), 'NETWORK_REFUSED', false, { code: 'token-expired' }],
      [() => new Response('<html>', { status: 401 }), 'NETWORK_REFUSED', false, { code: 'status-401' }],
      [() => new Response(null, { status: 302 }), 'NETWORK_REFUSED', false, { code: 'redirected' }],
      [
        () => problem(429, 'rate-limited', {}, wait),
        'NETWORK_LIMITED',
        true,
        { code: 'rate-limited', retryAfter: 7000 },
      ],
      [
        () => problem(429, 'rate-limited', {}, { 'retry-after': '9e99' }),
        'NETWORK_LIMITED',
        true,
        { code: 'rate-limited', retryAfter: 3_600_000 },
      ],
      [() => problem(429, 'rate-limited'), 'NETWORK_LIMITED', true, { code: 'rate-limited', retryAfter: 10_000 }],
      [() => problem(500, 'failed'), 'NETWORK_FAILED', true, { code: 'failed' }],
      [() => problem(503, 'unavailable', {}, wait), 'NETWORK_FAILED', true, { code: 'unavailable', retryAfter: 7000 }],
      [() => new Response('Bad gateway', { status: 502 }), 'NETWORK_FAILED', true, { code: 'status-502' }],
      [() => problem(400, 'bad-request'), 'NETWORK_FAILED', false, { code: 'bad-request' }],
      [() => problem(405, 'method-not-allowed'), 'NETWORK_FAILED', false, { code: 'method-not-allowed' }],
      [() => problem(404, 'not-found'), 'NETWORK_FAILED', false, { code: 'not-found' }],
      [
        () => problem(413, 'entry-too-large', { entry: 'a' }),
        'STORAGE_REJECTED',
        false,
        { code: 'entry-too-large', entry: 'a' },
      ],
      [() => problem(413, 'log-full'), 'STORAGE_REJECTED', false, { code: 'log-full' }],
      [() => problem(500, 'What Ana wrote'), 'NETWORK_FAILED', true, { code: 'status-500' }],
      [
        () => new Response('<html>Sign on</html>', { headers: { 'content-type': 'text/html' } }),
        'NETWORK_FAILED',
        true,
        { code: 'no-json' },
      ],
      [
        () => new Response('{"entries":[', { headers: { 'content-type': 'application/json' } }),
        'NETWORK_FAILED',
        true,
        { code: 'no-json' },
      ],
      [() => Promise.reject(new TypeError('fetch failed')), 'NETWORK_OFFLINE', true, {}],
    ];
    for (const [answer, code, retryable, details] of table) {
      const error = await readError(answer);
      assert.deepEqual([error.code, error.retryable, error.details], [code, retryable, details]);
    }
  });

  it('takes no page that is none: gaps, wrong types, more than was asked for, huge heads', async () => {
    const good = { id: 'a', version: 1, body: 1 };
    for (const page of [
      null,
      [],
      'page',
      {},
      { entries: [good] },
      { entries: {}, head: 1 },
      { entries: [good], head: 0 },
      { entries: [good], head: '1' },
      { entries: [good], head: -1 },
      { entries: [], head: 2 ** 60 },
      { entries: [], head: 1 },
      { entries: [{ ...good, version: 2 }], head: 2 },
      { entries: [{ ...good, version: '1' }], head: 1 },
      { entries: [{ ...good, id: 1 }], head: 1 },
      { entries: [{ id: 'a', version: 1 }], head: 1 },
      { entries: [null], head: 1 },
      { entries: Array.from({ length: 501 }, (_, index) => ({ ...good, version: index + 1 })), head: 501 },
    ]) {
      assert.deepEqual((await readError(() => json(page))).code, 'NETWORK_FAILED', JSON.stringify(page)?.slice(0, 80));
    }
  });

  it('takes no answer to an append that does not fit', async () => {
    const server = testServer();
    for (const answer of [
      {},
      { versions: [1] },
      { versions: [2], known: false },
      { versions: [], known: true },
      { versions: [0], known: true },
      { versions: ['1'], known: true },
    ]) {
      server.intercept = () => json(answer);
      assert.equal((await errorOf(open(server).append('log', 0, entry('a')))).code, 'NETWORK_FAILED');
    }
    server.intercept = () => problem(409, 'conflict', { newer: { entries: [], head: 7 } });
    assert.equal((await errorOf(open(server).append('log', 0, entry('a')))).code, 'NETWORK_FAILED');
  });

  it('takes no list of logs with anything else in it', async () => {
    const server = testServer();
    const find = () => (open(server) as ReturnType<typeof httpStorage>).find(TOKEN);
    for (const logs of [undefined, 'a', ['a', 1], [['a']], [null], ['a b'], ['a'.repeat(201)]]) {
      server.intercept = () => json({ logs });
      assert.equal((await errorOf(find())).code, 'NETWORK_FAILED', JSON.stringify(logs));
    }
    server.intercept = () => json({ logs: ['a', 'b:c'] });
    assert.deepEqual(await find(), ['a', 'b:c']);
  });

  it('whatever the server answers, a call ends with an answer or a coded error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 205, 304].includes(status)),
        fc.oneof(
          fc.jsonValue().map((value) => JSON.stringify(value)),
          fc.string(),
          fc.constantFrom('{"code":"conflict"}', '{"code":"log-unknown"}'),
        ),
        fc.constantFrom('application/json', 'application/problem+json', 'text/html', 'text/event-stream', ''),
        async (status, text, type) => {
          const server = testServer();
          server.intercept = () =>
            new Response(text, {
              status,
              headers: { 'content-type': type, 'retry-after': text.slice(0, 9).replace(/[^ -~]/g, '') },
            });
          const storage = open(server);
          const calls = [storage.read('log', 0), storage.append('log', 0, entry('a')), storage.erase('log')];
          for (const result of await Promise.allSettled(calls)) {
            if (result.status === 'rejected') assert.ok(isTandemError(result.reason), String(result.reason));
          }
          await storage.close();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives up a request that gets no answer, or half of one, or that waits for the host', async () => {
    for (const hang of ['fetch', 'body', 'headers', 'token'] as const) {
      const timers = testTimers();
      const server = testServer();
      const never = new Promise<never>(() => undefined);
      const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"entries":')) });
      if (hang === 'fetch') server.intercept = () => never;
      if (hang === 'body')
        server.intercept = () => new Response(body, { headers: { 'content-type': 'application/json' } });
      const storage = open(server, {
        schedule: timers.schedule,
        timeout: 5000,
        ...(hang === 'headers' && { headers: () => never }),
        ...(hang === 'token' && { token: () => never }),
      });
      const error = errorOf(storage.read('log', 0));
      await timers.advance(5000);
      assert.equal((await error).code, 'NETWORK_OFFLINE', hang);
      assert.deepEqual(timers.waiting(), []);
    }
  });

  it('can be cancelled, and closed, in the middle of a call', async () => {
    const server = testServer();
    server.intercept = () => new Promise<never>(() => undefined);
    const storage = open(server);
    const controller = new AbortController();
    const reading = errorOf(storage.read('log', 0, { signal: controller.signal }));
    const appending = errorOf(storage.append('log', 0, entry('a')));
    controller.abort();
    assert.equal((await reading).code, 'ABORTED');
    await storage.close();
    assert.equal((await appending).code, 'STORAGE_CLOSED');
  });
});

describe('httpStorage, live', () => {
  const at = async (storage: LogStorage, state: string) => {
    await settle();
    assert.equal(storage.connection?.getSnapshot().state, state);
  };

  async function setUp(options: Partial<HttpOptions> = {}) {
    const server = testServer();
    const timers = testTimers();
    let wake: () => void = () => undefined;
    const storage = open(server, {
      schedule: timers.schedule,
      random: () => 1,
      now: timers.now,
      onWake: (call) => {
        wake = call;
        return () => undefined;
      },
      ...options,
    });
    for (const log of ['a', 'b', 'c']) await storage.append(log, 0, entry('e'));
    server.requests.length = 0;
    const heard: [string, number][] = [];
    const listen = (log: string) => storage.subscribe!(log, (head) => heard.push([log, head]));
    return { server, timers, storage, heard, listen, wake: () => wake() };
  }

  it('has one stream for all logs, a new one for another log, and none when nobody listens', async () => {
    const { server, storage, heard, listen } = await setUp();
    const ends = [listen('a'), listen('b')];
    await at(storage, 'online');
    assert.deepEqual(server.requests, ['POST /live']);
    assert.deepEqual(heard, [
      ['a', 1],
      ['b', 1],
    ]);
    ends.push(listen('b'), listen('c'));
    await settle();
    assert.deepEqual(server.requests, ['POST /live', 'POST /live']);
    assert.deepEqual(
      [...server.streams].map(({ logs }) => logs.map(({ log }) => log)),
      [['a', 'b', 'c']],
    );
    await storage.append('b', 1, entry('f'));
    await settle();
    assert.deepEqual(
      heard.filter(([, head]) => head === 2),
      [
        ['b', 2],
        ['b', 2],
      ],
    );
    for (const end of ends) end();
    await at(storage, 'behind');
    assert.equal(server.streams.size, 0);
  });

  it('takes a silent stream for dead, asks for heads until one works, and waits longer each time', async () => {
    const { server, timers, storage, heard, listen } = await setUp();
    listen('a');
    await at(storage, 'online');
    server.intercept = (path) => (path === '/live' ? new Promise<never>(() => undefined) : undefined);
    await timers.advance(37_499);
    await at(storage, 'online');
    heard.length = 0;
    await timers.advance(1);
    await at(storage, 'behind');
    assert.deepEqual(heard, [['a', 1]]);
    assert.equal(storage.connection?.getSnapshot().error?.code, 'NETWORK_OFFLINE');
    const pauses: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      pauses.push(timers.waiting()[0]!);
      await timers.advance(timers.waiting()[0]!); // to the next stream
      await timers.advance(10_000); // which sends no beat
    }
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    server.intercept = undefined;
    await timers.advance(60_000);
    await at(storage, 'online');
  });

  it('is offline without a network, comes back at once when woken, and does not disturb a stream that lives', async () => {
    const { server, timers, storage, listen, wake } = await setUp();
    listen('a');
    await at(storage, 'online');
    wake();
    await settle();
    assert.equal(server.requests.length, 1);
    server.intercept = () => Promise.reject(new TypeError('fetch failed'));
    for (const stream of server.streams) stream.end();
    await at(storage, 'offline');
    assert.equal(storage.connection?.getSnapshot().lastHeard, 0);
    await timers.advance(1_000_000);
    await at(storage, 'offline');
    server.intercept = undefined;
    wake();
    await at(storage, 'online');
    assert.equal(storage.connection?.getSnapshot().lastHeard, 1_000_000);
  });

  it('is refused where one log is not let in, still hears of the others, and sees when it is let in again', async () => {
    const { server, timers, storage, heard, listen } = await setUp();
    const hashes = server.access.get('a')!;
    server.access.set('a', new Set());
    listen('a');
    listen('b');
    await at(storage, 'refused');
    assert.equal(storage.connection?.getSnapshot().error?.details['code'], 'token-unknown');
    assert.deepEqual(heard, [['b', 1]]);
    server.access.set('a', hashes);
    await timers.advance(1000);
    await at(storage, 'online');
    assert.ok(heard.some(([log]) => log === 'a'));
  });

  it('waits as long as the server asks for', async () => {
    const { server, timers, storage, listen } = await setUp();
    server.intercept = (path) =>
      path === '/live' ? problem(429, 'rate-limited', {}, { 'retry-after': '90' }) : undefined;
    listen('a');
    await at(storage, 'behind');
    assert.deepEqual(timers.waiting(), [91_000]);
  });

  it('gives up streams of nonsense, and streams that begin and end', async () => {
    const { server, timers, storage, listen } = await setUp();
    listen('a');
    const stream = await server.stream();
    stream.write('event: head\ndata: {"log":"a","head":"x"}\n\nevent: head\ndata: nonsense\n\ndata: [1]\n\n: hi\n\n');
    stream.send('head', { log: 'other', head: 1 });
    await at(storage, 'online');
    stream.write('x'.repeat(70_000));
    await at(storage, 'behind');
    server.intercept = (path) =>
      path === '/live' ? new Response('<html>', { headers: { 'content-type': 'text/html' } }) : undefined;
    await timers.advance(1000);
    await at(storage, 'behind');
    server.intercept = undefined;
    await timers.advance(2000);
    await at(storage, 'online');
    // A beat and an end is no success: the pauses go on growing.
    for (const each of server.streams) each.end();
    await settle();
    assert.deepEqual(timers.waiting(), [4000]);
  });

  it('leaves no timer and no stream behind when it is closed, whatever it was doing', async () => {
    for (const prepare of ['online', 'offline', 'refused'] as const) {
      const { server, timers, storage, listen } = await setUp();
      if (prepare === 'offline') server.intercept = () => Promise.reject(new TypeError('fetch failed'));
      if (prepare === 'refused') server.access.set('a', new Set());
      listen('a');
      await at(storage, prepare);
      await storage.close();
      await settle();
      assert.deepEqual([timers.waiting(), server.streams.size], [[], 0], prepare);
    }
  });
});
