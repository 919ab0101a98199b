import {
  type Command,
  type CommandInput,
  type GoalText,
  type Level,
  type Member,
  type Phase,
  type Rhythm,
  type Seat,
  otherSeat,
  seats,
} from '../../core/index.js';
import { type GoalTemplate, agreementText, memberTexts, revisedAgreement } from './texts.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Tells a partnership command by command, with ids and times that are the same in every run. */
export interface Story {
  readonly commands: readonly Command[];
  form(): void;
  /** One proposes and signs; the other signs in {@link sign}. */
  propose(): void;
  sign(): void;
  /** The part of each phase before somebody leaves it, and the leaving itself. */
  readonly phases: readonly {
    readonly name: Phase;
    readonly begin: (seat: Seat) => void;
    readonly end: (seat: Seat) => void;
  }[];
  /** Both look at the agreement again. */
  revisit(): void;
  /** A command of one's own, after so many days. */
  say(seat: Seat, input: CommandInput, days?: number): void;
}

interface RunningGoal {
  readonly id: string;
  readonly template: GoalTemplate;
  readonly carried: boolean;
}

/** Settings of {@link openStory}. */
interface StoryOptions {
  readonly rhythm: Rhythm;
  readonly members: readonly [Member, Member];
  /** Check-ins in each round, at least 1. */
  readonly checkIns: number;
}

export function openStory({ rhythm, members, checkIns }: StoryOptions): Story {
  const commands: Command[] = [];
  let now = Date.UTC(2026, 0, 5, 9);
  let made = 0;
  const round = { 1: 0, 2: 0 };
  const goals: Record<Seat, RunningGoal[]> = { 1: [], 2: [] };
  const steps: Record<Seat, string[]> = { 1: [], 2: [] };
  const written: Record<Seat, number> = { 1: 0, 2: 0 };

  const say = (by: Seat, input: CommandInput, days = 0): void => {
    now += days * DAY + 3 * MINUTE;
    made += 1;
    commands.push({ ...input, id: `c${made}`, by: members[by - 1]?.id ?? '', at: new Date(now).toISOString() });
  };
  const dayIn = (days: number): string => new Date(now + days * DAY).toISOString().slice(0, 10);
  const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  const texts = (seat: Seat) => memberTexts[seat];

  function beginGoals(seat: Seat): void {
    round[seat] += 1;
    steps[seat] = [];
    const carried = goals[seat].slice(-1).map((goal) => ({ ...goal, carried: round[seat] > 1 }));
    const wanted = round[seat] === 1 ? 2 : 1;
    const fresh = Array.from({ length: wanted }, (_, index): RunningGoal => {
      const number = round[seat] === 1 ? index : round[seat];
      return {
        id: `goal-${seat}.${round[seat]}.${index + 1}`,
        template: pick(texts(seat).goals, number),
        carried: false,
      };
    });
    goals[seat] = [...(round[seat] === 1 ? [] : carried), ...fresh];
    for (const goal of fresh) {
      const text: GoalText = { ...goal.template.text, due: dayIn(84) };
      say(seat, { type: 'goal.propose', seat, goal: goal.id, text });
      const { offered } = goal.template;
      if (offered) {
        const { statement, note } = offered;
        const suggestion = `${goal.id}.s1`;
        say(otherSeat(seat), {
          type: 'goal.suggestChange',
          seat,
          goal: goal.id,
          suggestion,
          text: { ...text, statement },
          note,
        });
      }
    }
  }

  function endGoals(seat: Seat): void {
    for (const { id, template, carried } of goals[seat]) {
      if (carried) continue;
      const suggestion = `${id}.s1`;
      if (template.offered && round[seat] % 2 === 1)
        say(seat, { type: 'goal.acceptSuggestion', seat, goal: id, suggestion });
      else {
        const reason = 'I would like to keep it smaller for now.';
        if (template.offered) say(seat, { type: 'goal.declineSuggestion', seat, goal: id, suggestion, reason });
        say(otherSeat(seat), { type: 'goal.agree', seat, goal: id, revision: 1 });
      }
    }
    say(seat, { type: 'goals.ready', seat });
  }

  function beginPlan(seat: Seat): void {
    for (const { id, template } of goals[seat]) {
      template.steps.forEach((text, index) => {
        const step = `${id}.${round[seat]}.step${index + 1}`;
        steps[seat].push(step);
        say(seat, { type: 'step.add', seat, goal: id, step, text: { ...text, due: dayIn(14 * (index + 1)) } });
      });
    }
    const first = goals[seat][0];
    if (!first) return;
    const step = `${first.id}.${round[seat]}.offered`;
    steps[seat].push(step);
    say(otherSeat(seat), { type: 'step.suggest', seat, goal: first.id, step, text: first.template.offeredStep });
  }

  function endPlan(seat: Seat): void {
    const offered = steps[seat].at(-1) ?? '';
    say(seat, { type: 'step.acceptSuggestion', seat, step: offered });
    say(seat, { type: 'step.reorder', seat, order: [offered, ...steps[seat].filter((step) => step !== offered)] });
    say(seat, { type: 'plan.commit', seat, confidence: 6 + (round[seat] % 3) });
  }

  /** Progress goes up, with a step back on the way, as it does. */
  const levelAt = (index: number, goal: number): Level => Math.max(-1, Math.min(1, index - goal)) as Level;

  function oneCheckIn(seat: Seat, index: number): void {
    const coach = otherSeat(seat);
    const checkIn = `check-in-${seat}.${round[seat]}.${index + 1}`;
    const progress = goals[seat].map(({ id }, goal) => ({ goal: id, level: levelAt(index, goal) }));
    const confidence = Math.min(9, 6 + index);
    const text = { ...pick(texts(seat).checkIns, index), progress, confidence };
    say(seat, { type: 'checkIn.record', seat, checkIn, text }, rhythm === 'mutual' && seat === 2 ? 0 : 14);
    const answer = pick(texts(coach).answers, index);
    say(coach, { type: 'checkIn.answer', seat, checkIn, answer: `${checkIn}.a1`, ...answer });
    const [one, two, three] = steps[seat];
    if (index === 0 && one) say(seat, { type: 'step.start', seat, step: one });
    if (index === 0 && two)
      say(seat, { type: 'step.block', seat, step: two, help: 'A second pair of eyes on the first try.' });
    if (index === 1 && one) say(seat, { type: 'step.finish', seat, step: one });
    if (index === 1 && two) say(seat, { type: 'step.unblock', seat, step: two });
    if (index === 2 && two) say(seat, { type: 'step.finish', seat, step: two });
    if (index === 2 && three) say(seat, { type: 'step.skip', seat, step: three, reason: 'It is no longer needed.' });
  }

  function reflect(type: 'reflection.write' | 'reflection.share', seat: Seat, author: Seat): void {
    const { asCoachee, asCoach } = texts(author);
    const text = pick(seat === author ? asCoachee : asCoach, round[seat] - 1);
    say(author, { type, seat, round: round[seat], text });
  }

  function endReflection(seat: Seat): void {
    const [first, second] = goals[seat];
    const last = second ?? first;
    if (first && second) {
      if (round[seat] % 4 === 0) {
        const reason = 'The team has changed, and with it the reason for this goal.';
        say(seat, { type: 'goal.drop', seat, goal: first.id, reason });
      } else say(seat, { type: 'goal.achieve', seat, goal: first.id });
    }
    if (last) say(seat, { type: 'goal.carryOver', seat, goal: last.id });
    reflect('reflection.share', seat, seat);
    reflect('reflection.write', seat, otherSeat(seat));
  }

  const note = (seat: Seat, author: Seat): void => {
    const [handOvers, thanks] = [texts(author).handOvers, texts(author).thanks];
    const words = { handOver: pick(handOvers, written[author]), thanks: pick(thanks, written[author]) };
    written[author] += 1;
    say(author, { type: 'swap.note', seat, ...words });
  };

  return {
    commands,
    say,
    form: () => say(1, { type: 'partnership.form', members: [members[0], members[1]], rhythm, first: 1 }),
    propose() {
      say(1, { type: 'agreement.propose', agreement: agreementText });
      say(1, { type: 'agreement.sign', revision: 1 });
    },
    sign: () => say(2, { type: 'agreement.sign', revision: 1 }, 1),
    revisit() {
      const revision = commands.filter(({ type }) => type === 'agreement.propose').length + 1;
      const text = revision % 2 === 0 ? revisedAgreement : agreementText;
      say(2, { type: 'agreement.propose', agreement: text });
      for (const seat of seats) say(seat, { type: 'agreement.sign', revision });
    },
    phases: [
      { name: 'goalSetting', begin: beginGoals, end: endGoals },
      { name: 'actionPlanning', begin: beginPlan, end: endPlan },
      {
        name: 'checkIn',
        begin: (seat) => {
          for (let index = 0; index < checkIns; index += 1) oneCheckIn(seat, index);
        },
        end: (seat) => {
          say(otherSeat(seat), { type: 'reflection.ask', seat }, 7);
          say(seat, { type: 'reflection.begin', seat });
        },
      },
      { name: 'reflection', begin: (seat) => reflect('reflection.write', seat, seat), end: endReflection },
      {
        name: 'roleSwap',
        begin: (seat) => note(seat, seat),
        end: (seat) => {
          note(seat, otherSeat(seat));
          for (const author of seats) say(author, { type: 'swap.confirm', seat });
        },
      },
    ],
  };
}
