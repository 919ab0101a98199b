import { type TemplateResult, css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import {
  type NextStep,
  type Partnership,
  type PartnershipSnapshot,
  type Seat,
  nameOf,
  nextStep,
} from '../../core/index.js';
import { TandemElement, type View } from '../base/element.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
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
          padding: calc(var(--_space) * 2.75) calc(var(--_space) * 3);
        }

        .title {
          font-size: 1.65em;
        }
      }
    `,
  ];

  /** Leaves out the sentence that says why, for a narrow column. */
  @property({ type: Boolean }) compact = false;

  protected override renderForming(_partnership: Partnership, snapshot: PartnershipSnapshot): TemplateResult {
    const { now } = nextStep(snapshot.document, undefined);
    return this.#renderStep({ now, seat: 1, partner: '', eyebrow: this.words(nextStepWords).first });
  }

  protected override renderView({ document, me, partnerName: partner, partnership }: View): TemplateResult {
    const { now, waitingFor } = nextStep(document, me, partnership.now());
    const terms = this.words(nextStepWords);
    const name = nameOf(document, me);
    const wait =
      waitingFor &&
      sentence(terms.waitingFor, partner, sentence(this.words(stepWords)[`${waitingFor.action}Title`], name));
    if (!now && document.status === 'closed') {
      return this.#renderStep({ seat: me, partner, title: terms.ended, why: terms.endedWhy });
    }
    return this.#renderStep({
      now,
      seat: me,
      partner,
      eyebrow: now?.optional ? terms.canWait : sentence(terms.yours, name),
      wait,
    });
  }

  #renderStep(step: Step): TemplateResult {
    const { now, seat, partner, eyebrow, wait } = step;
    const terms = this.words(nextStepWords);
    const steps = this.words(stepWords);
    const title = step.title ?? (now ? sentence(steps[`${now.action}Title`], partner) : terms.nothing);
    const why = step.why ?? (now ? steps[`${now.action}Why`] : terms.nothingWhy);
    return html`<section class="step stack tight seat-${seat}" part="step" aria-live="polite">
      ${eyebrow ? html`<p class="eyebrow">${eyebrow}</p>` : nothing} ${heading(this.headingLevel, title)}
      ${this.compact ? nothing : html`<p>${sentence(why, partner)}</p>`}
      ${
        now
          ? html`<div class="row">
              <button
                type="button"
                class="primary"
                part="button"
                data-action="next-step"
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

/** What the box shows. */
interface Step {
  /** `undefined` where there is nothing to do. */
  readonly now?: NextStep | undefined;
  /** Whose it is. */
  readonly seat: Seat;
  readonly partner: string;
  readonly eyebrow?: unknown;
  /** What is said instead of the step. */
  readonly title?: string;
  readonly why?: (partner: string) => string;
  readonly wait?: unknown;
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-next-step': TandemNextStep;
  }
}
