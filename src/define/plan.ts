import { define } from '../elements/base/define.js';
import { TandemPlan } from '../elements/plan/plan.js';

define(TandemPlan);

// The tag and the events, for TypeScript.
export type * from '../index.js';
