import type { LocalStore } from '../../../../src/core/log/local-store.js';
import type { LogStorage, Unsubscribe } from '../../../../src/core/log/storage.js';
import { durableMemory } from '../world.js';

/** A tab on a device, as the storage that is opened in it sees its surroundings. */
export interface Place {
  /** Which device: 0 for the first. Its tabs share what is kept there; nothing of a page outlives a crash. */
  readonly device: number;
  /**
   * A store as this page reaches it: `log` over the network (calls get lost, doubled, delayed, overtaken, and their answers
   * too), `device` on its own disk (calls fail, or end with the page, but never come twice).
   */
  connect<S extends LogStorage | LocalStore>(store: S, kind: 'log' | 'device'): S;
  /** The same for anything else that travels, e.g. a request of one's own. */
  call<T>(kind: 'log' | 'device', name: string, effect: () => Promise<T>): Promise<T>;
  /** In place of `setTimeout`: it goes off some time, after any of the other things on their way. */
  later(act: () => void): Unsubscribe;
}

/** A storage to be put to the test, with everything behind it, for one story. */
export interface StorageUnderTest {
  /** The log as an honest reader sees it, without any faults in the way. */
  readonly truth: LogStorage;
  /** Opens the storage in a tab. The tab closes it when it is closed; after a crash nobody does. */
  open(place: Place): LogStorage;
  /** Resolves when nothing moves by itself any more. Needed where more happens than promises, e.g. cryptography. */
  readonly settle?: () => Promise<void>;
}

/** Makes a storage for one story, with `devices` machines. A further storage gets a row here. */
export const storages: Readonly<Record<string, (devices: number) => StorageUnderTest>> = {
  /** A bare log on a server. */
  plain: () => {
    const server = durableMemory();
    return { truth: server, open: ({ connect }) => connect(server, 'log') };
  },
};
