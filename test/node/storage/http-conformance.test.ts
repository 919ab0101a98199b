import { describe, it } from 'node:test';
import { httpStorage } from '../../../src/storage/http.js';
import { logStorageConformance } from '../../../src/testing/index.js';
import { testServer, TOKEN, type TestServer } from './support/server.js';

describe('httpStorage keeps the contract of a log storage', () => {
  const servers = new WeakMap<object, TestServer>();
  const open = (server: TestServer) => {
    const storage = httpStorage({ url: 'http://server/', token: () => TOKEN, fetch: server.fetch });
    servers.set(storage, server);
    return storage;
  };
  const again = (storage: object) => open(servers.get(storage)!);
  const cases = logStorageConformance(() => open(testServer()), { peer: again, reopen: again });
  for (const { name, run } of cases) it(name, run);
});
