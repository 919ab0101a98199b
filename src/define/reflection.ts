import { define } from '../elements/base/define.js';
import { TandemReflection } from '../elements/reflection/reflection.js';

define(TandemReflection);

// The tag and the events, for TypeScript.
export type * from '../index.js';
