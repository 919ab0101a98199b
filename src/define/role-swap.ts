import { define } from '../elements/base/define.js';
import { TandemRoleSwap } from '../elements/role-swap/role-swap.js';

define(TandemRoleSwap);

// The tag and the events, for TypeScript.
export type * from '../index.js';
