import * as z from 'zod/mini';

/** Longest text that a person may write into one field, in UTF-16 code units. */
export const TEXT_LIMIT = 10_000;
/** Longest name, reason or other text that belongs on one line. */
export const LINE_LIMIT = 500;

/** Text that must say something: not empty and not only white space. */
const said = z.regex(/\S/u);

export const line = z.string().check(z.maxLength(LINE_LIMIT), said);
export const text = z.string().check(z.maxLength(TEXT_LIMIT), said);
/** Text that may be left out or left empty. */
export const optionalText = z.optional(z.string().check(z.maxLength(TEXT_LIMIT)));

/** Ids come from the host or from the `Ids` port. */
export const id = z.string().check(z.regex(/^[\w.:-]{1,64}$/u));
/** A moment: ISO 8601 in UTC. */
export const moment = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/u));
/** A day in the calendar, without a time or a zone: `2026-12-18`. */
export const day = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\d$/u),
  z.refine((value) => !Number.isNaN(Date.parse(value))),
);

const wholeBetween = (low: number, high: number) => z.int().check(z.minimum(low), z.maximum(high));

/** Confidence and self-ratings: 0 (not at all) to 10 (fully). */
export const rating = wholeBetween(0, 10);
/** Level of goal attainment: -2 (much less than expected), 0 (as expected), +2 (much more). */
export const level = wholeBetween(-2, 2);
/** Importance and difficulty of a goal, for its weight: 1 (low) to 3 (high). */
export const weightFactor = wholeBetween(1, 3);
/** Rounds and revisions count from 1. */
export const ordinal = z.int().check(z.minimum(1));

export const seat = z.literal([1, 2]);
export const rhythm = z.enum(['mutual', 'alternating']);
export const phase = z.enum(['goalSetting', 'actionPlanning', 'checkIn', 'reflection', 'roleSwap']);

export const member = z.object({ id, name: z.string().check(z.maxLength(100), said) });

/** What both promise each other. Every part may be left out; the signatures say that it is enough. */
export const agreement = z.object({
  /** What each hopes for. */
  expectations: optionalText,
  /** What stays between the two. */
  confidentiality: optionalText,
  groundRules: optionalText,
  /** How to say that something is not working. */
  disagreement: optionalText,
  /** How either can stop. */
  stopping: optionalText,
  /** Days between two meetings. */
  cadenceDays: wholeBetween(1, 366),
  /** Length of a meeting, for both halves together. */
  meetingMinutes: wholeBetween(10, 480),
  /** The agreement is looked at again after this many meetings. */
  reviewAfterMeetings: wholeBetween(1, 100),
});

/** Five descriptions, from level -2 to level +2 (Kiresuk & Sherman 1968). A level may be left undescribed. */
export const scale = z.tuple([
  z.string().check(z.maxLength(LINE_LIMIT)),
  z.string().check(z.maxLength(LINE_LIMIT)),
  z.string().check(z.maxLength(LINE_LIMIT)),
  z.string().check(z.maxLength(LINE_LIMIT)),
  z.string().check(z.maxLength(LINE_LIMIT)),
]);

export const goal = z.object({
  /** What will be different, in the coachee's own words. */
  statement: text,
  /** Why it matters. */
  why: optionalText,
  due: z.optional(day),
  scale: z.optional(scale),
  /** The level at the start: -1, or -2 where nothing worse is plausible. */
  baseline: z.optional(z.literal([-2, -1])),
  importance: z.optional(weightFactor),
  difficulty: z.optional(weightFactor),
});

/** An if-then plan (Gollwitzer): in this situation, I do that. */
export const step = z.object({ if: text, then: text, due: z.optional(day) });

export const checkIn = z.object({
  /** Where each goal stands now, on its five-level scale. */
  progress: z.array(z.object({ goal: id, level })).check(z.maxLength(100)),
  better: optionalText,
  blocker: optionalText,
  applied: optionalText,
  nextStep: optionalText,
  confidence: rating,
});

export const answerKind = z.enum(['question', 'encouragement']);

/** What happened, so what, now what (Driscoll), and how one sees oneself. */
export const reflection = z.object({
  whatHappened: text,
  soWhat: optionalText,
  nowWhat: optionalText,
  confidence: z.optional(rating),
  selfAwareness: z.optional(rating),
  listening: z.optional(rating),
});

export type Seat = z.infer<typeof seat>;
export type Rhythm = z.infer<typeof rhythm>;
export type Phase = z.infer<typeof phase>;
export type Level = -2 | -1 | 0 | 1 | 2;
export type Member = z.infer<typeof member>;
export type AgreementText = z.infer<typeof agreement>;
export type GoalScale = z.infer<typeof scale>;
export type GoalText = z.infer<typeof goal>;
export type StepText = z.infer<typeof step>;
export type CheckInText = z.infer<typeof checkIn>;
export type AnswerKind = z.infer<typeof answerKind>;
export type ReflectionText = z.infer<typeof reflection>;
