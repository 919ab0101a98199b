import { define } from '../elements/base/define.js';
import { TandemSyncStatus } from '../elements/sync-status/sync-status.js';

define(TandemSyncStatus);

// The tag and the events, for TypeScript.
export type * from '../index.js';
