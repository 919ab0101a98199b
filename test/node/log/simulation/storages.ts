import type { LocalStore } from '../../../../src/core/log/local-store.js';
import type { LogStorage, StoredEntry, Unsubscribe } from '../../../../src/core/log/storage.js';
import { mirrored } from '../../../../src/storage/mirrored.js';
import { durableMemory } from '../world.js';
import { simulatedBrowser } from './browser.js';
import { provePrefix } from './model.js';
import type { PeopleAction } from './stories.js';
import { sharedStack } from './shared-stack.js';
import type { Outcome, Wires } from './wires.js';

/** A tab on a device, as the storage that is opened in it sees its surroundings. */
export interface Place {
  /** Which device: 0 for the first. Its tabs share what is kept there; nothing of a page outlives a crash. */
  readonly device: number;
  /** The device's own small store, as this page reaches it. */
  readonly local: LocalStore;
  /**
   * A store as this page reaches it: `log` over the network (calls get lost, doubled, delayed, overtaken, and their answers
   * too), `device` on its own disk (calls fail, or end with the page, but never come twice).
   */
  connect<S extends object>(store: S, kind: 'log' | 'device'): S;
  /** The same for anything else that travels, e.g. a request of one's own. */
  call<T>(kind: 'log' | 'device', name: string, effect: () => Promise<T>): Promise<T>;
  /** In place of `setTimeout`; without a time, a message that always arrives. It may come after anything else on its way. */
  later(act: () => void, ms?: number): Unsubscribe;
  /** A message to this page that may get lost: it is for `arrive` to say what that means. */
  deliver(arrive: (outcome: Outcome) => void, name: string): void;
  /** When the page has crashed or was closed. */
  onGone(act: () => void): void;
}

/** What a story happens on. */
export interface Setting {
  readonly devices: number;
  /** How many devices have their keys when it begins, where that means anything. */
  readonly ready: number;
  readonly wires: Wires;
}

/** A storage to be put to the test, with everything behind it, for one story. */
export interface StorageUnderTest {
  /** The log as an honest reader sees it, without any faults in the way. */
  readonly truth: LogStorage;
  /** What the devices keep, where that has to be there before; else it is made. */
  readonly locals?: readonly LocalStore[];
  /** Opens the storage in a tab. The tab closes it when it is closed; after a crash nobody does. */
  open(place: Place): LogStorage;
  /** Resolves when nothing moves by itself any more. Needed where more happens than promises, e.g. cryptography. */
  readonly settle?: () => Promise<void>;
  /** Where who reads the log is a part of the story. */
  readonly people?: People;
  /** The server ends and starts again. */
  restart?(): void;
  /** All get on by themselves, without anybody pressing "try again". */
  readonly live?: boolean;
  /** What must hold in the end, beside what holds for every storage. */
  prove?(log: readonly StoredEntry[]): Promise<void>;
}

/** People who let devices in and take them out. */
export interface People {
  act(place: Place, action: PeopleAction): void;
  /** Whether a device is in, by what the log says: for one that is out, the version that took it out. */
  standing(
    device: number,
  ): Promise<{ readonly state: 'in' | 'never' } | { readonly state: 'out'; readonly since: number }>;
  /** Id of a device in the log, where it has one. */
  identity(device: number): string | undefined;
  /** Id of the member who uses a device, as the log has to prove it. */
  memberOf(device: number): string | undefined;
  /** Nothing stands in the way any more: whoever failed tries again, in one of these tabs. */
  tryAgain(places: readonly Place[]): Promise<void>;
  /** Throws what was no honest answer. */
  check(): void;
  readonly counts: Readonly<Record<string, number>>;
}

/** Makes a storage for one story. A further storage gets a row here. */
export const storages: Readonly<Record<string, (setting: Setting) => StorageUnderTest>> = {
  /** A bare log on a server. */
  plain: () => {
    const server = durableMemory();
    return { truth: server, open: ({ connect }) => connect(server, 'log') };
  },

  /** A log on a server, with a copy on each device that its tabs share. */
  mirrored({ devices }) {
    const server = durableMemory();
    const machines = Array.from({ length: devices }, () => ({ mirror: durableMemory(), ...simulatedBrowser() }));
    return {
      truth: server,
      open(place) {
        const { mirror, locks, channel } = machines[place.device]!;
        const remote = place.connect(tellsAtOnce(server), 'log');
        return mirrored(remote, place.connect(mirror, 'device'), {
          name: 'mirror',
          locks: locks(place),
          channel: channel(place),
          schedule: (run, ms) => place.later(run, ms),
          random: () => 1,
        });
      },
      async prove(log) {
        for (const { mirror } of machines) await provePrefix(mirror, log);
      },
    };
  },

  /** An encrypted log, over a server that knows tokens. */
  encrypted: (setting) => sharedStack(setting, { mirror: false, http: false }),

  /** Everything: a copy on each device, of an encrypted log, over HTTP, on a server. */
  whole: (setting) => sharedStack(setting, { mirror: true, http: true }),
};

/** Whoever begins to listen hears at once how long the log is, as from a real server. */
function tellsAtOnce(server: LogStorage): LogStorage {
  return {
    ...server,
    subscribe(log, listener) {
      void server.read(log, Number.MAX_SAFE_INTEGER, { limit: 1 }).then(({ head }) => listener(head));
      return server.subscribe!(log, listener);
    },
  };
}
