import { define } from '../elements/base/define.js';
import { TandemPartnership } from '../elements/partnership/partnership.js';

define(TandemPartnership);

// The tag and the events, for TypeScript.
export type * from '../index.js';
