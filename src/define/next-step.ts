import { define } from '../elements/base/define.js';
import { TandemNextStep } from '../elements/next-step/next-step.js';

define(TandemNextStep);

// The tag and the events, for TypeScript.
export type * from '../index.js';
