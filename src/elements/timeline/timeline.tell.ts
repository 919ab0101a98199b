import {
  type AgreementText,
  type Goal,
  type GoalText,
  type PairFact,
  type PartnershipDocument,
  type Round,
  type Seat,
  type StepText,
  type TimelineItem,
  roundsOf,
} from '../../core/index.js';
import { partsOf } from '../agreement/agreement.text.js';
import type { AgreementTerms } from '../agreement/agreement.words.js';
import { ifThenText } from '../base/parts/if-then.js';
import { type TextPart, changedParts } from '../base/parts/text-part.js';
import { wordingAt } from '../base/wording.js';
import { levelWords } from '../check-in/check-in.levels.js';
import type { LevelTerms } from '../base/words/common.js';
import type { CheckInTerms } from '../check-in/check-in.words.js';
import type { TimelineTerms } from './timeline.words.js';

/** The words of something that happened, as they were then. */
interface Told {
  /** What it is about, shown at once. */
  readonly lead?: string | undefined;
  /** What is shown on request. */
  readonly parts: readonly TextPart[];
}

/** Something that happened, with its words. */
export interface ToldItem extends Told {
  readonly item: TimelineItem;
}

interface Context {
  readonly document: PartnershipDocument;
  readonly terms: TimelineTerms;
  readonly agreements: AgreementTerms;
  readonly checkIns: CheckInTerms & LevelTerms;
  readonly confidence: (rating: number) => string;
  readonly day: (day: string) => string;
}

/** What was said so far in a stretch of history: of goals, suggestions, steps and the agreement, by their ids. */
class Said {
  readonly #words = new Map<string, GoalText | StepText | AgreementText>();

  constructor(readonly document: PartnershipDocument) {}

  /** Remembers what newer facts can refer to. */
  add(fact: PairFact): void {
    if (fact.type === 'agreement.proposed') this.#words.set('agreement', fact.agreement);
    else if ('step' in fact && 'text' in fact) this.#words.set(stepKey(fact), fact.text);
    else if ('suggestion' in fact && 'text' in fact) this.#words.set(fact.suggestion, fact.text);
    else if ('goal' in fact && 'text' in fact) this.#words.set(fact.goal, fact.text);
    else if (fact.type === 'goal.suggestionAccepted') {
      const text = this.#words.get(fact.suggestion);
      if (text) this.#words.set(fact.goal, text);
    }
  }

  get agreement(): AgreementText | undefined {
    return this.#words.get('agreement') as AgreementText | undefined;
  }

  suggestion(id: string): GoalText | undefined {
    return this.#words.get(id) as GoalText | undefined;
  }

  /** A goal's words at a moment. What happened before this stretch is looked up in the document. */
  goal(seat: Seat, id: string, at: string): GoalText | undefined {
    const goal = this.#goalIn(seat, id);
    return this.suggestion(id) ?? (goal && wordingAt(goal, at));
  }

  /** A goal's words before it got those of a revision. */
  goalBefore(seat: Seat, id: string, revision: number): GoalText | undefined {
    const earlier = () => this.#goalIn(seat, id)?.earlier.findLast((each) => each.revision < revision)?.text;
    return this.suggestion(id) ?? earlier();
  }

  step(fact: AboutStep): StepText | undefined {
    const inDocument = () => this.#find(fact.seat, fact.step, ({ steps }) => steps)?.text;
    return (this.#words.get(stepKey(fact)) as StepText | undefined) ?? inDocument();
  }

  #goalIn(seat: Seat, id: string): Goal | undefined {
    return this.#find(seat, id, ({ goals }) => goals);
  }

  #find<T extends { readonly id: string }>(seat: Seat, id: string, listOf: (round: Round) => readonly T[]) {
    return roundsOf(this.document, seat)
      .flatMap(listOf)
      .findLast((each) => each.id === id);
  }
}

type AboutStep = Extract<PairFact, { readonly step: string }>;
const stepKey = ({ seat, step }: AboutStep): string => `${seat}/${step}`;

/** Finds the words of every item: those that stood at the time, and those before them. Newest first. */
export function tell(items: readonly TimelineItem[], context: Context): readonly ToldItem[] {
  const said = new Said(context.document);
  return items
    .toReversed()
    .map((item) => {
      const told = { item, ...wordsOf(item.fact, said, context) };
      if (!item.undone) said.add(item.fact);
      return told;
    })
    .reverse();
}

function wordsOf(fact: PairFact, said: Said, context: Context): Told {
  if ('step' in fact) return wordsOfStep(fact, said);
  if ('goal' in fact) return wordsOfGoal(fact, said, context);
  const { terms, agreements } = context;
  switch (fact.type) {
    case 'partnership.paused':
      return { lead: fact.reason, parts: [] };
    case 'partnership.closed':
    case 'closing.reflected':
      return { lead: fact.reflection, parts: [] };
    case 'checkIn.answered':
      return { lead: fact.text, parts: [] };
    case 'plan.committed':
      return { parts: [{ text: context.confidence(fact.confidence) }] };
    case 'agreement.proposed':
      return {
        parts: compared(partsOf(fact.agreement, agreements), said.agreement && partsOf(said.agreement, agreements)),
      };
    case 'checkIn.recorded':
      return { parts: checkInParts(fact, said, context) };
    case 'reflection.shared':
      return {
        parts: written((['whatHappened', 'soWhat', 'nowWhat'] as const).map((key) => [terms[key], fact.text[key]])),
      };
    case 'swap.noted':
      return { parts: written((['handOver', 'thanks'] as const).map((key) => [terms[key], fact[key]])) };
    default:
      return { parts: [] };
  }
}

function wordsOfStep(fact: AboutStep, said: Said): Told {
  const before = said.step(fact);
  const now = 'text' in fact ? fact.text : before;
  const lead = now && ifThenText(now);
  if (fact.type === 'step.edited') {
    return { lead, parts: before && lead ? [{ text: lead, before: ifThenText(before) }] : [] };
  }
  return { lead, parts: written([[undefined, 'reason' in fact ? fact.reason : 'help' in fact ? fact.help : '']]) };
}

function wordsOfGoal(
  fact: Exclude<Extract<PairFact, { readonly goal: string }>, AboutStep>,
  said: Said,
  context: Context,
): Told {
  const { seat, goal, at } = fact;
  const known = said.goal(seat, goal, at);
  const of = (now: GoalText | undefined, before?: GoalText): Told => ({
    lead: now?.statement,
    parts: now ? compared(goalParts(now, context), before && goalParts(before, context)) : [],
  });
  switch (fact.type) {
    case 'goal.proposed':
      return of(fact.text);
    case 'goal.revised':
      return of(fact.text, said.goalBefore(seat, goal, fact.revision));
    case 'goal.suggestionAccepted':
      return of(said.suggestion(fact.suggestion) ?? known, said.goalBefore(seat, goal, fact.revision));
    case 'goal.changeSuggested': {
      const { lead, parts } = of(fact.text, known);
      return { lead, parts: [...parts, ...written([[context.terms.note, fact.note]])] };
    }
    default:
      return { lead: known?.statement, parts: written([[undefined, 'reason' in fact ? fact.reason : '']]) };
  }
}

/** What somebody wrote, each under its name. */
const written = (
  texts: readonly (readonly [label: string | undefined, text: string | undefined])[],
): readonly TextPart[] => texts.flatMap(([label, text]) => (text?.trim() ? [{ label, text }] : []));

/** What is different, or all there is; what has no name is the lead already. */
const compared = (now: readonly TextPart[], before: readonly TextPart[] | undefined): readonly TextPart[] =>
  before ? changedParts(now, before) : now.filter(({ label, text }) => label && text);

const goalParts = ({ statement, why = '', due, scale }: GoalText, { terms, day }: Context): readonly TextPart[] => [
  { text: statement },
  { label: terms.why, text: why.trim() },
  { label: terms.due, text: due ? day(due) : '' },
  { label: terms.levels, text: scale?.filter((level) => level.trim()).join('\n') ?? '' },
];

function checkInParts(
  { seat, at, text }: Extract<PairFact, { type: 'checkIn.recorded' }>,
  said: Said,
  { checkIns, confidence }: Context,
): readonly TextPart[] {
  const levels = text.progress.flatMap(({ goal, level }) => {
    const words = said.goal(seat, goal, at);
    return words ? [{ label: words.statement, text: levelWords(words, level, checkIns) }] : [];
  });
  const parts = ['better', 'blocker', 'applied', 'nextStep'] as const;
  return [
    { text: confidence(text.confidence) },
    ...levels,
    ...written(parts.map((part) => [checkIns[part], text[part]])),
  ];
}
