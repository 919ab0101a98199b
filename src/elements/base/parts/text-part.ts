/** One of several texts that belong together: a part of an agreement, of a goal, of a check-in. */
export interface TextPart {
  readonly label?: string | undefined;
  /** Empty where nobody wrote anything. */
  readonly text: string;
  /** What it was before it was changed. */
  readonly before?: string | undefined;
}

/** The parts in which two versions differ, old beside new; both versions have the same parts. */
export const changedParts = (now: readonly TextPart[], before: readonly TextPart[]): readonly TextPart[] =>
  now
    .map((part, index) => ({ ...part, before: before[index]?.text ?? '' }))
    .filter((part) => part.text !== part.before);
