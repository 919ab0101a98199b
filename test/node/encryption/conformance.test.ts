import { describe, it } from 'node:test';
import type { LogPage, LogStorage } from '../../../src/core/log/storage.js';
import { encrypted, memoryKeys, openKeyring, openMembership } from '../../../src/encryption/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { logStorageConformance } from '../../../src/testing/index.js';

/**
 * The suite wants logs that begin empty. This makes a log when it is first used, and hides its genesis and the authors.
 */
function fromZero(inner = memory(), keyring = openKeyring({ keys: memoryKeys(), local: memoryLocal() })): LogStorage {
  const storage = encrypted(inner, keyring);
  const making = new Map<string, Promise<void>>();
  const page = ({ entries, head }: LogPage): LogPage => ({
    entries: entries.map(({ id, body, version }) => ({ id, body, version: version - 1 })),
    head: Math.max(0, head - 1),
  });
  async function made(log: string): Promise<void> {
    if (await keyring.row(log)) return;
    const names = () => ({ pair: log, own: `own-of-${log}`.slice(0, 200) });
    const start = () => openMembership({ storage, names, find: async () => [] }).start('ana', 'Laptop');
    const promise = making.get(log) ?? start();
    making.set(log, promise);
    await promise;
    making.delete(log);
  }
  return {
    ...storage,
    async read(log, after, options) {
      const valid = /^[\w.:-]{1,200}$/.test(log) && Number.isSafeInteger(after) && after >= 0;
      if (valid && !(await keyring.row(log))) {
        await inner.read(log, after, options);
        return { entries: [], head: 0 };
      }
      return page(await storage.read(log, valid ? Math.min(after + 1, Number.MAX_SAFE_INTEGER) : after, options));
    },
    async append(log, expected, entries, options) {
      const copy = cloned(entries);
      if (/^[\w.:-]{1,200}$/.test(log)) await made(log);
      const shifted = typeof expected === 'number' ? expected + 1 : expected;
      const result = await storage.append(log, expected < 0 ? expected : shifted, copy, options);
      if (result.status === 'conflict') return { ...result, newer: page(result.newer) };
      return { ...result, versions: result.versions.map((version) => version - 1) };
    },
    subscribe(log, listener) {
      storage.subscribe!(log, () => undefined)(); // checks its arguments, and that it is open
      let stop = (): void => undefined;
      let ended = false;
      void made(log).then(() => {
        if (!ended) stop = storage.subscribe!(log, (head) => listener(Math.max(0, head - 1)));
      });
      return () => {
        ended = true;
        stop();
      };
    },
  };
}
const cloned = <T>(value: T): T => {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
};

describe('encrypted() over memory()', () => {
  for (const { name, run } of logStorageConformance(() => fromZero())) it(name, run);
});
