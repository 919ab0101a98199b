/** What the protocol answers, status by status. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { ask, hashOf, json, newToken, pathOf } from './support/remote.js';
import { openWorld, sharedLog } from './support/world.js';

after(async () => (await sharedLog()).close());

async function assertProblem(response: Response, status: number, code: string): Promise<Record<string, unknown>> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const problem = (await json(response)) as Record<string, unknown>;
  assert.deepEqual([response.status, problem.code], [status, code], JSON.stringify(problem));
  assert.equal(problem.status, status);
  assert.equal(problem.type, `urn:tandem:problem:${code}`);
  assert.equal(typeof problem.title, 'string');
  return problem;
}

void describe('POST /logs', () => {
  it('creates a log, and answers 200 when it is repeated', async () => {
    const { create } = await openWorld();
    const [name, token] = [newToken(), newToken()];
    const created = await create(name, token);
    assert.equal(created.status, 201);
    assert.deepEqual(await json(created), { log: name });
    assert.equal((await create(name, token)).status, 200);
  });

  it('keeps out whoever has another token', async () => {
    const { create, given } = await openWorld();
    const { name } = await given();
    await assertProblem(await create(name, newToken()), 409, 'log-exists');
  });

  it('demands that the token of the request opens the log', async () => {
    const { send } = await openWorld();
    const access = { add: [{ hash: hashOf(newToken()) }] };
    await assertProblem(await send('POST', '/logs', newToken(), { log: newToken(), access }), 400, 'bad-request');
    await assertProblem(await send('POST', '/logs', newToken(), { log: newToken() }), 400, 'bad-request');
  });
});

void describe('GET /logs', () => {
  it('finds the logs that a token opens, until it opens them no longer', async () => {
    const { create, append, send, clock } = await openWorld();
    const [one, two, token, other] = [newToken(), newToken(), newToken(), newToken()];
    const until = new Date(clock.now() + 1000).toISOString();
    await create(one, other, [{ hash: hashOf(token), until }]);
    await create(two, token);
    const found = async () => ((await json(await send('GET', '/logs', token))) as { logs: string[] }).logs;
    assert.deepEqual(await found(), [one, two]);
    clock.advance(1000);
    assert.deepEqual(await found(), [two]);
    const access = { add: [{ hash: hashOf(other) }], remove: [hashOf(token)] };
    assert.equal((await append(two, token, 0, [{ id: 'e', body: 1 }], access)).status, 200);
    assert.deepEqual(await found(), []);
    assert.deepEqual(await json(await send('GET', '/logs', newToken())), { logs: [] });
  });

  it('finds them also where others have let the token into many logs since', async () => {
    const { create, send } = await openWorld();
    const [token, other] = [newToken(), newToken()];
    const name = `z${newToken()}`;
    await create(name, token);
    for (let n = 0; n < 101; n += 1) await create(`-${newToken()}`, other, [{ hash: hashOf(token) }]);
    const { logs } = (await json(await send('GET', '/logs', token))) as { logs: string[] };
    assert.equal(logs[0], name);
  });
});

void describe('entries', () => {
  it('come back with their bodies unchanged, page by page', async () => {
    const { append, read, given } = await openWorld({ limits: { pageBytes: 20 } });
    const { name, token } = await given();
    const bodies = ['a'.repeat(30), 'b', 'c', { d: [1.5, 'ä\u0000'] }];
    const entries = bodies.map((body, index) => ({ id: `e${index}`, body }));
    assert.deepEqual(await json(await append(name, token, 0, entries)), { versions: [1, 2, 3, 4], known: false });
    const page = async (query: string): Promise<unknown> => json(await read(name, token, query));
    const stored = entries.map((entry, index) => ({ ...entry, version: index + 1 }));
    assert.deepEqual(await page(''), { entries: stored.slice(0, 1), head: 4 }, 'a large entry comes alone');
    assert.deepEqual(await page('?after=1&limit=2'), { entries: stored.slice(1, 3), head: 4 });
    assert.deepEqual(await page('?after=3'), { entries: stored.slice(3), head: 4 });
    assert.deepEqual(await page('?after=9007199254740991'), { entries: [], head: 4 });
  });

  it('conflict: brings what is newer', async () => {
    const { append, given } = await openWorld();
    const { name, token } = await given([{ id: 'a', body: 'first' }]);
    const problem = await assertProblem(await append(name, token, 0, [{ id: 'b', body: 2 }]), 409, 'conflict');
    assert.deepEqual(problem.newer, { entries: [{ id: 'a', version: 1, body: 'first' }], head: 1 });
  });

  it('repeated: known, also with a change of access that is over and done with', async () => {
    const { append, read, given } = await openWorld();
    const { name, token } = await given();
    const added = newToken();
    const first = [{ id: 'a', body: 1 }];
    const access = { add: [{ hash: hashOf(added) }] };
    await append(name, token, 0, first, access);
    await append(name, token, 1, [{ id: 'b', body: 1 }], { remove: [hashOf(added)] });
    assert.deepEqual(await json(await append(name, token, 0, first, access)), { versions: [1], known: true });
    await assertProblem(await read(name, added), 401, 'token-unknown');
  });

  it('and access change together or not at all', async () => {
    const { append, read, given } = await openWorld();
    const { name, token } = await given([{ id: 'a', body: 1 }]);
    const joining = newToken();
    const access = { add: [{ hash: hashOf(joining) }], remove: [hashOf(token)] };
    await assertProblem(await append(name, token, 0, [{ id: 'b', body: 1 }], access), 409, 'conflict');
    await assertProblem(await read(name, joining), 401, 'token-unknown');
    assert.equal((await append(name, token, 1, [{ id: 'b', body: 1 }], access)).status, 200);
    await assertProblem(await read(name, token), 401, 'token-unknown');
    assert.equal((await read(name, joining)).status, 200);
  });

  it('leave no other tokens than those that are named, where they are named', async () => {
    const { append, read, given, send } = await openWorld();
    const { name, token } = await given([{ id: 'a', body: 1 }]);
    const [unseen, open] = [newToken(), newToken()];
    const added = { add: [{ hash: hashOf(unseen) }] };
    assert.equal((await append(name, token, 1, [{ id: 'b', body: 1 }], added)).status, 200);
    const access = { add: [{ hash: hashOf(open) }], only: [hashOf(token)] };
    assert.equal((await append(name, token, 2, [{ id: 'c', body: 1 }], access)).status, 200);
    await assertProblem(await read(name, unseen), 401, 'token-unknown');
    assert.deepEqual(await json(await send('GET', '/logs', unseen)), { logs: [] });
    for (const kept of [token, open]) assert.equal((await read(name, kept)).status, 200);
    await assertProblem(await append(name, token, 3, [{ id: 'd', body: 1 }], { only: ['x'] }), 400, 'bad-request');
  });

  it('of two who use one invitation at once, one gets in', async () => {
    const { create, append } = await openWorld();
    const [name, owner, invitation] = [newToken(), newToken(), newToken()];
    await create(name, owner, [{ hash: hashOf(invitation) }]);
    const join = (id: string) =>
      append(name, invitation, 0, [{ id, body: 1 }], {
        add: [{ hash: hashOf(newToken()) }],
        remove: [hashOf(invitation)],
      });
    const statuses = (await Promise.all(['a', 'b', 'c'].map(join))).map(({ status }) => status);
    assert.deepEqual(statuses.sort(), [200, 401, 401]);
  });
});

void describe('tokens', () => {
  it('missing, unknown, expired', async () => {
    const { create, read, append, send, clock } = await openWorld();
    const [name, owner, guest] = [newToken(), newToken(), newToken()];
    await create(name, owner, [{ hash: hashOf(guest), until: new Date(clock.now() + 5000).toISOString() }]);
    await assertProblem(await send('GET', pathOf(name, '/entries')), 401, 'token-missing');
    await assertProblem(await read(name, newToken()), 401, 'token-unknown');
    await assertProblem(await read(name, 'no token at all'), 401, 'token-unknown');
    assert.equal((await read(name, guest)).status, 200);
    clock.advance(5000);
    await assertProblem(await read(name, guest), 410, 'token-expired');
    await assertProblem(await append(name, guest, 0, [{ id: 'e', body: 1 }]), 410, 'token-expired');
    await assertProblem(await send('DELETE', pathOf(name), guest), 410, 'token-expired');
    await assertProblem(await create(name, guest), 409, 'log-exists');
  });

  it('a log that is not there is 404, whatever the token', async () => {
    const { read, append, send } = await openWorld();
    await assertProblem(await read('nowhere', newToken()), 404, 'log-unknown');
    await assertProblem(await append('nowhere', newToken(), 0, [{ id: 'e', body: 1 }]), 404, 'log-unknown');
    await assertProblem(await send('DELETE', '/logs/nowhere', newToken()), 404, 'log-unknown');
  });

  it('are kept as hashes only', async () => {
    const { given, log } = await openWorld();
    const { name, token } = await given();
    assert.deepEqual(await log.find({ hash: token, now: 0 }), []);
    assert.deepEqual(await log.find({ hash: hashOf(token), now: 0 }), [name]);
  });
});

void describe('DELETE /logs/:log', () => {
  it('takes the log, its tokens and the way to it', async () => {
    const { send, read, given, create } = await openWorld();
    const { name, token } = await given([{ id: 'e', body: 1 }]);
    await assertProblem(await send('DELETE', pathOf(name), newToken()), 401, 'token-unknown');
    const erased = await send('DELETE', pathOf(name), token);
    assert.deepEqual([erased.status, await erased.text()], [204, '']);
    await assertProblem(await read(name, token), 404, 'log-unknown');
    assert.deepEqual(await json(await send('GET', '/logs', token)), { logs: [] });
    const next = newToken();
    assert.equal((await create(name, next)).status, 201);
    await assertProblem(await read(name, token), 401, 'token-unknown');
    assert.deepEqual(await json(await read(name, next)), { entries: [], head: 0 });
  });
});

void describe('addresses, methods and types', () => {
  it('unknown address 404, unfitting method 405 with what fits', async () => {
    const { send } = await openWorld();
    for (const path of ['/', '/log', '/logs/', '/logs/a/b', '/logs/a/entries/', '/live/x', '/metrics', '//logs']) {
      await assertProblem(await send('GET', path), 404, 'not-found');
    }
    const refused = await send('PUT', '/logs/a/entries');
    assert.equal(refused.headers.get('allow'), 'GET, POST, OPTIONS');
    await assertProblem(refused, 405, 'method-not-allowed');
    await assertProblem(await send('POST', '/healthz'), 405, 'method-not-allowed');
    await assertProblem(await send('GET', '/logs/a'), 405, 'method-not-allowed');
    await assertProblem(await send('constructor', '/logs'), 405, 'method-not-allowed');
  });

  it('lies below a path of its own where it is told so', async () => {
    const { send } = await openWorld({ basePath: '/api/tandem' });
    assert.equal((await send('GET', '/api/tandem/healthz')).status, 200);
    assert.equal((await send('GET', '/healthz')).status, 404);
    assert.equal((await send('GET', '/api/tandemhealthz')).status, 404);
  });

  it('only JSON, as it is, in UTF-8', async () => {
    const { handler, given } = await openWorld();
    const { name, token } = await given();
    const post = (body: BodyInit | null, headers: Record<string, string>) =>
      handler(
        new Request(`http://server${pathOf(name, '/entries')}`, {
          method: 'POST',
          headers: { 'tandem-token': token, ...headers },
          body,
        }),
      );
    await assertProblem(await post('{}', { 'content-type': 'text/plain' }), 415, 'unsupported-media-type');
    const zipped = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    await assertProblem(await post('{}', zipped), 415, 'unsupported-media-type');
    const fine = { 'content-type': 'application/json; charset=UTF-8' };
    await assertProblem(await post('{', fine), 400, 'bad-request');
    await assertProblem(await post(null, fine), 400, 'bad-request');
    await assertProblem(await post(new Uint8Array([0x22, 0xff, 0x22]), fine), 400, 'bad-request');
    await assertProblem(await post(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, fine), 400, 'bad-request');
    const deep = `{"expected":0,"entries":[{"id":"e","body":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    await assertProblem(await post(deep, fine), 400, 'bad-request');
  });

  it('wrong fields are 400', async () => {
    const { send, append, read, given } = await openWorld();
    const { name, token } = await given();
    const entry = { id: 'e', body: 1 };
    const wrong: readonly [unknown, unknown, unknown?][] = [
      [-1, [entry]],
      ['0', [entry]],
      [0, []],
      [0, {}],
      [0, [entry, entry]],
      [0, [{ id: '', body: 1 }]],
      [0, [{ id: 'x'.repeat(201), body: 1 }]],
      [0, [{ id: 'e' }]],
      [0, [null]],
      [0, [entry], []],
      [0, [entry], { add: [{ hash: 'short' }] }],
      [0, [entry], { remove: [7] }],
      [0, [entry], { add: [{ hash: hashOf('a'), until: 'tomorrow' }] }],
      [0, [entry], { add: [{ hash: hashOf('a'), until: '2026-13-45T00:00:00Z' }] }],
    ];
    for (const [expected, entries, access] of wrong) {
      const body = { expected, entries, access };
      const response = await send('POST', pathOf(name, '/entries'), token, body);
      await assertProblem(response, 400, 'bad-request');
    }
    for (const query of ['?after=-1', '?after=x', '?after=1.5', '?limit=0', '?limit=', '?after=99999999999999999999']) {
      await assertProblem(await read(name, token, query), 400, 'bad-request');
    }
    for (const segment of ['a%20b', 'a%2Fb', '%', '%ff', 'a'.repeat(201)]) {
      await assertProblem(await send('GET', `/logs/${segment}/entries`, token), 400, 'bad-request');
    }
    assert.deepEqual(
      await json(await append(name, token, 0, [entry])),
      { versions: [1], known: false },
      'nothing is left',
    );
  });

  it('nothing is kept or guessed on the way', async () => {
    const { send } = await openWorld();
    for (const response of [await send('GET', '/healthz'), await send('GET', '/logs')]) {
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    }
  });
});

void describe('limits', () => {
  it('an entry, a request, a number of entries', async () => {
    const limits = { entryBytes: 10, requestBytes: 2000, entriesPerAppend: 2 };
    const { append, read, given } = await openWorld({ limits });
    const { name, token } = await given();
    const large = { id: 'large', body: 'äääää' };
    const problem = await assertProblem(
      await append(name, token, 0, [{ id: 'e', body: 1 }, large]),
      413,
      'entry-too-large',
    );
    assert.equal(problem.entry, 'large');
    const three = ['a', 'b', 'c'].map((id) => ({ id, body: 1 }));
    await assertProblem(await append(name, token, 0, three), 413, 'body-too-large');
    await assertProblem(await append(name, token, 0, [{ id: 'e', body: 'x'.repeat(3000) }]), 413, 'body-too-large');
    assert.deepEqual(await json(await read(name, token)), { entries: [], head: 0 });
  });

  it('reading a request stops where it is too large', async () => {
    const { handler, given } = await openWorld({ limits: { requestBytes: 1000 } });
    const { name, token } = await given();
    let pulled = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(400).fill(0x20));
        },
        cancel: () => void (cancelled = true),
      },
      { highWaterMark: 0 },
    );
    const headers = { 'content-type': 'application/json', 'tandem-token': token };
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    await assertProblem(await handler(new Request(`http://server/logs/${name}/entries`, init)), 413, 'body-too-large');
    assert.deepEqual([pulled, cancelled], [3, true]);
  });

  it('a log: entries, bytes, tokens; what does not fit leaves nothing', async () => {
    const limits = { entriesPerLog: 2, bytesPerLog: 20, tokensPerLog: 2 };
    const { append, read, given } = await openWorld({ limits });
    const { name, token } = await given([{ id: 'a', body: 1 }]);
    const entry = (id: string, body: unknown = 1) => ({ id, body });
    await assertProblem(await append(name, token, 1, [entry('b'), entry('c')]), 413, 'log-full');
    await assertProblem(await append(name, token, 1, [entry('b', 'x'.repeat(18))]), 413, 'log-full');
    const add = [{ hash: hashOf('one') }, { hash: hashOf('two') }];
    await assertProblem(await append(name, token, 1, [entry('b')], { add }), 413, 'log-full');
    assert.deepEqual(await json(await read(name, token)), { entries: [{ ...entry('a'), version: 1 }], head: 1 });
    assert.equal((await append(name, token, 1, [entry('b')], { add: add.slice(1) })).status, 200);
  });

  it('requests with one token, from one address', async () => {
    const limits = { tokenRate: { burst: 2, perSecond: 0.5 }, addressRate: { burst: 5, perSecond: 1 } };
    const { send, clock } = await openWorld({ limits, clientAddress: () => 'here' });
    const token = newToken();
    for (const status of [200, 200]) assert.equal((await send('GET', '/logs', token)).status, status);
    const limited = await send('GET', '/logs', token);
    assert.equal(limited.headers.get('retry-after'), '2');
    await assertProblem(limited, 429, 'rate-limited');
    assert.equal((await send('GET', '/logs', newToken())).status, 200);
    assert.equal((await send('GET', '/logs', newToken())).status, 200);
    await assertProblem(await send('GET', '/logs', newToken()), 429, 'rate-limited');
    clock.advance(2000);
    assert.equal((await send('GET', '/logs', token)).status, 200);
    assert.equal((await send('GET', '/healthz')).status, 200, 'operators are not counted');
  });

  it('logs that somebody asks to follow, each as a request, also with tokens that are made up', async () => {
    const limits = { tokenRate: { burst: 2, perSecond: 1 }, addressRate: { burst: 5, perSecond: 1 } };
    let client = 'here';
    const { handler, send } = await openWorld({ limits, clientAddress: () => client });
    const follow = (count: number, token?: string) => {
      const logs = Array.from({ length: count }, () => ({ log: newToken(), token: token ?? newToken() }));
      return send('POST', '/live', undefined, { logs });
    };
    assert.equal((await follow(5)).status, 200);
    await assertProblem(await follow(1), 429, 'rate-limited');
    client = 'there';
    await assertProblem(await follow(6), 429, 'rate-limited');
    client = 'elsewhere';
    await assertProblem(await follow(3, newToken()), 429, 'rate-limited');
    handler.close();
  });
});

void describe('the host decides too', () => {
  it('no is 403, an answer of its own is the answer', async () => {
    const asked: string[] = [];
    const world = await openWorld();
    const { name, token } = await world.given([{ id: 'e', body: 1 }]);
    const { send, read } = await openWorld({
      authorize(request, { action, log }) {
        asked.push(`${action} ${log ?? ''}`);
        if (request.headers.get('authorization') === null) return false;
        return new Response('who are you?', { status: 401, headers: { 'www-authenticate': 'Bearer' } });
      },
    });
    await assertProblem(await read(name, token), 403, 'forbidden');
    await assertProblem(await send('GET', '/logs', token), 403, 'forbidden');
    assert.deepEqual(asked, [`read ${name}`, 'find ']);
    const { handler } = await openWorld({ authorize: () => new Response('who?', { status: 401 }) });
    const response = await handler(ask('GET', pathOf(name, '/entries'), token));
    assert.deepEqual([response.status, await response.text()], [401, 'who?']);
  });

  it('a hook that fails is 500 and says nothing to the client', async () => {
    const { send, events } = await openWorld({
      authorize: () => {
        throw new Error('secret');
      },
    });
    const response = await send('GET', '/logs', newToken());
    assert.ok(!(await response.clone().text()).includes('secret'));
    await assertProblem(response, 500, 'failed');
    assert.deepEqual(
      events.map(({ type }) => type),
      ['failure', 'request'],
    );
  });
});

void describe('pages of other origins', () => {
  const origins = ['https://intranet.example'];
  const from = (request: Request, origin: string): Request => {
    request.headers.set('origin', origin);
    return request;
  };

  it('are let in by the list alone', async () => {
    const { handler } = await openWorld({ origins });
    const known = await handler(from(ask('OPTIONS', '/logs/a/entries'), 'https://intranet.example'));
    assert.equal(known.status, 204);
    assert.equal(known.headers.get('access-control-allow-origin'), 'https://intranet.example');
    assert.equal(known.headers.get('access-control-allow-headers'), 'Content-Type, Tandem-Token, Authorization');
    const stranger = await handler(from(ask('OPTIONS', '/logs'), 'https://evil.example'));
    assert.equal(stranger.headers.get('access-control-allow-origin'), null);
    await assertProblem(stranger, 403, 'forbidden');
  });

  it('can read errors as well, and nobody mixes up the answers', async () => {
    const { handler } = await openWorld({ origins });
    const response = await handler(from(ask('GET', '/logs'), 'https://intranet.example'));
    assert.equal(response.headers.get('access-control-allow-origin'), 'https://intranet.example');
    assert.equal(response.headers.get('access-control-expose-headers'), 'Retry-After, Date');
    assert.equal(response.headers.get('vary'), 'Origin');
    assert.equal((await handler(ask('GET', '/logs'))).headers.get('vary'), 'Origin');
    const { handler: open } = await openWorld({ origins: '*' });
    const anyone = await open(from(ask('GET', '/logs'), 'https://any.example'));
    assert.equal(anyone.headers.get('access-control-allow-origin'), '*');
  });
});

void describe('for operators', () => {
  it('alive and ready; not ready once it is closing', async () => {
    const { handler, send } = await openWorld();
    assert.equal((await send('GET', '/healthz')).status, 200);
    assert.equal((await send('GET', '/readyz')).status, 200);
    const head = await send('HEAD', '/readyz');
    assert.deepEqual([head.status, head.body], [200, null]);
    handler.close();
    await assertProblem(await send('GET', '/readyz'), 503, 'unavailable');
    assert.equal((await send('GET', '/healthz')).status, 200);
  });

  it('events name routes, never logs, tokens or what was written', async () => {
    const { events, given, read, append } = await openWorld();
    const { name, token } = await given([{ id: 'entry-id', body: 'a secret' }]);
    await read(name, token, '?after=0');
    await append(name, token, 0, [{ id: 'other', body: 'a secret' }]);
    const text = JSON.stringify(events);
    for (const secret of [name, token, hashOf(token), 'entry-id', 'secret', 'after']) assert.ok(!text.includes(secret));
    assert.deepEqual(
      events.filter(({ type }) => type !== 'request'),
      [{ type: 'appended', entries: 1, known: false }, { type: 'conflict' }],
    );
  });
});
