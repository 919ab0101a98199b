import { define } from '../elements/base/define.js';
import { TandemGoals } from '../elements/goals/goals.js';

define(TandemGoals);
