import { type TemplateResult, html, nothing } from 'lit';
import type { Draft } from '../base/draft.js';
import { choiceField, numberField, textField } from '../base/parts/fields.js';
import { exampleOffer } from '../base/parts/form.js';
import { type AgreementDraft, minuteChoices, writtenParts } from './agreement.text.js';
import type { AgreementTerms } from './agreement.words.js';

/** What the form needs beside its values. */
export interface WritingOptions {
  readonly draft: Draft<AgreementDraft>;
  readonly terms: AgreementTerms;
  readonly example: Parameters<typeof exampleOffer>[2];
  readonly problems: Readonly<Record<string, string>>;
  readonly audience: TemplateResult;
}

/** The fields of an agreement. Each that is empty shows an example to take over. */
export function writingFields({ draft, terms, example, problems, audience }: WritingOptions): TemplateResult {
  const { values } = draft;
  // Remembers what lay on the table, to say so when it changes under the author's hands.
  const set = (change: Partial<AgreementDraft>) => draft.set({ base: values.base, ...change });
  const { ownMinutes } = values;
  return html`
    ${writtenParts.map(
      (part) =>
        html`<div class="stack tight">
          ${textField({
            name: part,
            label: terms[part],
            value: values[part],
            onChange: (value) => set({ [part]: value }),
            audience,
            problem: problems[`agreement.${part}`],
          })}
          ${values[part].trim() ? nothing : exampleOffer(part, terms[`${part}Example`], example, (text) => set({ [part]: text }))}
        </div>`,
    )}
    <div class="choices">
      ${choiceField({
        name: 'cadenceDays',
        label: terms.cadence,
        value: values.cadenceDays,
        onChange: (cadenceDays) => set({ cadenceDays }),
        choices: [...new Set([7, 14, 21, 30, values.cadenceDays])].map((value) => ({
          value,
          label: terms.cadenceDays(value),
        })),
      })}
    </div>
    <div class="choices stack tight">
      ${choiceField({
        name: 'meetingMinutes',
        label: terms.minutes,
        value: ownMinutes ? 0 : (values.meetingMinutes ?? 0),
        onChange: (minutes) =>
          set(minutes ? { meetingMinutes: minutes, ownMinutes: false } : { meetingMinutes: null, ownMinutes: true }),
        choices: [
          ...minuteChoices.map((value) => ({ value, label: terms.minutesCount(value) })),
          { value: 0, label: terms.ownMinutes },
        ],
      })}
      ${
        ownMinutes
          ? numberField({
              name: 'ownMinutes',
              label: terms.ownMinutesField,
              value: values.meetingMinutes ?? undefined,
              min: 10,
              max: 480,
              onChange: (minutes) => set({ meetingMinutes: minutes ?? null }),
              problem: problems['agreement.meetingMinutes'],
            })
          : nothing
      }
    </div>
    ${numberField({
      name: 'reviewAfterMeetings',
      label: terms.review,
      value: values.reviewAfterMeetings ?? undefined,
      min: 1,
      max: 100,
      onChange: (meetings) => set({ reviewAfterMeetings: meetings ?? null }),
      problem: problems['agreement.reviewAfterMeetings'],
    })}
  `;
}
