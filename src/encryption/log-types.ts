import { TandemError } from '../core/errors.js';
import type { AccessChange, Entry, Version } from '../core/log/storage.js';
import type { ChainState } from './chain.js';
import type { KeyPairs } from './crypto.js';
import type { Envelope } from './envelope.js';

/** What is to be appended, and who may use the log from then on. */
export interface Change {
  readonly entries: readonly Entry[];
  readonly access: AccessChange;
}

/** Who opens a log: a device, or whoever has a link or recovery code. */
export interface Receiver {
  readonly id: string;
  /** Looks once: what it has proved is not kept. */
  readonly passing?: true;
  /** Its keys; a ticket's are in the log itself. */
  keys(state: ChainState): Promise<KeyPairs | undefined>;
}

/** How far a log was proved. */
export interface Proved {
  readonly state: ChainState;
  /** Proved hashes of entries, by version. */
  readonly trail: Map<Version, string>;
  /** All entries up to there, where they were proved on the way in: nobody has to fetch them a second time. */
  readonly ahead: readonly Envelope[];
}

/** This device, or whoever else asks, is not in the log. */
export const keysMissing = (): TandemError =>
  new TandemError('ENCRYPTION_KEYS_MISSING', 'This device has no keys to the log');
