import { type TemplateResult, html } from 'lit';
import type { AnswerKind, CommandOf, Seat } from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import { choiceField, textField } from '../base/parts/fields.js';
import type { CheckInTerms } from './check-in.words.js';

/** An answer that is being written. */
export interface AnswerDraft {
  /** Id of the answer to come. */
  readonly id: string;
  readonly kind: AnswerKind;
  readonly text: string;
}

export const emptyAnswer: AnswerDraft = { id: '', kind: 'question', text: '' };

/** What the form says, as a command. */
export const answerCommand = (
  seat: Seat,
  checkIn: string,
  { id, kind, text }: AnswerDraft,
): Omit<CommandOf<'checkIn.answer'>, 'id' | 'by' | 'at'> => ({
  type: 'checkIn.answer',
  seat,
  checkIn,
  answer: id || 'new',
  kind,
  text,
});

interface AnswerOptions {
  readonly checkIn: string;
  readonly draft: Draft<AnswerDraft>;
  readonly terms: CheckInTerms;
  readonly audience: TemplateResult;
  readonly problem: string | undefined;
}

/** The fields of an answer: which kind, and its words. */
export function answerFields({ checkIn, draft, terms, audience, problem }: AnswerOptions): TemplateResult {
  const { kind, text } = draft.values;
  const isQuestion = kind === 'question';
  return html`
    ${choiceField({
      name: `kind-${checkIn}`,
      label: terms.answerKind,
      value: kind,
      choices: [
        { value: 'question', label: terms.question },
        { value: 'encouragement', label: terms.encouragement },
      ],
      onChange: (value) => draft.set({ kind: value }),
    })}
    ${textField({
      name: `answer-${checkIn}`,
      label: isQuestion ? terms.answerQuestion : terms.answerEncouragement,
      hint: isQuestion ? terms.questionHint : terms.encouragementHint,
      value: text,
      problem,
      audience,
      onChange: (value) => draft.set({ text: value }),
    })}
  `;
}
