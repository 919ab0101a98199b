import { define } from '../elements/base/define.js';
import { TandemReflection } from '../elements/reflection/reflection.js';

define(TandemReflection);
