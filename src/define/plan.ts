import { define } from '../elements/base/define.js';
import { TandemPlan } from '../elements/plan/plan.js';

define(TandemPlan);
