import type { LogId, Unsubscribe, Version } from '../../core/log/storage.js';

/** Who wants to hear of appends to which log, within one JavaScript realm. */
export interface Listeners {
  add(log: LogId, listener: (head: Version) => void): Unsubscribe;
  /** Tells everyone who listens to the log, each in a microtask of its own: one that throws harms no other. */
  tell(log: LogId, head: Version): void;
  /** The logs that somebody listens to. */
  logs(): readonly LogId[];
  clear(): void;
}

export function createListeners(): Listeners {
  type Subscription = { readonly listener: (head: Version) => void; active: boolean };
  const byLog = new Map<LogId, Set<Subscription>>();
  return {
    add(log, listener) {
      const subscription: Subscription = { listener, active: true };
      const subscriptions = byLog.get(log) ?? new Set();
      byLog.set(log, subscriptions.add(subscription));
      return () => {
        subscription.active = false;
        subscriptions.delete(subscription);
        if (subscriptions.size === 0 && byLog.get(log) === subscriptions) byLog.delete(log);
      };
    },
    tell(log, head) {
      for (const subscription of byLog.get(log) ?? []) {
        // Checked again when its turn comes: it may have been unsubscribed in between.
        queueMicrotask(() => {
          if (subscription.active) subscription.listener(head);
        });
      }
    },
    logs: () => [...byLog.keys()],
    clear() {
      for (const subscriptions of byLog.values()) for (const subscription of subscriptions) subscription.active = false;
      byLog.clear();
    },
  };
}
