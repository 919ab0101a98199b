import type { LogId, Version } from '../../core/log/storage.js';
import { createListeners } from '../shared/listeners.js';
import type { Live } from '../shared/live.js';

/** Whether this browser can carry word from one tab to another. */
export const canBeLive = (): boolean => typeof BroadcastChannel === 'function';

/** One channel a database. It is opened when the first one listens or tells: a page may never do either. */
export function createLive(database: string): Live {
  const listeners = createListeners();
  let channel: BroadcastChannel | undefined;

  function open(): BroadcastChannel {
    if (channel) return channel;
    channel = new BroadcastChannel(`tandem-coaching:indexeddb:${database}`);
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isNews(data)) listeners.tell(data.log, data.head);
    });
    return channel;
  }

  return {
    subscribe(log, listener) {
      open();
      return listeners.add(log, listener);
    },
    tell(log, head) {
      // A channel never hears itself.
      listeners.tell(log, head);
      open().postMessage({ log, head });
    },
    close() {
      listeners.clear();
      channel?.close();
      channel = undefined;
    },
  };
}

/** Any script of the origin can post to the channel. */
function isNews(data: unknown): data is { log: LogId; head: Version } {
  return (
    typeof data === 'object' &&
    data !== null &&
    'log' in data &&
    'head' in data &&
    typeof data.log === 'string' &&
    Number.isSafeInteger(data.head)
  );
}
