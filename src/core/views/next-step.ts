import type { Goal, PartnershipDocument, Round, SeatState } from '../model/document.js';
import type { Seat } from '../model/fields.js';
import { isAgreed, openGoals, otherSeat, plannedSteps } from '../model/lookup.js';

/** What there can be to do. Each has its sentence in the message catalogue and its place in a widget. */
export type NextStepAction =
  | 'form'
  | 'proposeAgreement'
  | 'signAgreement'
  | 'proposeGoal'
  | 'agreeGoal'
  | 'answerSuggestion'
  | 'readyGoals'
  | 'answerStepSuggestion'
  | 'addStep'
  | 'commitPlan'
  | 'recordCheckIn'
  | 'workThePlan'
  | 'answerCheckIn'
  | 'beginReflection'
  | 'writeReflection'
  | 'closeGoals'
  | 'writeSwapNote'
  | 'confirmSwap'
  | 'resume'
  | 'writeClosing';

/** One thing to do, for one member. */
export interface NextStep {
  readonly action: NextStepAction;
  /** In whose round, where it is about one. */
  readonly seat?: Seat | undefined;
  /** As what. */
  readonly as: 'member' | 'coachee' | 'coach';
  /** The goal, step, check-in … it is about. */
  readonly about?: string | undefined;
  /** Can wait: nobody is held up by it. */
  readonly optional?: boolean | undefined;
}

/** What a member can do now, and what they wait for. */
export interface NextSteps {
  /** The one thing to do now; `undefined` when there is nothing. */
  readonly now: NextStep | undefined;
  /** Everything there is to do, the most urgent first; `now` is its first. */
  readonly all: readonly NextStep[];
  /** What the partner is about to do that this member waits for. */
  readonly waitingFor: NextStep | undefined;
}

/**
 * What a member should do next, and whom they wait for. First comes what the partner is held up by, then what takes
 * one's own round further, then what can wait.
 *
 * @param now the present time in ms since 1970; with it a check-in comes up when the agreed days have passed.
 * @example
 * ```ts
 * nextStep(document, 1).now?.action; // 'agreeGoal'
 * ```
 */
export function nextStep(document: PartnershipDocument, me: Seat | undefined, now?: number): NextSteps {
  const all = todo(document, me, now);
  const partners = me && document.members ? todo(document, otherSeat(me), now) : [];
  return { now: all[0], all, waitingFor: partners.find((step) => !step.optional) };
}

function todo(document: PartnershipDocument, me: Seat | undefined, now: number | undefined): readonly NextStep[] {
  const member = (action: NextStepAction, optional?: boolean): NextStep => ({ action, as: 'member', optional });
  // Nobody has a seat yet: whoever comes first forms it.
  if (document.status === 'forming') return [member('form')];
  if (!me) return [];
  const agreement = agreementStep(document, me);
  switch (document.status) {
    case 'agreeing':
      return agreement ? [member(agreement)] : [];
    case 'paused':
      return [member('resume', true)];
    case 'closed':
      return document.closing?.reflections[me] === null ? [member('writeClosing', true)] : [];
    case 'coaching': {
      const steps = [
        ...(agreement ? [member(agreement)] : []),
        ...inRound(document, otherSeat(me), me, now),
        ...inRound(document, me, me, now),
      ];
      return [...steps.filter((step) => !step.optional), ...steps.filter((step) => step.optional)];
    }
  }
}

function agreementStep({ agreement: { proposal }, status }: PartnershipDocument, me: Seat): NextStepAction | undefined {
  if (!proposal) return status === 'agreeing' ? 'proposeAgreement' : undefined;
  return proposal.signed[me] === null ? 'signAgreement' : undefined;
}

/** What `me` has to do in the round of `seat`. */
function inRound(document: PartnershipDocument, seat: Seat, me: Seat, now: number | undefined): readonly NextStep[] {
  const { phase, round } = document.seats[seat];
  if (!round) return [];
  const as = seat === me ? 'coachee' : 'coach';
  const step = (action: NextStepAction, about?: string, optional?: boolean): NextStep => ({
    action,
    seat,
    as,
    about,
    optional,
  });
  const mine =
    as === 'coachee'
      ? coacheeSteps(round, phase, me, checkInIsDue(document, round, now), step)
      : coachSteps(round, phase, me, step);
  return [...goalSteps(round, me, as, step), ...mine];
}

type MakeStep = (action: NextStepAction, about?: string, optional?: boolean) => NextStep;

/** Words that wait for this member's yes, in whatever phase. */
function goalSteps(round: Round, me: Seat, as: NextStep['as'], step: MakeStep): NextStep[] {
  const goals = openGoals(round);
  const offered = goals.find(hasOffer);
  // A goal with a suggestion on the table waits for the coachee, not for the coach's agreement.
  const unagreed = goals.find((goal) => !goal.agreed[me] && !hasOffer(goal));
  return [
    ...(as === 'coachee' && offered ? [step('answerSuggestion', offered.id)] : []),
    ...(unagreed ? [step('agreeGoal', unagreed.id)] : []),
  ];
}

const hasOffer = (goal: Goal): boolean => goal.suggestions.some((suggestion) => suggestion.state === 'open');

function coacheeSteps(round: Round, phase: SeatState['phase'], me: Seat, isDue: boolean, step: MakeStep): NextStep[] {
  const goals = openGoals(round);
  /** Nothing about the words of a goal is open any more. */
  const settled = goals.every((goal) => isAgreed(goal) && !hasOffer(goal));
  const offered = round.steps.find((each) => each.state === 'suggested');
  const answerOffer = offered ? [step('answerStepSuggestion', offered.id)] : [];
  switch (phase) {
    case 'goalSetting':
      if (goals.length === 0) return [step('proposeGoal')];
      return settled ? [step('readyGoals')] : [];
    case 'actionPlanning': {
      if (goals.length === 0) return [...answerOffer, step('proposeGoal')];
      const bare = goals.find((goal) => !plannedSteps(round).some((each) => each.goal === goal.id));
      if (bare) return [...answerOffer, step('addStep', bare.id)];
      return settled ? [...answerOffer, step('commitPlan')] : answerOffer;
    }
    case 'checkIn': {
      const open = round.steps.find((each) => each.state === 'open' || each.state === 'started');
      const canEnd = round.checkIns.length > 0 && settled;
      return [
        ...(canEnd && round.reflectionAskedAt !== null ? [step('beginReflection')] : []),
        ...answerOffer,
        step('recordCheckIn', undefined, !isDue),
        ...(open ? [step('workThePlan', open.id, true)] : []),
        ...(canEnd && round.reflectionAskedAt === null ? [step('beginReflection', undefined, true)] : []),
      ];
    }
    case 'reflection':
      return [...reflectionSteps(round, me, step), ...goals.slice(0, 1).map((goal) => step('closeGoals', goal.id))];
    default:
      return swapSteps(round, phase, me, step);
  }
}

function coachSteps(round: Round, phase: SeatState['phase'], me: Seat, step: MakeStep): NextStep[] {
  switch (phase) {
    case 'checkIn': {
      const last = round.checkIns.at(-1);
      return last && last.answers.length === 0 ? [step('answerCheckIn', last.id)] : [];
    }
    case 'reflection':
      return reflectionSteps(round, me, step);
    default:
      return swapSteps(round, phase, me, step);
  }
}

const reflectionSteps = (round: Round, me: Seat, step: MakeStep): NextStep[] =>
  round.reflections[me] ? [] : [step('writeReflection')];

function swapSteps(round: Round, phase: SeatState['phase'], me: Seat, step: MakeStep): NextStep[] {
  const side = round.swap[me];
  // Whoever would rather not swap waits for the other one to say so as well; who swaps cannot be waited for like that.
  const waits = side.confirmed || (side.waived && !round.swap[otherSeat(me)].confirmed);
  if (phase !== 'roleSwap' || waits) return [];
  return [step(side.noted ? 'confirmSwap' : 'writeSwapNote')];
}

/** The first check-in is due at once, a later one when the agreed number of days has passed since the last. */
function checkInIsDue(document: PartnershipDocument, round: Round, now: number | undefined): boolean {
  const last = round.checkIns.at(-1);
  if (!last) return true;
  const days = document.agreement.inForce?.text.cadenceDays;
  return now !== undefined && days !== undefined && now - Date.parse(last.at) >= days * 86_400_000;
}
