import type { ReflectionText } from '../../core/index.js';
import { filled } from '../base/draft.js';

export const writtenParts = ['whatHappened', 'soWhat', 'nowWhat'] as const;
export const ratedParts = ['confidence', 'selfAwareness', 'listening'] as const;
const allParts = [...writtenParts, ...ratedParts];

/** A reflection as it is being written; `null` for what is not rated. */
export type ReflectionDraft = Readonly<
  Record<(typeof writtenParts)[number], string> & Record<(typeof ratedParts)[number], number | null>
>;

/** A copy that is about to be shared. */
export interface ShareDraft extends ReflectionDraft {
  /** The ratings go along. */
  readonly ratings: boolean;
}

export const draftOfText = (text: Partial<ReflectionText> = {}): ReflectionDraft => ({
  whatHappened: text.whatHappened ?? '',
  soWhat: text.soWhat ?? '',
  nowWhat: text.nowWhat ?? '',
  confidence: text.confidence ?? null,
  selfAwareness: text.selfAwareness ?? null,
  listening: text.listening ?? null,
});

/** What a form says; what is empty is left out, but for what has to be said. */
export const textOfDraft = (
  draft: ReflectionDraft,
  parts: readonly (keyof ReflectionDraft)[] = allParts,
): ReflectionText => ({ whatHappened: draft.whatHappened, ...filled(draft, parts) }) as ReflectionText;

/** The copy to share: the words as changed for the partner, and the ratings only where they are meant to go along. */
export const textToShare = (draft: ShareDraft): ReflectionText =>
  textOfDraft(draft, draft.ratings ? allParts : writtenParts);

export const isSameText = (a: ReflectionText, b: ReflectionText): boolean =>
  allParts.every((part) => (a[part] ?? '') === (b[part] ?? ''));
