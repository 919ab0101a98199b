import { describe, it } from 'node:test';
import type { LogStorage } from '../../../src/core/log/storage.js';
import { httpStorage } from '../../../src/storage/http.js';
import { memory } from '../../../src/storage/memory.js';
import { mirrored } from '../../../src/storage/mirrored.js';
import { logStorageConformance } from '../../../src/testing/index.js';
import { testServer, TOKEN } from './support/server.js';

/** The same logs for everybody, whoever closes them. */
const unclosed = (storage: LogStorage): LogStorage => {
  let closed = false;
  const inner = memory();
  void inner.close();
  const open = () => (closed ? inner : storage);
  return {
    ...storage,
    read: (...args) => open().read(...args),
    append: (...args) => open().append(...args),
    erase: (...args) => open().erase(...args),
    close: async () => void (closed = true),
  };
};

interface Parts {
  readonly remote: () => LogStorage;
  readonly mirror: LogStorage;
}

const overMemory = (): Parts => {
  const remote = memory();
  return { remote: () => unclosed(remote), mirror: memory() };
};

const overHttp = (): Parts => {
  const { fetch } = testServer();
  return { remote: () => httpStorage({ url: 'http://server', token: () => TOKEN, fetch }), mirror: memory() };
};

for (const [what, parts] of [
  ['memory', overMemory],
  ['http', overHttp],
] as const) {
  describe(`mirrored over ${what} keeps the contract of a log storage`, () => {
    const made = new WeakMap<object, Parts>();
    const open = (each: Parts) => {
      const storage = mirrored(each.remote(), unclosed(each.mirror));
      made.set(storage, each);
      return storage;
    };
    const again = (storage: object) => open(made.get(storage)!);
    for (const { name, run } of logStorageConformance(() => open(parts()), { peer: again, reopen: again }))
      it(name, run);
  });
}
