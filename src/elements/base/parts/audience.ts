import { type TemplateResult, html } from 'lit';
import type { Audience } from '../../../core/index.js';
import { icon } from './icons.js';

/** Who can read this: stands at every text. `who` is the sentence, e.g. "You and Ben". */
export const audienceMark = (audience: Audience, who: string): TemplateResult =>
  html`<span class="audience" data-audience=${audience}
    >${icon(audience === 'me' ? 'lock' : 'pair')}<bdi>${who}</bdi></span
  >`;
