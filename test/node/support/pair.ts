import assert from 'node:assert/strict';
import {
  type Command,
  type CommandInput,
  type Explanation,
  type Fact,
  type PartnershipDocument,
  type RefusalCode,
  type Rhythm,
  type Seat,
  decide,
  emptyDocument,
  explain,
  fold,
  isPairFact,
} from '../../../src/core/index.js';

/** Who can act in a test: a seat, or somebody who has none. */
export type Who = Seat | 'stranger';

export const ana = { id: 'ana', name: 'Ana' } as const;
export const ben = { id: 'ben', name: 'Ben' } as const;
const idOf = (who: Who): string => (who === 1 ? 'ana' : who === 2 ? 'ben' : 'eve');

export const agreement = { cadenceDays: 14, meetingMinutes: 60, reviewAfterMeetings: 6, groundRules: 'Listen first.' };
export const goalText = { statement: 'Everyone speaks in the review by the end of March.' };
export const stepText = { if: 'If it is Monday 9:00, then', then: 'I send the questions.' };
export const reflectionText = { whatHappened: 'They spoke.', soWhat: 'They wanted to.', nowWhat: 'Go on.' };
export const checkInText = { progress: [], better: 'More voices.', confidence: 7 };

/** A pair whose commands are carried out one by one; each says who, and gets an id and a time by itself. */
export class Pair {
  document: PartnershipDocument = emptyDocument;
  readonly commands: Command[] = [];
  readonly facts: Fact[] = [];
  #made = 0;

  /** A complete command, not carried out. */
  make(who: Who, input: CommandInput & { readonly id?: string }): Command {
    this.#made += 1;
    const at = new Date(Date.UTC(2026, 0, 5, 9, this.#made)).toISOString();
    return { id: `c${this.#made}`, ...input, by: idOf(who), at };
  }

  /** Carries a command out and gives back its facts. */
  do(who: Who, input: CommandInput & { readonly id?: string }): readonly Fact[] {
    const command = this.make(who, input);
    const decision = decide(this.document, command);
    assert.equal(decision.status, 'accepted', `${input.type}: ${JSON.stringify(decision)}`);
    const facts = decision.status === 'accepted' ? decision.facts : [];
    this.document = fold(this.document, facts.filter(isPairFact));
    this.commands.push(command);
    this.facts.push(...facts);
    return facts;
  }

  /** The id of the command that was carried out last. */
  get last(): string {
    return this.commands.at(-1)?.id ?? '';
  }

  explain(who: Who, input: CommandInput): Explanation {
    return explain(this.document, this.make(who, input));
  }

  /** Asserts that a command is refused for this reason, by `explain` and `decide` alike. */
  refuses(who: Who, input: CommandInput, code: RefusalCode, params?: Record<string, unknown>): void {
    const command = this.make(who, input);
    const before = JSON.stringify(this.document);
    const answer = explain(this.document, command);
    assert.equal(answer.allowed, false, `${input.type} was allowed; expected ${code}`);
    if (answer.allowed) return;
    const { allowed: _, ...reason } = answer;
    assert.equal(reason.code, code, input.type);
    if (params) assert.deepEqual(reason.params, params);
    const decision = decide(this.document, command);
    assert.deepEqual(decision, { status: 'refused', reason });
    assert.equal(JSON.stringify(this.document), before);
  }

  allows(who: Who, input: CommandInput): void {
    assert.deepEqual(this.explain(who, input), { allowed: true }, `${input.type} of ${who}`);
  }

  undo(who: Seat): void {
    this.do(who, { type: 'change.undo', change: this.document.changes[who]?.command ?? 'none' });
  }
}

const other = (seat: Seat): Seat => (seat === 1 ? 2 : 1);

export function formed(rhythm: Rhythm = 'mutual'): Pair {
  const pair = new Pair();
  pair.do(1, { type: 'partnership.form', members: [ana, ben], rhythm });
  return pair;
}

/** Both have signed: rounds run. */
export function coaching(rhythm: Rhythm = 'mutual'): Pair {
  const pair = formed(rhythm);
  pair.do(1, { type: 'agreement.propose', agreement });
  pair.do(1, { type: 'agreement.sign', revision: 1 });
  pair.do(2, { type: 'agreement.sign', revision: 1 });
  return pair;
}

export function withGoal(pair: Pair, seat: Seat = 1, goal = 'g1'): Pair {
  pair.do(seat, { type: 'goal.propose', seat, goal, text: goalText });
  pair.do(other(seat), { type: 'goal.agree', seat, goal, revision: 1 });
  return pair;
}

export function planning(pair: Pair = coaching(), seat: Seat = 1): Pair {
  withGoal(pair, seat);
  pair.do(seat, { type: 'goals.ready', seat });
  return pair;
}

export function checkingIn(pair: Pair = coaching(), seat: Seat = 1): Pair {
  planning(pair, seat);
  pair.do(seat, { type: 'step.add', seat, goal: 'g1', step: 's1', text: stepText });
  pair.do(seat, { type: 'plan.commit', seat, confidence: 8 });
  return pair;
}

export function checkedIn(pair: Pair = coaching(), seat: Seat = 1): Pair {
  checkingIn(pair, seat);
  const text = { ...checkInText, progress: [{ goal: 'g1', level: 0 as const }] };
  pair.do(seat, { type: 'checkIn.record', seat, checkIn: 'k1', text });
  return pair;
}

export function reflecting(pair: Pair = coaching(), seat: Seat = 1): Pair {
  checkedIn(pair, seat);
  pair.do(seat, { type: 'reflection.begin', seat });
  return pair;
}

export function swapping(
  pair: Pair = coaching(),
  seat: Seat = 1,
  ending: 'goal.achieve' | 'goal.carryOver' = 'goal.achieve',
): Pair {
  reflecting(pair, seat);
  pair.do(seat, { type: ending, seat, goal: 'g1' });
  for (const author of [seat, other(seat)])
    pair.do(author, {
      type: 'reflection.write',
      seat,
      round: pair.document.seats[seat].round?.number ?? 0,
      text: reflectionText,
    });
  return pair;
}

export function swapped(
  pair: Pair = coaching(),
  seat: Seat = 1,
  ending: 'goal.achieve' | 'goal.carryOver' = 'goal.achieve',
): Pair {
  swapping(pair, seat, ending);
  for (const author of [1, 2] as const) pair.do(author, { type: 'swap.note', seat, thanks: 'Thank you.' });
  for (const author of [1, 2] as const) pair.do(author, { type: 'swap.confirm', seat });
  return pair;
}
