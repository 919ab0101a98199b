import { TandemAgreement } from '../elements/agreement/agreement.js';
import { define } from '../elements/base/define.js';

define(TandemAgreement);

// The tag and the events, for TypeScript.
export type * from '../index.js';
