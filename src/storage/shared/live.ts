import type { LogId, Unsubscribe, Version } from '../../core/log/storage.js';

/** Tells of appends, in this object and to every other one on the same data, in any tab. */
export interface Live {
  subscribe(log: LogId, listener: (head: Version) => void): Unsubscribe;
  tell(log: LogId, head: Version): void;
  close(): void;
}
