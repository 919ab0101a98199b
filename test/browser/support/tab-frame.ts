/**
 * Runs inside an iframe of its own, which to storage is another tab: its own IndexedDB connections, its own channel,
 * its own `storage` events, and a partnership's code too. Removing the iframe is the end of the tab, without any closing.
 */
import { type LocalStore, type LogStorage, type Partnership, openPartnership } from '../../../src/core/index.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { mirrored } from '../../../src/storage/mirrored.js';
import { webStorage } from '../../../src/storage/web-storage.js';

/** What the test gets to hold of the other tab. */
export interface Tab {
  indexedDb(name: string): LogStorage;
  indexedDbLocal(name: string): LocalStore;
  webStorage(prefix: string): LogStorage;
  /** A mirror of the remote in the database of this name. */
  mirrored(remote: LogStorage, name: string): LogStorage;
  /** Opens a partnership on the databases of this name. */
  partnership(name: string, options: { readonly id: string; readonly me: string }): Partnership;
  /** Appends entries one by one, going on from the new head after every conflict. */
  write(storage: LogStorage, log: string, prefix: string, count: number): Promise<void>;
}

declare global {
  interface Window {
    tandemTabReady?: (tab: Tab) => void;
  }
}

const tab: Tab = {
  indexedDb: (name) => indexedDb({ name }),
  indexedDbLocal: (name) => indexedDbLocal({ name }),
  webStorage: (prefix) => webStorage(localStorage, { prefix }),
  mirrored: (remote, name) => mirrored(remote, indexedDb({ name }), { name }),
  partnership: (name, options) =>
    openPartnership({ ...options, storage: indexedDb({ name }), local: indexedDbLocal({ name }) }),
  async write(storage, log, prefix, count) {
    let head = 0;
    for (let index = 1; index <= count;) {
      const result = await storage.append(log, head, [{ id: `${prefix}${index}`, body: index }]);
      if (result.status === 'appended') {
        head = result.versions[0] ?? head;
        index += 1;
      } else {
        head = result.newer.head;
      }
    }
  },
};

window.tandemTabReady?.(tab);
