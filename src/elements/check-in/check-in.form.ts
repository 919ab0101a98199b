import { type TemplateResult, html } from 'lit';
import {
  type CheckInText,
  type CommandOf,
  type Goal,
  type Level,
  type Round,
  type Seat,
  openGoals,
} from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import { ratingField, textField } from '../base/parts/fields.js';
import { levelField } from './check-in.levels.js';
import type { CheckInTerms } from './check-in.words.js';

/** A check-in that is being written. */
export interface CheckInDraft {
  /** Id of the check-in to come: a second try after a lost answer is the same one. */
  readonly id: string;
  readonly levels: Readonly<Record<string, Level>>;
  readonly better: string;
  readonly blocker: string;
  readonly applied: string;
  readonly nextStep: string;
  readonly confidence: number | null;
}

export const emptyCheckIn: CheckInDraft = {
  id: '',
  levels: {},
  better: '',
  blocker: '',
  applied: '',
  nextStep: '',
  confidence: null,
};

/** The texts of a check-in, in the order in which one thinks of them. */
export const textParts = ['better', 'blocker', 'applied', 'nextStep'] as const;

export type RecordCommand = Omit<CommandOf<'checkIn.record'>, 'id' | 'by' | 'at'>;

/** What the form says, as a command. Goals that were closed meanwhile and empty texts are left out. */
export function recordCommand(seat: Seat, round: Round, values: CheckInDraft): RecordCommand {
  const progress = openGoals(round).flatMap(({ id }) => {
    const level = values.levels[id];
    return level === undefined ? [] : [{ goal: id, level }];
  });
  const texts = Object.fromEntries(textParts.filter((part) => values[part].trim()).map((part) => [part, values[part]]));
  const text = { progress, ...texts, confidence: values.confidence } as CheckInText;
  return { type: 'checkIn.record', seat, checkIn: values.id || 'new', text };
}

/** A check-in that was taken back, as a draft again. */
export const draftOfText = (text: CheckInText): Omit<CheckInDraft, 'id'> => ({
  levels: Object.fromEntries(text.progress.map(({ goal, level }) => [goal, level])),
  better: text.better ?? '',
  blocker: text.blocker ?? '',
  applied: text.applied ?? '',
  nextStep: text.nextStep ?? '',
  confidence: text.confidence,
});

interface FormOptions {
  readonly draft: Draft<CheckInDraft>;
  readonly goals: readonly Goal[];
  readonly terms: CheckInTerms;
  readonly optional: string;
  readonly ends: readonly [string, string];
  readonly audience: TemplateResult;
  /** What is wrong, by the path in the command. */
  readonly problems: Readonly<Record<string, string>>;
  readonly heading: TemplateResult;
}

/** The fields of a check-in. */
export function checkInFields({
  draft,
  goals,
  terms,
  optional,
  ends,
  audience,
  problems,
  heading,
}: FormOptions): TemplateResult {
  const { values } = draft;
  return html`
    <div class="stack tight">
      ${heading}
      <p class="hint">${terms.goalsHint}</p>
    </div>
    ${goals.map((goal) =>
      levelField({
        goal,
        terms,
        value: values.levels[goal.id],
        onChange: (level) => draft.set({ levels: { ...draft.values.levels, [goal.id]: level } }),
      }),
    )}
    ${textParts.map((part) =>
      textField({
        name: part,
        label: terms[part],
        optional,
        value: values[part],
        problem: problems[`text.${part}`],
        audience,
        onChange: (value) => draft.set({ [part]: value }),
      }),
    )}
    ${ratingField({
      name: 'confidence',
      label: terms.confidence,
      value: values.confidence ?? undefined,
      ends,
      problem: problems['text.confidence'] && terms.confidenceMissing,
      onChange: (confidence) => draft.set({ confidence }),
    })}
  `;
}
