import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isTandemError } from '../../../src/core/errors.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { fakeClock, fakeIds, faulty } from '../../../src/testing/index.js';

const entry = (id: string) => [{ id, body: id }];
const lost = (error: unknown) => isTandemError(error, 'STORAGE_CONNECTION_LOST') && error.retryable;

describe('fakeClock', () => {
  it('stands still until it is advanced, and never goes back', () => {
    const clock = fakeClock(1000);
    assert.equal(clock.now(), 1000);
    assert.equal(clock.now(), 1000);
    clock.advance(500);
    assert.equal(clock.now(), 1500);
    assert.throws(() => clock.advance(-1), TypeError);
    assert.throws(() => clock.advance(NaN), TypeError);
    assert.equal(fakeClock().now(), fakeClock().now());
  });
});

describe('fakeIds', () => {
  it('gives the same ids in every run, none twice', () => {
    const ids = fakeIds('a');
    assert.deepEqual([ids.next(), ids.next(), fakeIds().next()], ['a-1', 'a-2', 'id-1']);
  });
});

describe('faulty', () => {
  it('without a plan changes nothing', async () => {
    const storage = faulty(memory(), []);
    assert.equal(storage.name, 'memory');
    const heard = new Promise((resolve) => storage.subscribe?.('log', resolve));
    assert.deepEqual(await storage.append('log', 0, entry('a')), { status: 'appended', versions: [1], known: false });
    assert.equal(await heard, 1);
    await storage.close();
    await assert.rejects(storage.read('log', 0), (error) => isTandemError(error, 'STORAGE_CLOSED'));
  });

  it('fails the k-th call of an operation before it happened, or after', async () => {
    const storage = faulty(memory(), [
      { on: 'append', call: 1, fault: 'fail-before' },
      { on: 'append', call: 3, fault: 'fail-after' },
    ]);
    await assert.rejects(storage.append('log', 0, entry('a')), lost);
    assert.equal((await storage.read('log', 0)).head, 0);
    await storage.append('log', 0, entry('a'));
    await assert.rejects(storage.append('log', 1, entry('b')), lost);
    assert.equal((await storage.read('log', 0)).head, 2);
    assert.deepEqual(await storage.append('log', 1, entry('b')), { status: 'appended', versions: [2], known: true });
  });

  it('counts every operation where none is named, and rejects with what it is given', async () => {
    const error = new Error('mine');
    const local = faulty(memoryLocal(), [{ call: 2, fault: 'fail-before', error }]);
    await local.set('a', 1);
    await assert.rejects(local.get('a'), error);
    assert.equal(await local.get('a'), 1);
  });

  it('crashes: from then on nothing works, and nobody hears anything', async () => {
    const right = memory();
    const storage = faulty(right, [{ on: 'append', call: 2, fault: 'crash-after' }]);
    const calls: number[] = [];
    storage.subscribe?.('log', (head) => calls.push(head));
    await storage.append('log', 0, entry('a'));
    await assert.rejects(storage.append('log', 1, entry('b')), lost);
    await assert.rejects(storage.read('log', 0), lost);
    await assert.rejects(storage.erase('log'), lost);
    const witness = new Promise((resolve) => right.subscribe?.('log', resolve));
    await right.append('log', 2, entry('c'));
    assert.equal(await witness, 3);
    assert.deepEqual(calls, [1]);
    assert.equal((await right.read('log', 0)).head, 3);
  });

  it('delays a call until a promise resolves', async () => {
    let release: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    const storage = faulty(memory(), [{ on: 'append', call: 1, fault: 'delay', until }]);
    const delayed = storage.append('log', 0, entry('late'));
    assert.equal((await storage.append('log', 0, entry('early'))).status, 'appended');
    release();
    assert.equal((await delayed).status, 'conflict');
  });
});
