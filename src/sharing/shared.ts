import type { LocalStore } from '../core/log/local-store.js';
import type { LogStorage } from '../core/log/storage.js';
import type { Sharing } from './types.js';

/** All that a shared partnership needs on this device. */
export interface Shared {
  /** Where its logs are: on this device first, encrypted on the server. */
  readonly storage: LogStorage;
  /** What stays on this device. */
  readonly local: LocalStore;
  readonly sharing: Sharing;
  /** The invitation that the page was opened with, until it was used. One that came when this device was in stays. */
  readonly link?: string | undefined;
  /** Releases connections, stores and keys. Closing twice is harmless. */
  close(): Promise<void>;
}
