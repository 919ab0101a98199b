import { TandemError } from '../../../src/core/errors.js';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import type { AccessChange, LogId, LogStorage } from '../../../src/core/log/storage.js';
import {
  type EncryptedStorage,
  type KeyStore,
  type Keyring,
  type Membership,
  encrypted,
  memoryKeys,
  openKeyring,
  openMembership,
} from '../../../src/encryption/index.js';
import { tokenHash } from '../../../src/encryption/tickets.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';

/** Local names of the logs of the partnership in these tests. */
export const names = (me: string): { pair: LogId; own: LogId } => ({ pair: 'pair:ana-ben', own: `own:ana-ben:${me}` });
export const PAIR = names('').pair;
export const PAGE = 'https://intranet.example/coaching';

export interface World {
  /** The time at server and devices, in ms since 1970. */
  now: number;
  /** What the server holds. */
  readonly logs: LogStorage;
  readonly tokens: Map<LogId, Map<string, string | undefined>>;
  /** The server as one client sees it. */
  connect(token: (log: LogId) => Promise<string | undefined>): LogStorage;
  find(token: string): Promise<readonly LogId[]>;
}

const refused = (code: string): TandemError =>
  new TandemError('NETWORK_REFUSED', 'The server does not let this device in', { details: { code } });

/** A server that guards logs by tokens, as the real one does: an append and its change of access are one step. */
export function openWorld(): World {
  const logs = memory();
  const tokens: World['tokens'] = new Map();

  async function check(log: LogId, token: string | undefined): Promise<void> {
    const known = tokens.get(log);
    if (!known) return;
    const hash = await tokenHash(token ?? '');
    if (!known.has(hash)) throw refused('token-unknown');
    if (world.now > Date.parse(known.get(hash) ?? '9999-01-01T00:00:00Z')) throw refused('token-expired');
  }

  function change(log: LogId, { add = [], remove = [], only }: AccessChange): void {
    const known = tokens.get(log) ?? new Map<string, string | undefined>();
    for (const hash of remove) known.delete(hash);
    for (const hash of only ? known.keys() : []) if (!only?.includes(hash)) known.delete(hash);
    for (const { hash, until } of add) known.set(hash, until);
    tokens.set(log, known);
  }

  const world: World = {
    now: Date.parse('2026-03-02T09:00:00Z'),
    logs,
    tokens,
    async find(token) {
      const hash = await tokenHash(token);
      const open = [...tokens].filter(([, known]) => known.has(hash));
      for (const [log] of open) await check(log, token);
      return open.map(([log]) => log);
    },
    connect: (token) => ({
      ...logs,
      async read(log, after, options) {
        await check(log, await token(log));
        return logs.read(log, after, options);
      },
      async append(log, expected, entries, options) {
        await check(log, await token(log));
        const result = await logs.append(log, expected, entries, options);
        if (result.status === 'appended' && !result.known && options?.access) change(log, options.access);
        return result;
      },
      async erase(log) {
        await check(log, await token(log));
        await logs.erase(log);
        tokens.delete(log);
      },
      async close() {},
    }),
  };
  return world;
}

export interface Tab {
  readonly keyring: Keyring;
  readonly storage: EncryptedStorage;
  readonly membership: Membership;
}

/** What one device keeps, and tabs on it. */
export interface TestDevice extends Tab {
  readonly keys: KeyStore;
  readonly local: LocalStore;
  /** Opens another tab; or the same one after a reload. */
  tab(): Tab;
}

export interface DeviceOptions {
  readonly keys?: KeyStore;
  readonly local?: LocalStore;
  /** Puts something between the device and the server. */
  readonly wire?: (server: LogStorage) => LogStorage;
  readonly find?: World['find'];
}

export function openDevice(world: World, options: DeviceOptions = {}): TestDevice {
  const { keys = memoryKeys(), local = memoryLocal(), wire = (server) => server, find = world.find } = options;
  const tab = (): Tab => {
    const keyring = openKeyring({ keys, local, now: () => world.now });
    const storage = encrypted(wire(world.connect(keyring.token)), keyring);
    return { keyring, storage, membership: openMembership({ storage, names, find }) };
  };
  return { keys, local, tab, ...tab() };
}

/** Ana has made the partnership, Ben has opened her link. */
export async function openPair(world = openWorld(), options: DeviceOptions = {}) {
  const ana = openDevice(world, options);
  const ben = openDevice(world);
  await ana.membership.start('ana', 'Laptop of Ana');
  const { link } = await ana.membership.invite('ben', PAGE);
  await ben.membership.join(link, 'Laptop of Ben');
  return { world, ana, ben, link };
}

/** Appends at the end, as a replica does. */
export async function write({ storage }: Tab, text: string, log = PAIR, id = text): Promise<void> {
  for (;;) {
    const { head } = await storage.read(log, 0);
    const result = await storage.append(log, head, [{ id, body: { text } }]);
    if (result.status === 'appended') return;
  }
}

/** What people wrote, and who. */
export async function texts({ storage }: Pick<Tab, 'storage'>, log = PAIR): Promise<string[]> {
  const found: string[] = [];
  for (let after = 0; ;) {
    const { entries, head } = await storage.read(log, after, { limit: 3 });
    for (const { control, author, body } of entries) {
      if (!control) found.push(`${author}: ${(body as { text: string }).text}`);
    }
    after += entries.length;
    if (after >= head) return found;
  }
}
