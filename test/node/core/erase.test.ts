import assert from 'node:assert/strict';
import { it } from 'node:test';
import { erasePartnership, openPartnership } from '../../../src/core/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { fillLog, samplePartnership } from '../../../src/testing/index.js';

it('erases both logs and all that the device has kept, and nothing of a partnership with a similar name', async () => {
  const stores = { storage: memory(), local: memoryLocal() };
  for (const id of ['ana-ben', 'ana-ben-2']) {
    await fillLog(stores.storage, id, samplePartnership('secondRound'));
    const partnership = openPartnership({ id, me: 'ana', ...stores });
    await partnership.ready;
    await partnership.drafts.set('check-in/1', { better: 'half a sentence' });
    await partnership.close();
  }
  const rowsOf = async (id: string) =>
    (await stores.local.list('')).filter(([key]) => key.split('/')[2]?.endsWith(`:${id}`));
  assert.notEqual((await rowsOf('ana-ben')).length, 0);

  await erasePartnership({ id: 'ana-ben', me: 'ana', ...stores });

  assert.equal((await stores.storage.read('pair:ana-ben', 0)).head, 0);
  assert.equal((await stores.storage.read('own:ana-ben:ana', 0)).head, 0);
  assert.deepEqual(await rowsOf('ana-ben'), []);
  assert.notEqual((await stores.storage.read('pair:ana-ben-2', 0)).head, 0);
  assert.notEqual((await rowsOf('ana-ben-2')).length, 0);

  const again = openPartnership({ id: 'ana-ben', me: 'ana', ...stores });
  await again.ready;
  assert.deepEqual([again.getSnapshot().document.status, again.getSnapshot().sync.state], ['forming', 'saved']);
});
