import { type TemplateResult, html, svg } from 'lit';
import { type PartnershipDocument, type Seat, balance, nameOf, otherSeat, seats } from '../../core/index.js';
import { icon } from '../base/parts/icons.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import type { RoleSwapTerms } from './role-swap.words.js';

/** Who is coachee and who is coach; `crossing` for the moment in which that changes. */
export function people(
  document: PartnershipDocument,
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
    ${side(coachee, terms.coachee)}<span class="cross soft">${icon('swap')}</span>
    ${side(otherSeat(coachee), terms.coach)}
  </div>`;
}

/** Who was coachee how often, as one bar with a name at each end. */
export function balanceBar(document: PartnershipDocument, me: Seat, terms: RoleSwapTerms): TemplateResult {
  const { dueAsCoachee, ...members } = balance(document);
  const [one, two] = [members[1].asCoachee.rounds, members[2].asCoachee.rounds];
  const share = one + two ? (one / (one + two)) * 100 : 50;
  const due =
    dueAsCoachee === undefined
      ? terms.even
      : dueAsCoachee === me
        ? terms.dueMe
        : sentence(terms.due, nameOf(document, dueAsCoachee));
  return html`<figure class="stack tight" data-part="balance">
    <figcaption class="label">${terms.balance}</figcaption>
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      ${
        one + two
          ? svg`<rect class="one" width=${Math.max(0, share - 0.4)} height="6" /><rect class="two" x=${share + (share < 100 ? 0.4 : 0)} width=${Math.max(0, 99.6 - share)} height="6" />`
          : svg`<rect class="none" width="100" height="6" />`
      }
    </svg>
    <div class="row apart">
      ${seats.map((seat) => {
        const { rounds, checkIns } = members[seat].asCoachee;
        return html`<span class="seat-${seat} ends"
          ><bdi class="who">${nameOf(document, seat)}</bdi>
          <span class="small">${terms.rounds(rounds, checkIns)}</span></span
        >`;
      })}
    </div>
    <p class="small soft">${due}</p>
  </figure>`;
}
