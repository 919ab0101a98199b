import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileKeys } from '../../../src/encryption/key-stores/file.js';
import { memoryLocal } from '../../../src/storage/memory.js';
import { PAGE, openDevice, openPair, texts, write } from './world.js';

describe('keys in a file', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tandem-keys-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('are there again for the next process, which can read and write', async () => {
    const { world, ana } = await openPair();
    const path = join(folder, 'deep', 'keys.json');
    const bot = openDevice(world, { keys: fileKeys(path) });
    const { link } = await ana.membership.invite('ana', PAGE);
    await bot.membership.join(link, 'Bot');
    const local = memoryLocal();
    const again = openDevice(world, { keys: fileKeys(path), local });
    await write(again, 'beep');
    assert.deepEqual(await texts(ana), ['ana: beep']);
    assert.equal(again.keys.lasts, true);
  });

  it('are for their owner only, also where the file was open to all, and nothing is left beside it', async () => {
    const path = join(folder, 'keys.json');
    await writeFile(path, '{}');
    await chmod(path, 0o644);
    const keys = fileKeys(path);
    await Promise.all(Array.from({ length: 20 }, (_, n) => keys.set(`n${n}`, n)));
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual(Object.keys(JSON.parse(await readFile(path, 'utf8')) as object).length, 20);
    await keys.delete('n0');
    assert.equal(await keys.get('n0'), undefined);
    assert.equal(await keys.get('n1'), 1);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name !== 'deep'),
      ['keys.json'],
    );
  });

  it('that cannot be read are an error, not an empty file', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{"log/');
    await assert.rejects(fileKeys(path).get('x'), { code: 'STORAGE_FAILED' });
    await assert.rejects(fileKeys(path).set('x', 1), { code: 'STORAGE_FAILED' });
    assert.equal(await readFile(path, 'utf8'), '{"log/');
  });
});
