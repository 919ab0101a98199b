import type { CommandInput, GoalScale, GoalText, Seat } from '../../core/index.js';

/** A goal that is being worded, and the note to go with what is done with one. */
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

/** The command that a form for a new goal stands for. */
export const proposal = (seat: Seat, values: GoalDraft, goal = 'new'): CommandInput => ({
  type: 'goal.propose',
  seat,
  goal,
  text: goalText(values),
});
