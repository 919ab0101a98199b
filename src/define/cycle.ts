import { define } from '../elements/base/define.js';
import { TandemCycle } from '../elements/cycle/cycle.js';

define(TandemCycle);
