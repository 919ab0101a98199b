import { type TemplateResult, html } from 'lit';
import type { CheckInTerms } from './check-in.words.js';

/** How a check-in can sound, for somebody who has not written one yet; a click takes it over. */
export function checkInExample(
  terms: CheckInTerms,
  take: (example: Readonly<Record<'better' | 'blocker' | 'applied' | 'nextStep', string>>) => void,
): TemplateResult {
  const example = {
    better: terms.exampleBetter,
    blocker: terms.exampleBlocker,
    applied: terms.exampleApplied,
    nextStep: terms.exampleNextStep,
  };
  return html`<figure class="example stack tight">
    <figcaption class="small soft">${terms.exampleTitle}</figcaption>
    <blockquote class="stack nearer">${Object.values(example).map((line) => html`<p>${line}</p>`)}</blockquote>
    <div>
      <button type="button" class="link" data-action="example" @click=${() => take(example)}>
        ${terms.startExample}
      </button>
    </div>
  </figure>`;
}
