import type { PartnershipDocument, Round, StepState } from '../model/document.js';
import type { Seat } from '../model/fields.js';
import {
  checkInOf,
  goalOf,
  isAgreed,
  openGoals,
  otherSeat,
  plannedSteps,
  roundNumbered,
  roundOf,
  seatOf,
  stepOf,
} from '../model/lookup.js';
import type { CommandOf, CommandType } from './commands.js';
import { type Refusal, refuse } from './refusals.js';

/**
 * Who may do what, as one table. It follows from equality: the coachee owns their growth, the coach helps, and both
 * have the same rights in their seat. *When* something may be done is the chart's business (`coaching-machine.ts`);
 * here stands *who* may, and what must hold.
 */

type Check<T extends CommandType> = (
  document: PartnershipDocument,
  command: CommandOf<T>,
  author: Seat,
) => Refusal | false | null | undefined;

interface Rule<T extends CommandType> {
  /** Whose right it is, seen from the seat that the command names. */
  readonly who: 'either' | 'coachee' | 'coach';
  /** What must hold, in the order in which a person would want to know. */
  readonly checks?: readonly Check<T>[];
}

type InSeat = Extract<CommandOf<CommandType>, { seat: Seat }>;
type AboutGoal = Extract<InSeat, { goal: string }>;
type AboutStep = Extract<InSeat, { step: string }>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const goalIsOpen = (document: PartnershipDocument, { seat, goal }: AboutGoal) => {
  const found = goalOf(document, seat, goal);
  if (!found) return refuse('GOAL_UNKNOWN', { goal });
  return found.state !== 'open' && refuse('GOAL_CLOSED', { goal, state: found.state });
};

const goalIdIsFree = (document: PartnershipDocument, { seat, goal }: AboutGoal) =>
  [...document.seats[seat].past, roundOf(document, seat)].some((round) =>
    round?.goals.some((each) => each.id === goal),
  ) && refuse('ID_TAKEN', { id: goal });

const stepIdIsFree = (document: PartnershipDocument, { seat, step }: AboutStep) =>
  stepOf(document, seat, step) && refuse('ID_TAKEN', { id: step });

const suggestionIsOpen = (
  document: PartnershipDocument,
  { seat, goal, suggestion }: CommandOf<'goal.acceptSuggestion' | 'goal.declineSuggestion'>,
) => {
  const found = goalOf(document, seat, goal)?.suggestions.find((each) => each.id === suggestion);
  if (!found) return refuse('SUGGESTION_UNKNOWN', { suggestion });
  return found.state !== 'open' && refuse('SUGGESTION_SETTLED', { suggestion, state: found.state });
};

/** Steps can be moved from these states; anything else would make no sense to a person. */
const stepIs =
  (...states: readonly StepState[]) =>
  (document: PartnershipDocument, { seat, step }: AboutStep) => {
    const found = stepOf(document, seat, step);
    if (!found) return refuse('STEP_UNKNOWN', { step });
    return !states.includes(found.state) && refuse('STEP_STATE', { step, state: found.state });
  };

const someGoalIsOpen = (document: PartnershipDocument, { seat }: InSeat) =>
  openGoals(roundOf(document, seat) as Round).length === 0 && refuse('NO_GOAL');

const everyGoalAgreed = (document: PartnershipDocument, { seat }: InSeat) => {
  const goals = openGoals(roundOf(document, seat) as Round);
  const disagreed = goals.find((goal) => !isAgreed(goal));
  if (disagreed)
    return refuse('GOAL_NOT_AGREED', { goal: disagreed.id, by: disagreed.agreed[seat] ? 'coach' : 'coachee' });
  const offered = goals.find((goal) => goal.suggestions.some((each) => each.state === 'open'));
  return offered && refuse('SUGGESTION_OPEN', { goal: offered.id });
};

const everyGoalHasStep = (document: PartnershipDocument, { seat }: InSeat) => {
  const round = roundOf(document, seat) as Round;
  const steps = plannedSteps(round);
  const bare = openGoals(round).find((goal) => !steps.some((step) => step.goal === goal.id));
  return bare && refuse('GOAL_WITHOUT_STEP', { goal: bare.id });
};

const notConfirmed = (document: PartnershipDocument, { seat }: InSeat, author: Seat) =>
  roundOf(document, seat)?.swap[author].confirmed && refuse('ALREADY_CONFIRMED');

const notSharedYet = (document: PartnershipDocument, { seat, round }: CommandOf<'reflection.share'>, author: Seat) => {
  const found = roundNumbered(document, seat, round);
  if (!found) return refuse('ROUND_UNKNOWN', { round });
  if (!found.reflections[author]) return refuse('REFLECTION_NOT_WRITTEN', { round });
  return found.reflections[author].shared && refuse('ALREADY_SHARED', { round });
};

const workable: readonly StepState[] = ['open', 'started', 'blocked'];
const planned: readonly StepState[] = [...workable, 'done', 'skipped'];

export const rules: { readonly [T in CommandType]: Rule<T> } = {
  'partnership.form': {
    who: 'either',
    checks: [(_, { members }) => members[0].id === members[1].id && refuse('MEMBERS_NOT_DISTINCT')],
  },
  'partnership.pause': { who: 'either' },
  'partnership.resume': { who: 'either' },
  'partnership.close': { who: 'either' },
  'closing.reflect': { who: 'either' },

  'agreement.propose': {
    who: 'either',
    checks: [
      ({ agreement: { proposal, inForce } }, command) =>
        same((proposal ?? inForce)?.text, command.agreement) && refuse('NOTHING_CHANGED'),
    ],
  },
  'agreement.sign': {
    who: 'either',
    checks: [
      ({ agreement: { proposal } }) => !proposal && refuse('NO_AGREEMENT_PROPOSED'),
      ({ agreement: { proposal } }, { revision }) =>
        proposal?.revision !== revision && refuse('AGREEMENT_CHANGED', { revision: proposal?.revision }),
      ({ agreement: { proposal } }, _, author) => proposal?.signed[author] != null && refuse('ALREADY_SIGNED'),
    ],
  },

  'goal.propose': { who: 'coachee', checks: [goalIdIsFree] },
  'goal.revise': {
    who: 'coachee',
    checks: [
      goalIsOpen,
      (document, { seat, goal, text }) => same(goalOf(document, seat, goal)?.text, text) && refuse('NOTHING_CHANGED'),
    ],
  },
  'goal.suggestChange': {
    who: 'coach',
    checks: [
      goalIsOpen,
      (document, { seat, goal, suggestion }) =>
        goalOf(document, seat, goal)?.suggestions.some((each) => each.id === suggestion) &&
        refuse('ID_TAKEN', { id: suggestion }),
      (document, { seat, goal, text }) => same(goalOf(document, seat, goal)?.text, text) && refuse('NOTHING_CHANGED'),
    ],
  },
  'goal.acceptSuggestion': { who: 'coachee', checks: [goalIsOpen, suggestionIsOpen] },
  'goal.declineSuggestion': { who: 'coachee', checks: [goalIsOpen, suggestionIsOpen] },
  'goal.agree': {
    who: 'either',
    checks: [
      goalIsOpen,
      (document, { seat, goal, revision }) => {
        const current = goalOf(document, seat, goal)?.revision;
        return current !== revision && refuse('GOAL_CHANGED', { goal, revision: current });
      },
      (document, { seat, goal }, author) =>
        goalOf(document, seat, goal)?.agreed[author] && refuse('ALREADY_AGREED', { goal }),
    ],
  },
  'goal.achieve': { who: 'coachee', checks: [goalIsOpen] },
  'goal.carryOver': { who: 'coachee', checks: [goalIsOpen] },
  'goal.drop': { who: 'coachee', checks: [goalIsOpen] },
  'goals.ready': { who: 'coachee', checks: [someGoalIsOpen, everyGoalAgreed] },

  'step.add': { who: 'coachee', checks: [goalIsOpen, stepIdIsFree] },
  'step.suggest': { who: 'coach', checks: [goalIsOpen, stepIdIsFree] },
  'step.acceptSuggestion': { who: 'coachee', checks: [stepIs('suggested')] },
  'step.declineSuggestion': { who: 'coachee', checks: [stepIs('suggested')] },
  'step.edit': {
    who: 'coachee',
    checks: [
      stepIs(...workable, 'suggested'),
      (document, { seat, step, text }) => same(stepOf(document, seat, step)?.text, text) && refuse('NOTHING_CHANGED'),
    ],
  },
  'step.reorder': {
    who: 'coachee',
    checks: [
      (document, { seat, order }) => {
        const ids = (roundOf(document, seat)?.steps ?? []).map((step) => step.id);
        const complete =
          order.length === ids.length && new Set(order).size === ids.length && ids.every((id) => order.includes(id));
        if (!complete) return refuse('ORDER_INCOMPLETE', { steps: ids.length });
        return same(order, ids) && refuse('NOTHING_CHANGED');
      },
    ],
  },
  'step.start': { who: 'coachee', checks: [stepIs('open', 'done', 'skipped')] },
  'step.finish': { who: 'coachee', checks: [stepIs(...workable)] },
  'step.skip': { who: 'coachee', checks: [stepIs(...workable)] },
  'step.block': { who: 'coachee', checks: [stepIs('open', 'started')] },
  'step.unblock': { who: 'coachee', checks: [stepIs('blocked')] },
  'step.remove': { who: 'coachee', checks: [stepIs(...planned)] },
  'plan.commit': { who: 'coachee', checks: [someGoalIsOpen, everyGoalAgreed, everyGoalHasStep] },

  'checkIn.record': {
    who: 'coachee',
    checks: [
      (document, { seat, checkIn }) => checkInOf(document, seat, checkIn) && refuse('ID_TAKEN', { id: checkIn }),
      (document, { seat, text }) => {
        const stray = text.progress.find(({ goal }) => goalOf(document, seat, goal)?.state !== 'open');
        return stray && refuse('GOAL_UNKNOWN', { goal: stray.goal });
      },
    ],
  },
  'checkIn.answer': {
    who: 'coach',
    checks: [
      (document, { seat, checkIn }) => !checkInOf(document, seat, checkIn) && refuse('CHECK_IN_UNKNOWN', { checkIn }),
      (document, { seat, checkIn, answer }) =>
        checkInOf(document, seat, checkIn)?.answers.some((each) => each.id === answer) &&
        refuse('ID_TAKEN', { id: answer }),
    ],
  },
  'reflection.ask': {
    who: 'coach',
    checks: [(document, { seat }) => roundOf(document, seat)?.reflectionAskedAt != null && refuse('ALREADY_ASKED')],
  },
  'reflection.begin': {
    who: 'coachee',
    checks: [
      (document, { seat }) => roundOf(document, seat)?.checkIns.length === 0 && refuse('NO_CHECK_IN'),
      everyGoalAgreed,
    ],
  },
  'reflection.write': { who: 'either' },
  'reflection.share': { who: 'either', checks: [notSharedYet] },

  'swap.note': {
    who: 'either',
    checks: [
      (_, { handOver, thanks }) => !`${handOver ?? ''}${thanks ?? ''}`.trim() && refuse('SWAP_NOTE_EMPTY'),
      notConfirmed,
    ],
  },
  'swap.confirm': {
    who: 'either',
    checks: [
      (document, { seat }, author) => !roundOf(document, seat)?.swap[author].noted && refuse('SWAP_NOTE_MISSING'),
      notConfirmed,
    ],
  },
  'swap.waive': {
    who: 'either',
    checks: [(document, { seat }, author) => roundOf(document, seat)?.swap[author].waived && refuse('ALREADY_WAIVED')],
  },

  'change.undo': {
    who: 'either',
    checks: [
      ({ changes }, { change }, author) => changes[author]?.command !== change && refuse('NOTHING_TO_UNDO'),
      ({ changes }, _, author) => !changes[author]?.before && refuse('BUILT_UPON'),
    ],
  },
};

/**
 * The first rule that speaks against a command, or `undefined`. The chart has been asked before, so a command in a seat
 * finds a running round there.
 */
export function refusalByRules(document: PartnershipDocument, command: CommandOf<CommandType>): Refusal | undefined {
  const author = command.type === 'partnership.form' ? formingSeat(command) : seatOf(document, command.by);
  if (!author) return refuse('NOT_A_MEMBER', { by: command.by });
  const rule = rules[command.type] as Rule<CommandType>;
  if ('seat' in command) {
    if (rule.who === 'coachee' && command.seat !== author) return refuse('ONLY_THE_COACHEE', { seat: command.seat });
    if (rule.who === 'coach' && command.seat === author)
      return refuse('ONLY_THE_COACH', { seat: otherSeat(command.seat) });
  }
  for (const check of rule.checks ?? []) {
    const refusal = check(document, command, author);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Whoever forms a partnership must be one of the two. */
const formingSeat = ({ members, by }: CommandOf<'partnership.form'>): Seat | undefined =>
  members[0].id === by ? 1 : members[1].id === by ? 2 : undefined;
