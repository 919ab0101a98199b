import { define } from '../elements/base/define.js';
import { TandemCycle } from '../elements/cycle/cycle.js';

define(TandemCycle);

// The tag and the events, for TypeScript.
export type * from '../index.js';
