import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TandemError } from '../../../src/core/index.js';
import { remote } from '../../../stories/support/faults.js';
import { memory } from '../../../src/storage/memory.js';
import { form, open } from '../support/open.js';

describe('the way to a storage on another machine', () => {
  it('is in the snapshot, and whoever watches is told of it', async () => {
    const { storage, become } = remote(memory());
    const ana = open('ana', { storage });
    await ana.send(form);
    const online = ana.getSnapshot();
    assert.deepEqual(online.connection, { state: 'online', lastHeard: undefined });
    const told: unknown[] = [];
    ana.subscribe(({ connection }) => told.push(connection));
    const error = new TandemError('NETWORK_OFFLINE', 'No network');
    const status = { state: 'offline', lastHeard: 7, error } as const;
    become(status);
    become(status);
    assert.deepEqual(told, [status], 'the same again is nothing new');
    assert.equal(ana.getSnapshot().connection, status);
    assert.equal(ana.getSnapshot().document, online.document);
    await ana.close();
    become({ state: 'online', lastHeard: 8 });
    assert.equal(told.length, 2, 'the end of it; nobody listens any more');
  });

  it('is nothing where the logs are here', async () => {
    const ana = open('ana');
    await ana.ready;
    assert.equal(ana.getSnapshot().connection, undefined);
    await ana.close();
  });
});
