import type { GoalText } from '../model/fields.js';

/** The five letters: specific, measurable, achievable, relevant, time-bound. */
export const smartLetters = ['specific', 'measurable', 'achievable', 'relevant', 'timeBound'] as const;

/** One of the five letters. */
export type SmartLetter = (typeof smartLetters)[number];

/** Why a letter is missing; a sentence for each is the language's business. */
export type SmartReason =
  'TOO_SHORT' | 'TOO_VAGUE' | 'NOTHING_TO_COUNT' | 'LEVELS_MISSING' | 'WHY_MISSING' | 'WHEN_MISSING';

/** What a language knows about goals; English is built in. */
export interface SmartLanguage {
  /** Words that could mean anything unless something else makes the goal specific. */
  readonly vague: RegExp;
  /** Signs that something can be counted or seen: numbers, "each", "every week", "without". */
  readonly countable: RegExp;
  /** Signs of a point in time or a span. */
  readonly time: RegExp;
  /** Signs that a reason is given. */
  readonly reason: RegExp;
}

/** {@link SmartLanguage} for English. */
export const englishSmart: SmartLanguage = {
  vague: /\b(better|improve|more|less|good|great|nicer?|things?|somehow|try|work on)\b/iu,
  countable: /\d|\b(one|two|three|four|five|six|ten|twice|once|every|each|all|none?|without|half|per)\b/iu,
  // How often ("every week", "weekly") is no point in time. "May" is mostly a verb: it needs its preposition at hand.
  time: /\b(?:by|before|until|till|within|in|on|this|next|during|over|for|end of)\b[^.]{0,40}\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|weeks?|months?|quarter|years?|\d+ days|christmas|easter|summer|autumn|winter|spring|next meeting|Q[1-4])\b|\b(?:by|before|until|till|in|of|this|next) (?:the end of )?may\b|\b(?:by|before|until|till|on) (?:the )?\d+(?![\d:])|\b\d+(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b\d{4}-\d\d-\d\d\b/iu,
  reason: /\b(because|so that|in order to|since)\b/iu,
};

/** What is still missing for a letter; `reason` is absent where nothing is. */
export interface SmartHint {
  readonly letter: SmartLetter;
  readonly ok: boolean;
  readonly reason?: SmartReason;
}

/** A long text is judged by its beginning: hints must not slow typing down. */
const JUDGED = 2000;

/**
 * Says which of the five letters of SMART a goal still lacks, and why. A hint teaches; it never blocks.
 *
 * @returns the five letters in order.
 * @example
 * ```ts
 * smartHints({ statement: 'Be better at meetings' }).filter((hint) => !hint.ok).map((hint) => hint.letter);
 * // ['specific', 'measurable', 'achievable', 'relevant', 'timeBound']
 * ```
 */
export function smartHints(goal: Partial<GoalText>, language: SmartLanguage = englishSmart): readonly SmartHint[] {
  const statement = (goal.statement ?? '').slice(0, JUDGED);
  const words = statement.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const levels = goal.scale?.filter((level) => level.trim() !== '').length ?? 0;
  const counts = language.countable.test(statement) || levels >= 3;

  const missing: Record<SmartLetter, SmartReason | undefined> = {
    specific:
      words < 4 ? 'TOO_SHORT' : language.vague.test(statement) && !counts && words < 12 ? 'TOO_VAGUE' : undefined,
    measurable: counts ? undefined : 'NOTHING_TO_COUNT',
    // How far it is can be judged once it is known where one stands and what is expected.
    achievable: hasLevel(goal, goal.baseline ?? -1) && hasLevel(goal, 0) ? undefined : 'LEVELS_MISSING',
    relevant: goal.why?.trim() || language.reason.test(statement) ? undefined : 'WHY_MISSING',
    timeBound: goal.due || language.time.test(statement) ? undefined : 'WHEN_MISSING',
  };
  return smartLetters.map((letter) => {
    const reason = missing[letter];
    return reason ? { letter, ok: false, reason } : { letter, ok: true };
  });
}

const hasLevel = ({ scale }: Partial<GoalText>, level: number): boolean => (scale?.[level + 2] ?? '').trim() !== '';
