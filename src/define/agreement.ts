import { TandemAgreement } from '../elements/agreement/agreement.js';
import { define } from '../elements/base/define.js';

define(TandemAgreement);
