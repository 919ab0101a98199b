import { type TemplateResult, html, nothing } from 'lit';
import type { CommandOf, Partnership, Rhythm, Seat } from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import { choiceField, textField } from '../base/parts/fields.js';
import type { AgreementTerms } from './agreement.words.js';

/** Who the two are, as it is being written. */
export interface FormingDraft {
  readonly myName: string;
  readonly partnerName: string;
  readonly rhythm: Rhythm;
  /** Seat 1 is whoever writes. */
  readonly first: Seat;
}

export type FormCommand = Omit<CommandOf<'partnership.form'>, 'id' | 'by' | 'at'>;

export const formCommand = ({ me }: Partnership, partnerId: string, values: FormingDraft): FormCommand => ({
  type: 'partnership.form',
  members: [
    { id: me, name: values.myName.trim() },
    { id: partnerId, name: values.partnerName.trim() },
  ],
  rhythm: values.rhythm,
  first: values.first,
});

/** The fields of the form. */
export function formingFields(
  { values, set }: Draft<FormingDraft>,
  terms: AgreementTerms,
  problems: Readonly<Record<string, string>>,
  audience: TemplateResult,
  nobody: string,
): TemplateResult {
  const name = (field: 'myName' | 'partnerName', label: string, problem: string | undefined) =>
    textField({
      name: field,
      label,
      single: true,
      value: values[field],
      onChange: (value) => set({ [field]: value }),
      audience,
      problem,
    });
  const option = (title: string, why: string) => html`<strong>${title}</strong> ${why}`;
  return html`
    <div class="pair">
      ${name('myName', terms.myName, problems['members.0.name'])}
      ${name('partnerName', terms.partnerNameField, problems['members.1.name'])}
    </div>
    <div class="choices explained">
      ${choiceField<Rhythm>({
        name: 'rhythm',
        label: terms.rhythm,
        value: values.rhythm,
        onChange: (rhythm) => set({ rhythm }),
        choices: [
          { value: 'mutual', label: option(terms.mutual, terms.mutualWhy) },
          { value: 'alternating', label: option(terms.alternating, terms.alternatingWhy) },
        ],
      })}
    </div>
    ${
      values.rhythm === 'alternating'
        ? html`<div class="choices">
            ${choiceField<Seat>({
              name: 'first',
              label: terms.first,
              value: values.first,
              onChange: (first) => set({ first }),
              choices: [
                { value: 1, label: html`<bdi>${values.myName.trim() || terms.myName}</bdi>` },
                { value: 2, label: html`<bdi>${values.partnerName.trim() || nobody}</bdi>` },
              ],
            })}
          </div>`
        : nothing
    }
  `;
}
