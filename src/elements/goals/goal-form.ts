import { type TemplateResult, html, nothing } from 'lit';
import {
  type GoalScale,
  type GoalText,
  LINE_LIMIT,
  type SmartHint,
  type SmartLanguage,
  smartHints,
} from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import { choiceField, dayField, textField } from '../base/parts/fields.js';
import { icon } from '../base/parts/icons.js';
import { sentence } from '../base/parts/sentence.js';
import { gradeNames, levelNames } from './goal-diff.js';
import type { GoalsTerms, SmartTerms } from './goals.words.js';

/** A goal that is being worded, and the note to a suggestion. */
export interface GoalDraft {
  /** Id of what is about to be made: a second try makes the same. */
  readonly id: string;
  readonly statement: string;
  readonly why: string;
  readonly due: string;
  readonly scale: GoalScale;
  /** 0: not said, as for the two below. */
  readonly baseline: -2 | -1 | 0;
  readonly importance: number;
  readonly difficulty: number;
  readonly note: string;
}

/** A form that starts from these words, or from none. */
export const goalDraft = (text?: GoalText): GoalDraft => ({
  id: '',
  statement: text?.statement ?? '',
  why: text?.why ?? '',
  due: text?.due ?? '',
  scale: text?.scale ?? ['', '', '', '', ''],
  baseline: text?.baseline ?? 0,
  importance: text?.importance ?? 0,
  difficulty: text?.difficulty ?? 0,
  note: '',
});

/** What a form says, without what was left empty. */
export function goalText(draft: GoalDraft): GoalText {
  const scale = draft.scale.map((level) => level.trim()) as GoalScale;
  return {
    statement: draft.statement.trim(),
    why: draft.why.trim() || undefined,
    due: draft.due || undefined,
    scale: scale.some(Boolean) ? scale : undefined,
    baseline: draft.baseline || undefined,
    importance: draft.importance || undefined,
    difficulty: draft.difficulty || undefined,
  };
}

interface GoalFields {
  readonly draft: Draft<GoalDraft>;
  readonly terms: GoalsTerms;
  readonly smart: SmartTerms;
  readonly language: SmartLanguage | undefined;
  readonly optional: string;
  readonly audience: TemplateResult;
  /** Whose goal it is, where somebody else words it. */
  readonly owner: string | undefined;
  /** By path in the command. */
  readonly problems: Readonly<Record<string, string>>;
  /** The present day, `2026-12-01`. */
  readonly today: string;
}

/** The fields of a goal, with the letters that light up while it is written. */
export function goalFields({
  draft,
  terms,
  smart,
  language,
  optional,
  audience,
  problems,
  today,
  owner,
}: GoalFields): TemplateResult {
  const { key, values } = draft;
  const field = (name: 'statement' | 'why' | 'due') => ({
    name: `${key}/${name}`,
    label: terms[name],
    value: values[name],
    problem: problems[`text.${name}`],
    onChange: (value: string) => draft.set({ [name]: value }),
  });
  return html`
    <div class="stack tight">
      ${textField({ ...field('statement'), ...(owner && { label: sentence(terms.statementTheirs, owner) }), audience, rows: 3 })}
      ${smartChips(values, smart, language)}
    </div>
    ${textField({ ...field('why'), ...(owner && { label: sentence(terms.whyTheirs, owner) }), audience, optional })}
    ${dayField({ ...field('due'), optional, hint: values.due && values.due < today ? terms.duePast : undefined })}
    ${levelFields(draft, terms, optional, audience)}
    <details>
      <summary>${terms.weight} <span class="optional">(${optional})</span></summary>
      <div class="stack">${gradeField('importance', draft, terms)} ${gradeField('difficulty', draft, terms)}</div>
    </details>
  `;
}

function levelFields(
  draft: Draft<GoalDraft>,
  terms: GoalsTerms,
  optional: string,
  audience: TemplateResult,
): TemplateResult {
  const { key, values } = draft;
  return html`<fieldset class="stack tight level-fields" aria-describedby="${key}/levels-hint">
    <legend class="label">${terms.levels} <span class="optional">(${optional})</span></legend>
    <div class="under hint"><span id="${key}/levels-hint">${terms.levelsHint}</span>${audience}</div>
    ${levelNames(terms).map((label, index) =>
      textField({
        name: `${key}/level${index}`,
        label,
        value: values.scale[index],
        single: true,
        problem: (values.scale[index] ?? '').length > LINE_LIMIT ? terms.levelsTooLong : undefined,
        onChange: (value) => draft.set({ scale: draft.values.scale.with(index, value) as GoalScale }),
      }),
    )}
    ${choiceField<number>({
      name: `${key}/baseline`,
      label: terms.baseline,
      value: values.baseline,
      choices: ([-2, -1] as const).map((value) => ({ value, label: levelNames(terms)[value + 2] })),
      onChange: (value) => draft.set({ baseline: value as -2 | -1 }),
    })}
  </fieldset>`;
}

const gradeField = (name: 'importance' | 'difficulty', draft: Draft<GoalDraft>, terms: GoalsTerms): TemplateResult =>
  choiceField<number>({
    name: `${draft.key}/${name}`,
    label: terms[name],
    value: draft.values[name],
    choices: [terms.unset, ...gradeNames(terms)].map((label, value) => ({ value, label })),
    onChange: (value) => draft.set({ [name]: value }),
  });

/** The letters, and one gentle sentence about the first that is missing. Hints never hold anybody up. */
function smartChips(values: GoalDraft, terms: SmartTerms, language: SmartLanguage | undefined): TemplateResult {
  const isEmpty = !values.statement.trim();
  const hints = smartHints(goalText(values), language);
  return html`<ul class="plain row smart" part="smart" aria-label=${terms.label}>
      ${hints.map(({ letter, ok, reason }) => {
        const question = !isEmpty && reason ? html`: ${terms[`ask${reason}`]}` : nothing;
        return html`<li class=${ok ? 'tag on' : 'tag'} data-letter=${letter} data-ok=${ok ? 'true' : 'false'}>
          ${ok ? icon('check') : nothing}${terms[letter]}${question}
        </li>`;
      })}
    </ul>
    <p class="hint">${isEmpty ? terms.begin : missing(hints, terms)}</p>`;
}

const missing = (hints: readonly SmartHint[], terms: SmartTerms): string => {
  const first = hints.find(({ ok }) => !ok)?.reason;
  return first ? terms[`say${first}`] : terms.complete;
};

/** What the letters show, in words. */
export function smartSentence(values: GoalDraft, terms: SmartTerms, language: SmartLanguage | undefined): string {
  const hints = smartHints(goalText(values), language);
  const open = hints.filter(({ ok }) => !ok);
  if (!open.length) return terms.complete;
  return `${terms.open(open.map(({ letter }) => terms[letter]).join(', '))} ${missing(hints, terms)}`;
}
