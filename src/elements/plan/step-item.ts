import { type TemplateResult, html, nothing } from 'lit';
import type { Step } from '../../core/index.js';
import { icon } from '../base/parts/icons.js';
import { ifThen } from '../base/parts/if-then.js';
import type { PlanTerms } from './plan.words.js';

/** What one step is drawn with. */
export interface StepLook {
  readonly step: Step;
  readonly terms: PlanTerms;
  readonly day: (day: string) => string;
  /** The present day, `2026-12-01`. */
  readonly today: string;
  /** Place in its list, from 1. */
  readonly place: number;
  /** Ticks it off or opens it again, where the one who looks may do so. */
  readonly onTick?: (() => void) | undefined;
  /** Why the tick is refused now. */
  readonly refusal?: string | undefined;
  /** Opens and closes what else can be done with it; absent where there is nothing. */
  readonly onMore?: (() => void) | undefined;
  readonly isOpen: boolean;
  /** Drawn below: buttons or a form. */
  readonly below: unknown;
}

const isEnded = ({ state }: Step): boolean => state === 'done' || state === 'skipped';

/** One step of the plan: tick, sentence, day, and what is to be known about its state. */
export function stepItem(look: StepLook): TemplateResult {
  const { step, terms, isOpen, onMore, below } = look;
  return html`<li class="step ${step.state}" part="step" data-step=${step.id} data-state=${step.state}>
    ${tick(look)}
    <div class="what stack nearest" id="step-${step.id}" tabindex="-1" data-home=${step.id}>
      <p class="plan">${ifThen(step.text)}</p>
      ${state(look)}
    </div>
    ${
      onMore
        ? html`<button
            type="button"
            class="link more"
            part="button"
            data-action="more"
            aria-label=${terms.more}
            aria-describedby="step-${step.id}"
            aria-expanded=${isOpen ? 'true' : 'false'}
            @click=${onMore}
          >
            ${icon('more')}
          </button>`
        : nothing
    }
    ${below === nothing ? nothing : html`<div class="below stack tight">${below}</div>`}
  </li>`;
}

/** A box to tick for the coachee while the plan is worked on; else a sign that says the same. */
function tick({ step, terms, place, onTick, refusal }: StepLook): TemplateResult {
  const isDone = step.state === 'done';
  if (onTick) {
    return html`<button
      type="button"
      class="tick"
      role="checkbox"
      part="tick"
      data-action="tick"
      aria-checked=${isDone ? 'true' : 'false'}
      aria-labelledby="step-${step.id}"
      aria-disabled=${refusal ? 'true' : nothing}
      aria-describedby=${refusal ? 'tick-reason' : nothing}
      @click=${() => !refusal && onTick()}
    >
      <span class="box">${isDone ? icon('check') : nothing}</span>
    </button>`;
  }
  if (isEnded(step)) {
    return html`<span class="tick"
      ><span class="box">${isDone ? icon('check') : nothing}</span
      ><span class="hidden-text">${isDone ? terms.done : terms.skipped}</span></span
    >`;
  }
  return html`<span class="tick place">${place}.</span>`;
}

/** Day and state in a quiet line. */
function state({ step, terms, day, today }: StepLook): TemplateResult | typeof nothing {
  const { due } = step.text;
  const when = due && !isEnded(step) && (due < today ? terms.wasDue(day(due)) : terms.until(day(due)));
  const note = step.note ? html`<span class="words" dir="auto">${step.note}</span>` : nothing;
  const says: Partial<Record<Step['state'], unknown>> = {
    started: terms.started,
    done: terms.done,
    blocked: html`<strong>${terms.blocked}.</strong> ${step.note ? html`${terms.wouldHelp} ${note}` : nothing}`,
    skipped: html`${terms.skipped}${step.note ? ':' : ''} ${note}`,
  };
  const said = says[step.state];
  if (!said && !when) return nothing;
  return html`<p class="small soft">
    ${said ?? nothing}${said && when ? ' · ' : nothing}${when ? html`<span class="due">${when}</span>` : nothing}
  </p>`;
}
