import { define } from '../elements/base/define.js';
import { TandemSyncStatus } from '../elements/sync-status/sync-status.js';

define(TandemSyncStatus);
