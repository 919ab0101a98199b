import { type TemplateResult, html, nothing, svg } from 'lit';
import {
  type PartnershipDocument,
  type Seat,
  balance,
  emptyDocument,
  nameOf,
  otherSeat,
  seats,
} from '../../core/index.js';
import { TandemElement, type View } from '../base/element.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { phaseWords } from '../base/words/common.js';
import { writingWords } from '../base/words/writing.js';
import { cycleStyles } from './cycle.styles.js';
import { cycleWords } from './cycle.words.js';
import { phases } from './geometry.js';
import { wheels } from './wheels.js';

/**
 * A map of the phases and both seats: each person is one wheel, and the role swap is the crossing between them. Below
 * it stands how much each has been coached so far.
 *
 * @tag tandem-cycle
 * @summary Where both are in the cycle, and how much has gone back and forth.
 * @csspart wheels - The drawing.
 * @csspart ledger - What stands below it.
 */
export class TandemCycle extends TandemElement {
  static readonly tag: string = 'tandem-cycle';
  static override styles = [...TandemElement.styles, cycleStyles];

  protected override renderForming(): TemplateResult {
    return this.#renderMap(emptyDocument);
  }

  protected override renderView({ document, me }: View): TemplateResult {
    return this.#renderMap(document, me);
  }

  #renderMap(document: PartnershipDocument, me?: Seat): TemplateResult {
    const { status } = document;
    const terms = this.words(cycleWords);
    const { pausedNow, closedNow } = this.words(writingWords);
    const isEarly = status === 'forming' || status === 'agreeing';
    const note = isEarly ? terms.quiet : { paused: pausedNow, closed: closedNow, coaching: '' }[status];
    const drawn = { names: this.words(phaseWords), round: terms.round };
    return html`<section class="pad stack">
      ${heading(this.headingLevel, terms.title, '')}
      <div>${wheels(document, 'across', drawn)} ${wheels(document, 'down', drawn)}</div>
      ${
        me
          ? html`<ul class="hidden-text">
              ${[me, otherSeat(me)].map((seat) => html`<li>${this.#inWords(document, seat)}</li>`)}
            </ul>`
          : nothing
      }
      ${note ? html`<p class="small soft">${note}</p>` : nothing} ${isEarly ? nothing : this.#renderLedger(document)}
    </section>`;
  }

  #inWords(document: PartnershipDocument, seat: Seat): TemplateResult {
    const terms = this.words(cycleWords);
    const { phase, round, past } = document.seats[seat];
    return sentence(
      (who, coach = '') => {
        if (phase !== 'resting' && round) {
          const step = phases.indexOf(phase) + 1;
          return terms.where(who, coach, round.number, this.words(phaseWords)[phase], step);
        }
        return past.length ? terms.rests(who, terms.rounds(past.length)) : terms.notYet(who);
      },
      nameOf(document, seat),
      nameOf(document, otherSeat(seat)),
    );
  }

  #renderLedger(document: PartnershipDocument): TemplateResult {
    const terms = this.words(cycleWords);
    const ledger = balance(document);
    const [one, two] = [ledger[1].asCoachee.rounds, ledger[2].asCoachee.rounds];
    const due = ledger.dueAsCoachee;
    return html`<div class="ledger stack tight small" part="ledger">
      <div class="row apart">
        <span>${terms.ledger}</span>
        <span class="soft">${due ? sentence(terms.due, nameOf(document, due)) : terms.even}</span>
      </div>
      ${one + two > 0 ? bar(one, two) : nothing}
      <ul class="plain row apart shares">
        ${seats.map((seat) => {
          const { rounds, checkIns } = ledger[seat].asCoachee;
          return html`<li>
            <p class="label"><bdi>${nameOf(document, seat)}</bdi></p>
            <p class="soft">${terms.rounds(rounds)}</p>
            <p class="soft">${terms.checkIns(checkIns)}</p>
          </li>`;
        })}
      </ul>
    </div>`;
  }
}

/** Two shares of one bar, in the colours of the two; the numbers stand below it. */
const bar = (one: number, two: number): TemplateResult => {
  const share = (one / (one + two)) * 100;
  const gap = one && two ? 0.4 : 0;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    ${one ? svg`<rect class="seat-1" width=${share - gap} height="8"></rect>` : nothing}
    ${two ? svg`<rect class="seat-2" x=${share + gap} width=${100 - share - gap} height="8"></rect>` : nothing}
  </svg>`;
};

declare global {
  interface HTMLElementTagNameMap {
    'tandem-cycle': TandemCycle;
  }
}
