import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogPage, LogStorage } from '../../../src/core/log/storage.js';
import { pagesOf } from '../../../src/encryption/pages.js';
import { memory } from '../../../src/storage/memory.js';

const entries = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `e${at}`, body: at }));

/** A log of so many entries, on a server whose pages have a length that may change. */
async function server(count: number, most: (after: number) => number = () => 500) {
  const inner = memory();
  await inner.append('log', 0, entries(count));
  const asked: number[] = [];
  const storage: LogStorage = {
    ...inner,
    read(log, after, options) {
      asked.push(after);
      return inner.read(log, after, { limit: Math.min(most(after), options?.limit ?? Infinity) });
    },
  };
  return { storage, asked };
}

async function readAll(next: (after: number) => Promise<LogPage>, to = Infinity): Promise<number[]> {
  const found: number[] = [];
  for (let head = 1; found.length < Math.min(head, to);) {
    const page = await next(found.length);
    head = page.head;
    found.push(...page.entries.map(({ body }) => body as number));
  }
  return found;
}

const all = (count: number): number[] => entries(count).map(({ body }) => body);

describe('pages of a log', () => {
  it('are asked for ahead, and each once', async () => {
    const { storage, asked } = await server(2600);
    const next = pagesOf(storage, 'log', Infinity);
    await next(0);
    assert.deepEqual(asked, [0, 500, 1000]);
    assert.deepEqual(await readAll(pagesOf(storage, 'log', Infinity)), all(2600));
    assert.deepEqual(asked.slice(3), [0, 500, 1000, 1500, 2000, 2500]);
  });

  it('are asked for as far as they are needed', async () => {
    const { storage, asked } = await server(2600);
    await readAll(pagesOf(storage, 'log', 900), 900);
    assert.deepEqual(asked, [0, 500]);
  });

  it('come in order, whatever their lengths', async () => {
    const { storage } = await server(2000, (after) => 1 + ((after * 7) % 300));
    assert.deepEqual(await readAll(pagesOf(storage, 'log', Infinity)), all(2000));
  });

  it('that could not be had are missed only by whoever needs them', async () => {
    const { storage } = await server(2000);
    let isDown = false;
    const next = pagesOf(
      { ...storage, read: (...args) => (isDown ? Promise.reject(new Error('down')) : storage.read(...args)) },
      'log',
      Infinity,
    );
    await next(0);
    await next(500);
    isDown = true;
    await next(1000);
    await next(1500);
    isDown = false;
    const failing = pagesOf(
      { ...storage, read: (...args) => (args[1] > 0 ? Promise.reject(new Error('down')) : storage.read(...args)) },
      'log',
      Infinity,
    );
    assert.equal((await failing(0)).entries.length, 500);
    await assert.rejects(failing(500), /down/);
  });

  it('may be anything at all', async () => {
    const { storage } = await server(1);
    for (const page of [{}, { entries: 'all', head: 9 }, { entries: [], head: 9 }]) {
      const next = pagesOf({ ...storage, read: async () => page as unknown as LogPage }, 'log', Infinity);
      assert.equal(await next(0), page);
    }
  });
});
