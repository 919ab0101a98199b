import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkInText, checkedIn, checkingIn, planning, stepText, withGoal } from '../../support/pair.js';
import { changed, add, suggestStep, refuses } from './common.js';

describe('action planning', () => {
  it('belongs to the coachee; the coach offers steps', () => {
    const pair = planning();
    refuses(pair, 2, add('s1'), 'ONLY_THE_COACHEE');
    refuses(pair, 1, suggestStep('s1'), 'ONLY_THE_COACH');
    pair.do(1, add('s1'));
    refuses(pair, 1, add('s1'), 'ID_TAKEN');
    refuses(pair, 1, { ...add('s2'), goal: 'none' }, 'GOAL_UNKNOWN');
    pair.do(2, suggestStep('s2'));
    pair.do(2, suggestStep('s3'));
    for (const input of [
      { type: 'step.acceptSuggestion', seat: 1, step: 's2' },
      { type: 'step.edit', seat: 1, step: 's1', text: { ...stepText, then: 'I ask.' } },
      { type: 'step.remove', seat: 1, step: 's1' },
      { type: 'step.reorder', seat: 1, order: ['s3', 's2', 's1'] },
      { type: 'plan.commit', seat: 1, confidence: 5 },
    ] as const)
      refuses(pair, 2, input, 'ONLY_THE_COACHEE');
    pair.do(1, { type: 'step.acceptSuggestion', seat: 1, step: 's2' });
    refuses(pair, 1, { type: 'step.declineSuggestion', seat: 1, step: 's2' }, 'STEP_STATE', {
      step: 's2',
      state: 'open',
    });
    pair.do(1, { type: 'step.declineSuggestion', seat: 1, step: 's3', reason: 'Too much.' });
    refuses(pair, 1, { type: 'step.remove', seat: 1, step: 's3' }, 'STEP_STATE', { step: 's3', state: 'declined' });
    refuses(pair, 1, { type: 'step.remove', seat: 1, step: 's9' }, 'STEP_UNKNOWN', { step: 's9' });
    refuses(pair, 1, { type: 'step.edit', seat: 1, step: 's1', text: stepText }, 'NOTHING_CHANGED');
  });
  it('orders all steps or none', () => {
    const pair = planning();
    for (const step of ['s1', 's2', 's3']) pair.do(1, add(step));
    const reorder = (...order: string[]) => ({ type: 'step.reorder', seat: 1, order }) as const;
    for (const order of [['s1'], ['s1', 's2', 's2'], ['s1', 's2', 's9'], ['s1', 's2', 's3', 's3'], []])
      refuses(pair, 1, reorder(...order), 'ORDER_INCOMPLETE', { steps: 3 });
    refuses(pair, 1, reorder('s1', 's2', 's3'), 'NOTHING_CHANGED');
    pair.do(1, reorder('s3', 's1', 's2'));
    assert.deepEqual(
      pair.document.seats[1].round?.steps.map(({ id }) => id),
      ['s3', 's1', 's2'],
    );
  });
  it('moves on when every agreed goal has a step, at any confidence', () => {
    const commit = (confidence: number) => ({ type: 'plan.commit', seat: 1, confidence }) as const;
    const pair = planning();
    refuses(pair, 1, commit(9), 'GOAL_WITHOUT_STEP', { goal: 'g1' });
    pair.do(2, suggestStep('s1'));
    refuses(pair, 1, commit(9), 'GOAL_WITHOUT_STEP', { goal: 'g1' });
    pair.do(1, { type: 'step.acceptSuggestion', seat: 1, step: 's1' });
    pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: changed });
    refuses(pair, 1, commit(9), 'GOAL_NOT_AGREED', { goal: 'g1', by: 'coach' });
    pair.do(2, { type: 'goal.agree', seat: 1, goal: 'g1', revision: 2 });
    pair.do(1, commit(0));
    assert.deepEqual(pair.document.seats[1].round?.commitment?.confidence, 0);
    assert.equal(pair.document.seats[1].phase, 'checkIn');
  });
  it('is no trap for whoever drops their last goal: another one can be written', () => {
    const pair = planning();
    pair.do(1, { type: 'goal.drop', seat: 1, goal: 'g1', reason: 'It solved itself.' });
    refuses(pair, 1, { type: 'plan.commit', seat: 1, confidence: 8 }, 'NO_GOAL');
    withGoal(pair, 1, 'g2');
    pair.do(1, { type: 'step.add', seat: 1, goal: 'g2', step: 's1', text: stepText });
    pair.do(1, { type: 'plan.commit', seat: 1, confidence: 8 });
  });
});

describe('check-ins', () => {
  const record = (checkIn: string, goal?: string) =>
    ({
      type: 'checkIn.record',
      seat: 1,
      checkIn,
      text: { ...checkInText, progress: goal ? [{ goal, level: 1 as const }] : [] },
    }) as const;
  it('are recorded by the coachee and answered by the coach', () => {
    const pair = checkingIn();
    refuses(pair, 2, record('k1'), 'ONLY_THE_COACHEE');
    refuses(pair, 1, record('k1', 'none'), 'GOAL_UNKNOWN', { goal: 'none' });
    pair.do(1, record('k1', 'g1'));
    refuses(pair, 1, record('k1'), 'ID_TAKEN');
    const answer = {
      type: 'checkIn.answer',
      seat: 1,
      checkIn: 'k1',
      answer: 'a1',
      kind: 'question',
      text: 'What helped?',
    } as const;
    refuses(pair, 1, answer, 'ONLY_THE_COACH');
    refuses(pair, 2, { ...answer, checkIn: 'k9' }, 'CHECK_IN_UNKNOWN', { checkIn: 'k9' });
    pair.do(2, answer);
    refuses(pair, 2, answer, 'ID_TAKEN');
  });
  it('work the plan: each step only in ways that make sense', () => {
    const pair = checkingIn();
    const step = { seat: 1, step: 's1' } as const;
    const moves = {
      start: { type: 'step.start', ...step },
      finish: { type: 'step.finish', ...step },
      skip: { type: 'step.skip', ...step, reason: 'No longer needed.' },
      block: { type: 'step.block', ...step, help: 'An hour.' },
      unblock: { type: 'step.unblock', ...step },
    } as const;
    const can = () => Object.entries(moves).flatMap(([name, input]) => (pair.explain(1, input).allowed ? [name] : []));
    const stateIs = (state: string, ways: string[]) => {
      assert.equal(pair.document.seats[1].round?.steps[0]?.state, state);
      assert.deepEqual(can(), ways);
      for (const input of Object.values(moves)) pair.refuses(2, input, 'ONLY_THE_COACHEE');
    };
    stateIs('open', ['start', 'finish', 'skip', 'block']);
    pair.do(1, moves.start);
    stateIs('started', ['finish', 'skip', 'block']);
    pair.do(1, moves.block);
    stateIs('blocked', ['finish', 'skip', 'unblock']);
    assert.equal(pair.document.seats[1].round?.steps[0]?.note, 'An hour.');
    pair.do(1, moves.unblock);
    assert.equal(pair.document.seats[1].round?.steps[0]?.note, undefined);
    pair.do(1, moves.finish);
    stateIs('done', ['start']);
    refuses(pair, 1, moves.block, 'STEP_STATE', { step: 's1', state: 'done' });
    pair.do(1, moves.start);
    pair.do(1, moves.skip);
    stateIs('skipped', ['start']);
  });
  it('lead to reflection after at least one; the coach can ask for it, once', () => {
    const pair = checkingIn();
    refuses(pair, 1, { type: 'reflection.begin', seat: 1 }, 'NO_CHECK_IN');
    pair.do(1, record('k1'));
    refuses(pair, 1, { type: 'reflection.ask', seat: 1 }, 'ONLY_THE_COACH');
    pair.do(2, { type: 'reflection.ask', seat: 1 });
    refuses(pair, 2, { type: 'reflection.ask', seat: 1 }, 'ALREADY_ASKED');
    refuses(pair, 2, { type: 'reflection.begin', seat: 1 }, 'ONLY_THE_COACHEE');
    pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: changed });
    refuses(pair, 1, { type: 'reflection.begin', seat: 1 }, 'GOAL_NOT_AGREED');
    pair.do(2, { type: 'goal.agree', seat: 1, goal: 'g1', revision: 2 });
    pair.do(1, { type: 'reflection.begin', seat: 1 });
    assert.equal(pair.document.seats[1].phase, 'reflection');
  });
  it('are no trap for whoever has achieved everything', () => {
    const pair = checkedIn();
    pair.do(1, { type: 'goal.achieve', seat: 1, goal: 'g1' });
    refuses(pair, 1, record('k2', 'g1'), 'GOAL_UNKNOWN');
    pair.do(1, { type: 'reflection.begin', seat: 1 });
  });
});
