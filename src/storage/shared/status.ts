import type { Connection, ConnectionStatus } from '../../core/log/storage.js';
import { createListeners } from './listeners.js';

/** A {@link Connection} whose status is set from inside. */
export interface Status extends Connection {
  set(next: ConnectionStatus): void;
}

/** @param status how it begins */
export function createStatus(status: ConnectionStatus): Status {
  const listeners = createListeners();
  return {
    getSnapshot: () => status,
    subscribe: (listener) => listeners.add('', listener),
    set(next) {
      const { state, lastHeard, error } = status;
      const isSameError = next.error?.code === error?.code && next.error?.details['code'] === error?.details['code'];
      if (next.state === state && next.lastHeard === lastHeard && isSameError) return;
      status = next;
      listeners.tell('', 0);
    },
  };
}
