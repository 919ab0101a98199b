import { define } from '../elements/base/define.js';
import { TandemWorkspace } from '../elements/workspace/workspace.js';
import './agreement.js';
import './check-in.js';
import './cycle.js';
import './goals.js';
import './next-step.js';
import './plan.js';
import './reflection.js';
import './role-swap.js';
import './sync-status.js';
import './timeline.js';

define(TandemWorkspace);

// The tag and the events, for TypeScript.
export type * from '../index.js';
