import {
  type AnswerKind,
  type CheckInText,
  type CommandInput,
  type Level,
  type Round,
  type Seat,
  openGoals,
} from '../../core/index.js';
import { filled } from '../base/draft.js';

/** The texts of a check-in, in the order in which one thinks of them. */
export const textParts = ['better', 'blocker', 'applied', 'nextStep'] as const;

/** A check-in that is being written. */
export interface CheckInDraft extends Readonly<Record<(typeof textParts)[number], string>> {
  /** Id of the check-in to come: a second try after a lost answer is the same one. */
  readonly id: string;
  readonly levels: Readonly<Record<string, Level>>;
  readonly confidence: number | null;
}

/** A check-in that was taken back, or none, as a draft. */
export const draftOfText = (text: Partial<CheckInText> = {}): CheckInDraft => ({
  id: '',
  levels: Object.fromEntries((text.progress ?? []).map(({ goal, level }) => [goal, level])),
  better: text.better ?? '',
  blocker: text.blocker ?? '',
  applied: text.applied ?? '',
  nextStep: text.nextStep ?? '',
  confidence: text.confidence ?? null,
});

/** What the form says, as a command. Goals that were closed meanwhile and empty texts are left out. */
export function recordCommand(
  seat: Seat,
  round: Round,
  { id, levels, confidence, ...texts }: CheckInDraft,
): CommandInput {
  const progress = openGoals(round).flatMap(({ id: goal }) => {
    const level = levels[goal];
    return level === undefined ? [] : [{ goal, level }];
  });
  const text = { progress, ...filled(texts, textParts), confidence } as CheckInText;
  return { type: 'checkIn.record', seat, checkIn: id || 'new', text };
}

/** An answer that is being written. */
export interface AnswerDraft {
  /** Id of the answer to come. */
  readonly id: string;
  readonly kind: AnswerKind;
  readonly text: string;
}

export const emptyAnswer: AnswerDraft = { id: '', kind: 'question', text: '' };

/** What the form says, as a command. */
export const answerCommand = (seat: Seat, checkIn: string, { id, kind, text }: AnswerDraft): CommandInput => ({
  type: 'checkIn.answer',
  seat,
  checkIn,
  answer: id || 'new',
  kind,
  text,
});
