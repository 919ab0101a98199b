import type { CheckIn, Goal, PartnershipDocument, Round, Step, StepState } from '../model/document.js';
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
  roundsOf,
  seatOf,
  stepOf,
} from '../model/lookup.js';
import type { CommandOf, CommandType } from './commands.js';
import { type Refusal, refuse } from './refusals.js';

/**
 * Who may do what, as one table. It follows from equality: the coachee owns their growth, the coach helps, and both
 * have the same rights in their seat. *When* something may be done is the chart's business (`coaching-machine.ts`);
 * here stands *who* may, and what must hold, in the order in which a person would want to know.
 */

/** Where a command comes from, and what it speaks of, as far as that is there. */
interface Place {
  readonly document: PartnershipDocument;
  readonly author: Seat;
  /** The running round of the command's seat. */
  readonly round: Round | undefined;
  readonly goal: Goal | undefined;
  readonly step: Step | undefined;
  readonly checkIn: CheckIn | undefined;
}

type Check<T extends CommandType> = (command: CommandOf<T>, place: Place) => Refusal | false | null | undefined;

type InSeat = Extract<CommandOf<CommandType>, { seat: Seat }>;
type AboutGoal = Extract<InSeat, { goal: string }>;
type AboutStep = Extract<InSeat, { step: string }>;

/** Only the seat's own member. */
export const coachee = ({ seat }: InSeat, { author }: Place) => seat !== author && refuse('ONLY_THE_COACHEE', { seat });
/** Only the other one. */
export const coach = ({ seat }: InSeat, { author }: Place) =>
  seat === author && refuse('ONLY_THE_COACH', { seat: otherSeat(seat) });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const idIsFree = (id: string, list: readonly { readonly id: string }[] = []) =>
  list.some((each) => each.id === id) && refuse('ID_TAKEN', { id });

const goalIsOpen = ({ goal }: AboutGoal, { goal: found }: Place) =>
  found
    ? found.state !== 'open' && refuse('GOAL_CLOSED', { goal, state: found.state })
    : refuse('GOAL_UNKNOWN', { goal });

const suggestionIsOpen = (
  { suggestion }: CommandOf<'goal.acceptSuggestion' | 'goal.declineSuggestion'>,
  { goal }: Place,
) => {
  const state = goal?.suggestions.find(({ id }) => id === suggestion)?.state;
  if (!state) return refuse('SUGGESTION_UNKNOWN', { suggestion });
  return state !== 'open' && refuse('SUGGESTION_SETTLED', { suggestion, state });
};

const stepIdIsFree = ({ step }: AboutStep, { round }: Place) => idIsFree(step, round?.steps);

/** Steps can be moved from these states; anything else would make no sense to a person. */
const stepIs =
  (...states: readonly StepState[]) =>
  ({ step }: AboutStep, { step: found }: Place) => {
    if (!found) return refuse('STEP_UNKNOWN', { step });
    return !states.includes(found.state) && refuse('STEP_STATE', { step, state: found.state });
  };

const wordsDiffer = ({ text }: { readonly text: unknown }, { step, goal }: Place) =>
  same((step ?? goal)?.text, text) && refuse('NOTHING_CHANGED');

const open = ({ round }: Place) => (round ? openGoals(round) : []);

const someGoalIsOpen = (_: unknown, place: Place) => !open(place).length && refuse('NO_GOAL');

const everyGoalAgreed = ({ seat }: InSeat, place: Place) => {
  const disagreed = open(place).find((goal) => !isAgreed(goal));
  if (disagreed)
    return refuse('GOAL_NOT_AGREED', { goal: disagreed.id, by: disagreed.agreed[seat] ? 'coach' : 'coachee' });
  const offered = open(place).find(({ suggestions }) => suggestions.some(({ state }) => state === 'open'));
  return offered && refuse('SUGGESTION_OPEN', { goal: offered.id });
};

const everyGoalHasStep = (_: unknown, place: Place) => {
  const steps = place.round ? plannedSteps(place.round) : [];
  const bare = open(place).find(({ id }) => !steps.some(({ goal }) => goal === id));
  return bare && refuse('GOAL_WITHOUT_STEP', { goal: bare.id });
};

const notConfirmed = (_: unknown, { round, author }: Place) =>
  round?.swap[author].confirmed && refuse('ALREADY_CONFIRMED');

const workable: readonly StepState[] = ['open', 'started', 'blocked'];

/** A row says whose right it is, seen from the seat that the command names (either's, where it does not), and the rest. */
export const rules: { readonly [T in CommandType]: readonly Check<T>[] } = {
  'partnership.form': [({ members }) => members[0].id === members[1].id && refuse('MEMBERS_NOT_DISTINCT')],
  'partnership.pause': [],
  'partnership.resume': [],
  'partnership.close': [],
  'closing.reflect': [],

  'agreement.propose': [
    ({ agreement: text }, { document: { agreement } }) =>
      same((agreement.proposal ?? agreement.inForce)?.text, text) && refuse('NOTHING_CHANGED'),
  ],
  'agreement.sign': [
    ({ revision }, { document, author }) => {
      const { proposal } = document.agreement;
      if (!proposal) return refuse('NO_AGREEMENT_PROPOSED');
      if (proposal.revision !== revision) return refuse('AGREEMENT_CHANGED', { revision: proposal.revision });
      return proposal.signed[author] != null && refuse('ALREADY_SIGNED');
    },
  ],

  'goal.propose': [
    coachee,
    ({ goal, seat }, { document }) =>
      idIsFree(
        goal,
        roundsOf(document, seat).flatMap(({ goals }) => goals),
      ),
  ],
  'goal.revise': [coachee, goalIsOpen, wordsDiffer],
  'goal.suggestChange': [
    coach,
    goalIsOpen,
    ({ suggestion }, { goal }) => idIsFree(suggestion, goal?.suggestions),
    wordsDiffer,
  ],
  'goal.acceptSuggestion': [coachee, goalIsOpen, suggestionIsOpen],
  'goal.declineSuggestion': [coachee, goalIsOpen, suggestionIsOpen],
  'goal.agree': [
    goalIsOpen,
    ({ goal, revision }, { goal: found, author }) => {
      if (found?.revision !== revision) return refuse('GOAL_CHANGED', { goal, revision: found?.revision });
      return found.agreed[author] && refuse('ALREADY_AGREED', { goal });
    },
  ],
  'goal.achieve': [coachee, goalIsOpen],
  'goal.carryOver': [coachee, goalIsOpen],
  'goal.drop': [coachee, goalIsOpen],
  'goals.ready': [coachee, someGoalIsOpen, everyGoalAgreed],

  'step.add': [coachee, goalIsOpen, stepIdIsFree],
  'step.suggest': [coach, goalIsOpen, stepIdIsFree],
  'step.acceptSuggestion': [coachee, stepIs('suggested')],
  'step.declineSuggestion': [coachee, stepIs('suggested')],
  'step.edit': [coachee, stepIs(...workable, 'suggested'), wordsDiffer],
  'step.reorder': [
    coachee,
    ({ order }, { round }) => {
      const ids = (round?.steps ?? []).map(({ id }) => id);
      if (!same(order.toSorted(), ids.toSorted())) return refuse('ORDER_INCOMPLETE', { steps: ids.length });
      return same(order, ids) && refuse('NOTHING_CHANGED');
    },
  ],
  'step.start': [coachee, stepIs('open', 'done', 'skipped')],
  'step.finish': [coachee, stepIs(...workable)],
  'step.skip': [coachee, stepIs(...workable)],
  'step.block': [coachee, stepIs('open', 'started')],
  'step.unblock': [coachee, stepIs('blocked')],
  'step.remove': [coachee, stepIs(...workable, 'done', 'skipped')],
  'plan.commit': [coachee, someGoalIsOpen, everyGoalAgreed, everyGoalHasStep],

  'checkIn.record': [
    coachee,
    ({ checkIn }, { round }) => idIsFree(checkIn, round?.checkIns),
    ({ text }, place) => {
      const stray = text.progress.find(({ goal }) => !open(place).some(({ id }) => id === goal));
      return stray && refuse('GOAL_UNKNOWN', { goal: stray.goal });
    },
  ],
  'checkIn.answer': [
    coach,
    ({ checkIn, answer }, { checkIn: found }) =>
      found ? idIsFree(answer, found.answers) : refuse('CHECK_IN_UNKNOWN', { checkIn }),
  ],
  'reflection.ask': [coach, (_, { round }) => round?.reflectionAskedAt != null && refuse('ALREADY_ASKED')],
  'reflection.begin': [coachee, (_, { round }) => !round?.checkIns.length && refuse('NO_CHECK_IN'), everyGoalAgreed],
  'reflection.write': [],
  'reflection.share': [
    ({ seat, round }, { document, author }) => {
      const found = roundNumbered(document, seat, round);
      if (!found) return refuse('ROUND_UNKNOWN', { round });
      const written = found.reflections[author];
      if (!written) return refuse('REFLECTION_NOT_WRITTEN', { round });
      return written.shared && refuse('ALREADY_SHARED', { round });
    },
  ],

  'swap.note': [
    ({ handOver = '', thanks = '' }) => !(handOver + thanks).trim() && refuse('SWAP_NOTE_EMPTY'),
    notConfirmed,
  ],
  'swap.confirm': [(_, { round, author }) => !round?.swap[author].noted && refuse('SWAP_NOTE_MISSING'), notConfirmed],
  'swap.waive': [(_, { round, author }) => round?.swap[author].waived && refuse('ALREADY_WAIVED')],

  'change.undo': [
    ({ change }, { document: { changes }, author }) => {
      if (changes[author]?.command !== change) return refuse('NOTHING_TO_UNDO');
      return !changes[author].before && refuse('BUILT_UPON');
    },
  ],
};

/**
 * The first rule that speaks against a command, or `undefined`. The chart has been asked before, so a command in a seat
 * finds a running round there.
 */
export function refusalByRules(document: PartnershipDocument, command: CommandOf<CommandType>): Refusal | undefined {
  // Whoever forms a partnership must be one of the two.
  const author = seatOf(command.type === 'partnership.form' ? command : document, command.by);
  if (!author) return refuse('NOT_A_MEMBER', { by: command.by });
  const { seat = 1, goal = '', step = '', checkIn = '' } = command as Partial<Spoken>;
  const place = {
    document,
    author,
    round: roundOf(document, seat),
    goal: goalOf(document, seat, goal),
    step: stepOf(document, seat, step),
    checkIn: checkInOf(document, seat, checkIn),
  };
  for (const check of rules[command.type] as readonly Check<CommandType>[]) {
    const refusal = check(command, place);
    if (refusal) return refusal;
  }
  return undefined;
}

/** What a command can name. */
type Spoken = { seat: Seat; goal: string; step: string; checkIn: string };
