/**
 * What every storage adapter checks before it does anything, for those who write their own: misuse then looks the same
 * everywhere.
 *
 * @module tandem-coaching/storage/adapter
 */
export { checkAppend, checkLogId, checkRead, copyJson, throwIfAborted } from '../core/log/arguments.js';
