import { after, before, describe, it } from 'node:test';
import { createSyncHandler, pglite, sqlLog, type ServerLog, type SyncHandler } from '../../../src/server/index.js';
import type { LogStorage } from '../../../src/core/log/storage.js';
import { httpStorage } from '../../../src/storage/http.js';
import { memory } from '../../../src/storage/memory.js';
import { mirrored } from '../../../src/storage/mirrored.js';
import { logStorageConformance } from '../../../src/testing/index.js';
import { TOKEN } from './support/server.js';

const UNHURRIED = { burst: 1e9, perSecond: 1e9 };

/** Each case has log names of its own: one database serves them all. */
function named(inner: LogStorage, prefix: string): LogStorage {
  return {
    ...inner,
    read: async (log, ...rest) => inner.read(prefixed(log), ...rest),
    append: async (log, ...rest) => inner.append(prefixed(log), ...rest),
    subscribe: (log, listener) => inner.subscribe!(prefixed(log), listener),
    erase: async (log) => inner.erase(prefixed(log)),
  };

  function prefixed(log: string): string {
    return typeof log === 'string' && log.length > 0 && log.length <= 200 ? (prefix + log).slice(0, 200) : log;
  }
}

describe('httpStorage and mirrored with the server itself', () => {
  let log: ServerLog;
  let handler: SyncHandler;
  before(async () => {
    log = await sqlLog(await pglite());
    handler = createSyncHandler({ log, limits: { tokenRate: UNHURRIED, addressRate: UNHURRIED } });
  });
  after(async () => {
    handler.close();
    await log.close();
  });

  let count = 0;
  const prefixes = new WeakMap<object, string>();
  const mirrors = new Map<string, LogStorage>();
  const http = (): LogStorage =>
    httpStorage({ url: 'http://server', token: () => TOKEN, fetch: (url, init) => handler(new Request(url, init)) });

  for (const [kind, storageOf] of [
    ['httpStorage', http],
    [
      'mirrored',
      (prefix: string) => {
        const mirror = mirrors.get(prefix) ?? memory();
        mirrors.set(prefix, mirror);
        return mirrored(http(), { ...mirror, close: async () => undefined });
      },
    ],
  ] as const) {
    const open = (prefix = `${kind}${(count += 1)}-`): LogStorage => {
      const storage = named(storageOf(prefix), prefix);
      prefixes.set(storage, prefix);
      return storage;
    };
    const again = (storage: object) => open(prefixes.get(storage));
    for (const { name, run } of logStorageConformance(() => open(), { peer: again, reopen: again })) {
      it(`${kind}: ${name}`, run);
    }
  }
});
