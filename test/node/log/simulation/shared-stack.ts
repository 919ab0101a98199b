import { createHash } from 'node:crypto';
import { TandemError } from '../../../../src/core/errors.js';
import type { LocalStore } from '../../../../src/core/log/local-store.js';
import type { AccessChange, Json, LogId, LogPage, LogStorage, StoredEntry } from '../../../../src/core/log/storage.js';
import {
  type EncryptedStorage,
  type KeyStore,
  type Keyring,
  encrypted,
  openKeyring,
  openMembership,
} from '../../../../src/encryption/index.js';
import { type Caller, type KeptPage, Problem } from '../../../../src/server/index.js';
import { httpStorage } from '../../../../src/storage/http.js';
import { memoryLocal } from '../../../../src/storage/memory.js';
import { mirrored } from '../../../../src/storage/mirrored.js';
import { durableMemory } from '../world.js';
import { simulatedBrowser } from './browser.js';
import { provePrefix } from './model.js';
import { simulatedNetwork } from './network.js';
import { PAGE, type Way, codeFrom, linkFrom, names, openPeople } from './people.js';
import { beginRandom, keepKeys } from './quick-crypto.js';
import { type MemoryServerLog, memoryServerLog } from './server-log.js';
import type { Place, Setting, StorageUnderTest } from './storages.js';
import { Wires } from './wires.js';
import { settled } from './settled.js';

/** Entries on a page of the server: few, so that logs have several. */
const PAGE_ENTRIES = 3;

/** A key store that outlives its pages. */
export interface KeyShelf extends KeyStore {
  readonly values: Map<string, unknown>;
}

export function keyShelf(values = new Map<string, unknown>()): KeyShelf {
  return {
    values,
    lasts: true,
    get: async (name) => values.get(name),
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => void values.delete(name),
  };
}

/** What is there before a story begins. */
interface Beginning {
  /** What lets others in. */
  readonly ways: readonly Way[];
  readonly log: MemoryServerLog;
  readonly keys: readonly KeyShelf[];
  readonly locals: readonly (readonly (readonly [string, Json])[])[];
}

let beginnings: Promise<readonly Beginning[]> | undefined;

/** Nobody has begun; one device has; another one has come in; and there are links and a code. Made once: it takes as long as a story. */
export const prepareBeginnings = (): Promise<readonly Beginning[]> => (beginnings ??= makeBeginnings());
let made: readonly Beginning[] = [];

async function makeBeginnings(): Promise<readonly Beginning[]> {
  beginRandom(1);
  const log = memoryServerLog();
  const { now } = new Wires();
  const keys = [keyShelf(), keyShelf()];
  const locals = [memoryLocal(), memoryLocal()];
  const all: Beginning[] = [];
  const ways: Way[] = [];
  const keep = async (): Promise<void> => {
    all.push({
      ways: [...ways],
      log: log.copy(),
      keys: keys.map(({ values }) => keyShelf(new Map(values))),
      locals: await Promise.all(locals.map((local) => local.list(''))),
    });
  };
  const [ana, ben] = keys.map((each, device) => {
    const keyring = openKeyring({ keys: each, local: locals[device]!, now: () => now });
    const direct = <T>(_kind: unknown, _name: unknown, effect: () => Promise<T>): Promise<T> => effect();
    const remote = straight(log, keyring, { call: direct, deliver: () => undefined });
    return openMembership({ storage: encrypted(remote, keyring), names, find: remote.find });
  });
  await keep();
  await ana!.start('ana', 'd0');
  await keep();
  const { link } = await ana!.invite('ben', PAGE);
  await ben!.join(link, 'd1');
  await keep();
  for (const member of ['ana', 'ben']) ways.push(await linkFrom(ana!, member));
  ways.push(await codeFrom(ben!));
  await keep();
  keepKeys();
  return (made = all);
}

/** Logs that are encrypted, with or without a copy on the device, over HTTP or over a bare server that knows tokens. */
export function sharedStack(
  { devices, ready, wires }: Setting,
  layers: { readonly mirror: boolean; readonly http: boolean },
): StorageUnderTest {
  const beginning = made[ready]!;
  beginRandom(2);
  const log = beginning.log.copy();
  const machines = Array.from({ length: devices }, (_, device) => ({
    keys: keyShelf(new Map(beginning.keys[device]?.values)),
    local: filled(beginning.locals[device] ?? []),
    mirror: durableMemory(),
    ...simulatedBrowser(),
  }));
  const network = layers.http ? simulatedNetwork(wires, log, PAGE_ENTRIES) : undefined;
  const god = openKeyring({ keys: machines[0]!.keys, local: memoryLocal(), now: () => wires.now });
  const truth = seen(encrypted(bare(log), god));
  const opens = async (name: LogId, token: string): Promise<boolean> =>
    !('refused' in (await log.check(name, { hash: hashOf(token), now: wires.now })));
  const people = openPeople({ machines, truth, wires, bare: () => bare(log), opens, ways: beginning.ways });

  return {
    truth,
    locals: machines.map(({ local }) => local),
    settle: settled,
    people,
    live: layers.http,
    ...(network && { restart: () => network.restart() }),

    open(place) {
      const { keys, mirror, locks, channel } = machines[place.device]!;
      const schedule = (run: () => void, ms: number) => place.later(run, ms);
      const keyring = openKeyring({ keys: place.connect(keys, 'device'), local: place.local, now: () => wires.now });
      const remote = network
        ? httpStorage({
            url: 'http://server',
            token: (name) => keyring.token(name),
            fetch: network.fetch(place),
            schedule,
            random: () => 1,
            now: () => wires.now,
            onWake: () => () => undefined,
          })
        : straight(log, keyring, place, wires);
      const secret = encrypted(remote, keyring);
      const membership = openMembership({ storage: secret, names, find: (token) => remote.find(token) });
      people.move(place, membership);
      if (!layers.mirror) return secret;
      return mirrored(secret, place.connect(mirror, 'device'), {
        name: 'mirror',
        locks: locks(place),
        channel: channel(place),
        schedule,
        random: () => 1,
      });
    },

    async prove(entries) {
      await people.prove(entries);
      if (!layers.mirror) return;
      for (const [device, { mirror }] of machines.entries()) {
        const { state } = await people.standing(device);
        await provePrefix(mirror, entries, state === 'in' ? entries.length : 0);
      }
    },
  };
}

function filled(rows: readonly (readonly [string, Json])[]): LocalStore {
  const local = memoryLocal();
  for (const [key, value] of rows) void local.set(key, value);
  return local;
}

const hashOf = (token = ''): string => createHash('sha256').update(token).digest('base64url');

/** Nobody has begun: then the log is empty. */
function seen(storage: EncryptedStorage): EncryptedStorage {
  return {
    ...storage,
    read: async (name, ...rest) => {
      if (!(await storage.keyring.row(name))) return { entries: [], head: 0 };
      return storage.read(name, ...rest);
    },
  };
}

const page = ({ entries, head }: KeptPage): LogPage => ({
  entries: entries.map(({ body, ...entry }): StoredEntry => ({ ...entry, body: JSON.parse(body) as Json })),
  head,
});

/** The server's log as whoever runs the server sees it. */
const bare = (log: MemoryServerLog): LogStorage => ({
  name: 'bare',
  supports: { durable: true, live: false, shared: true },
  read: async (name, after, { limit } = {}) => page(log.peek(name, after, limit)),
  append: () => Promise.reject(new TypeError('Nobody writes past the tokens')),
  erase: () => Promise.reject(new TypeError('Nobody erases past the tokens')),
  close: async () => undefined,
});

/** The server's log without HTTP, as one tab reaches it. */
function straight(
  log: MemoryServerLog,
  keyring: Keyring,
  { call, deliver }: Pick<Place, 'call' | 'deliver'>,
  wires: { readonly now: number } = new Wires(),
): LogStorage & { find(token: string): Promise<readonly LogId[]> } {
  const room = { entries: 1e6, bytes: 1e9, tokens: 1e3 };
  const limit = { entries: PAGE_ENTRIES, bytes: 1e9 };
  const caller = (hash: string): Caller => ({ hash, now: wires.now });
  const grants = ({ add = [], remove = [], only }: AccessChange = {}) => ({
    only,
    add: add.map(({ hash, until }) => ({ hash, until: until === undefined ? undefined : Date.parse(until) })),
    remove,
  });

  /** Shows the token of this device, and tells a refusal as the client for HTTP does. */
  async function ask<T>(name: string, token: string | undefined, effect: (hash: string) => Promise<T>): Promise<T> {
    const hash = hashOf(token);
    return call('log', name, () =>
      effect(hash).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        throw new TandemError('NETWORK_REFUSED', 'The server does not let this device in', {
          details: { code: error.code },
        });
      }),
    );
  }

  return {
    name: 'straight',
    supports: { durable: true, live: true, shared: true },

    read: async (name, after, options = {}) =>
      ask('read', await keyring.token(name), async (hash) => {
        const found = await log.check(name, caller(hash));
        if ('refused' in found && found.refused === 'log-unknown') return { entries: [], head: 0 };
        const entries = Math.min(options.limit ?? Infinity, PAGE_ENTRIES);
        return page(await log.read(name, caller(hash), after, { ...limit, entries }));
      }),

    append: async (name, expected, entries, options = {}) =>
      ask('append', await keyring.token(name), async (hash) => {
        const { access } = options;
        const found = await log.check(name, caller(hash));
        if ('refused' in found && found.refused === 'log-unknown') {
          if (expected > 0) return { status: 'conflict', newer: { entries: [], head: 0 } };
          await log.create(name, caller(hash), [{ hash, until: undefined }]);
        }
        const kept = entries.map(({ id, body }) => ({ id, body: JSON.stringify(body) }));
        const request = { expected, entries: kept, grants: grants(access), room, page: limit };
        const outcome = await log.append(name, caller(hash), request);
        if (outcome.status === 'log-full') throw new TypeError('full');
        return outcome.status === 'conflict' ? { ...outcome, newer: page(outcome.newer) } : outcome;
      }),

    find: (token) => ask('read', token, (hash) => log.find(caller(hash))),

    subscribe(name, listener) {
      const tell = (head: number): void =>
        deliver((outcome) => {
          if (outcome === 'fails before' || outcome === 'answer lost') return;
          if (outcome === 'twice') tell(head);
          listener(head);
        }, `head ${head}`);
      tell(log.peek(name, 0).head);
      return log.follow({ news: (news) => news.log === name && tell(news.head), gap: () => undefined });
    },

    erase: () => Promise.reject(new TypeError('Nobody erases in these stories')),
    close: async () => undefined,
  };
}
