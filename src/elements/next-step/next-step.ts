import { type TemplateResult, css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { type NextStep, type Partnership, type PartnershipSnapshot, nameOf, nextStep } from '../../core/index.js';
import { TandemElement, type View } from '../base/element.js';
import { heading } from '../base/parts/heading.js';
import { NextStepChosenEvent } from './next-step.events.js';
import { nextStepWords, stepWords } from './next-step.words.js';

/**
 * The one thing to do now, for the member who looks at it, and what they wait for.
 *
 * @tag tandem-next-step
 * @summary The one thing to do now.
 * @event {NextStepChosenEvent} tandem-next-step-chosen - The button was pressed: open the place where it is done.
 * @csspart step - The box around the step.
 * @csspart button - The button.
 */
export class TandemNextStep extends TandemElement {
  static readonly tag: string = 'tandem-next-step';
  static override styles = [
    ...TandemElement.styles,
    css`
      :host {
        background: none;
      }

      .step {
        border-inline-start: 4px solid var(--_seat);
        border-radius: var(--_radius);
        background: var(--_seat-wash);
        padding: calc(var(--_space) * 2) calc(var(--_space) * 2.25);
      }

      @container (min-width: 480px) {
        .step {
          padding: calc(var(--_space) * 2.5) calc(var(--_space) * 2.75);
        }
      }
    `,
  ];

  /** Leaves out the sentence that says why, for a narrow column. */
  @property({ type: Boolean }) compact = false;

  protected override renderForming(partnership: Partnership, snapshot: PartnershipSnapshot): TemplateResult {
    const { now } = nextStep(snapshot.document, undefined);
    return this.#renderStep(now, 1, undefined, '', partnership.me);
  }

  protected override renderView(view: View): TemplateResult {
    const { document, me, partner, partnerName, partnership } = view;
    const { now, waitingFor } = nextStep(document, me, partnership.now());
    const terms = this.words(nextStepWords);
    const wait =
      waitingFor &&
      terms.waitingFor(partnerName, this.words(stepWords)[`${waitingFor.action}Title`](nameOf(document, me)));
    return this.#renderStep(now, me, wait, nameOf(document, partner), nameOf(document, me));
  }

  #renderStep(
    now: NextStep | undefined,
    seat: 1 | 2,
    wait: string | undefined,
    partner: string,
    me: string,
  ): TemplateResult {
    const terms = this.words(nextStepWords);
    const steps = this.words(stepWords);
    const title = now ? steps[`${now.action}Title`](partner) : terms.nothing;
    const why = now ? steps[`${now.action}Why`](partner) : terms.nothingWhy(partner);
    return html`<section class="step stack tight seat-${seat}" part="step" aria-live="polite">
      <p class="eyebrow">${now?.optional ? terms.canWait : terms.yours(me)}</p>
      ${heading(this.headingLevel, title)} ${this.compact ? nothing : html`<p>${why}</p>`}
      ${
        now
          ? html`<div class="row">
              <button
                type="button"
                class="primary"
                part="button"
                @click=${() => this.dispatchEvent(new NextStepChosenEvent(now))}
              >
                ${steps[`${now.action}Button`]}
              </button>
            </div>`
          : nothing
      }
      ${wait ? html`<p class="small soft">${wait}</p>` : nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-next-step': TandemNextStep;
  }
}
