import { define } from '../elements/base/define.js';
import { TandemInvite } from '../elements/invite/invite.js';

define(TandemInvite);

// The tag and the events, for TypeScript.
export type * from '../index.js';
