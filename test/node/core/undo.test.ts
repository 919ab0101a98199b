import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandInput, PartnershipDocument, Round, Seat } from '../../../src/core/index.js';
import {
  type Pair,
  agreement,
  checkInText,
  checkedIn,
  checkingIn,
  coaching,
  formed,
  goalText,
  planning,
  reflecting,
  reflectionText,
  stepText,
  swapped,
  swapping,
  withGoal,
} from '../support/pair.js';

/** All but what undo itself is about, and the numbers that are used up. */
const comparable = (document: PartnershipDocument): unknown =>
  JSON.parse(
    JSON.stringify({ ...document, changes: null }, (key, value: unknown) => (key === 'revisions' ? 0 : value)),
  );

function undoes(pair: Pair, who: Seat, input: CommandInput): void {
  const before = comparable(pair.document);
  pair.do(who, input);
  assert.notDeepEqual(comparable(pair.document), before, input.type);
  const facts = pair.do(who, { type: 'change.undo', change: pair.last });
  assert.deepEqual(comparable(pair.document), before, input.type);
  assert.deepEqual(
    facts.map(({ type }) => type),
    ['change.undone'],
  );
}
const isBuiltUpon = (pair: Pair, who: Seat, change: string) =>
  pair.refuses(who, { type: 'change.undo', change }, 'BUILT_UPON');
const round = (pair: Pair, seat: Seat = 1) => pair.document.seats[seat].round as Round;

const newGoal = (goal: string): CommandInput => ({ type: 'goal.propose', seat: 1, goal, text: goalText });
const newStep = (step: string): CommandInput => ({ type: 'step.add', seat: 1, goal: 'g1', step, text: stepText });
const offer = (step: string): CommandInput => ({ type: 'step.suggest', seat: 1, goal: 'g1', step, text: stepText });
const about = { seat: 1, goal: 'g1' } as const;
const step = { seat: 1, step: 's1' } as const;
const other = { statement: 'Half of them speak by March.' };
const change = { type: 'goal.suggestChange', ...about, suggestion: 'x1', text: other } as const;
const thanks = { type: 'swap.note', seat: 1, thanks: 'Thank you.' } as const;
const write = { type: 'reflection.write', seat: 1, round: 1, text: reflectionText } as const;

describe('undo takes back', () => {
  it('a proposal of the agreement and a signature', () => {
    undoes(formed(), 1, { type: 'agreement.propose', agreement });
    const pair = formed();
    pair.do(1, { type: 'agreement.propose', agreement });
    undoes(pair, 2, { type: 'agreement.sign', revision: 1 });
    undoes(coaching(), 2, { type: 'agreement.propose', agreement: { ...agreement, cadenceDays: 7 } });
  });
  it('each way to work on goals', () => {
    undoes(coaching(), 1, newGoal('g1'));
    const pair = withGoal(coaching());
    undoes(pair, 1, { type: 'goal.revise', ...about, text: other });
    undoes(pair, 2, change);
    pair.do(2, change);
    undoes(pair, 1, { type: 'goal.acceptSuggestion', ...about, suggestion: 'x1' });
    undoes(pair, 1, { type: 'goal.declineSuggestion', ...about, suggestion: 'x1', reason: 'Small is fine.' });
    undoes(pair, 1, { type: 'goal.drop', ...about, reason: 'Not mine.' });
    const fresh = coaching();
    fresh.do(1, newGoal('g1'));
    undoes(fresh, 2, { type: 'goal.agree', ...about, revision: 1 });
    undoes(checkedIn(), 1, { type: 'goal.achieve', ...about });
    undoes(reflecting(), 1, { type: 'goal.carryOver', ...about });
  });
  it('being ready, the commitment, and the step into reflection', () => {
    undoes(withGoal(coaching()), 1, { type: 'goals.ready', seat: 1 });
    const pair = planning();
    pair.do(1, newStep('s1'));
    undoes(pair, 1, { type: 'plan.commit', seat: 1, confidence: 3 });
    assert.equal(pair.document.seats[1].phase, 'actionPlanning');
    undoes(checkedIn(), 1, { type: 'reflection.begin', seat: 1 });
  });
  it('each way to work on steps, also their order', () => {
    const pair = planning();
    undoes(pair, 1, newStep('s1'));
    for (const id of ['s1', 's2', 's3']) pair.do(1, newStep(id));
    undoes(pair, 1, { type: 'step.reorder', seat: 1, order: ['s3', 's1', 's2'] });
    undoes(pair, 1, { type: 'step.remove', ...step });
    undoes(pair, 1, { type: 'step.remove', seat: 1, step: 's2' });
    undoes(pair, 1, { type: 'step.edit', ...step, text: { ...stepText, then: 'I ask.' } });
    undoes(pair, 2, offer('s4'));
    pair.do(2, offer('s4'));
    undoes(pair, 1, { type: 'step.acceptSuggestion', seat: 1, step: 's4' });
    undoes(pair, 1, { type: 'step.declineSuggestion', seat: 1, step: 's4', reason: 'Too much.' });
    const working = checkingIn();
    for (const input of [
      { type: 'step.start', ...step },
      { type: 'step.finish', ...step },
      { type: 'step.skip', ...step, reason: 'No.' },
      { type: 'step.block', ...step, help: 'Time.' },
    ] satisfies CommandInput[])
      undoes(working, 1, input);
    working.do(1, { type: 'step.block', ...step, help: 'Time.' });
    undoes(working, 1, { type: 'step.unblock', ...step });
  });
  it('a check-in with its levels, an answer, a question whether it is time', () => {
    const pair = checkedIn();
    const text = { ...checkInText, progress: [{ goal: 'g1', level: 2 as const }] };
    undoes(pair, 1, { type: 'checkIn.record', seat: 1, checkIn: 'k2', text });
    assert.equal(round(pair).goals[0]?.level, 0);
    undoes(pair, 2, { type: 'checkIn.answer', seat: 1, checkIn: 'k1', answer: 'a1', kind: 'question', text: 'How?' });
    undoes(pair, 2, { type: 'reflection.ask', seat: 1 });
  });
  it('that one has written, and what was shared of the running round', () => {
    undoes(reflecting(), 1, write);
    const pair = reflecting();
    pair.do(1, write);
    undoes(pair, 1, { type: 'reflection.share', seat: 1, round: 1, text: reflectionText });
  });
  it('the last word of a reflection, with the change of phase that followed', () => {
    const pair = reflecting();
    pair.do(1, { type: 'goal.achieve', ...about });
    pair.do(1, write);
    undoes(pair, 2, write);
    assert.equal(pair.document.seats[1].phase, 'reflection');
  });
  it('a note, a yes and a waiver of the swap', () => {
    const pair = swapping();
    undoes(pair, 1, thanks);
    pair.do(1, thanks);
    undoes(pair, 1, { type: 'swap.confirm', seat: 1 });
    undoes(pair, 1, { type: 'swap.waive', seat: 1 });
  });
  it('a waiver of the swap that the partner confirmed meanwhile, which ends the round as if it had not been', () => {
    for (const [first, then, swapped] of [
      ['swap.confirm', 'swap.waive', true],
      ['swap.waive', 'swap.confirm', false],
    ] as const) {
      const pair = swapping();
      for (const who of [1, 2] as const) pair.do(who, { type: 'swap.note', seat: 1, thanks: 'Thanks.' });
      pair.do(1, { type: first, seat: 1 });
      pair.do(1, { type: then, seat: 1 });
      pair.do(2, { type: first, seat: 1 });
      pair.undo(1);
      assert.equal(pair.document.seats[1].past[0]?.swapped, swapped);
      assert.equal(pair.document.seats[1].round?.number, 2);
    }
  });
  it('a pause, its end, the end of all, and parting words', () => {
    const pair = checkedIn();
    undoes(pair, 2, { type: 'partnership.pause', reason: 'Holidays.' });
    pair.do(2, { type: 'partnership.pause', reason: 'Holidays.' });
    undoes(pair, 1, { type: 'partnership.resume' });
    assert.equal(pair.document.pause?.reason, 'Holidays.');
    undoes(pair, 1, { type: 'partnership.close', reflection: 'Farewell.' });
    pair.do(1, { type: 'partnership.close' });
    undoes(pair, 2, { type: 'closing.reflect', reflection: 'Farewell.' });
  });
});

describe('undo does not take back', () => {
  it('a formed pair, the start of coaching, a round that closed', () => {
    const pair = formed();
    isBuiltUpon(pair, 1, pair.last);
    const started = coaching();
    isBuiltUpon(started, 2, started.last);
    const done = swapped();
    isBuiltUpon(done, 2, done.last);
  });
  it('what was shared of a past round', () => {
    const pair = swapped();
    pair.do(1, { type: 'reflection.share', seat: 1, round: 1, text: reflectionText });
    isBuiltUpon(pair, 1, pair.last);
  });
  it('the same change twice, or an undo', () => {
    const pair = coaching();
    pair.do(1, newGoal('g1'));
    const { last } = pair;
    pair.undo(1);
    pair.refuses(1, { type: 'change.undo', change: last }, 'NOTHING_TO_UNDO');
    pair.refuses(1, { type: 'change.undo', change: pair.last }, 'NOTHING_TO_UNDO');
  });
  it('what the partner has built on', () => {
    const goal = coaching();
    goal.do(1, newGoal('g1'));
    const proposed = goal.last;
    goal.do(2, { type: 'goal.agree', ...about, revision: 1 });
    isBuiltUpon(goal, 1, proposed);

    const plan = planning();
    plan.do(1, newGoal('g2'));
    const second = plan.last;
    plan.do(2, offer('s1'));
    plan.allows(1, { type: 'change.undo', change: second });
    plan.do(2, { type: 'step.suggest', seat: 1, goal: 'g2', step: 's2', text: stepText });
    isBuiltUpon(plan, 1, second);

    const checkIn = checkedIn();
    const recorded = checkIn.last;
    checkIn.do(2, { type: 'checkIn.answer', seat: 1, checkIn: 'k1', answer: 'a1', kind: 'question', text: 'How?' });
    isBuiltUpon(checkIn, 1, recorded);

    const end = coaching();
    end.do(1, { type: 'partnership.close' });
    const closed = end.last;
    end.do(2, { type: 'closing.reflect', reflection: 'Farewell.' });
    isBuiltUpon(end, 1, closed);
  });
  it('a change of phase that the partner works in, nor what led to it', () => {
    const begun = reflecting();
    const begin = begun.last;
    begun.do(2, write);
    isBuiltUpon(begun, 1, begin);

    const agreed = coaching();
    agreed.do(1, newGoal('g1'));
    agreed.do(2, { type: 'goal.agree', ...about, revision: 1 });
    const { last } = agreed;
    agreed.do(1, { type: 'goals.ready', seat: 1 });
    isBuiltUpon(agreed, 2, last);

    const written = reflecting();
    written.do(1, { type: 'goal.achieve', ...about });
    written.do(1, write);
    const mine = written.last;
    written.do(2, write);
    isBuiltUpon(written, 1, mine);
  });
});

describe('what the partner does elsewhere takes no undo away', () => {
  it('on another goal or step', () => {
    const pair = coaching();
    pair.do(1, newGoal('g1'));
    pair.do(1, newGoal('g2'));
    const { last } = pair;
    pair.do(2, change);
    pair.do(1, { type: 'change.undo', change: last });
    assert.equal(round(pair).goals.length, 1);
    assert.equal(round(pair).goals[0]?.suggestions.length, 1);
  });
  it('a step offered meanwhile survives the undo of an order, and of a removal', () => {
    for (const input of [
      { type: 'step.reorder', seat: 1, order: ['s2', 's1'] },
      { type: 'step.remove', ...step },
    ] satisfies CommandInput[]) {
      const pair = planning();
      for (const id of ['s1', 's2']) pair.do(1, newStep(id));
      pair.do(1, input);
      const { last } = pair;
      pair.do(2, offer('s3'));
      pair.do(1, { type: 'change.undo', change: last });
      assert.deepEqual(
        round(pair).steps.map(({ id }) => id),
        ['s1', 's2', 's3'],
      );
    }
  });
  it('their own side of a swap, and their own reflection', () => {
    const pair = swapping();
    pair.do(1, thanks);
    const { last } = pair;
    pair.do(2, thanks);
    pair.do(1, { type: 'change.undo', change: last });
    assert.deepEqual([round(pair).swap[1].noted, round(pair).swap[2].noted], [false, true]);

    const early = reflecting();
    early.do(2, write);
    const written = early.last;
    early.do(1, write);
    early.do(2, { type: 'change.undo', change: written });
    assert.equal(round(early).reflections[2], null);
    assert.notEqual(round(early).reflections[1], null);
  });
  it('the other seat: even when a round closes there, or an old reflection is shared', () => {
    const pair = swapping();
    for (const who of [1, 2] as const) pair.do(who, thanks);
    pair.do(2, { type: 'swap.confirm', seat: 1 });
    pair.do(2, { type: 'goal.propose', seat: 2, goal: 'g1', text: goalText });
    const { last } = pair;
    pair.do(1, { type: 'swap.confirm', seat: 1 });
    assert.equal(round(pair).number, 2);
    pair.do(1, { type: 'reflection.share', seat: 1, round: 1, text: reflectionText });
    pair.do(2, { type: 'change.undo', change: last });
    assert.deepEqual(round(pair, 2).goals, []);
  });
});
