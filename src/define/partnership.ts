import { define } from '../elements/base/define.js';
import { TandemPartnership } from '../elements/partnership/partnership.js';

define(TandemPartnership);
