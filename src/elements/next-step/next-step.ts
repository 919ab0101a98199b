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
import { plainButton } from '../base/parts/action-button.js';
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

  protected override renderForming(_partnership: Partnership, { document }: PartnershipSnapshot): TemplateResult {
    return this.#renderStep({ ...nextStep(document, undefined), eyebrow: this.words(nextStepWords).first });
  }

  protected override renderView({ document, me, partnerName: partner, partnership }: View): TemplateResult {
    const { now, waitingFor } = nextStep(document, me, partnership.now());
    const terms = this.words(nextStepWords);
    const steps = this.words(stepWords);
    const name = nameOf(document, me);
    if (!now && document.status === 'closed') {
      return this.#renderStep({ me, partner, title: steps.writeClosingTitle, why: terms.endedWhy });
    }
    return this.#renderStep({
      now,
      me,
      partner,
      eyebrow: now?.optional ? terms.canWait : sentence(terms.yours, name),
      wait: waitingFor && sentence(terms.waitingFor, partner, sentence(steps[`${waitingFor.action}Title`], name)),
    });
  }

  #renderStep({ now, me = 1, partner = '', eyebrow, wait, ...idle }: Step): TemplateResult {
    const terms = this.words(nextStepWords);
    const steps = this.words(stepWords);
    const { title = terms.nothing, why = terms.nothingWhy } = now
      ? { title: steps[`${now.action}Title`], why: steps[`${now.action}Why`] }
      : idle;
    return html`<section class="notice step stack tight seat-${me}" part="step" aria-live="polite">
      ${eyebrow ? html`<p class="eyebrow">${eyebrow}</p>` : nothing}
      ${heading(this.headingLevel, sentence(title, partner))}
      ${this.compact ? nothing : html`<p>${sentence(why, partner)}</p>`}
      ${
        now
          ? html`<div>
              ${plainButton({
                name: 'next-step',
                label: steps[`${now.action}Button`],
                primary: true,
                onClick: () => this.dispatchEvent(new NextStepChosenEvent(now)),
              })}
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
  readonly me?: Seat;
  readonly partner?: string;
  readonly eyebrow?: unknown;
  /** What is said where there is nothing to do. */
  readonly title?: (partner: string) => string;
  readonly why?: (partner: string) => string;
  readonly wait?: unknown;
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-next-step': TandemNextStep;
  }
}
