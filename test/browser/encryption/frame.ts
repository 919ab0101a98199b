/**
 * Runs inside an iframe of its own: to storage and keys it is a page of its own. Removing the iframe is the end of it,
 * without any closing; another one is what comes after a reload.
 */
import type { EncryptedStorage, KeyStore, Membership } from '../../../src/encryption/index.js';
import { encrypted, indexedDbKeys, openKeyring, openMembership } from '../../../src/encryption/index.js';
import { tokenHash } from '../../../src/encryption/tickets.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';

/** A device of somebody, on databases of this name; `server` names the database that stands for the server. */
export interface Device {
  readonly keys: KeyStore;
  readonly storage: EncryptedStorage;
  readonly membership: Membership;
}

declare global {
  interface Window {
    tandemDeviceReady?: (open: (name: string, server: string) => Promise<Device>) => void;
  }
}

async function open(name: string, server: string): Promise<Device> {
  const keys = await indexedDbKeys({ name: `${name}-keys` });
  const local = indexedDbLocal({ name: `${name}-local` });
  const keyring = openKeyring({ keys, local });
  const inner = indexedDb({ name: server });
  // Which token opens what, beside the logs; nobody is kept out here.
  const tokens = indexedDbLocal({ name: `${server}-tokens` });
  const storage = encrypted(
    {
      ...inner,
      async append(log, expected, entries, options) {
        for (const { hash } of options?.access?.add ?? []) await tokens.set(`${hash}/${log}`, log);
        return inner.append(log, expected, entries, options);
      },
    },
    keyring,
  );
  const find = async (token: string) => (await tokens.list(await tokenHash(token))).map(([, log]) => log as string);
  const names = (me: string) => ({ pair: 'pair:ana-ben', own: `own:ana-ben:${me}` });
  return { keys, storage, membership: openMembership({ storage, names, find }) };
}

window.tandemDeviceReady?.(open);
