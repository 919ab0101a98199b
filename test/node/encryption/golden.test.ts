import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { StoredEntry } from '../../../src/core/log/storage.js';
import { fileKeys } from '../../../src/encryption/key-stores/file.js';
import { names, openDevice, openWorld, texts, write } from './world.js';

interface Golden {
  now: number;
  keys: Record<'ana' | 'ben', unknown>;
  tokens: [string, [string, string | undefined][]][];
  logs: Record<string, StoredEntry[]>;
  link: string;
  code: string;
  expected: { safetyNumber: string; devices: object[]; pair: string[]; own: string[] };
}

const folder = new URL('../../golden/encrypted/', import.meta.url);
const temporary = mkdtempSync(join(tmpdir(), 'tandem-golden-'));
after(() => rmSync(temporary, { recursive: true }));

describe('logs that an earlier version has written', () => {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const golden = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Golden;

    async function restored() {
      const world = openWorld();
      world.now = golden.now;
      for (const [log, known] of golden.tokens) world.tokens.set(log, new Map(known));
      for (const [log, entries] of Object.entries(golden.logs)) await world.logs.append(log, 0, entries);
      const device = (who: 'ana' | 'ben') => {
        const path = join(temporary, `${name}-${who}-${Math.random()}`);
        writeFileSync(path, JSON.stringify(golden.keys[who]));
        return openDevice(world, { keys: fileKeys(path) });
      };
      return { world, ana: device('ana'), ben: device('ben') };
    }

    it(`${name}: both read them, and write on`, async () => {
      const { ana, ben } = await restored();
      const { expected } = golden;
      for (const device of [ana, ben]) {
        assert.deepEqual(await texts(device), expected.pair);
        const { safetyNumber, devices } = await device.membership.view();
        assert.equal(safetyNumber, expected.safetyNumber);
        assert.deepEqual(
          devices.map(({ isThis: _, ...each }) => each),
          expected.devices,
        );
      }
      assert.deepEqual(await texts(ben, names('ben').own), expected.own);
      await write(ben, 'still here');
      assert.equal((await texts(ana)).at(-1), 'ben: still here');
    });

    it(`${name}: its link and its recovery code still work`, async () => {
      const { world } = await restored();
      const [tablet, phone] = [openDevice(world), openDevice(world)];
      await tablet.membership.join(golden.link, 'Tablet');
      await phone.membership.recover(golden.code, 'Phone');
      for (const device of [tablet, phone]) assert.deepEqual(await texts(device), golden.expected.pair);
      assert.deepEqual(await texts(phone, names('ben').own), golden.expected.own);
    });
  }
});
