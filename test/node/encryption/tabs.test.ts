import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory } from '../../../src/storage/memory.js';
import { encrypted, memoryKeys, openKeyring } from '../../../src/encryption/index.js';
import { memoryLocal } from '../../../src/storage/memory.js';
import { type Malice, malicious, remoteOf } from './attack.js';
import { PAIR, openDevice, openPair, openWorld, texts, write } from './world.js';

describe('two tabs of one device', () => {
  it('append the same pending command once, and agree on it', async () => {
    const { ana, ben } = await openPair();
    const other = ana.tab();
    for (let round = 0; round < 10; round += 1) {
      const { head } = await ana.storage.read(PAIR, 0);
      const append = (tab: typeof other, text: string) =>
        tab.storage.append(PAIR, head, [{ id: `command ${round}`, body: { text } }]);
      const results = await Promise.all([append(ana, 'from one tab'), append(other, 'from the other')]);
      assert.deepEqual(results.map((result) => result.status === 'appended' && result.known).sort(), [false, true]);
      const seen = [await texts(ana), await texts(other), await texts(ben)];
      assert.deepEqual([seen[1], seen[2]], [seen[0], seen[0]]);
      assert.equal(seen[0]?.length, round + 1);
    }
  });

  it('write on after what the other one wrote', async () => {
    const { ana } = await openPair();
    const other = ana.tab();
    for (let n = 0; n < 6; n += 1) await write(n % 2 ? ana : other, `n${n}`);
    assert.deepEqual(
      await texts(ana),
      ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'].map((text) => `ana: ${text}`),
    );
  });

  it('never put an older checkpoint over a newer one', async () => {
    const { ana } = await openPair();
    const other = ana.tab();
    await texts(other);
    const row = (await ana.keyring.row(PAIR))!;
    const key = `sharing/${row.remote}/${row.device.id}`;
    const version = async () => ((await ana.local.get(key)) as { version: number }).version;
    for (let n = 0; n < 4; n += 1) {
      await write(ana, `n${n}`);
      const before = await version();
      await other.storage.read(PAIR, 0, { limit: 1 });
      assert.equal(await version(), before);
    }
  });

  it('compare and remember what was proved with one look at the checkpoint before and one after', async () => {
    const local = memoryLocal();
    const asked: string[] = [];
    const counted = {
      ...local,
      get: (key: string) => (asked.push('get'), local.get(key)),
      set: (...args: Parameters<typeof local.set>) => (asked.push('set'), local.set(...args)),
    };
    const { ana, ben } = await openPair(openWorld(), { local: counted });
    await texts(ana);
    await write(ben, 'b1');
    asked.length = 0;
    const { entries } = await ana.storage.read(PAIR, 4);
    assert.equal(entries.length, 1);
    assert.deepEqual(asked, ['get', 'get', 'set']);
  });

  it('that make a partnership at the same time make one', async () => {
    const real = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    let line: Promise<unknown> = Promise.resolve();
    const request = (_: string, run: () => Promise<unknown>) => (line = line.then(run));
    Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { locks: { request } } });
    try {
      const world = openWorld();
      const one = openDevice(world, { keys: { ...memoryKeys(), lasts: true } });
      const other = one.tab();
      await Promise.all([one.membership.start('ana', 'Laptop'), other.membership.start('ana', 'Laptop')]);
      assert.equal(world.tokens.size, 2, 'the log of the pair and one of her own');
      await write(one, 'hello');
      assert.deepEqual(await texts(other), ['ana: hello']);
    } finally {
      if (real) Object.defineProperty(globalThis, 'navigator', real);
      else Reflect.deleteProperty(globalThis, 'navigator');
    }
  });

  it('find out a server that shows each of them something else at the same time', async () => {
    const malice: Malice = {};
    const { world, ana, ben } = await openPair(openWorld(), { wire: malicious(malice) });
    const log = await remoteOf(ana);
    const other = ana.tab();
    await texts(other);
    // Ben's device is shown a server that gets nothing of what Ana writes from now on.
    const branch = { ...world, logs: memory() };
    await branch.logs.append(log, 0, (await world.logs.read(log, 0)).entries);
    const elsewhere = openDevice({ ...branch, connect: () => branch.logs }, { keys: ben.keys, local: ben.local });
    for (const text of ['b1', 'b2', 'b3']) await write(elsewhere, text);
    // While the other tab waits for its answer, this one writes.
    malice.read = async (_, __, after) => {
      delete malice.read;
      await write(ana, 'a1');
      return branch.logs.read(log, after);
    };
    await assert.rejects(other.storage.read(PAIR, 4), { code: 'LOG_REWRITTEN' });
    assert.deepEqual(await texts(ana), ['ana: a1']);
    assert.deepEqual(await texts(ana.tab()), ['ana: a1']);
  });
});

describe('an append', () => {
  it('whose answer was lost is sent again byte for byte', async () => {
    const malice: Malice = {};
    const { ana } = await openPair(openWorld(), { wire: malicious(malice) });
    const sent: unknown[] = [];
    malice.append = async (send, entries) => {
      sent.push(entries);
      if (sent.length === 2) return send();
      throw new Error('lost');
    };
    const append = (text: string) => ana.storage.append(PAIR, 4, [{ id: 'x', body: { text } }]);
    await assert.rejects(append('a'));
    await append('a');
    assert.deepEqual(sent[0], sent[1]);
    await assert.rejects(ana.storage.append(PAIR, 5, [{ id: 'y', body: 1 }]));
    await assert.rejects(ana.storage.append(PAIR, 5, [{ id: 'y', body: 2 }]));
    assert.notDeepEqual(sent[2], sent[3]);
  });

  it('whose answer was lost with the page is found again, with the words that were stored', async () => {
    const malice: Malice = {};
    const { ana, ben } = await openPair(openWorld(), { wire: malicious(malice) });
    malice.append = async (send) => {
      await send();
      throw new Error('lost');
    };
    await assert.rejects(ana.storage.append(PAIR, 4, [{ id: 'x', body: { text: 'before' } }]));
    delete malice.append;
    const after = ana.tab();
    const result = await after.storage.append(PAIR, 4, [{ id: 'x', body: { text: 'after the reload' } }]);
    assert.deepEqual(result, { status: 'appended', versions: [5], known: true });
    await write(after, 'next');
    assert.deepEqual(await texts(ben), ['ana: before', 'ana: next']);
    assert.deepEqual(await texts(ana), ['ana: before', 'ana: next']);
  });

  it('that loses against another shows what came first, and goes in behind it', async () => {
    const { ana, ben } = await openPair();
    await texts(ana);
    await write(ben, 'first');
    const result = await ana.storage.append(PAIR, 4, [{ id: 'x', body: { text: 'second' } }]);
    assert.equal(result.status, 'conflict');
    assert.deepEqual(result.newer.entries[0]?.body, { text: 'first' });
    await ana.storage.append(PAIR, 5, [{ id: 'x', body: { text: 'second' } }]);
    assert.deepEqual(await texts(ben), ['ben: first', 'ana: second']);
  });

  it('goes on where the device store is full, and says so', async () => {
    const local = memoryLocal();
    let full = false;
    const set: typeof local.set = async (key, value) => {
      if (full) throw new Error('full');
      return local.set(key, value);
    };
    const world = openWorld();
    const ana = openDevice(world, { local: { ...local, set } });
    await ana.membership.start('ana', 'Laptop');
    full = true;
    await write(ana, 'a');
    assert.equal(ana.storage.degraded?.code, 'STORAGE_FAILED');
    full = false;
    await write(ana, 'b');
    assert.equal(ana.storage.degraded, undefined);
    assert.deepEqual(await texts(ana.tab()), ['ana: a', 'ana: b']);
  });

  it('that nobody would take is refused, and nothing else', async () => {
    const { ana } = await openPair();
    const body = 'x'.repeat(2 ** 24);
    await assert.rejects(ana.storage.append(PAIR, 4, [{ id: 'large', body }]), {
      code: 'STORAGE_REJECTED',
      details: { entry: 'large' },
    });
    await write(ana, 'small');
  });
});

describe('what was proved', () => {
  it('is proved again from nothing but the keys', async () => {
    const { world, ana, ben } = await openPair();
    await write(ana, 'one');
    await ben.membership.createRecoveryCode();
    await ben.membership.createRecoveryCode();
    await write(ben, 'two');
    const bare = openDevice(world, { keys: ben.keys });
    assert.deepEqual(await texts(bare), ['ana: one', 'ben: two']);
    assert.equal((await bare.membership.view()).safetyNumber, (await ben.membership.view()).safetyNumber);
  });

  it('lets a part in the middle be read at once', async () => {
    const { world, ana } = await openPair();
    for (let n = 0; n < 20; n += 1) await write(ana, `n${n}`);
    let reads = 0;
    const counting = {
      ...world,
      connect: (token: Parameters<typeof world.connect>[0]) => {
        const server = world.connect(token);
        return { ...server, read: (...args: Parameters<typeof server.read>) => ((reads += 1), server.read(...args)) };
      },
    };
    const again = openDevice(counting, { keys: ana.keys, local: ana.local });
    const { entries } = await again.storage.read(PAIR, 10, { limit: 2 });
    assert.deepEqual(
      entries.map(({ body }) => body),
      [{ text: 'n6' }, { text: 'n7' }],
    );
    assert.equal(reads, 2);
    await again.storage.read(PAIR, 12, { limit: 2 });
    assert.equal(reads, 3);
  });

  it('is forgotten with the log', async () => {
    const { world, ana } = await openPair();
    const remote = await remoteOf(ana);
    await ana.storage.erase(PAIR);
    await ana.storage.erase(PAIR);
    assert.equal((await world.logs.read(remote, 0)).head, 0);
    assert.deepEqual(await ana.local.list('sharing/' + remote), []);
    await assert.rejects(ana.storage.read(PAIR, 0), { code: 'ENCRYPTION_KEYS_MISSING' });
    assert.equal((await ana.membership.view()).state, 'unknown');
  });
});

describe('without', () => {
  it('keys to a log, nothing is read or written', async () => {
    const storage = encrypted(memory(), openKeyring({ keys: memoryKeys(), local: memoryLocal() }));
    await assert.rejects(storage.read('pair:x', 0), { code: 'ENCRYPTION_KEYS_MISSING' });
    await assert.rejects(storage.append('pair:x', 0, [{ id: 'a', body: 1 }]), { code: 'ENCRYPTION_KEYS_MISSING' });
  });

  it('WebCrypto, it says so', async () => {
    const { ana } = await openPair();
    const real = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    const { getRandomValues, randomUUID } = crypto;
    Object.defineProperty(globalThis, 'crypto', { configurable: true, value: { getRandomValues, randomUUID } });
    try {
      await assert.rejects(ana.tab().storage.read(PAIR, 0), { code: 'ENCRYPTION_UNAVAILABLE' });
      await assert.rejects(openDevice(openWorld()).membership.start('ana', 'x'), { code: 'ENCRYPTION_UNAVAILABLE' });
    } finally {
      Object.defineProperty(globalThis, 'crypto', real);
    }
  });
});
