import type { AgreementText } from '../../core/index.js';
import type { AgreementTerms } from './agreement.words.js';

/** The parts that are written, in the order in which one reads them. */
export const writtenParts = ['expectations', 'confidentiality', 'groundRules', 'disagreement', 'stopping'] as const;
/** The parts that are numbers. */
export const countedParts = ['cadenceDays', 'meetingMinutes', 'reviewAfterMeetings'] as const;

export type WrittenPart = (typeof writtenParts)[number];
export type CountedPart = (typeof countedParts)[number];

/** An agreement as it is being written. */
export interface AgreementDraft extends Readonly<Record<WrittenPart, string>> {
  readonly cadenceDays: number;
  readonly meetingMinutes: number | null;
  readonly reviewAfterMeetings: number | null;
  /** The length is none of the three offered. */
  readonly ownMinutes: boolean;
  /** The revision that lay before the author when they began; 0 for none. */
  readonly base: number;
}

export const minuteChoices: readonly number[] = [30, 45, 60];
const cadenceChoices: readonly number[] = [7, 14, 21, 30];

/** What a form starts from: the text on the table, or an empty one with the usual rhythm. */
export function draftOfText(text: AgreementText | undefined, revision: number): AgreementDraft {
  const { cadenceDays = 14, meetingMinutes = 60, reviewAfterMeetings = 6 } = text ?? {};
  const written = Object.fromEntries(writtenParts.map((part) => [part, text?.[part] ?? ''])) as Record<
    WrittenPart,
    string
  >;
  const ownMinutes = !minuteChoices.includes(meetingMinutes);
  return { ...written, cadenceDays, meetingMinutes, reviewAfterMeetings, ownMinutes, base: revision };
}

/** What a form says. Empty parts are left out; a number that is missing is for the rules to find. */
export const textOfDraft = (draft: AgreementDraft): AgreementText =>
  ({
    ...Object.fromEntries(writtenParts.flatMap((part) => (draft[part].trim() ? [[part, draft[part]]] : []))),
    ...Object.fromEntries(countedParts.map((part) => [part, draft[part]])),
  }) as unknown as AgreementText;

export const cadenceOptions = (days: number, terms: AgreementTerms): { value: number; label: string }[] =>
  (cadenceChoices.includes(days) ? cadenceChoices : [...cadenceChoices, days]).map((value) => ({
    value,
    label: cadenceText(value, terms),
  }));

function cadenceText(days: number, terms: AgreementTerms): string {
  switch (days) {
    case 7:
      return terms.cadence7;
    case 14:
      return terms.cadence14;
    case 21:
      return terms.cadence21;
    case 30:
      return terms.cadence30;
    default:
      return terms.cadenceDays(days);
  }
}

/** One part of an agreement in words; empty where it was left open. */
export function partText(text: AgreementText, part: WrittenPart | CountedPart, terms: AgreementTerms): string {
  switch (part) {
    case 'cadenceDays':
      return cadenceText(text.cadenceDays, terms);
    case 'meetingMinutes':
      return terms.minutesCount(text.meetingMinutes);
    case 'reviewAfterMeetings':
      return terms.reviewCount(text.reviewAfterMeetings);
    default:
      return text[part]?.trim() ?? '';
  }
}

export const partTitle = (part: WrittenPart | CountedPart, terms: AgreementTerms): string => {
  switch (part) {
    case 'cadenceDays':
      return terms.cadence;
    case 'meetingMinutes':
      return terms.minutes;
    case 'reviewAfterMeetings':
      return terms.review;
    default:
      return terms[part];
  }
};

/** The parts in which two texts differ. */
export const changedParts = (
  before: AgreementText,
  after: AgreementText,
  terms: AgreementTerms,
): readonly (WrittenPart | CountedPart)[] =>
  [...writtenParts, ...countedParts].filter((part) => partText(before, part, terms) !== partText(after, part, terms));
