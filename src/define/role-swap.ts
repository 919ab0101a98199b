import { define } from '../elements/base/define.js';
import { TandemRoleSwap } from '../elements/role-swap/role-swap.js';

define(TandemRoleSwap);
