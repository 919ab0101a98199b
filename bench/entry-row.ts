import { encrypted, memoryKeys, openKeyring, openMembership } from '../src/encryption/index.js';
import { memory, memoryLocal } from '../src/storage/memory.js';
import { type Row, sideBySide } from './measure.js';

const RUNS = 200;
const { subtle } = globalThis.crypto;

/** What encryption adds to writing an entry, beside the least that WebCrypto takes for it. */
export async function entryRow(): Promise<Row> {
  const names = (me: string) => ({ pair: 'pair', own: `own:${me}` });
  const storage = encrypted(memory(), openKeyring({ keys: memoryKeys(), local: memoryLocal() }));
  await openMembership({ storage, names, find: async () => [] }).start('ana', 'Node');
  const body = { by: 'ana', at: '2026-03-02T09:00:00.000Z', facts: [{ type: 'goal.proposed', text: 'x'.repeat(120) }] };
  let { head } = await storage.read('pair', 0);

  const ecdsa = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };
  const pair = await subtle.generateKey(ecdsa, false, ['sign', 'verify']);
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const plain = new Uint8Array(512);
  const { ours, least } = await sideBySide(RUNS, 50, {
    async ours() {
      const start = performance.now();
      const result = await storage.append('pair', head, [{ id: `entry-${head}`, body }]);
      const time = performance.now() - start;
      if (result.status !== 'appended') throw new Error('Not appended');
      head += 1;
      return time;
    },
    async least() {
      const start = performance.now();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
      const signature = await subtle.sign(ecdsa, pair.privateKey, bytes);
      await subtle.digest('SHA-256', bytes);
      await subtle.verify(ecdsa, pair.publicKey, signature, bytes);
      return performance.now() - start;
    },
  });
  return {
    what: 'Write one entry: encrypt, sign, chain, check what was stored, in Node',
    ours,
    peers: [{ what: 'WebCrypto alone: encrypt, sign, hash and verify as many bytes', measured: least }],
    note: 'on a storage in memory: no server, no database',
  };
}
