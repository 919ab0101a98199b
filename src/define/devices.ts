import { define } from '../elements/base/define.js';
import { TandemDevices } from '../elements/devices/devices.js';

define(TandemDevices);

// The tag and the events, for TypeScript.
export type * from '../index.js';
