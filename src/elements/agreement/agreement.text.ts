import type { AgreementText } from '../../core/index.js';
import type { TextPart } from '../base/parts/text-part.js';
import type { AgreementTerms } from './agreement.words.js';

/** The parts that are written, in the order in which one reads them. */
export const writtenParts = ['expectations', 'confidentiality', 'groundRules', 'disagreement', 'stopping'] as const;

/** An agreement as it is being written: a number may be missing. */
export interface AgreementDraft extends Readonly<Record<(typeof writtenParts)[number], string>> {
  readonly cadenceDays: number;
  readonly meetingMinutes: number | null;
  readonly reviewAfterMeetings: number | null;
  /** The length is none of the three offered. */
  readonly ownMinutes: boolean;
  /** The revision that lay before the author when they began; 0 for none. */
  readonly base: number;
}

export const minuteChoices: readonly number[] = [30, 45, 60];

/** What a form starts from: the text on the table, or an empty one with the usual rhythm. */
export function draftOfText(text: AgreementText | undefined, base: number): AgreementDraft {
  const { cadenceDays = 14, meetingMinutes = 60, reviewAfterMeetings = 6 } = text ?? {};
  const ownMinutes = !minuteChoices.includes(meetingMinutes);
  const written = Object.fromEntries(writtenParts.map((part) => [part, text?.[part] ?? '']));
  return { ...written, cadenceDays, meetingMinutes, reviewAfterMeetings, ownMinutes, base } as AgreementDraft;
}

/** What a form says. Empty parts are left out; a number that is missing is for the rules to find. */
export const textOfDraft = ({ ownMinutes: _, base: __, ...draft }: AgreementDraft): AgreementText =>
  Object.fromEntries(
    Object.entries(draft).filter(([, value]) => typeof value !== 'string' || value.trim()),
  ) as unknown as AgreementText;

/** The written parts of an agreement. */
export const writtenIn = (text: AgreementText, terms: AgreementTerms): readonly TextPart[] =>
  writtenParts.map((part) => ({ label: terms[part], text: text[part]?.trim() ?? '' }));

/** The numbers of an agreement, in words. */
export const countedIn = (text: AgreementText, terms: AgreementTerms): readonly TextPart[] => [
  { label: terms.cadence, text: terms.cadenceDays(text.cadenceDays) },
  { label: terms.minutes, text: terms.minutesCount(text.meetingMinutes) },
  { label: terms.review, text: `${text.reviewAfterMeetings}` },
];

/** All parts of an agreement. */
export const partsOf = (text: AgreementText, terms: AgreementTerms): readonly TextPart[] => [
  ...writtenIn(text, terms),
  ...countedIn(text, terms),
];
