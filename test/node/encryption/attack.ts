import type { AppendResult, Entry, LogId, LogPage, LogStorage, StoredEntry } from '../../../src/core/log/storage.js';
import type { ChainState } from '../../../src/encryption/chain.js';
import { newIdentity } from '../../../src/encryption/entering.js';
import type { OpenLog } from '../../../src/encryption/log.js';
import { PAIR, type Tab, type World } from './world.js';

/** What a malicious server does to what it hands out and takes; replaced in the middle of a test. */
export interface Malice {
  read?: (page: LogPage, log: LogId, after: number) => LogPage | Promise<LogPage>;
  append?: (send: () => Promise<AppendResult>, entries: readonly Entry[], log: LogId) => Promise<AppendResult>;
}

export const malicious =
  (malice: Malice) =>
  (server: LogStorage): LogStorage => ({
    ...server,
    async read(log, after, options) {
      const page = await server.read(log, after, options);
      return malice.read ? malice.read(page, log, after) : page;
    },
    append(log, expected, entries, options) {
      const send = (): Promise<AppendResult> => server.append(log, expected, entries, options);
      return malice.append ? malice.append(send, entries, log) : send();
    },
  });

/** A page whose entries are changed one by one. */
export const changing =
  (change: (entry: StoredEntry) => StoredEntry) =>
  (page: LogPage): LogPage => ({ ...page, entries: page.entries.map(change) });

export const remoteOf = async ({ keyring }: Tab, log = PAIR): Promise<LogId> => (await keyring.row(log))!.remote;

/** All that the server holds of a log. */
export const rawEntries = async (world: World, log: LogId): Promise<readonly StoredEntry[]> =>
  (await world.logs.read(log, 0)).entries;

/** Puts an entry at the end, past all checks, as the server itself can. */
export async function smuggle(world: World, log: LogId, ...entries: readonly Entry[]): Promise<void> {
  const { head } = await world.logs.read(log, 0);
  await world.logs.append(log, head, entries);
}

export const pairLog = ({ storage }: Tab): Promise<OpenLog> => storage.log(PAIR);
export const stateOf = async (tab: Tab): Promise<ChainState> => (await pairLog(tab)).catchUp();

/** A device that nobody let in. */
export async function stranger() {
  const { id, keys } = await newIdentity(true);
  return { id, key: keys.sign.privateKey, keys };
}
