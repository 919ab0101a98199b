import * as z from 'zod/mini';
import { isPlainName } from '../name.js';

/**
 * The shapes of what people and programs put in. The single values are `custom` checks rather than zod's own strings
 * and numbers: that spares a page some kilobytes, and lets each problem have one of three names.
 */

/** Longest text that a person may write into one field, in UTF-16 code units. */
export const TEXT_LIMIT = 10_000;
/** Longest name, reason or other text that belongs on one line. */
export const LINE_LIMIT = 500;

/** What can be wrong with a value: not there or empty, longer than allowed, or not what belongs there. */
export type FieldProblem = 'MISSING' | 'TOO_LONG' | 'INVALID';

const field = <T>(fits: (value: T) => boolean, longest?: number) =>
  z.custom<T>((value) => fits(value), {
    error: ({ input }): FieldProblem => {
      if (input == null || (typeof input === 'string' && !input.trim())) return 'MISSING';
      return longest !== undefined && typeof input === 'string' && input.length > longest ? 'TOO_LONG' : 'INVALID';
    },
  });

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;

/** Text that must say something: not empty and not only white space. */
const said = (longest: number, fits: (value: string) => boolean = () => true) =>
  field<string>((value) => isText(value, longest) && /\S/u.test(value) && fits(value), longest);
const matching = (pattern: RegExp, fits: (value: string) => boolean = () => true) =>
  field<string>((value) => typeof value === 'string' && pattern.test(value) && fits(value));
const whole = <T extends number = number>(low: number, high = Infinity) =>
  field<T>((value) => Number.isInteger(value) && value >= low && value <= high);
const oneOf = <const T>(...values: readonly T[]) => field<T>((value) => values.includes(value));

export const line = said(LINE_LIMIT);
export const text = said(TEXT_LIMIT);
/** Text that may be left out or left empty. */
export const optionalText = z.optional(field<string>((value) => isText(value, TEXT_LIMIT), TEXT_LIMIT));

/** Ids come from the host or from the `Ids` port. */
export const id = matching(/^[\w.:-]{1,64}$/u);

const isTime = (value: string): boolean => !Number.isNaN(Date.parse(value));
/** Not every engine says no to 31 February by itself. */
const isDay = (value: string): boolean => isTime(value) && new Date(value).toISOString().startsWith(value);

/** A moment: ISO 8601 in UTC. */
export const moment = matching(
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/u,
  (value) => isDay(value.slice(0, 10)) && isTime(value),
);
/** A day in the calendar, without a time or a zone: `2026-12-18`. */
export const day = matching(/^\d{4}-\d\d-\d\d$/u, isDay);
export const flag = oneOf(true, false);

/** Confidence and self-ratings: 0 (not at all) to 10 (fully). */
export const rating = whole(0, 10);
/** Level of goal attainment: -2 (much less than expected), 0 (as expected), +2 (much more). */
export const level = whole<Level>(-2, 2);
/** Importance and difficulty of a goal, for its weight: 1 (low) to 3 (high). */
const weightFactor = whole(1, 3);
/** Rounds and revisions count from 1. */
export const ordinal = whole(1);

export const seat = oneOf(1, 2);
export const rhythm = oneOf('mutual', 'alternating');
/** The five phases, in their order. */
export const phases = ['goalSetting', 'actionPlanning', 'checkIn', 'reflection', 'roleSwap'] as const;
export const phase = oneOf(...phases);

/** A list with at least and at most so many items. */
const listOf = <S extends z.ZodMiniType, List = readonly z.infer<S>[]>(item: S, least: number, most: number) =>
  z.array(item).check(({ value, issues }) => {
    if (value.length < least || value.length > most) {
      issues.push({ code: 'custom', message: 'INVALID' satisfies FieldProblem, input: value });
    }
  }) as unknown as z.ZodMiniType<List, List>;

const memberCalled = (name: ReturnType<typeof said>) => z.object({ id, name });
const two = (name: ReturnType<typeof said>) =>
  listOf<ReturnType<typeof memberCalled>, readonly [Member, Member]>(memberCalled(name), 2, 2);
/** Both members; the first one takes seat 1. */
export const members = two(said(100));
/** The same, as a command may name them. What is in a log already is read as it is: screens hold names apart. */
export const newMembers = two(said(100, isPlainName));
/** Ids in an order. */
export const ids = listOf(id, 0, 1000);

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
  cadenceDays: whole(1, 366),
  /** Length of a meeting, for both halves together. */
  meetingMinutes: whole(10, 480),
  /** The agreement is looked at again after this many meetings. */
  reviewAfterMeetings: whole(1, 100),
});

/** Five descriptions, from level -2 to level +2 (Kiresuk & Sherman 1968). A level may be left undescribed. */
export const scale = field<[string, string, string, string, string]>(
  (value) => Array.isArray(value) && value.length === 5 && value.every((one) => isText(one, LINE_LIMIT)),
);

export const goal = z.object({
  /** What will be different, in the coachee's own words. */
  statement: text,
  /** Why it matters. */
  why: optionalText,
  due: z.optional(day),
  scale: z.optional(scale),
  /** The level at the start: -1, or -2 where nothing worse is plausible. */
  baseline: z.optional(oneOf(-2, -1)),
  importance: z.optional(weightFactor),
  difficulty: z.optional(weightFactor),
});

/** An if-then plan (Gollwitzer): in this situation, I do that. */
export const step = z.object({ if: text, then: text, due: z.optional(day) });

export const checkIn = z.object({
  /** Where each goal stands now, on its five-level scale. */
  progress: listOf(z.object({ goal: id, level }), 0, 100),
  better: optionalText,
  blocker: optionalText,
  applied: optionalText,
  nextStep: optionalText,
  confidence: rating,
});

export const answerKind = oneOf('question', 'encouragement');

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
export type Member = z.infer<ReturnType<typeof memberCalled>>;
export type AgreementText = z.infer<typeof agreement>;
export type GoalScale = z.infer<typeof scale>;
export type GoalText = z.infer<typeof goal>;
export type StepText = z.infer<typeof step>;
export type CheckInText = z.infer<typeof checkIn>;
export type AnswerKind = z.infer<typeof answerKind>;
export type ReflectionText = z.infer<typeof reflection>;
