import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isTandemError, TandemError } from '../../../src/core/errors.js';
import type { LogStorage, StoredEntry, Version } from '../../../src/core/log/storage.js';
import { memory } from '../../../src/storage/memory.js';
import { mirrored } from '../../../src/storage/mirrored.js';

/** What becomes of one call: nothing, its answer only is lost, it comes late, or it is as it should be. */
type Fate = 'before' | 'after' | 'late' | 'fine';

/** Calls meet these fates, one after another, and are fine from then on. */
function fated(inner: LogStorage, fates: Fate[], error: TandemError): LogStorage {
  const meet = async <T>(call: () => Promise<T>): Promise<T> => {
    const fate = fates.shift();
    if (fate === 'before') throw error;
    if (fate === 'late') for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const result = await call();
    if (fate === 'after') throw error;
    return result;
  };
  return {
    ...inner,
    read: (...args) => meet(() => inner.read(...args)),
    append: (...args) => meet(() => inner.append(...args)),
    // News come twice, and some never.
    subscribe: (log, listener) =>
      inner.subscribe!(log, (head) => {
        if (head % 3 === 0) return;
        listener(head);
        listener(head);
      }),
    close: async () => undefined,
  };
}

const offline = new TandemError('NETWORK_OFFLINE', 'lost', { retryable: true });
const full = new TandemError('STORAGE_QUOTA_EXCEEDED', 'full');

const fate = fc.constantFrom<Fate>('before', 'after', 'late', 'fine', 'fine', 'fine');
const step = fc.record({
  device: fc.nat(1),
  tab: fc.nat(1),
  what: fc.constantFrom('append', 'append', 'read', 'crash', 'together'),
  size: fc.integer({ min: 1, max: 3 }),
});

const ids = (entries: readonly StoredEntry[]) => entries.map(({ id, version }) => `${version} ${id}`);

describe('mirrored, whatever goes wrong', () => {
  it('keeps what was acknowledged, without gap or double, and each mirror is the beginning of the remote', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.array(fate, { maxLength: 80 }),
        fc.array(fate, { maxLength: 40 }),
        async (steps, network, disk) => {
          const server = memory();
          const mirrors = [memory(), memory()];
          const open = (device: number) =>
            mirrored(fated(server, network, offline), fated(mirrors[device]!, disk, full), {
              schedule: () => () => undefined,
            });
          const tabs = [0, 1].map((device) => [open(device), open(device)]);
          for (const tab of tabs.flat()) tab.subscribe!('log', () => undefined);
          const acknowledged = new Map<string, Version>();
          let count = 0;

          const append = async (storage: LogStorage, size: number): Promise<void> => {
            const added = Array.from({ length: size }, () => ({ id: `e${(count += 1)}`, body: count }));
            let head = 0;
            for (let attempt = 0; attempt < 6; attempt += 1) {
              try {
                const result = await storage.append('log', head, added);
                if (result.status === 'appended') {
                  result.versions.forEach((version, index) => acknowledged.set(added[index]!.id, version));
                  return;
                }
                head = result.newer.head;
              } catch (error) {
                assert.ok(isTandemError(error) && /^(NETWORK|STORAGE)_/.test(error.code), String(error));
              }
            }
          };
          const read = async (storage: LogStorage): Promise<void> => {
            try {
              const { entries } = await storage.read('log', 0);
              assert.deepEqual(ids(entries), ids((await server.read('log', 0)).entries).slice(0, entries.length));
            } catch (error) {
              assert.ok(isTandemError(error) && /^(NETWORK|STORAGE)_/.test(error.code), String(error));
            }
          };
          for (const { device, tab, what, size } of steps) {
            const storage = tabs[device]![tab]!;
            if (what === 'append') await append(storage, size);
            else if (what === 'read') await read(storage);
            else if (what === 'together')
              await Promise.all([...tabs.flat().map((each) => append(each, size)), read(storage)]);
            else {
              // It goes in the middle of what it does; another one comes in its place.
              void storage.append('log', 0, [{ id: `lost${(count += 1)}`, body: 1 }]).catch(() => undefined);
              void storage.close();
              tabs[device]![tab] = open(device);
            }
          }
          network.length = disk.length = 0;
          for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));

          const { entries: all } = await server.read('log', 0);
          for (const [id, version] of acknowledged) assert.equal(all[version - 1]?.id, id);
          assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
          for (const mirror of mirrors) {
            const { entries } = await mirror.read('log', 0);
            assert.deepEqual(ids(entries), ids(all).slice(0, entries.length));
          }
          for (const tab of tabs.flat()) {
            await tab.read('log', all.length); // from the remote, at the latest
            assert.deepEqual((await tab.read('log', 0)).entries, all);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
