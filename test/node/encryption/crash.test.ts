import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import type { LogStorage } from '../../../src/core/log/storage.js';
import { type KeyStore, memoryKeys } from '../../../src/encryption/index.js';
import { memoryLocal } from '../../../src/storage/memory.js';
import { PAGE, type Tab, type World, names, openDevice, openWorld, texts, write } from './world.js';

/** Counts calls, and breaks off at one of them: before it happens, or after it with the answer lost. */
function crashing(at: number, when: 'before' | 'after') {
  let calls = 0;
  let armed = true;
  const guard = <Target extends object>(target: Target, names: readonly (keyof Target)[]): Target => {
    const wrapped = { ...target };
    for (const name of names) {
      const call = target[name] as (...args: unknown[]) => Promise<unknown>;
      wrapped[name] = (async (...args: unknown[]) => {
        calls += 1;
        const now = armed && calls >= at; // nothing works any more after a crash
        if (now && (when === 'before' || calls > at)) throw new Error('crash');
        const result = await call(...args);
        if (now) throw new Error('crash');
        return result;
      }) as Target[typeof name];
    }
    return wrapped;
  };
  return {
    storage: (target: LogStorage) => guard(target, ['read', 'append']),
    local: (target: LocalStore) => guard(target, ['get', 'set', 'delete']),
    keys: (target: KeyStore) => guard(target, ['get', 'set', 'delete']),
    calls: () => calls,
    disarm: () => void (armed = false),
  };
}

/**
 * Runs something on a new device with a crash at every call that it makes, then again after a reload.
 *
 * @returns how many crashes there were
 */
async function atEveryCall(
  when: 'before' | 'after',
  prepare: () => Promise<{ world: World; run: (tab: Tab) => Promise<unknown>; check: (tab: Tab) => Promise<void> }>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const { world, run, check } = await prepare();
    const crash = crashing(at, when);
    const [keys, local] = [memoryKeys(), memoryLocal()];
    const device = openDevice(world, { keys: crash.keys(keys), local: crash.local(local), wire: crash.storage });
    let done = true;
    await run(device).catch((error: unknown) => {
      assert.match(String(error), /crash/);
      done = false;
    });
    if (done && crash.calls() < at) return at - 1;
    crash.disarm();
    const again = openDevice(world, { keys, local });
    await run(again);
    await check(again);
    await run(again); // harmless
  }
}

describe('a crash at any moment', () => {
  for (const when of ['before', 'after'] as const) {
    it(`of joining as partner (${when} the call) locks nobody out`, async () => {
      const crashes = await atEveryCall(when, async () => {
        const { world, ana } = await openAna();
        const { link } = await ana.membership.invite('ben', PAGE);
        return {
          world,
          run: (tab) => tab.membership.join(link, 'Laptop'),
          async check(tab) {
            await write(ana, 'hello');
            await write(tab, 'hello too');
            await write(tab, 'mine', names('ben').own);
            assert.deepEqual(await texts(tab), ['ana: hello', 'ben: hello too']);
            assert.equal((await ana.membership.view()).devices.length, 2);
          },
        };
      });
      assert.ok(crashes > 15, `${crashes} crashes`);
    });

    it(`of joining with a second device (${when} the call) locks nobody out`, async () => {
      const crashes = await atEveryCall(when, async () => {
        const { world, ana } = await openAna();
        await write(ana, 'mine', names('ana').own);
        const { link } = await ana.membership.invite('ana', PAGE);
        return {
          world,
          run: (tab) => tab.membership.join(link, 'Tablet'),
          async check(tab) {
            assert.deepEqual(await texts(tab, names('ana').own), ['ana: mine']);
            await write(tab, 'hello');
            assert.deepEqual(await texts(ana), ['ana: hello']);
            await texts(ana, names('ana').own);
          },
        };
      });
      assert.ok(crashes > 15, `${crashes} crashes`);
    });

    it(`of recovering (${when} the call) locks nobody out`, async () => {
      const crashes = await atEveryCall(when, async () => {
        const { world, ana } = await openAna();
        await write(ana, 'mine', names('ana').own);
        const code = await ana.membership.createRecoveryCode();
        let used = false;
        return {
          world,
          async run(tab) {
            if (used) return;
            await tab.membership.recover(code, 'Phone');
            used = true;
          },
          async check(tab) {
            assert.deepEqual(await texts(tab, names('ana').own), ['ana: mine']);
            await write(tab, 'hello');
          },
        };
      });
      assert.ok(crashes > 15, `${crashes} crashes`);
    });

    it(`of making a partnership (${when} the call) leaves one that works`, async () => {
      const crashes = await atEveryCall(when, async () => ({
        world: (await openAna()).world,
        run: (tab) => tab.membership.start('ben', 'Laptop'),
        async check(tab) {
          await write(tab, 'hello');
          await write(tab, 'mine', names('ben').own);
          assert.deepEqual(await texts(tab), ['ben: hello']);
        },
      }));
      assert.ok(crashes > 10, `${crashes} crashes`);
    });
  }
});

async function openAna() {
  const world = openWorld();
  const ana = openDevice(world);
  await ana.membership.start('ana', 'Laptop of Ana');
  return { world, ana };
}
