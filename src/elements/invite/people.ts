import { type TemplateResult, html } from 'lit';
import { nameOf, seats } from '../../core/index.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import type { SharingView } from '../base/sharing/sharing-element.js';
import type { InviteTerms } from './invite.words.js';

/** Both, and on how many devices each of them is in; oneself alone while nobody is named. */
export function people({ document, me, mine, devices }: SharingView, terms: InviteTerms): TemplateResult {
  const { members } = document ?? {};
  if (!document || !members)
    return html`<p>${terms.youAlone} <span class="soft">${terms.onDevices(mine.length)}</span></p>`;
  return html`<ul class="plain people">
    ${seats.map((seat) => {
      const { id } = members[seat - 1] ?? {};
      const count = devices.filter(({ member }) => member === id).length;
      const name = nameOf(document, seat);
      return html`<li class="row">
        <span class="person"
          >${person(document, seat, { bare: true })}
          ${id === me ? sentence(terms.you, name) : html`<bdi>${name}</bdi>`}</span
        >
        <span class="soft small">${count ? terms.onDevices(count) : terms.notYet}</span>
      </li>`;
    })}
  </ul>`;
}
