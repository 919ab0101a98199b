import { type TemplateResult, html } from 'lit';
import type { StepText } from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import { dayField, textField } from '../base/parts/fields.js';
import type { PlanTerms } from './plan.words.js';

/** A step that is being written, and a note to what is done with one. */
export interface StepDraft {
  /** Id of the step to come: a second try makes the same. */
  readonly id: string;
  readonly if: string;
  readonly then: string;
  readonly due: string;
  readonly note: string;
}

/** A form that starts from these words, or from none. */
export const stepDraft = (text?: StepText): StepDraft => ({
  id: '',
  if: text?.if ?? '',
  then: text?.then ?? '',
  due: text?.due ?? '',
  note: '',
});

/** What a form says. */
export const stepText = ({ if: situation, then, due }: StepDraft): StepText => ({
  if: situation.trim(),
  then: then.trim(),
  due: due || undefined,
});

interface StepFields {
  readonly draft: Draft<StepDraft>;
  readonly terms: PlanTerms;
  readonly optional: string;
  readonly audience: TemplateResult;
  readonly problems: Readonly<Record<string, string>>;
  readonly today: string;
}

/** The fields of a step: a moment, what is done then, and until when. */
export function stepFields({ draft, terms, optional, audience, problems, today }: StepFields): TemplateResult {
  const { key, values } = draft;
  const part = (name: 'if' | 'then') =>
    textField({
      name: `${key}/${name}`,
      label: terms[name],
      hint: terms[`${name}Hint`],
      value: values[name],
      audience,
      problem: problems[`text.${name}`],
      onChange: (value) => draft.set({ [name]: value }),
    });
  return html`
    ${part('if')} ${part('then')}
    ${dayField({
      name: `${key}/due`,
      label: terms.due,
      optional,
      value: values.due,
      problem: problems['text.due'],
      hint: values.due && values.due < today ? terms.duePast : undefined,
      onChange: (due) => draft.set({ due }),
    })}
  `;
}
