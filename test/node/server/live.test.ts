/** Live streams: what they tell, when, and how they end. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { LogNews, ServerLog } from '../../../src/server/index.js';
import { Problem } from '../../../src/server/index.js';
import { readEvents, type Sent } from './support/events.js';
import { ask, hashOf, newToken, pathOf } from './support/remote.js';
import { openWorld, sharedLog } from './support/world.js';

after(async () => (await sharedLog()).close());

type World = Awaited<ReturnType<typeof openWorld>>;

/** A client that follows logs. */
async function follow({ handler }: World, logs: readonly object[]) {
  const abort = new AbortController();
  const response = await handler(new Request(ask('POST', '/live', undefined, { logs }), { signal: abort.signal }));
  const events = readEvents(response.clone());
  const next = async (): Promise<Sent | 'ended'> => {
    const { value, done } = await events.next();
    return done ? 'ended' : value;
  };
  return {
    response,
    abort,
    next,
    /** The next event that is no beat. */
    async news(): Promise<Sent | 'ended'> {
      for (;;) {
        const event = await next();
        if (event === 'ended' || event.event !== 'beat') return event;
      }
    },
  };
}

const head = (log: string, version: number): Sent => ({ event: 'head', data: { log, head: version } });
const refused = (log: string, code: string): Sent => ({ event: 'refused', data: { log, code } });
const one = { id: 'e1', body: 1 };
const two = { id: 'e2', body: 2 };

void describe('POST /live', () => {
  it('beats at once, tells the heads, and then each change by anybody', async () => {
    const world = await openWorld();
    const [a, b] = [await world.given([one]), await world.given()];
    const client = await follow(world, [
      { log: a.name, token: a.token },
      { log: b.name, token: b.token },
    ]);
    assert.equal(client.response.headers.get('content-type'), 'text/event-stream');
    assert.equal(client.response.headers.get('cache-control'), 'no-store, no-transform');
    assert.equal(client.response.headers.get('x-accel-buffering'), 'no');
    assert.deepEqual(await client.next(), { event: 'beat', data: {} });
    assert.deepEqual([await client.news(), await client.news()], [head(a.name, 1), head(b.name, 0)]);
    const other = await openWorld();
    await other.append(b.name, b.token, 0, [one, two]);
    assert.deepEqual(await client.news(), head(b.name, 2));
    world.beat();
    assert.deepEqual(await client.next(), { event: 'beat', data: {} });
    client.abort.abort();
  });

  it('refuses log by log, and goes on with the others', async () => {
    const world = await openWorld({ authorize: (_, { log }) => log !== 'forbidden' });
    const { name, token } = await world.given();
    const late = newToken();
    const client = await follow(world, [
      { log: 'forbidden', token },
      { log: 'nonsense', token: 'x' },
      { log: name, token: newToken() },
      { log: late, token },
    ]);
    const got = [await client.news(), await client.news(), await client.news(), await client.news()];
    assert.deepEqual(
      new Set(got),
      new Set([
        refused('forbidden', 'forbidden'),
        refused('nonsense', 'token-unknown'),
        refused(name, 'token-unknown'),
        refused(late, 'log-unknown'),
      ]),
    );
    await world.create(late, token);
    await world.append(late, token, 0, [one]);
    assert.deepEqual(await client.news(), head(late, 1), 'a log that comes later is followed from then on');
    client.abort.abort();
  });

  it('tells an erased log as head 0, and a removed or expired token as refused', async () => {
    const world = await openWorld();
    const { name, token } = await world.given([one]);
    const guest = newToken();
    const invited = newToken();
    const until = new Date(world.clock.now() + 60_000).toISOString();
    const add = [{ hash: hashOf(guest) }, { hash: hashOf(invited), until }];
    await world.append(name, token, 1, [two], { add });
    const [owner, removed, expiring] = [
      await follow(world, [{ log: name, token }]),
      await follow(world, [{ log: name, token: guest }]),
      await follow(world, [{ log: name, token: invited }]),
    ];
    for (const client of [owner, removed, expiring]) assert.deepEqual(await client.news(), head(name, 2));
    await world.append(name, token, 2, [{ id: 'e3', body: 3 }], { remove: [hashOf(guest)] });
    assert.deepEqual(await owner.news(), head(name, 3));
    assert.deepEqual(await expiring.news(), head(name, 3));
    assert.deepEqual(await removed.news(), refused(name, 'token-unknown'));
    world.clock.advance(60_000);
    world.beat();
    assert.deepEqual(await expiring.news(), refused(name, 'token-expired'));
    await world.send('DELETE', pathOf(name), token);
    assert.deepEqual(await owner.news(), head(name, 0));
    for (const client of [owner, removed, expiring]) client.abort.abort();
  });

  it('nothing runs on after the last stream, however it ended', async () => {
    const world = await openWorld();
    const { name, token } = await world.given();
    const [aborted, cancelled, closed] = [
      await follow(world, [{ log: name, token }]),
      await world.send('POST', '/live', undefined, { logs: [{ log: name, token }] }),
      await follow(world, []),
    ];
    assert.equal(world.timers(), 1);
    aborted.abort.abort();
    await cancelled.body?.cancel();
    world.handler.close();
    assert.equal(world.timers(), 0);
    assert.deepEqual([await closed.next(), await closed.next()], [{ event: 'beat', data: {} }, 'ended']);
    const changes = world.events.flatMap((event) => (event.type === 'stream' ? [event.change] : []));
    assert.deepEqual(changes.sort(), [-1, -1, -1, 1, 1, 1]);
    assert.equal((await world.send('POST', '/live', undefined, { logs: [] })).status, 503);
  });

  it('has limits: logs of a stream, streams of a client, streams of the process', async () => {
    const limits = { logsPerStream: 2, streamsPerClient: 2, streams: 3 };
    let client = 'ana';
    const world = await openWorld({ limits, clientAddress: () => client });
    const open = (logs: readonly object[] = []) => world.send('POST', '/live', undefined, { logs });
    const some = ['a', 'b', 'c'].map((log) => ({ log, token: newToken() }));
    assert.equal((await open(some)).status, 413);
    assert.equal((await open([some[0]!, some[0]!])).status, 400);
    const streams = [await open(), await open()];
    assert.equal((await open()).status, 429);
    client = 'ben';
    streams.push(await open());
    assert.equal((await open()).status, 503);
    await streams[0]?.body?.cancel();
    assert.equal((await open()).status, 200);
    world.handler.close();
  });

  it('keeps the newest head for a client that does not read, and gives it up in the end', async () => {
    const { log, tell } = toldLog();
    const world = await openWorld({ log });
    const response = await world.send('POST', '/live', undefined, { logs: [{ log: 'a', token: newToken() }] });
    for (let version = 1; version <= 1000; version += 1) tell({ log: 'a', head: version, access: false });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const heads: number[] = [];
    while (heads.at(-1) !== 1000) {
      const { value = '' } = await reader.read();
      heads.push(...[...value.matchAll(/"head":(\d+)/g)].map(([, version]) => Number(version)));
    }
    assert.ok(heads.length <= 3, `${heads.length} heads were kept`);
    for (let beats = 0; beats < 10; beats += 1) world.beat();
    assert.equal(world.timers(), 0, 'nobody has read for ten beats');
    await assert.rejects(async () => {
      for (;;) if ((await reader.read()).done) return;
    });
  });

  it('looks again after the database was away, and never lets an older answer come last', async () => {
    const { log, tell, gap, answers } = toldLog();
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => (fail = resolve));
    const world = await openWorld({ log, onEvent: ({ type }) => type === 'failure' && fail() });
    answers.push(() => Promise.resolve({ head: 1, until: undefined }));
    const client = await follow(world, [{ log: 'a', token: newToken() }]);
    assert.deepEqual(await client.news(), head('a', 1));

    answers.push(
      () => Promise.reject(new Problem('unavailable')),
      () => Promise.resolve({ head: 2, until: undefined }),
    );
    gap();
    await failed;
    world.beat();
    assert.deepEqual(await client.news(), head('a', 2));

    let answer = (_: { head: number; until: undefined }): void => undefined;
    answers.push(
      () => new Promise((resolve) => (answer = resolve)),
      () => Promise.resolve({ head: 4, until: undefined }),
    );
    gap();
    tell({ log: 'a', head: 4, access: false });
    answer({ head: 3, until: undefined });
    assert.deepEqual(await client.news(), head('a', 4), 'what was seen before the news does not count');
    client.abort.abort();
  });

  it('tells nothing twice, and asks the log where an older head comes after a newer one', async () => {
    const { log, tell, answers } = toldLog();
    answers.push(() => Promise.resolve({ head: 1, until: undefined }));
    const world = await openWorld({ log });
    const client = await follow(world, [{ log: 'a', token: newToken() }]);
    const news = (version: number, access = false): void => tell({ log: 'a', head: version, access });
    assert.deepEqual(await client.news(), head('a', 1));
    news(1);
    news(3);
    assert.deepEqual(await client.news(), head('a', 3));
    const late = Promise.resolve({ head: 3, until: undefined });
    answers.push(() => late);
    news(2);
    await late;
    await new Promise(setImmediate);
    assert.equal(answers.length, 0, 'the log was asked');
    news(4);
    assert.deepEqual(await client.news(), head('a', 4));
    answers.push(() => Promise.resolve({ head: 1, until: undefined }));
    news(1);
    assert.deepEqual(await client.news(), head('a', 1), 'a log that was begun anew');
    answers.push(
      () => Promise.resolve({ refused: 'log-unknown' }),
      () => Promise.resolve({ refused: 'log-unknown' }),
      () => Promise.resolve({ head: 0, until: undefined }),
    );
    news(0, true);
    assert.deepEqual(await client.news(), head('a', 0));
    news(4);
    await new Promise(setImmediate);
    news(5);
    assert.deepEqual(await client.news(), head('a', 0), 'erased was not told twice; there again is told');
    client.abort.abort();
  });

  it('is 503 where the database cannot be reached', async () => {
    const { log, answers } = toldLog();
    answers.push(() => Promise.reject(new Problem('unavailable', { retryAfter: 1 })));
    const world = await openWorld({ log });
    const response = await world.send('POST', '/live', undefined, { logs: [{ log: 'a', token: newToken() }] });
    assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '1']);
    assert.equal(world.timers(), 0);
  });
});

/** A log that says what a test wants it to say: for what a database does once in a blue moon. */
function toldLog() {
  type Check = ReturnType<ServerLog['check']>;
  const answers: (() => Check)[] = [];
  const followers = new Set<Parameters<ServerLog['follow']>[0]>();
  const no = (): never => assert.fail('not asked for');
  const log: ServerLog = {
    ...{ create: no, find: no, read: no, append: no, erase: no },
    check: () => answers.shift()?.() ?? Promise.resolve({ head: 0, until: undefined }),
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    ready: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return {
    log,
    answers,
    tell: (news: LogNews) => followers.forEach((follower) => follower.news(news)),
    gap: () => followers.forEach((follower) => follower.gap()),
  };
}
