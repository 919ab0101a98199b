import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError } from '../../../src/core/errors.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { localStoreConformance, logStorageConformance } from '../../../src/testing/index.js';

describe('memory', () => {
  for (const { name, run } of logStorageConformance(() => memory())) it(name, run);

  it('says why it stands in for something better', () => {
    const degraded = new TandemError('STORAGE_UNAVAILABLE', 'none here');
    assert.equal(memory({ degraded }).degraded, degraded);
    assert.equal(memory().degraded, undefined);
  });

  it('a listener that throws keeps no other from hearing, and harms no append', async () => {
    const storage = memory();
    const thrown = new Promise((resolve) => process.setUncaughtExceptionCaptureCallback(resolve));
    storage.subscribe?.('log', () => {
      throw new Error('from a listener');
    });
    const heard = new Promise((resolve) => storage.subscribe?.('log', resolve));
    assert.equal((await storage.append('log', 0, [{ id: 'e', body: 1 }])).status, 'appended');
    assert.equal(await heard, 1);
    assert.match(String(await thrown), /from a listener/);
    process.setUncaughtExceptionCaptureCallback(null);
  });
});

describe('memoryLocal', () => {
  for (const { name, run } of localStoreConformance(() => memoryLocal())) it(name, run);
});
