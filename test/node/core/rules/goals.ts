import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coaching, goalText, withGoal } from '../../support/pair.js';
import { changed, propose, add, suggest, refuses } from './common.js';

describe('goal setting', () => {
  it('belongs to the coachee; the coach helps', () => {
    const pair = coaching();
    refuses(pair, 2, propose('g1'), 'ONLY_THE_COACHEE', { seat: 1 });
    refuses(pair, 'stranger', propose('g1'), 'NOT_A_MEMBER');
    pair.do(1, propose('g1'));
    refuses(pair, 1, propose('g1'), 'ID_TAKEN', { id: 'g1' });
    refuses(pair, 1, suggest('x1'), 'ONLY_THE_COACH', { seat: 2 });
    for (const input of [
      { type: 'goal.revise', seat: 1, goal: 'g1', text: changed },
      { type: 'goal.drop', seat: 1, goal: 'g1', reason: 'No.' },
      { type: 'goals.ready', seat: 1 },
    ] as const)
      refuses(pair, 2, input, 'ONLY_THE_COACHEE');
  });
  it('a suggestion is accepted or declined by the coachee, once', () => {
    const pair = coaching();
    pair.do(1, propose('g1'));
    refuses(pair, 2, { ...suggest('x1'), text: goalText }, 'NOTHING_CHANGED');
    refuses(pair, 2, { ...suggest('x1'), goal: 'none' }, 'GOAL_UNKNOWN', { goal: 'none' });
    pair.do(2, { ...suggest('x1'), note: 'More exact?' });
    refuses(pair, 2, suggest('x1'), 'ID_TAKEN', { id: 'x1' });
    const answer = { seat: 1, goal: 'g1', suggestion: 'x1' } as const;
    refuses(pair, 2, { type: 'goal.acceptSuggestion', ...answer }, 'ONLY_THE_COACHEE');
    refuses(pair, 1, { type: 'goal.acceptSuggestion', ...answer, suggestion: 'x9' }, 'SUGGESTION_UNKNOWN');
    pair.do(1, { type: 'goal.acceptSuggestion', ...answer });
    refuses(pair, 1, { type: 'goal.declineSuggestion', ...answer }, 'SUGGESTION_SETTLED', {
      suggestion: 'x1',
      state: 'accepted',
    });
    assert.deepEqual(pair.document.seats[1].round?.goals[0]?.agreed, { 1: true, 2: true });
  });
  it('whoever suggested words that were changed meanwhile has not agreed yet', () => {
    const pair = coaching();
    pair.do(1, propose('g1'));
    pair.do(2, suggest('x1'));
    pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: { statement: 'Half of them speak by March.' } });
    pair.do(1, { type: 'goal.acceptSuggestion', seat: 1, goal: 'g1', suggestion: 'x1' });
    const goal = pair.document.seats[1].round?.goals[0];
    assert.deepEqual(goal?.agreed, { 1: true, 2: false });
    assert.equal(goal?.text.statement, changed.statement);
    assert.deepEqual(
      goal?.earlier.map(({ revision }) => revision),
      [1, 2],
    );
  });
  it('moves on when every goal is agreed by both and no suggestion is open', () => {
    const pair = coaching();
    const ready = { type: 'goals.ready', seat: 1 } as const;
    refuses(pair, 1, ready, 'NO_GOAL');
    pair.do(1, propose('g1'));
    refuses(pair, 1, ready, 'GOAL_NOT_AGREED', { goal: 'g1', by: 'coach' });
    refuses(pair, 1, { type: 'goal.agree', seat: 1, goal: 'g1', revision: 1 }, 'ALREADY_AGREED');
    refuses(pair, 2, { type: 'goal.agree', seat: 1, goal: 'g1', revision: 2 }, 'GOAL_CHANGED', {
      goal: 'g1',
      revision: 1,
    });
    pair.do(2, { type: 'goal.agree', seat: 1, goal: 'g1', revision: 1 });
    pair.do(2, suggest('x1'));
    refuses(pair, 1, ready, 'SUGGESTION_OPEN', { goal: 'g1' });
    pair.do(1, { type: 'goal.declineSuggestion', seat: 1, goal: 'g1', suggestion: 'x1', reason: 'Small is fine.' });
    pair.do(1, propose('g2'));
    pair.do(1, { type: 'goal.drop', seat: 1, goal: 'g2', reason: 'One is enough.' });
    pair.do(1, ready);
    assert.equal(pair.document.seats[1].phase, 'actionPlanning');
    assert.equal(pair.document.seats[2].phase, 'goalSetting', 'the partner goes at their own pace');
  });
  it('a revision needs both again; a number never names two wordings', () => {
    const pair = withGoal(coaching());
    refuses(pair, 1, { type: 'goal.revise', seat: 1, goal: 'g1', text: goalText }, 'NOTHING_CHANGED');
    pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: changed });
    assert.deepEqual(pair.document.seats[1].round?.goals[0]?.agreed, { 1: true, 2: false });
    pair.undo(1);
    pair.do(1, { type: 'goal.revise', seat: 1, goal: 'g1', text: { statement: 'Something quite different.' } });
    refuses(pair, 2, { type: 'goal.agree', seat: 1, goal: 'g1', revision: 2 }, 'GOAL_CHANGED', {
      goal: 'g1',
      revision: 3,
    });
  });
  it('closed goals rest', () => {
    const pair = withGoal(coaching());
    pair.do(1, { type: 'goal.drop', seat: 1, goal: 'g1', reason: 'Not mine.' });
    const [input] = [{ type: 'goal.revise', seat: 1, goal: 'g1', text: changed } as const];
    refuses(pair, 1, input, 'GOAL_CLOSED', { goal: 'g1', state: 'dropped' });
    refuses(pair, 1, propose('g1'), 'ID_TAKEN');
  });
  it('takes what belongs to another phase for what it is', () => {
    refuses(coaching(), 1, add('s1'), 'NOT_IN_THIS_PHASE', {
      seat: 1,
      phase: 'goalSetting',
      phases: ['actionPlanning', 'checkIn'],
    });
  });
});
