import { type Partnership, openPartnership } from '../../../src/core/index.js';
import { type KeyStore, encrypted, openKeyring } from '../../../src/encryption/index.js';
import { type Shared, openShared } from '../../../src/sharing/index.js';
import { httpStorage } from '../../../src/storage/http.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { type PageServer, SERVER } from './server.js';
import { ID } from './shared-story.js';

/** What a partner's device has: their keys. */
export type PartnerKeys = Map<string, unknown>;

const keyStore = (values: PartnerKeys): KeyStore => ({
  lasts: false,
  get: async (name) => values.get(name),
  set: async (name, value) => void values.set(name, value),
  delete: async (name) => void values.delete(name),
});

/** The partner at a machine where nothing goes wrong, with everything that can be done there. */
export async function openPartner(server: PageServer, me: 'ana' | 'ben', keys: PartnerKeys): Promise<Shared> {
  return openShared({
    ...{ id: ID, me, server: SERVER, fetch: server.fetchFor() },
    ...{ mirror: memory(), local: memoryLocal(), keys: keyStore(keys) },
  });
}

/** What the partner sees: straight from the server, with nothing but their keys. */
export async function partnerSees(
  server: PageServer,
  me: 'ana' | 'ben',
  keys: PartnerKeys,
): Promise<{ readonly partnership: Partnership; close(): Promise<void> }> {
  const local = memoryLocal();
  const keyring = openKeyring({ keys: keyStore(new Map(keys)), local });
  const storage = encrypted(httpStorage({ url: SERVER, token: keyring.token, fetch: server.fetchFor() }), keyring);
  const partnership = openPartnership({ id: ID, me, storage, local });
  return {
    partnership,
    async close() {
      await partnership.close();
      await storage.close();
    },
  };
}
