import type {
  AgreementText,
  Goal,
  GoalText,
  PairFact,
  PartnershipDocument,
  Seat,
  StepText,
  TimelineItem,
} from '../../core/index.js';
import { ifThenText } from '../base/parts/if-then.js';
import { wordingAt } from '../base/wording.js';
import { levelWords } from '../check-in/check-in.levels.js';
import type { LevelTerms } from '../base/words/common.js';
import type { CheckInTerms } from '../check-in/check-in.words.js';
import type { TimelineTerms } from './timeline.words.js';

/** A text that belongs to what happened; with `before`, what it was until then. */
export interface Part {
  readonly label?: string | undefined;
  readonly text: string;
  readonly before?: string | undefined;
}

/** Something that happened, with its words as they were then. */
export interface Told {
  readonly item: TimelineItem;
  /** What it is about, shown at once. */
  readonly lead?: string | undefined;
  /** What is shown on request. */
  readonly parts: readonly Part[];
}

interface Context {
  readonly document: PartnershipDocument;
  readonly terms: TimelineTerms;
  readonly checkIns: CheckInTerms & LevelTerms;
  readonly day: (day: string) => string;
}

type Words = GoalText | StepText | AgreementText;

const agreementParts = [
  'expectations',
  'confidentiality',
  'groundRules',
  'disagreement',
  'stopping',
  'cadenceDays',
  'meetingMinutes',
  'reviewAfterMeetings',
] as const;

/** Finds the words of every item: those that stood at the time, and those before them. Newest first. */
export function tell(items: readonly TimelineItem[], context: Context): readonly Told[] {
  const said = new Map<string, Words>();
  return items
    .toReversed()
    .map((item) => {
      const told = { item, ...wordsOf(item.fact, said, context) };
      if (!item.undone) remember(item.fact, said);
      return told;
    })
    .reverse();
}

/** What the newer facts of the stretch can refer to. */
function remember(fact: PairFact, said: Map<string, Words>): void {
  switch (fact.type) {
    case 'goal.changeSuggested':
      said.set(fact.suggestion, fact.text);
      break;
    case 'goal.proposed':
    case 'goal.revised':
      said.set(fact.goal, fact.text);
      break;
    case 'goal.suggestionAccepted': {
      const text = said.get(fact.suggestion);
      if (text) said.set(fact.goal, text);
      break;
    }
    case 'step.added':
    case 'step.suggested':
    case 'step.edited':
      said.set(`${fact.seat}/${fact.step}`, fact.text);
      break;
    case 'agreement.proposed':
      said.set('agreement', fact.agreement);
      break;
    default:
  }
}

function wordsOf(fact: PairFact, said: Map<string, Words>, context: Context): Omit<Told, 'item'> {
  const { terms, document } = context;
  const goalText = (): GoalText | undefined =>
    'goal' in fact
      ? ((said.get(fact.goal) as GoalText | undefined) ?? goalAt(document, fact.seat, fact.goal, fact.at))
      : undefined;
  const stepText = (): StepText | undefined =>
    'step' in fact
      ? ((said.get(`${fact.seat}/${fact.step}`) as StepText | undefined) ?? stepIn(document, fact.seat, fact.step))
      : undefined;
  const reason = (text: string | undefined): readonly Part[] => (text?.trim() ? [{ text }] : []);
  switch (fact.type) {
    case 'partnership.paused':
      return { lead: fact.reason, parts: [] };
    case 'partnership.closed':
    case 'closing.reflected':
      return { lead: fact.reflection, parts: [] };
    case 'agreement.proposed': {
      const before = said.get('agreement') as AgreementText | undefined;
      return { parts: changed(agreementParts, fact.agreement, before, (part) => terms[part]) };
    }
    case 'goal.proposed':
      return { lead: fact.text.statement, parts: goalParts(fact.text, context) };
    case 'goal.revised':
      return compared(fact.text, wordsBefore(said, document, fact), context);
    case 'goal.changeSuggested': {
      const { lead, parts } = compared(fact.text, goalText(), context);
      return { lead, parts: [...parts, ...labelled(terms.note, fact.note)] };
    }
    case 'goal.suggestionAccepted': {
      const taken =
        (said.get(fact.suggestion) as GoalText | undefined) ?? goalAt(document, fact.seat, fact.goal, fact.at);
      return taken ? compared(taken, wordsBefore(said, document, fact), context) : { parts: [] };
    }
    case 'goal.suggestionDeclined':
    case 'goal.dropped':
      return { lead: goalText()?.statement, parts: reason(fact.reason) };
    case 'goal.agreed':
    case 'goal.achieved':
    case 'goal.carriedOver':
      return { lead: goalText()?.statement, parts: [] };
    case 'step.added':
    case 'step.suggested':
      return { lead: ifThenText(fact.text), parts: [] };
    case 'step.edited': {
      const before = stepText();
      return {
        lead: ifThenText(fact.text),
        parts: before ? [{ text: ifThenText(fact.text), before: ifThenText(before) }] : [],
      };
    }
    case 'step.skipped':
    case 'step.suggestionDeclined':
      return { lead: lineOf(stepText()), parts: reason(fact.reason) };
    case 'step.blocked':
      return { lead: lineOf(stepText()), parts: reason(fact.help) };
    case 'step.suggestionAccepted':
    case 'step.started':
    case 'step.finished':
    case 'step.unblocked':
    case 'step.removed':
      return { lead: lineOf(stepText()), parts: [] };
    case 'checkIn.recorded':
      return { parts: checkInParts(fact, said, context) };
    case 'checkIn.answered':
      return { lead: fact.text, parts: [] };
    case 'reflection.shared':
      return {
        parts: (['whatHappened', 'soWhat', 'nowWhat'] as const).flatMap((part) =>
          labelled(terms[part], fact.text[part]),
        ),
      };
    case 'swap.noted':
      return { parts: [...labelled(terms.handOver, fact.handOver), ...labelled(terms.thanks, fact.thanks)] };
    default:
      return { parts: [] };
  }
}

const labelled = (label: string, text: string | undefined): readonly Part[] => (text?.trim() ? [{ label, text }] : []);

const lineOf = (text: StepText | undefined): string | undefined => text && ifThenText(text);

function goalParts({ why, due, scale }: GoalText, { terms, day }: Context): readonly Part[] {
  const levels = scale?.filter((level) => level.trim()).join('\n');
  return [...labelled(terms.why, why), ...labelled(terms.due, due && day(due)), ...labelled(terms.levels, levels)];
}

function compared(text: GoalText, before: GoalText | undefined, context: Context): Omit<Told, 'item'> {
  const all = (goal: GoalText): readonly Part[] => [{ text: goal.statement }, ...goalParts(goal, context)];
  if (!before) return { lead: text.statement, parts: goalParts(text, context) };
  const old = new Map(all(before).map((part) => [part.label, part.text]));
  const parts = all(text)
    .map((part) => ({ ...part, before: old.get(part.label) ?? '' }))
    .filter((part) => part.before !== part.text);
  return { lead: text.statement, parts };
}

function changed<K extends string>(
  keys: readonly K[],
  now: Readonly<Partial<Record<K, string | number | undefined>>>,
  before: Readonly<Partial<Record<K, string | number | undefined>>> | undefined,
  label: (key: K) => string,
): readonly Part[] {
  const said = (value: string | number | undefined) => `${value ?? ''}`;
  return keys.flatMap((key) => {
    const [text, old] = [said(now[key]), said(before?.[key])];
    if (before ? text === old : !text.trim()) return [];
    return [{ label: label(key), text, ...(before && { before: old }) }];
  });
}

function checkInParts(
  { seat, at, text }: Extract<PairFact, { type: 'checkIn.recorded' }>,
  said: ReadonlyMap<string, Words>,
  { document, checkIns }: Context,
): readonly Part[] {
  const levels = text.progress.flatMap(({ goal, level }) => {
    const words = (said.get(goal) as GoalText | undefined) ?? goalAt(document, seat, goal, at);
    return words ? [{ label: words.statement, text: levelWords(words, level, checkIns) }] : [];
  });
  const texts = (['better', 'blocker', 'applied', 'nextStep'] as const).flatMap((part) =>
    labelled(checkIns[part], text[part]),
  );
  return [...levels, ...texts];
}

const roundsOf = ({ seats }: PartnershipDocument, seat: Seat) => [...seats[seat].past, seats[seat].round];

function goalIn(document: PartnershipDocument, seat: Seat, id: string): Goal | undefined {
  return roundsOf(document, seat)
    .flatMap((round) => round?.goals ?? [])
    .findLast((goal) => goal.id === id);
}

function goalAt(document: PartnershipDocument, seat: Seat, id: string, at: string): GoalText | undefined {
  const goal = goalIn(document, seat, id);
  return goal && wordingAt(goal, at);
}

/** The words of a goal before it got those of a revision. */
const wordsBefore = (
  said: ReadonlyMap<string, Words>,
  document: PartnershipDocument,
  { seat, goal, revision }: { readonly seat: Seat; readonly goal: string; readonly revision: number },
): GoalText | undefined =>
  (said.get(goal) as GoalText | undefined) ??
  goalIn(document, seat, goal)?.earlier.findLast((each) => each.revision < revision)?.text;

const stepIn = (document: PartnershipDocument, seat: Seat, id: string): StepText | undefined =>
  roundsOf(document, seat)
    .flatMap((round) => round?.steps ?? [])
    .findLast((step) => step.id === id)?.text;
