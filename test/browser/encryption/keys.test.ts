import { expect } from '@open-wc/testing';
import { indexedDbKeys } from '../../../src/encryption/index.js';
import type { LogRow } from '../../../src/encryption/index.js';
import { patchMethod, unpatch } from '../support/patch.js';
import { rejection } from '../support/coded.js';
import { openFrame } from '../support/frames.js';
import { freshName } from '../support/storage-names.js';
import type { Device } from './frame.js';

const PAIR = 'pair:ana-ben';
const frames = new Set<HTMLIFrameElement>();

/** Opens a device in a page of its own. */
async function page(name: string, server: string): Promise<{ device: Device; close: () => void }> {
  const { frame, given: open } = await openFrame<(name: string, server: string) => Promise<Device>>(
    new URL('./frame.ts', import.meta.url),
    'tandemDeviceReady',
  );
  frames.add(frame);
  return { device: await open(name, server), close: () => frame.remove() };
}

async function texts({ storage }: Device): Promise<unknown[]> {
  const { entries } = await storage.read(PAIR, 0);
  return entries.filter(({ control }) => !control).map(({ author, body }) => [author, body]);
}

describe('keys in the browser', () => {
  afterEach(() => {
    unpatch();
    for (const frame of frames) frame.remove();
    frames.clear();
  });

  it('survive a reload, and let the device read and write on', async () => {
    const [server, ana, ben] = [freshName(), freshName(), freshName()];
    const first = await page(ana, server);
    await first.device.membership.start('ana', 'Laptop');
    const { link } = await first.device.membership.invite('ben', location.href);
    await first.device.storage.append(PAIR, 2, [{ id: 'a', body: 'hello' }]);
    first.close();

    const other = await page(ben, server);
    await other.device.membership.join(link, 'Phone');
    other.close();

    const [again, otherAgain] = [await page(ana, server), await page(ben, server)];
    expect(again.device.keys.lasts).to.equal(true);
    await otherAgain.device.storage.append(PAIR, 5, [{ id: 'b', body: 'good morning' }]);
    for (const { device } of [again, otherAgain]) {
      expect(await texts(device)).to.deep.equal([
        ['ana', 'hello'],
        ['ben', 'good morning'],
      ]);
    }
    const [a, b] = [await again.device.membership.view(), await otherAgain.device.membership.view()];
    expect(a.safetyNumber).to.match(/^(\d{5} ){5}\d{5}$/);
    expect(b.safetyNumber).to.equal(a.safetyNumber);
    const code = await otherAgain.device.membership.createRecoveryCode();
    const tablet = await page(freshName(), server);
    await tablet.device.membership.recover(code, 'Tablet');
    expect((await texts(tablet.device)).length).to.equal(2);
  });

  it('cannot be read out, not even by the page', async () => {
    const [server, name] = [freshName(), freshName()];
    const { device } = await page(name, server);
    await device.membership.start('ana', 'Laptop');
    const row = (await device.keys.get(`log/${PAIR}`)) as LogRow;
    const { sign, dh } = row.device.keys;
    for (const { privateKey } of [sign, dh]) {
      expect(privateKey.extractable).to.equal(false);
      for (const format of ['jwk', 'pkcs8'] as const) {
        const error = await crypto.subtle.exportKey(format, privateKey).catch((cause: unknown) => cause);
        expect((error as DOMException).name).to.equal('InvalidAccessError');
      }
    }
  });

  it('stay in memory where the browser does not store keys, and it says so', async () => {
    patchMethod(IDBObjectStore.prototype, 'put', () => () => {
      throw new DOMException('The object could not be cloned.', 'DataCloneError');
    });
    const keys = await indexedDbKeys({ name: freshName() });
    expect(keys.lasts).to.equal(false);
    await keys.set('a', 1);
    expect(await keys.get('a')).to.equal(1);
    await keys.delete('a');
    expect(await keys.get('a')).to.equal(undefined);
  });

  it('that may be there but cannot be reached are an error, never an empty key ring', async () => {
    patchMethod(IDBObjectStore.prototype, 'put', () => () => {
      throw new DOMException('Disk', 'UnknownError');
    });
    const error = await rejection(indexedDbKeys({ name: freshName() }), 'STORAGE_UNAVAILABLE');
    expect(error.retryable).to.equal(true);
  });

  it('find no room on a full disk, which is said', async () => {
    patchMethod(IDBObjectStore.prototype, 'put', () => () => {
      throw new DOMException('Full', 'QuotaExceededError');
    });
    await rejection(indexedDbKeys({ name: freshName() }), 'STORAGE_QUOTA_EXCEEDED');
  });
});
