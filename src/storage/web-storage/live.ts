import type { LogId, Version } from '../../core/log/storage.js';
import { createListeners, type Listeners } from '../shared/listeners.js';
import type { Live } from '../shared/live.js';
import { logOfKey } from './batches.js';

type Subscriber = { readonly prefix: string; readonly listeners: Listeners };

/** The objects on each area: the `storage` event is not fired in the window that wrote. */
const objects = new WeakMap<Storage, Set<Subscriber>>();

/** Within this tab word goes directly, between tabs by the browser's `storage` event. */
export function createLive(area: Storage, prefix: string, head: (log: LogId) => Version): Live {
  const me: Subscriber = { prefix, listeners: createListeners() };
  const onArea = objects.get(area) ?? new Set();
  objects.set(area, onArea.add(me));

  function onStorage({ storageArea, key }: StorageEvent): void {
    if (storageArea !== area) return;
    // No key: the area was cleared.
    const changed = key === null ? me.listeners.logs() : [logOfKey(prefix, key)];
    for (const log of changed) if (log !== undefined) me.listeners.tell(log, head(log));
  }

  const hasWindow = typeof window !== 'undefined';
  if (hasWindow) window.addEventListener('storage', onStorage);

  return {
    subscribe: (log, listener) => me.listeners.add(log, listener),
    tell(log, newHead) {
      for (const other of onArea) if (other.prefix === prefix) other.listeners.tell(log, newHead);
    },
    close() {
      if (hasWindow) window.removeEventListener('storage', onStorage);
      onArea.delete(me);
      me.listeners.clear();
    },
  };
}
