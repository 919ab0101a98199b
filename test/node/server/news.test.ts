/** News from process to process: after the commit, once, and also where the database is away for a while. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pglite, sqlLog, type Append, type Database, type LogNews } from '../../../src/server/index.js';
import { Problem } from '../../../src/server/index.js';
import { createOutbox } from '../../../src/server/log/outbox.js';
import { hashOf, newToken } from './support/remote.js';

const news = (log: string, head: number): LogNews => ({ log, head, access: false });

/** Batches that stay under way until the test says how they end. */
function openPost() {
  const batches: (readonly LogNews[])[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let wake = (): void => undefined;
  const outbox = createOutbox((batch) => {
    batches.push(batch);
    wake();
    return new Promise((resolve, reject) => ends.push({ resolve, reject }));
  });
  return {
    outbox,
    batches,
    arrive: () => ends.shift()?.resolve(),
    fail: () => ends.shift()?.reject(new Problem('unavailable')),
    /** Resolves when so many batches are or were under way. */
    sent: (count: number): Promise<void> =>
      new Promise((resolve) => {
        wake = () => batches.length >= count && resolve();
        wake();
      }),
  };
}

void describe('the outbox', () => {
  it('sends one batch at a time, and of each log the newest head', async () => {
    const { outbox, batches, arrive, sent } = openPost();
    outbox.put(news('a', 1));
    for (const each of [news('a', 2), news('b', 1), news('a', 4), news('a', 3)]) outbox.put(each);
    assert.deepEqual(batches, [[news('a', 1)]]);
    arrive();
    await sent(2);
    assert.deepEqual(batches[1], [news('a', 4), news('b', 1)]);
    arrive();
    await outbox.close();
    assert.equal(batches.length, 2);
  });

  it('tries again, with what is newer by then', async () => {
    const { outbox, batches, arrive, fail, sent } = openPost();
    outbox.put(news('a', 1));
    outbox.put(news('b', 7));
    fail();
    outbox.put(news('a', 2));
    await sent(2);
    assert.deepEqual(new Map(batches[1]?.map(({ log, head }) => [log, head])), new Map(Object.entries({ a: 2, b: 7 })));
    arrive();
    await outbox.close();
  });

  it('sends what is left when it is closed, and does not try for ever', async () => {
    const { outbox, batches, arrive, fail, sent } = openPost();
    outbox.put(news('a', 1));
    outbox.put(news('a', 2));
    const closed = outbox.close();
    arrive();
    await sent(2);
    assert.deepEqual(batches, [[news('a', 1)], [news('a', 2)]]);
    fail();
    await closed;
    assert.equal(batches.length, 2);
  });
});

void describe('news of a log', () => {
  const append = (expected: number, id: string, remove: readonly string[] = []): Append => ({
    expected,
    entries: [{ id, body: '1' }],
    grants: { add: [], remove },
    room: { entries: 100, bytes: 1000, tokens: 10 },
    page: { entries: 100, bytes: 1000 },
  });

  /** Two processes on one database; what each of them hears, and what goes over the database. */
  async function openTwo() {
    const engine = await pglite();
    const sent: string[] = [];
    const database: Database = {
      ...engine,
      async notify(messages) {
        sent.push(...messages);
        await engine.notify(messages);
      },
      close: () => Promise.resolve(),
    };
    const processes = await Promise.all([sqlLog(database), sqlLog(database)]);
    const heard: LogNews[][] = [[], []];
    let wake = (): void => undefined;
    const listening = processes.map(
      (log, index) =>
        new Promise<void>((resolve) =>
          log.follow({
            news: (each) => {
              heard[index]?.push(each);
              wake();
            },
            gap: resolve,
          }),
        ),
    );
    await Promise.all(listening);
    const [name, caller, guest] = [newToken(), { hash: hashOf(newToken()), now: 0 }, hashOf(newToken())];
    const tokens = [caller.hash, guest].map((hash) => ({ hash, until: undefined }));
    await processes[0].create(name, caller, tokens);
    return {
      ...{ processes, heard, sent, name, caller, guest },
      /** Resolves when a process has heard so much. */
      hears: (index: 0 | 1, count: number): Promise<void> =>
        new Promise((resolve) => {
          wake = () => heard[index]!.length >= count && resolve();
          wake();
        }),
      async close() {
        for (const log of processes) await log.close();
        await engine.close();
      },
    };
  }

  it('comes to its own process with the answer, and to the other one soon, once each', async () => {
    const { processes, heard, name, caller, hears, close } = await openTwo();
    await processes[0].append(name, caller, append(0, 'a'));
    assert.deepEqual(heard[0], [news(name, 1)]);
    await hears(1, 1);
    await processes[1].append(name, caller, append(1, 'b'));
    await hears(0, 2);
    await close();
    assert.deepEqual(heard, [
      [news(name, 1), news(name, 2)],
      [news(name, 1), news(name, 2)],
    ]);
  });

  it('comes again where an append is repeated: who wrote it may have died before it told anybody', async () => {
    const { processes, heard, name, caller, hears, close } = await openTwo();
    await processes[0].append(name, caller, append(0, 'a'));
    await hears(1, 1);
    const again = await processes[0].append(name, caller, append(0, 'a'));
    assert.equal(again.status === 'appended' && again.known, true);
    await hears(1, 2);
    assert.deepEqual(heard[1], [news(name, 1), news(name, 1)]);
    await close();
  });

  it('of a removed token or an erased log goes out with the commit, to both', async () => {
    const { processes, heard, sent, name, caller, guest, hears, close } = await openTwo();
    await processes[0].append(name, caller, append(0, 'a', [guest]));
    await processes[1].erase(name, caller);
    await hears(0, 2);
    await hears(1, 2);
    const told = [
      { log: name, head: 1, access: true },
      { log: name, head: 0, access: true },
    ];
    assert.deepEqual(heard, [told, told]);
    assert.deepEqual(sent, [], 'nothing was left to be told after the commit');
    await close();
  });

  it('is not told of what did not happen, and a conflict is no commit', async () => {
    const { processes, heard, sent, name, caller, close } = await openTwo();
    await processes[0].append(name, caller, append(0, 'a'));
    const conflict = await processes[0].append(name, caller, append(0, 'b'));
    assert.equal(conflict.status, 'conflict');
    await processes[0].close();
    assert.equal(sent.length, 1);
    assert.deepEqual(heard[0], [news(name, 1)]);
    await close();
  });
});
