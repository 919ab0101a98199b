import { define } from '../elements/base/define.js';
import { TandemCheckIn } from '../elements/check-in/check-in.js';

define(TandemCheckIn);
