import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ReflectionText } from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import { ratingField, textField } from '../base/parts/fields.js';
import { exampleOffer } from '../base/parts/form.js';
import { ratingsLine } from './reflection.read.js';
import { type ReflectionDraft, type ShareDraft, isRated, ratedParts, writtenParts } from './reflection.text.js';
import type { ReflectionTerms } from './reflection.words.js';

interface FieldsOptions {
  /** Comes before the name of every field, so that several forms can be open. */
  readonly prefix: string;
  readonly as: 'Coachee' | 'Coach';
  readonly terms: ReflectionTerms;
  readonly common: Parameters<typeof exampleOffer>[2] & {
    readonly optional: string;
    readonly ratingLow: string;
    readonly ratingHigh: string;
  };
  readonly problems: Readonly<Record<string, string>>;
  readonly audience: TemplateResult;
}

function words(draft: Draft<ReflectionDraft | ShareDraft>, options: FieldsOptions): TemplateResult[] {
  const { prefix, as, terms, common, problems, audience } = options;
  return writtenParts.map((part) =>
    textField({
      name: prefix + part,
      label: terms[`${part}${as}`],
      value: draft.values[part],
      onChange: (value) => draft.set({ [part]: value }),
      optional: part === 'whatHappened' ? undefined : common.optional,
      problem: problems[`text.${part}`],
      rows: 3,
      audience,
    }),
  );
}

/** The fields of one's own reflection. */
export function reflectionFields(draft: Draft<ReflectionDraft>, options: FieldsOptions): TemplateResult {
  const { prefix, as, terms, common } = options;
  const { values } = draft;
  const [first, ...rest] = words(draft, options);
  return html`
    <div class="stack tight">
      ${first}
      ${
        values.whatHappened.trim()
          ? nothing
          : exampleOffer(`${prefix}whatHappened`, terms[`example${as}`], common, (text) =>
              draft.set({ whatHappened: text }),
            )
      }
    </div>
    ${rest}
    ${ratedParts.map((part) =>
      ratingField({
        name: prefix + part,
        label: terms[`${part}Ask`],
        value: values[part] ?? undefined,
        onChange: (value) => draft.set({ [part]: value }),
        ends: [common.ratingLow, common.ratingHigh],
        optional: common.optional,
        hint:
          values[part] === null
            ? undefined
            : html`<button
                type="button"
                class="link"
                data-action="leave-out-${prefix}${part}"
                aria-label="${terms.leaveOut}: ${terms[part]}"
                @click=${() => draft.set({ [part]: null })}
              >
                ${terms.leaveOut}
              </button>`,
      }),
    )}
  `;
}

/** The copy that the partner will read: the words, and whether the ratings go along. */
export const shareFields = (draft: Draft<ShareDraft>, kept: ReflectionText, options: FieldsOptions): TemplateResult =>
  html`${words(draft, options)}
  ${
    isRated(kept)
      ? html`<label class="check">
          <input
            type="checkbox"
            name="${options.prefix}ratings"
            .checked=${live(draft.values.ratings)}
            @change=${(event: Event) => draft.set({ ratings: (event.target as HTMLInputElement).checked })}
          />
          <span>${options.terms.shareRatings}<br /><span class="hint">${ratingsLine(kept, options.terms)}</span></span>
        </label>`
      : nothing
  }`;
