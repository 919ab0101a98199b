import { type TemplateResult, html, nothing, svg } from 'lit';
import { type Seat, balance, nameOf, otherSeat, seats } from '../../core/index.js';
import type { View } from '../base/element.js';
import { icon } from '../base/parts/icons.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import type { RoleSwapTerms } from './role-swap.words.js';

/** Who is coachee and who is coach; `crossing` for the moment in which that changes. */
export function people(
  { document }: View,
  coachee: Seat,
  terms: RoleSwapTerms,
  crossing: boolean,
  crossed: () => void,
): TemplateResult {
  const side = (seat: Seat, role: string) =>
    html`<div class="side" data-seat=${seat} @animationend=${crossed}>
      ${person(document, seat)}<span class="eyebrow">${role}</span>
    </div>`;
  return html`<div class="people ${crossing ? 'crossing' : ''}">
    ${side(coachee, terms.coachee)}<span class="soft">${icon('swap')}</span> ${side(otherSeat(coachee), terms.coach)}
  </div>`;
}

/** Who was coachee how often, as one bar with a name at each end. */
export function balanceBar({ document, me }: View, terms: RoleSwapTerms): TemplateResult {
  const { dueAsCoachee: due, ...members } = balance(document);
  const [one, two] = [members[1].asCoachee.rounds, members[2].asCoachee.rounds];
  return html`<figure class="stack tight" data-part="balance">
    <figcaption class="label">${terms.balance}</figcaption>
    ${
      one + two
        ? html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            ${svg`<rect class="seat-2" width="100" height="6" /><rect class="seat-1" width=${(one / (one + two)) * 100} height="6" />`}
          </svg>`
        : nothing
    }
    <div class="row apart">
      ${seats.map((seat) => {
        const { rounds, checkIns } = members[seat].asCoachee;
        return html`<span class="seat-${seat}"
          ><bdi class="who">${nameOf(document, seat)}</bdi>
          <span class="small">${terms.rounds(rounds, checkIns)}</span></span
        >`;
      })}
    </div>
    <p class="small soft">
      ${due === undefined ? terms.even : due === me ? terms.dueMe : sentence(terms.due, nameOf(document, due))}
    </p>
  </figure>`;
}
