import type { ReflectionText } from '../../core/index.js';

export const writtenParts = ['whatHappened', 'soWhat', 'nowWhat'] as const;
export const ratedParts = ['confidence', 'selfAwareness', 'listening'] as const;

type WrittenPart = (typeof writtenParts)[number];
type RatedPart = (typeof ratedParts)[number];

/** A reflection as it is being written; `null` for what is not rated. */
export type ReflectionDraft = Readonly<Record<WrittenPart, string> & Record<RatedPart, number | null>>;

/** A copy that is about to be shared. */
export type ShareDraft = Readonly<Record<WrittenPart, string>> & { readonly ratings: boolean };

export const draftOfText = (text: ReflectionText | undefined): ReflectionDraft => ({
  whatHappened: text?.whatHappened ?? '',
  soWhat: text?.soWhat ?? '',
  nowWhat: text?.nowWhat ?? '',
  confidence: text?.confidence ?? null,
  selfAwareness: text?.selfAwareness ?? null,
  listening: text?.listening ?? null,
});

/** What a form says; what is empty is left out, but for what has to be said. */
export const textOfDraft = (draft: ReflectionDraft): ReflectionText => ({
  whatHappened: draft.whatHappened,
  ...Object.fromEntries(
    [...writtenParts, ...ratedParts].flatMap((part) => {
      const value = draft[part];
      return value === null || (typeof value === 'string' && !value.trim()) ? [] : [[part, value]];
    }),
  ),
});

/** The copy to share: the words as changed for the partner, and the ratings only where they are meant to go along. */
export const textToShare = ({ ratings, ...words }: ShareDraft, kept: ReflectionText): ReflectionText =>
  textOfDraft({ ...draftOfText(ratings ? kept : undefined), ...words });

export const isRated = (text: ReflectionText): boolean => ratedParts.some((part) => text[part] !== undefined);

export const isSameText = (a: ReflectionText, b: ReflectionText): boolean =>
  [...writtenParts, ...ratedParts].every((part) => (a[part] ?? '') === (b[part] ?? ''));
