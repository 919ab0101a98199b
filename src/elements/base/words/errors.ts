import type { TandemErrorCode } from '../../../core/errors.js';
import { words } from './words.js';

/** What only a device meets that is not in yet. */
export type DoorErrorCode = Extract<
  TandemErrorCode,
  `INVITATION_${string}` | `RECOVERY_${string}` | 'ENCRYPTION_KEYS_MISSING'
>;

/** A sentence for every error but those: what happened, and what a person can do. */
export const errorWords = words('errors', {
  STORAGE_UNAVAILABLE: 'This browser does not let us keep anything, perhaps because the window is private.',
  STORAGE_QUOTA_EXCEEDED: 'This device is full. Make some room, then try again. Your text is still here.',
  STORAGE_CONNECTION_LOST: 'The connection to the storage was lost. Your text is still here; try again.',
  STORAGE_BLOCKED: 'Another tab blocks the storage. Close other tabs of this page, then try again.',
  STORAGE_CLOSED: 'The storage was closed. Reload the page.',
  STORAGE_FAILED: 'The storage did not answer as it should. Your text is still here; try again.',
  STORAGE_REJECTED: 'The server does not take this, perhaps because it is too long. Your text is still here.',
  NETWORK_OFFLINE: 'The server cannot be reached. Your text is kept on this device and sent later.',
  NETWORK_REFUSED: 'The server does not let this device in. Your text is kept here.',
  NETWORK_LIMITED: 'The server is busy. Your text is kept on this device and sent later.',
  NETWORK_FAILED: 'The server did not answer as it should. Your text is kept on this device and sent later.',
  LOG_ENTRY_CORRUPT: 'Part of your history is damaged. You can read up to there; nothing has been deleted.',
  LOG_GAP: 'Part of your history is missing. You can read up to there; nothing has been deleted.',
  LOG_REWRITTEN: 'The history was changed or erased elsewhere. Nothing more is written here.',
  LOG_FORGED: 'Part of your history is not by you two. You can read up to there; nothing has been deleted.',
  ENCRYPTION_UNAVAILABLE: 'Sharing needs a page served over HTTPS.',
  FACT_UNKNOWN: 'A newer version of this page has been used. Reload to update; until then you can read.',
  COMMAND_REFUSED: 'That is not possible now.',
  VALIDATION_FAILED: 'Something is missing or too long here.',
  NOT_CONNECTED: 'This part of the page needs to be placed inside a partnership.',
  ABORTED: 'That was stopped. Your text is still here.',
} satisfies Record<Exclude<TandemErrorCode, DoorErrorCode>, string>);
