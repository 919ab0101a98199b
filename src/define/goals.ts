import { define } from '../elements/base/define.js';
import { TandemGoals } from '../elements/goals/goals.js';

define(TandemGoals);

// The tag and the events, for TypeScript.
export type * from '../index.js';
