import type { Channel, Locks } from '../../../../src/storage/mirrored/tabs.js';
import type { Place } from './storages.js';

/** What the tabs of one device share besides its stores: Web Locks and channels. */
export interface Browser {
  locks(place: Place): Locks;
  channel(place: Place): (name: string) => Channel;
}

interface Turn {
  readonly begin: () => void;
  /** It has the lock, or is about to get it. */
  holds: boolean;
}

type Listener = (event: { readonly data: unknown }) => void;

/** Messages between tabs arrive some time, and never twice; a tab that is gone lets go of its locks. */
export function simulatedBrowser(): Browser {
  const queues = new Map<string, Turn[]>();
  const channels = new Set<{ readonly name: string; readonly place: Place; readonly listeners: Set<Listener> }>();

  function grant(queue: Turn[]): void {
    const [first] = queue;
    if (!first || first.holds) return;
    first.holds = true;
    first.begin();
  }

  return {
    locks: (place) => ({
      request: (name, { signal }, work) =>
        new Promise<void>((resolve, reject) => {
          const queue = queues.get(name) ?? [];
          queues.set(name, queue);
          const leave = (): void => {
            if (queue.includes(turn)) queue.splice(queue.indexOf(turn), 1);
            grant(queue);
          };
          let working = false;
          const turn: Turn = {
            holds: false,
            begin: () =>
              place.later(() => {
                if (!queue.includes(turn)) return;
                working = true;
                work().then(resolve, reject).finally(leave);
              }),
          };
          signal.addEventListener('abort', () => {
            if (working) return;
            leave();
            reject(new DOMException('no longer wanted', 'AbortError'));
          });
          place.onGone(leave);
          queue.push(turn);
          grant(queue);
        }),
    }),

    channel: (place) => (name) => {
      const listeners = new Set<Listener>();
      const mine = { name, place, listeners };
      channels.add(mine);
      const close = (): void => void channels.delete(mine);
      place.onGone(close);
      return {
        postMessage(message) {
          const data: unknown = structuredClone(message);
          for (const other of channels) {
            if (other === mine || other.name !== name) continue;
            other.place.later(() => {
              if (channels.has(other)) for (const listener of other.listeners) listener({ data });
            });
          }
        },
        addEventListener: (_type, listener) => void listeners.add(listener),
        close,
      };
    },
  };
}
