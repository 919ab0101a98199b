import { logIds } from '../../src/core/index.js';
import type { Command, LogStorage, Version } from '../../src/core/index.js';
import { encrypted, memoryKeys, openKeyring, openMembership } from '../../src/encryption/index.js';
import { httpStorage } from '../../src/storage/http.js';
import { memory, memoryLocal } from '../../src/storage/memory.js';
import { sampleEntries } from '../../src/testing/index.js';

/** Name of the partnership. */
export const ID = 'bench';
/** Entries of one request. */
const BATCH = 500;

/**
 * Ana and Ben on a server, each with a device in this process. Those devices follow no log: what others write costs
 * neither them nor the server anything while it is measured.
 */
export async function openPair(server: string) {
  const open = (me: string) => {
    const keyring = openKeyring({ keys: memoryKeys(), local: memoryLocal() });
    const remote = httpStorage({ url: server, token: (log) => keyring.token(log) });
    const storage = encrypted(remote, keyring);
    const membership = openMembership({
      storage,
      names: (member) => logIds(ID, member),
      find: (token) => remote.find(token),
    });
    return { me, keyring, remote, membership };
  };
  const [ana, ben] = [open('ana'), open('ben')];
  await ana.membership.start('ana', 'Node');
  const { link } = await ana.membership.invite('ben', `${server}/`);
  await ben.membership.join(link, 'Node');

  return {
    /** A link for another device of Ana or Ben. */
    async link(me: 'ana' | 'ben'): Promise<string> {
      const { membership } = me === 'ana' ? ana : ben;
      return (await membership.invite(me, `${server}/`)).link;
    },

    /**
     * Writes what both have done, each entry by the device of whoever did it. It is encrypted and signed one by one, as
     * it would have been, and then sent in large pieces.
     *
     * @returns how many entries the pair's log has
     */
    async fill(commands: readonly Command[]): Promise<Version> {
      const staging = memory();
      const remote = httpStorage({
        url: server,
        token: async (log) => (await ana.keyring.token(log)) ?? ben.keyring.token(log),
      });
      const sent = new Map<string, Version>();
      for (const { keyring, me } of [ana, ben]) {
        for (const name of Object.values(logIds(ID, me))) {
          const log = (await keyring.row(name))?.remote ?? '';
          if (!sent.has(log)) sent.set(log, await copy(remote, staging, log, 0));
        }
      }
      const storages = { ana: encrypted(staging, ana.keyring), ben: encrypted(staging, ben.keyring) };
      const heads = new Map<string, Version>();
      for (const { log, entry } of sampleEntries(ID, commands)) {
        const storage = storages[(entry.body as { by: 'ana' | 'ben' }).by];
        const head = heads.get(log) ?? (await storage.read(log, 0)).head;
        const result = await storage.append(log, head, [entry]);
        if (result.status !== 'appended') throw new Error('Somebody else has written');
        heads.set(log, head + 1);
      }
      for (const [log, after] of sent) await copy(staging, remote, log, after);
      await remote.close();
      return heads.get(logIds(ID, 'ana').pair) ?? 0;
    },

    async close(): Promise<void> {
      await Promise.all([ana.remote.close(), ben.remote.close()]);
    },
  };
}

/** @returns the head of the log, in both. */
async function copy(from: LogStorage, to: LogStorage, log: string, after: Version): Promise<Version> {
  for (;;) {
    const { entries, head } = await from.read(log, after, { limit: BATCH });
    if (entries.length === 0) return head;
    await to.append(
      log,
      after,
      entries.map(({ id, body }) => ({ id, body })),
    );
    after += entries.length;
  }
}
