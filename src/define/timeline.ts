import { define } from '../elements/base/define.js';
import { TandemTimeline } from '../elements/timeline/timeline.js';

define(TandemTimeline);

// The tag and the events, for TypeScript.
export type * from '../index.js';
