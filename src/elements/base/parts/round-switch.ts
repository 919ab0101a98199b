import { type TemplateResult, html, nothing } from 'lit';
import { type PartnershipDocument, type Seat, seats } from '../../../core/index.js';

/** Where both have a round, says whose it is about; `waiting` marks the one that needs the member. */
export const roundSwitch = (
  document: PartnershipDocument,
  seat: Seat,
  terms: { readonly switchRounds: string; readonly roundOf: (seat: Seat) => unknown; readonly needsYou: string },
  waiting: readonly Seat[],
  onChoose: (seat: Seat) => void,
): TemplateResult | typeof nothing =>
  seats.every((each) => document.seats[each].round ?? document.seats[each].past.length)
    ? html`<div class="row" role="group" aria-label=${terms.switchRounds}>
        ${seats.map(
          (each) =>
            html`<button
              type="button"
              class="choice seat-${each}"
              data-action="round-${each}"
              aria-pressed=${each === seat ? 'true' : 'false'}
              @click=${() => onChoose(each)}
            >
              ${terms.roundOf(each)}
              ${
                waiting.includes(each) && each !== seat
                  ? html`<span class="dot" aria-hidden="true"></span><span class="hidden-text">${terms.needsYou}</span>`
                  : nothing
              }
            </button>`,
        )}
      </div>`
    : nothing;
