import { memory, memoryLocal } from '../src/storage/memory.js';
import { encrypted, memoryKeys, openKeyring, openMembership } from '../src/encryption/index.js';
import { tokenHash } from '../src/encryption/tickets.js';

/**
 * How long a new device takes to join a log of 10,000 entries and to read it: `node --import tsx bench/encryption.ts`.
 * Everything is proved: signatures, chain, membership, decryption.
 */
const ENTRIES = 10_000;
const PAGE = 500;

const server = memory();
const names = (me: string) => ({ pair: 'pair:a', own: `own:a:${me}` });
const found = new Map<string, string[]>();

function device() {
  const keyring = openKeyring({ keys: memoryKeys(), local: memoryLocal() });
  const storage = encrypted(
    {
      ...server,
      read: (log, after, options) =>
        server.read(log, after, { ...options, limit: Math.min(PAGE, options?.limit ?? PAGE) }),
      async append(log, expected, entries, options) {
        for (const { hash } of options?.access?.add ?? []) found.set(hash, [...(found.get(hash) ?? []), log]);
        return server.append(log, expected, entries, options);
      },
    },
    keyring,
  );
  const find = async (token: string) => found.get(await tokenHash(token)) ?? [];
  return { storage, membership: openMembership({ storage, names, find }) };
}

async function timed(what: string, run: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await run();
  console.log(`${what}: ${Math.round(performance.now() - started)} ms`);
}

const ana = device();
await ana.membership.start('ana', 'Laptop');
const body = { by: 'ana', at: '2026-03-02T09:00:00.000Z', facts: [{ type: 'goal.proposed', text: 'x'.repeat(120) }] };
await timed(`write ${ENTRIES} entries in batches of 100`, async () => {
  for (let at = 0; at < ENTRIES; at += 100) {
    const batch = Array.from({ length: 100 }, (_, n) => ({ id: `command-${at + n}`, body }));
    await ana.storage.append('pair:a', at + 1, batch);
  }
});
const { link } = await ana.membership.invite('ben', 'https://intranet.example/');
const ben = device();
await timed('join by a link: prove everything', () => ben.membership.join(link, 'Laptop'));
await timed('read everything: decrypt', async () => {
  for (let after = 0; ;) {
    const { entries, head } = await ben.storage.read('pair:a', after, { limit: PAGE });
    after += entries.length;
    if (after >= head) return;
  }
});
await timed('write one entry', () => ana.storage.append('pair:a', ENTRIES + 4, [{ id: 'last', body }]));
