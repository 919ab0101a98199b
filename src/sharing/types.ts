import type { TandemError } from '../core/errors.js';
import type { Unsubscribe } from '../core/log/storage.js';
import type { Device, OpenInvitation } from '../encryption/membership.js';

export type { Device, OpenInvitation };

/** An invitation that was just made. The link is shown once and kept nowhere. */
export interface Invitation extends OpenInvitation {
  /** What to send: it opens the partnership for whoever has it first. */
  readonly link: string;
}

/**
 * How this device stands to the partnership.
 *
 * - `opening`: the device looks for its keys.
 * - `unknown`: it has none: start a partnership here, open a link, or use a recovery code.
 * - `shared`: it has keys, and reads and writes.
 * - `removed`: it was taken out by one of the two; what it had until then stays readable here. A link or a recovery code
 *   brings it back.
 */
export type SharingState = 'opening' | 'unknown' | 'shared' | 'removed';

/** Devices and keys at one moment. Immutable; parts that did not change stay the same objects. */
export interface SharingSnapshot {
  readonly state: SharingState;
  /** Who uses this device; `undefined` until that is known. */
  readonly me: string | undefined;
  /** Devices of both, the oldest first. */
  readonly devices: readonly Device[];
  /** Links that are still open, made on any device of this member. */
  readonly invitations: readonly OpenInvitation[];
  /** The same 30 digits on every device of both, in six groups of five; `undefined` where this device is not in. */
  readonly safetyNumber: string | undefined;
  /** Whether a recovery code of this member would work now. */
  readonly canRecover: boolean;
  /** Whether this browser keeps the keys beyond this page; where not, a recovery code is the only way back. */
  readonly keepsKeys: boolean;
  /**
   * Milliseconds by which the server's clock is ahead of this device's, or behind it (then less than 0). 0 where they
   * agree within five minutes, and where nothing is known. Links run out by both clocks.
   */
  readonly clockAhead: number;
  /** Why devices and keys cannot be read now. */
  readonly error: TandemError | undefined;
}

/**
 * Who may read a partnership, and on which devices: what the widgets for inviting, devices and recovery show and do.
 * Everything rejects with `NETWORK_*` where the server cannot be reached, and has then changed nothing.
 */
export interface Sharing {
  /** Local name of the partnership. */
  readonly id: string;
  /** The state now. The same object until something changes. */
  getSnapshot(): SharingSnapshot;
  /** Calls back after every change. */
  subscribe(listener: () => void): Unsubscribe;
  /**
   * Creates the partnership with this device as its first. `unknown` becomes `shared`.
   *
   * @param device name of this device, for people to recognise it: 100 characters at most, without controls and marks
   * that turn the direction of text around
   * @returns rejects with `VALIDATION_FAILED` for another name, as do all three ways in.
   */
  start(device: string): Promise<void>;
  /**
   * Opens a link: this device is in at once. `unknown` or `removed` becomes `shared`.
   *
   * @returns rejects with `INVITATION_*`.
   */
  join(link: string, device: string): Promise<void>;
  /**
   * Lets this device in by a recovery code, which is used up by it. `unknown` or `removed` becomes `shared`.
   *
   * @returns rejects with `RECOVERY_INVALID` for a typing mistake, `RECOVERY_UNKNOWN` where it opens nothing.
   */
  recover(code: string, device: string): Promise<void>;
  /**
   * Makes a link for a member: the partner, or oneself for another device.
   *
   * @param page address of the page that the link opens, without a fragment
   */
  invite(member: string, page: string): Promise<Invitation>;
  /** Makes a link worthless that nobody has opened. One that is gone already is no error. */
  withdraw(invitation: string): Promise<void>;
  /** Takes a device out: what is written from now on, it cannot read. */
  removeDevice(device: string): Promise<void>;
  /**
   * Makes a new recovery code; an older one opens nothing any more. It is shown once and kept nowhere.
   *
   * @returns groups of letters and digits, as they are to be printed
   */
  createRecoveryCode(): Promise<string>;
  /** Tries again what could not be read. */
  retry(): Promise<void>;
  /** Releases what this object holds. Closing twice is harmless. */
  close(): Promise<void>;
}
