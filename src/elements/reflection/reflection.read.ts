import { type TemplateResult, html, nothing } from 'lit';
import type { ReflectionText } from '../../core/index.js';
import { isRated, ratedParts, writtenParts } from './reflection.text.js';
import type { ReflectionTerms } from './reflection.words.js';

/** "Confidence 7 of 10, listening 6 of 10". */
export const ratingsLine = (text: ReflectionText, terms: ReflectionTerms): string =>
  ratedParts
    .flatMap((part) => (text[part] === undefined ? [] : [`${terms[part]} ${terms.rating(text[part])}`]))
    .join(', ');

/** Somebody's reflection, as they wrote it. `before` is the one of the round before, to see how the ratings moved. */
export const readReflection = (
  text: ReflectionText,
  terms: ReflectionTerms,
  before?: ReflectionText,
): TemplateResult => html`
  <dl class="stack reading">
    ${writtenParts.map((part) =>
      text[part]?.trim()
        ? html`<div>
            <dt class="eyebrow">${terms[part]}</dt>
            <dd class="words" dir="auto">${text[part]}</dd>
          </div>`
        : nothing,
    )}
  </dl>
  ${isRated(text) ? html`<dl class="ratings">${ratedParts.map((part) => rating(part, text, terms, before))}</dl>` : nothing}
`;

function rating(
  part: (typeof ratedParts)[number],
  text: ReflectionText,
  terms: ReflectionTerms,
  before: ReflectionText | undefined,
): TemplateResult | typeof nothing {
  const value = text[part];
  const earlier = before?.[part];
  if (value === undefined) return nothing;
  return html`<div>
    <dt class="eyebrow">${terms[part]}</dt>
    <dd>
      <svg class="scale" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="6" rx="3" />
        <rect class="value" width=${value * 10} height="6" rx="3" />
      </svg>
      <span class="small">${earlier === undefined ? terms.rating(value) : terms.ratingWas(value, earlier)}</span>
    </dd>
  </div>`;
}
