import assert from 'node:assert/strict';
import { it } from 'node:test';
import { memoryKeys } from '../../../src/encryption/index.js';
import { openShared } from '../../../src/sharing/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';

it('a device comes in under no name that could look like another one, or is endless', async () => {
  let requests = 0;
  const fetch = async (): Promise<never> => {
    requests += 1;
    throw new TypeError('there is no server');
  };
  const [mirror, local, keys] = [memory(), memoryLocal(), memoryKeys()];
  const shared = await openShared({
    id: 'ana-ben',
    me: 'ana',
    server: 'http://server.test',
    fetch,
    mirror,
    local,
    keys,
  });
  const { sharing } = shared;
  const details = { issues: [{ path: 'device', problem: 'INVALID' }] };
  for (const name of ['Laptop\u202Eanother', 'a'.repeat(101)]) {
    for (const call of [sharing.start(name), sharing.join('x', name), sharing.recover('x', name)]) {
      await assert.rejects(call, { code: 'VALIDATION_FAILED', details });
    }
  }
  assert.equal(requests, 0);
  await shared.close();
});
