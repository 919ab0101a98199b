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
import { commonWords, phaseWords } from '../base/words/common.js';
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
    return this.#renderMap(emptyDocument, this.words(cycleWords).quiet);
  }

  protected override renderView({ document, me }: View): TemplateResult {
    const common = this.words(commonWords);
    const notes = {
      forming: undefined,
      agreeing: this.words(cycleWords).quiet,
      coaching: undefined,
      paused: common.pausedNow,
      closed: common.closedNow,
    };
    return this.#renderMap(document, notes[document.status], me);
  }

  #renderMap(document: PartnershipDocument, note: string | undefined, me?: Seat): TemplateResult {
    const names = this.words(phaseWords);
    const terms = { phase: (phase: keyof typeof names) => names[phase], round: this.words(cycleWords).round };
    return html`<section class="pad stack">
      ${heading(this.headingLevel, this.words(cycleWords).title, '')}
      <div>${wheels(document, 'across', terms)} ${wheels(document, 'down', terms)}</div>
      ${
        me
          ? html`<ul class="hidden-text">
              ${[me, otherSeat(me)].map((seat) => html`<li>${this.#inWords(document, seat)}</li>`)}
            </ul>`
          : nothing
      }
      ${note ? html`<p class="small soft">${note}</p>` : nothing}
      ${document.status === 'forming' || document.status === 'agreeing' ? nothing : this.#renderLedger(document)}
    </section>`;
  }

  #inWords(document: PartnershipDocument, seat: Seat): TemplateResult {
    const terms = this.words(cycleWords);
    const { phase, round, past } = document.seats[seat];
    const name = nameOf(document, seat);
    if (phase !== 'resting' && round) {
      const where = (who: string, coach: string) =>
        terms.where(who, coach, round.number, this.words(phaseWords)[phase], phases.indexOf(phase) + 1);
      return sentence(where, name, nameOf(document, otherSeat(seat)));
    }
    return sentence((who) => (past.length ? terms.rests(who, past.length) : terms.notYet(who)), name);
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
      <ul class="plain shares">
        ${seats.map((seat) => {
          const { rounds, checkIns } = ledger[seat].asCoachee;
          return html`<li>
            <p class="who"><bdi>${nameOf(document, seat)}</bdi></p>
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
