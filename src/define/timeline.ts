import { define } from '../elements/base/define.js';
import { TandemTimeline } from '../elements/timeline/timeline.js';

define(TandemTimeline);
