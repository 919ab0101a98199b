import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type NextStepAction,
  type Seat,
  balance,
  isPairFact,
  nextStep,
  progress,
  timeline,
  undoneIn,
} from '../../../src/core/index.js';
import { play, samplePartnership } from '../../../src/testing/index.js';
import {
  Pair,
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

const day = 86_400_000;

describe('next step', () => {
  const now = (pair: Pair, me: Seat, at?: number) => nextStep(pair.document, me, at).now?.action;
  const waits = (pair: Pair, me: Seat) => nextStep(pair.document, me).waitingFor?.action;
  const all = (pair: Pair, me: Seat) => nextStep(pair.document, me).all.map(({ action }) => action);
  const is = (pair: Pair, one: NextStepAction | undefined, two: NextStepAction | undefined) =>
    assert.deepEqual([now(pair, 1), now(pair, 2)], [one, two]);

  it('is to form the pair, for whoever comes first', () => {
    assert.equal(nextStep(new Pair().document, undefined).now?.action, 'form');
    assert.equal(nextStep(coaching().document, undefined).now, undefined, 'a stranger has nothing to do');
  });
  it('goes from the agreement to the goals', () => {
    const pair = formed();
    is(pair, 'proposeAgreement', 'proposeAgreement');
    pair.do(2, { type: 'agreement.propose', agreement });
    pair.do(2, { type: 'agreement.sign', revision: 1 });
    is(pair, 'signAgreement', undefined);
    assert.equal(waits(pair, 2), 'signAgreement');
    pair.do(1, { type: 'agreement.sign', revision: 1 });
    is(pair, 'proposeGoal', 'proposeGoal');
  });
  it('puts first what the partner is held up by', () => {
    const pair = coaching();
    pair.do(1, { type: 'goal.propose', seat: 1, goal: 'g1', text: goalText });
    is(pair, undefined, 'agreeGoal');
    assert.deepEqual(nextStep(pair.document, 2).now, {
      action: 'agreeGoal',
      seat: 1,
      as: 'coach',
      about: 'g1',
      optional: undefined,
    });
    assert.equal(waits(pair, 1), 'agreeGoal');
    pair.do(2, {
      type: 'goal.suggestChange',
      seat: 1,
      goal: 'g1',
      suggestion: 'x1',
      text: { statement: 'Half speak.' },
    });
    is(pair, 'answerSuggestion', 'proposeGoal');
    pair.do(1, { type: 'goal.acceptSuggestion', seat: 1, goal: 'g1', suggestion: 'x1' });
    is(pair, 'readyGoals', 'proposeGoal');
  });
  it('leads through a plan', () => {
    const pair = planning(coaching('alternating'));
    is(pair, 'addStep', undefined);
    pair.do(2, { type: 'step.suggest', seat: 1, goal: 'g1', step: 's1', text: stepText });
    is(pair, 'answerStepSuggestion', undefined);
    pair.do(1, { type: 'step.acceptSuggestion', seat: 1, step: 's1' });
    is(pair, 'commitPlan', undefined);
    pair.do(1, { type: 'goal.drop', seat: 1, goal: 'g1', reason: 'Not mine.' });
    is(pair, 'proposeGoal', undefined);
  });
  it('leads through check-ins on the agreed rhythm', () => {
    const pair = checkingIn(coaching('alternating'));
    is(pair, 'recordCheckIn', undefined);
    assert.ok(all(pair, 1).includes('workThePlan'));
    pair.do(1, { type: 'checkIn.record', seat: 1, checkIn: 'k1', text: checkInText });
    is(pair, 'recordCheckIn', 'answerCheckIn');
    const steps = nextStep(pair.document, 1, Date.UTC(2026, 0, 6)).all;
    assert.ok(
      steps.every(({ optional }) => optional),
      'nothing is due a day later',
    );
    assert.equal(nextStep(pair.document, 2).waitingFor, undefined, 'and nobody waits');
    const due = nextStep(pair.document, 1, Date.UTC(2026, 0, 5, 10) + 14 * day).now;
    assert.deepEqual([due?.action, due?.optional], ['recordCheckIn', false]);
    pair.do(2, { type: 'reflection.ask', seat: 1 });
    assert.equal(now(pair, 1), 'beginReflection');
    pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: { statement: 'Half of them speak.' } });
    assert.ok(!all(pair, 1).includes('beginReflection'), 'not before both agree to the words');
    assert.equal(now(pair, 2), 'agreeGoal');
  });
  it('leads through reflection and swap', () => {
    const pair = reflecting(coaching('alternating'));
    is(pair, 'writeReflection', 'writeReflection');
    pair.do(1, { type: 'reflection.write', seat: 1, round: 1, text: reflectionText });
    is(pair, 'closeGoals', 'writeReflection');
    const swap = swapping(coaching('alternating'));
    is(swap, 'writeSwapNote', 'writeSwapNote');
    swap.do(1, { type: 'swap.note', seat: 1, thanks: 'Thanks.' });
    is(swap, 'confirmSwap', 'writeSwapNote');
    swap.do(1, { type: 'swap.confirm', seat: 1 });
    is(swap, undefined, 'writeSwapNote');
    assert.equal(waits(swap, 1), 'writeSwapNote');
  });
  it('does not leave two people waiting for each other where one waives the swap and one confirms it', () => {
    const pair = swapping();
    for (const me of [1, 2] as const) pair.do(me, { type: 'swap.note', seat: 1, thanks: 'Thanks.' });
    pair.do(1, { type: 'swap.confirm', seat: 1 });
    pair.do(2, { type: 'swap.waive', seat: 1 });
    assert.equal(now(pair, 2), 'confirmSwap');
    const both = swapping(coaching('alternating'));
    both.do(1, { type: 'swap.waive', seat: 1 });
    is(both, undefined, 'writeSwapNote');
  });
  it('alternating: the other seat comes after the swap, as it went', () => {
    const pair = swapped(coaching('alternating'));
    is(pair, undefined, 'proposeGoal');
    assert.deepEqual(nextStep(pair.document, 1).waitingFor?.as, 'coachee');
  });
  it('is calm while paused and after the end', () => {
    const pair = checkedIn();
    pair.do(1, { type: 'partnership.pause' });
    for (const me of [1, 2] as const)
      assert.deepEqual(nextStep(pair.document, me).all, [{ action: 'resume', as: 'member', optional: true }]);
    pair.do(1, { type: 'partnership.close', reflection: 'Farewell.' });
    is(pair, undefined, 'writeClosing');
    pair.do(2, { type: 'closing.reflect', reflection: 'Farewell.' });
    is(pair, undefined, undefined);
  });
  it("in the mutual rhythm each has their own round and the partner's", () => {
    const pair = withGoal(coaching(), 2);
    is(pair, 'proposeGoal', 'readyGoals');
  });
});

describe('balance', () => {
  it('is even at the start', () => {
    const { dueAsCoachee, swaps, waived, 1: one, 2: two } = balance(coaching().document);
    assert.deepEqual([dueAsCoachee, swaps, waived], [undefined, 0, 0]);
    assert.deepEqual(one, two);
  });
  it('counts what each has received and given', () => {
    const pair = checkedIn();
    pair.do(2, { type: 'checkIn.answer', seat: 1, checkIn: 'k1', answer: 'a1', kind: 'question', text: 'How?' });
    pair.do(2, { type: 'goal.suggestChange', seat: 1, goal: 'g1', suggestion: 'x1', text: { statement: 'Half.' } });
    pair.do(2, { type: 'step.suggest', seat: 1, goal: 'g1', step: 's2', text: stepText });
    const result = balance(pair.document);
    assert.deepEqual(result[1], {
      asCoachee: { rounds: 0, checkIns: 1 },
      asCoach: { rounds: 0, answers: 0, suggestions: 0 },
    });
    assert.deepEqual(result[2], {
      asCoachee: { rounds: 0, checkIns: 0 },
      asCoach: { rounds: 0, answers: 1, suggestions: 2 },
    });
  });
  it('says whose turn as coachee is due', () => {
    const pair = swapped(coaching('alternating'));
    assert.deepEqual([balance(pair.document).dueAsCoachee, balance(pair.document).swaps], [2, 1]);
    swapped(pair, 2);
    assert.equal(balance(pair.document).dueAsCoachee, undefined);
  });
  it('counts a waived swap apart', () => {
    const pair = swapping();
    for (const me of [1, 2] as const) pair.do(me, { type: 'swap.waive', seat: 1 });
    assert.deepEqual([balance(pair.document).swaps, balance(pair.document).waived], [0, 1]);
  });
});

describe('progress', () => {
  it('is nothing without a round', () => {
    assert.equal(progress(formed().document, 1), undefined);
    assert.equal(progress(coaching().document, 1, 9), undefined);
    assert.equal(progress(coaching().document, 1)?.tScore, undefined);
  });
  it('starts at the baseline and follows the check-ins', () => {
    const pair = checkingIn();
    assert.equal(progress(pair.document, 1)?.tScore?.toFixed(2), '40.00');
    pair.do(1, {
      type: 'checkIn.record',
      seat: 1,
      checkIn: 'k1',
      text: { ...checkInText, progress: [{ goal: 'g1', level: 1 }] },
    });
    const result = progress(pair.document, 1);
    assert.equal(result?.tScore?.toFixed(2), '60.00');
    assert.deepEqual(
      result.goals[0]?.points.map(({ level }) => level),
      [1],
    );
    assert.deepEqual(
      result.confidence.map(({ confidence }) => confidence),
      [8, 7],
    );
  });
  it('leaves dropped goals out of the score, and remembers past rounds', () => {
    const pair = checkedIn();
    pair.do(1, { type: 'goal.drop', seat: 1, goal: 'g1', reason: 'Not mine.' });
    assert.equal(progress(pair.document, 1)?.tScore, undefined);
    assert.equal(progress(pair.document, 1)?.goals.length, 1);
    const past = progress(swapped().document, 1, 1);
    assert.deepEqual([past?.round, past?.tScore], [1, 50]);
  });
  it('goes on from where a carried-over goal stood', () => {
    const pair = swapped(coaching(), 1, 'goal.carryOver');
    const result = progress(pair.document, 1);
    assert.deepEqual([result?.round, result?.goals[0]?.level, result?.goals[0]?.points], [2, 0, []]);
  });
});

describe('timeline', () => {
  const entriesOf = (pair: Pair) =>
    pair.commands
      .map(({ id }) => ({ id, facts: pair.facts.filter(isPairFact).filter(({ command }) => command === id) }))
      .reverse();
  it('tells what happened, newest first, with the words as they were then', () => {
    const pair = withGoal(coaching());
    pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: { statement: 'Half of them speak.' } });
    const items = timeline(pair.document, entriesOf(pair));
    assert.deepEqual(
      items.slice(0, 3).map(({ type, by, seat }) => [type, by, seat]),
      [
        ['goal.revised', 1, 1],
        ['goal.agreed', 2, 1],
        ['goal.proposed', 1, 1],
      ],
    );
    assert.deepEqual(items.at(-1)?.type, 'partnership.formed');
    assert.ok(items.some(({ fact }) => fact.type === 'goal.proposed' && fact.text.statement === goalText.statement));
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  });
  it('shows what was undone, and says so, also across two stretches', () => {
    const pair = coaching();
    pair.do(1, { type: 'goal.propose', seat: 1, goal: 'g1', text: goalText });
    pair.undo(1);
    const entries = entriesOf(pair);
    const undone = timeline(pair.document, entries).filter((item) => item.undone);
    assert.deepEqual(
      undone.map(({ type }) => type),
      ['goal.proposed'],
    );
    const [newer, older] = [entries.slice(0, 1), entries.slice(1)];
    assert.equal(timeline(pair.document, older).filter((item) => item.undone).length, 0);
    assert.equal(timeline(pair.document, older, undoneIn(newer)).filter((item) => item.undone).length, 1);
  });
  it('never holds what only one may read', () => {
    const { document, facts } = play(samplePartnership('closed'));
    const items = timeline(document, [{ id: 'all', facts: facts.filter(isPairFact) }]);
    assert.ok(items.every(({ type }) => type !== 'reflection.kept'));
  });
});
