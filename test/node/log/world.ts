import { TandemError, type TandemErrorCode } from '../../../src/core/errors.js';
import type { LocalStore } from '../../../src/core/log/local-store.js';
import { openReplica } from '../../../src/core/log/replica.js';
import type { Replica, ReplicaOptions } from '../../../src/core/log/replica-types.js';
import type { Json, LogStorage, StoredEntry } from '../../../src/core/log/storage.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import {
  shopping,
  type ShoppingCommand,
  type ShoppingFact,
  type ShoppingList,
  type ShoppingRefusal,
} from './shopping.js';

export const LOG = 'list';
export type ShoppingReplica = Replica<ShoppingList, ShoppingCommand, ShoppingFact, ShoppingRefusal>;
type Options = Partial<ReplicaOptions<ShoppingList, ShoppingCommand, ShoppingFact, ShoppingRefusal>>;

/** A memory log that claims to outlive the process, as the tests reopen it. */
export function durableMemory(): LogStorage {
  return { ...memory(), supports: { durable: true, live: true, shared: false } };
}

/** A store with a switch: while `down` is set, the calls named in it fail before they have any effect. */
export function switchable<S extends LogStorage | LocalStore>(
  store: S,
): { readonly store: S; down: readonly string[]; error: TandemError; calls: string[] } {
  const control = {
    down: [] as readonly string[],
    error: new TandemError('STORAGE_UNAVAILABLE', 'Switched off', { retryable: true }),
    calls: [] as string[],
    store: new Proxy(store, {
      get(target, key): unknown {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function' || key === 'subscribe') return value;
        return async (...args: unknown[]) => {
          control.calls.push(String(key));
          if (control.down.includes(String(key)) || control.down.includes('all')) throw control.error;
          return await (value as (...all: unknown[]) => unknown)(...args);
        };
      },
    }),
  };
  return control;
}

let sessions = 0;

/** Opens a replica of the one log that every test has to itself. */
export function open(storage: LogStorage, local: LocalStore = memoryLocal(), options: Options = {}): ShoppingReplica {
  return openReplica({ storage, local, log: LOG, session: `s${++sessions}`, language: shopping, ...options });
}

/** Lets everything run that can run. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/** Every entry of the log. */
export async function entriesOf(storage: LogStorage): Promise<readonly StoredEntry[]> {
  return (await storage.read(LOG, 0)).entries;
}

/** Writes entries past every rule. */
export async function write(storage: LogStorage, ...commands: readonly ShoppingCommand[]): Promise<void> {
  for (const command of commands) {
    const { entries, head } = await storage.read(LOG, 0);
    const list = shopping.fold(
      shopping.empty,
      entries.flatMap((entry) => shopping.decode(entry.body)),
    );
    const decision = shopping.decide(list, command);
    if (decision.status === 'refused') throw new Error(decision.reason.code);
    await storage.append(LOG, head, [{ id: command.id, body: shopping.encode(command, decision.facts) }]);
  }
}

/** Writes one entry with any body. */
export async function writeRaw(storage: LogStorage, id: string, body: Json): Promise<void> {
  const { head } = await storage.read(LOG, 0);
  await storage.append(LOG, head, [{ id, body }]);
}

/** Keys of a local store. */
export async function keysOf(local: LocalStore, prefix = ''): Promise<readonly string[]> {
  return (await local.list(prefix)).map(([key]) => key);
}

/** Ids of the commands that a local store keeps: those that wait, or those of the attention tray. */
export async function keptOn(local: LocalStore, where: 'pending' | 'tray'): Promise<readonly string[]> {
  const rows = (await local.list(`command/${LOG}/`)) as readonly (readonly [string, { readonly kind?: string }])[];
  return rows.flatMap(([key, { kind }]) =>
    (kind === undefined) === (where === 'pending') ? key.split('/').slice(2) : [],
  );
}

/** A row of a command as a local store keeps it. */
export function row(
  order: number,
  command: ShoppingCommand,
  rest: Record<string, Json> = {},
): [key: string, value: Json] {
  return [`command/${LOG}/${command.id}`, { session: 'old', order, command, ...rest }];
}

/** What `assert.rejects` compares with. */
export function coded(code: TandemErrorCode, details?: Record<string, unknown>): (error: unknown) => true {
  return (error) => {
    if (!(error instanceof TandemError)) throw error;
    if (error.code !== code) throw new Error(`${error.code} instead of ${code}`, { cause: error });
    for (const [key, value] of Object.entries(details ?? {})) {
      const found = JSON.stringify(error.details[key]);
      if (found !== JSON.stringify(value)) throw new Error(`details.${key} is ${found}`, { cause: error });
    }
    return true;
  };
}
