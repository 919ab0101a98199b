import type { CommandInput, Seat, StepText } from '../../core/index.js';

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

/** The command that a form for a new step stands for. */
export const newStep = (seat: Seat, isMine: boolean, goal: string, values: StepDraft, step = 'new'): CommandInput => ({
  type: isMine ? 'step.add' : 'step.suggest',
  seat,
  step,
  goal,
  text: stepText(values),
});
