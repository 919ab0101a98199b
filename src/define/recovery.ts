import { define } from '../elements/base/define.js';
import { TandemRecovery } from '../elements/recovery/recovery.js';

define(TandemRecovery);

// The tag and the events, for TypeScript.
export type * from '../index.js';
