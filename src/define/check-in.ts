import { define } from '../elements/base/define.js';
import { TandemCheckIn } from '../elements/check-in/check-in.js';

define(TandemCheckIn);

// The tag and the events, for TypeScript.
export type * from '../index.js';
