import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import type { CommandInput, RefusalCode, Seat } from '../../../src/core/index.js';
import { openPartnership } from '../../../src/core/index.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import {
  Pair,
  agreement,
  ana,
  ben,
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

/** Codes that some test below has seen; at the end it must be all of them. */
const seen = new Set<string>();
const refuses = (
  pair: Pair,
  who: Seat | 'stranger',
  input: CommandInput,
  code: RefusalCode,
  params?: Record<string, unknown>,
) => {
  pair.refuses(who, input, code, params);
  seen.add(code);
};

const changed = { statement: 'Everyone speaks in every review by the end of March.' };
const propose = (goal: string, seat: Seat = 1) => ({ type: 'goal.propose', seat, goal, text: goalText }) as const;
const add = (step: string, seat: Seat = 1) => ({ type: 'step.add', seat, goal: 'g1', step, text: stepText }) as const;
const suggest = (suggestion: string) =>
  ({ type: 'goal.suggestChange', seat: 1, goal: 'g1', suggestion, text: changed }) as const;
const suggestStep = (step: string) => ({ type: 'step.suggest', seat: 1, goal: 'g1', step, text: stepText }) as const;
const share = (round: number) => ({ type: 'reflection.share', seat: 1, round, text: reflectionText }) as const;
const write = (round: number) => ({ type: 'reflection.write', seat: 1, round, text: reflectionText }) as const;

describe('forming', () => {
  it('is for either of the two, and for nobody else', () => {
    const form = { type: 'partnership.form', members: [ana, ben], rhythm: 'mutual' } as const;
    new Pair().allows(1, form);
    new Pair().allows(2, form);
    refuses(new Pair(), 'stranger', form, 'NOT_A_MEMBER', { by: 'eve' });
  });
  it('needs two people', () => {
    refuses(new Pair(), 1, { type: 'partnership.form', members: [ana, ana], rhythm: 'mutual' }, 'MEMBERS_NOT_DISTINCT');
  });
  it('happens once', () => {
    const form = { type: 'partnership.form', members: [ana, ben], rhythm: 'mutual' } as const;
    for (const pair of [formed(), coaching()]) refuses(pair, 1, form, 'ALREADY_FORMED');
  });
  it('comes before everything else', () => {
    for (const input of [
      { type: 'agreement.propose', agreement },
      { type: 'partnership.pause' },
      { type: 'partnership.resume' },
      { type: 'partnership.close' },
      propose('g1'),
      share(1),
    ] as const)
      refuses(new Pair(), 1, input, 'NOT_FORMED_YET');
  });
});

describe('agreeing', () => {
  const sign = (revision: number) => ({ type: 'agreement.sign', revision }) as const;
  it('lets either propose, and a change takes back both signatures', () => {
    const pair = formed();
    pair.do(2, { type: 'agreement.propose', agreement });
    pair.do(1, sign(1));
    pair.do(1, { type: 'agreement.propose', agreement: { ...agreement, cadenceDays: 7 } });
    assert.deepEqual(pair.document.agreement.proposal?.signed, { 1: null, 2: null });
    refuses(pair, 2, sign(1), 'AGREEMENT_CHANGED', { revision: 2 });
    pair.do(2, sign(2));
    assert.equal(pair.document.status, 'agreeing');
    refuses(pair, 2, sign(2), 'ALREADY_SIGNED');
    pair.do(1, sign(2));
    assert.equal(pair.document.status, 'coaching');
  });
  it('has nothing to sign before somebody proposes', () => {
    refuses(formed(), 1, sign(1), 'NO_AGREEMENT_PROPOSED');
    refuses(coaching(), 1, sign(1), 'NO_AGREEMENT_PROPOSED');
  });
  it('takes no proposal that changes nothing', () => {
    const pair = formed();
    pair.do(1, { type: 'agreement.propose', agreement });
    refuses(pair, 2, { type: 'agreement.propose', agreement }, 'NOTHING_CHANGED');
  });
  it('comes before coaching', () => {
    for (const input of [
      propose('g1'),
      { type: 'partnership.pause' },
      { type: 'partnership.resume' },
      share(1),
    ] as const)
      refuses(formed(), 1, input, 'AGREEMENT_NOT_SIGNED_YET');
  });
  it('can be revisited while coaching and while paused; the old text holds until both have signed', () => {
    const pair = coaching();
    pair.do(2, { type: 'agreement.propose', agreement: { ...agreement, cadenceDays: 7 } });
    pair.do(2, sign(2));
    assert.equal(pair.document.agreement.inForce?.text.cadenceDays, 14);
    pair.do(2, { type: 'partnership.pause' });
    pair.do(1, sign(2));
    assert.equal(pair.document.agreement.inForce?.text.cadenceDays, 7);
    assert.equal(pair.document.agreement.proposal, null);
    assert.equal(pair.document.status, 'paused');
  });
  it('gives no number to two texts, also when one was taken back: nobody signs what they have not read', () => {
    const pair = coaching();
    pair.do(1, { type: 'agreement.propose', agreement: { ...agreement, cadenceDays: 7 } });
    assert.equal(pair.document.agreement.proposal?.revision, 2);
    pair.undo(1);
    pair.do(1, { type: 'agreement.propose', agreement: { ...agreement, cadenceDays: 360 } });
    refuses(pair, 2, sign(2), 'AGREEMENT_CHANGED', { revision: 3 });
    pair.do(2, sign(3));
  });
});

describe('pause, resume and close', () => {
  it('are for either alone, and the partner can resume', () => {
    for (const who of [1, 2] as const) {
      const pair = coaching();
      pair.do(who, { type: 'partnership.pause', reason: 'A new baby.' });
      pair.do(who === 1 ? 2 : 1, { type: 'partnership.resume' });
      pair.do(who, { type: 'partnership.close' });
      assert.equal(pair.document.status, 'closed');
    }
  });
  it('closes from agreeing, coaching and paused', () => {
    const paused = coaching();
    paused.do(1, { type: 'partnership.pause' });
    for (const pair of [formed(), coaching(), paused]) pair.allows(2, { type: 'partnership.close' });
  });
  it('resumes in the very phase', () => {
    const pair = checkedIn();
    const { seats } = pair.document;
    pair.do(1, { type: 'partnership.pause' });
    refuses(pair, 1, { type: 'partnership.pause' }, 'PARTNERSHIP_PAUSED');
    refuses(pair, 1, { type: 'goals.ready', seat: 1 }, 'PARTNERSHIP_PAUSED');
    pair.do(2, { type: 'partnership.resume' });
    assert.deepEqual(pair.document.seats, seats);
    assert.equal(pair.document.pause, null);
    refuses(pair, 1, { type: 'partnership.resume' }, 'PARTNERSHIP_NOT_PAUSED');
  });
  it('leaves room for parting words, and for nothing else', () => {
    const pair = checkedIn();
    refuses(pair, 1, { type: 'closing.reflect', reflection: 'Well.' }, 'PARTNERSHIP_NOT_CLOSED');
    pair.do(1, { type: 'partnership.close', reflection: 'It was good.' });
    assert.deepEqual(pair.document.closing?.reflections, { 1: 'It was good.', 2: null });
    pair.do(2, { type: 'closing.reflect', reflection: 'To me too.' });
    assert.deepEqual(pair.document.closing?.reflections, { 1: 'It was good.', 2: 'To me too.' });
    for (const input of [
      { type: 'partnership.close' },
      { type: 'partnership.pause' },
      { type: 'partnership.resume' },
      { type: 'agreement.propose', agreement },
      propose('g2'),
    ] as const)
      refuses(pair, 1, input, 'PARTNERSHIP_CLOSED');
    refuses(pair, 'stranger', { type: 'closing.reflect', reflection: 'And me.' }, 'NOT_A_MEMBER');
  });
});

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

describe('reflection', () => {
  it("is each one's own, and the partner learns only that it was written", () => {
    const pair = reflecting();
    const facts = pair.do(2, write(1));
    assert.deepEqual(
      facts.map(({ type }) => type),
      ['reflection.kept', 'reflection.written'],
    );
    assert.deepEqual(pair.document.seats[1].round?.reflections[2]?.shared, null);
    assert.ok(!JSON.stringify(pair.document).includes(reflectionText.whatHappened));
    assert.deepEqual(
      pair.do(2, write(1)).map(({ type }) => type),
      ['reflection.kept'],
      "rewriting is nobody else's business",
    );
  });
  it('can be kept early, while paused and at the end, and is never refused to a member', () => {
    const early = checkingIn();
    assert.deepEqual(
      early.do(1, write(1)).map(({ type }) => type),
      ['reflection.kept'],
    );
    const paused = reflecting();
    paused.do(1, { type: 'partnership.pause' });
    assert.deepEqual(
      paused.do(1, write(1)).map(({ type }) => type),
      ['reflection.kept'],
    );
    const closed = coaching();
    closed.do(1, { type: 'partnership.close' });
    closed.do(2, write(99));
    refuses(closed, 'stranger', write(1), 'NOT_A_MEMBER');
  });
  it('goes on when both have written and all goals are closed, in whatever order', () => {
    const pair = reflecting();
    pair.do(2, write(1));
    pair.do(1, write(1));
    assert.equal(pair.document.seats[1].phase, 'reflection');
    refuses(pair, 2, { type: 'goal.achieve', seat: 1, goal: 'g1' }, 'ONLY_THE_COACHEE');
    pair.do(1, { type: 'goal.carryOver', seat: 1, goal: 'g1' });
    assert.equal(pair.document.seats[1].phase, 'roleSwap');
    assert.equal(swapping().document.seats[1].phase, 'roleSwap');
  });
  it('is shared by a separate act, after it was written, once', () => {
    const pair = reflecting();
    refuses(pair, 1, share(1), 'REFLECTION_NOT_WRITTEN', { round: 1 });
    refuses(pair, 1, share(7), 'ROUND_UNKNOWN', { round: 7 });
    pair.do(1, write(1));
    pair.do(1, share(1));
    refuses(pair, 1, share(1), 'ALREADY_SHARED', { round: 1 });
    refuses(pair, 2, share(1), 'REFLECTION_NOT_WRITTEN');
    assert.deepEqual(pair.document.seats[1].round?.reflections[1]?.shared, reflectionText);
  });
  it('can still be shared rounds later, while paused and when all is over', () => {
    const pair = swapped();
    pair.do(2, share(1));
    assert.deepEqual(pair.document.seats[1].past[0]?.reflections[2]?.shared, reflectionText);
    pair.do(1, { type: 'partnership.pause' });
    pair.allows(1, share(1));
    pair.do(1, { type: 'partnership.close' });
    pair.do(1, share(1));
    assert.deepEqual(pair.document.seats[1].past[0]?.reflections[1]?.shared, reflectionText);
  });
});

describe('role swap', () => {
  const note = { type: 'swap.note', seat: 1, thanks: 'Thanks.' } as const;
  const confirm = { type: 'swap.confirm', seat: 1 } as const;
  const waive = { type: 'swap.waive', seat: 1 } as const;
  it('takes a word from each and a yes from both', () => {
    const pair = swapping();
    refuses(pair, 1, confirm, 'SWAP_NOTE_MISSING');
    refuses(pair, 1, { type: 'swap.note', seat: 1, thanks: '  ' }, 'SWAP_NOTE_EMPTY');
    refuses(pair, 1, { type: 'swap.note', seat: 1 }, 'SWAP_NOTE_EMPTY');
    pair.do(1, note);
    pair.do(1, confirm);
    refuses(pair, 1, confirm, 'ALREADY_CONFIRMED');
    refuses(pair, 1, note, 'ALREADY_CONFIRMED');
    pair.do(2, { ...note, handOver: 'Ask about Tuesday.' });
    const facts = pair.do(2, confirm);
    assert.deepEqual(
      facts.map(({ type }) => type),
      ['swap.confirmed', 'round.closed', 'round.opened'],
    );
    assert.equal(pair.document.seats[1].past[0]?.swapped, true);
    assert.equal(pair.document.seats[1].round?.number, 2, 'mutual: the next round of this seat opens');
  });
  it('a note written again replaces the first one as a whole', () => {
    const pair = swapping();
    pair.do(1, { ...note, handOver: 'Ask about Tuesday.' });
    pair.do(1, { type: 'swap.note', seat: 1, thanks: 'Thank you, really.' });
    assert.deepEqual(pair.document.seats[1].round?.swap[1], {
      thanks: 'Thank you, really.',
      noted: true,
      confirmed: false,
      waived: false,
    });
  });
  it('alternating: the seats change between running and resting', () => {
    const pair = swapped(coaching('alternating'));
    assert.equal(pair.document.seats[1].phase, 'resting');
    assert.equal(pair.document.seats[2].phase, 'goalSetting');
    refuses(pair, 1, propose('g9'), 'SEAT_RESTING', { seat: 1 });
    pair.allows(2, propose('g9', 2));
    swapped(pair, 2);
    assert.deepEqual([pair.document.seats[1].round?.number, pair.document.turn], [2, 1]);
  });
  it('alternating: whoever is named first begins', () => {
    const pair = new Pair();
    pair.do(2, { type: 'partnership.form', members: [ana, ben], rhythm: 'alternating', first: 2 });
    pair.do(1, { type: 'agreement.propose', agreement });
    for (const who of [1, 2] as const) pair.do(who, { type: 'agreement.sign', revision: 1 });
    assert.deepEqual([pair.document.seats[1].phase, pair.document.seats[2].phase], ['resting', 'goalSetting']);
  });
  it('is skipped by both or not at all', () => {
    const pair = swapping(coaching('alternating'));
    pair.do(1, waive);
    refuses(pair, 1, waive, 'ALREADY_WAIVED');
    assert.equal(pair.document.seats[1].phase, 'roleSwap');
    pair.do(2, note);
    pair.do(2, confirm);
    assert.equal(pair.document.seats[1].phase, 'roleSwap', 'one waives, one confirms: nothing happens yet');
    pair.do(2, waive);
    assert.equal(pair.document.seats[1].past[0]?.swapped, false);
    assert.deepEqual(
      [pair.document.seats[1].phase, pair.document.seats[1].round?.number],
      ['goalSetting', 2],
      'the same seat goes on',
    );
  });
  it('carried-over goals start the next round already agreed, at their level', () => {
    const pair = swapped(coaching(), 1, 'goal.carryOver');
    const goal = pair.document.seats[1].round?.goals[0];
    assert.deepEqual(
      [goal?.id, goal?.state, goal?.agreed, goal?.level, goal?.carriedFrom],
      ['g1', 'open', { 1: true, 2: true }, 0, 1],
    );
    assert.equal(pair.document.seats[1].past[0]?.goals[0]?.state, 'carriedOver');
    refuses(pair, 1, propose('g1'), 'ID_TAKEN');
    pair.do(1, { type: 'goals.ready', seat: 1 });
  });
});

describe('undo', () => {
  const undo = (change: string) => ({ type: 'change.undo', change }) as const;
  it("is for one's own latest change, while nothing was built on it", () => {
    const pair = coaching();
    pair.do(1, propose('g1'));
    const proposed = pair.last;
    refuses(pair, 2, undo(proposed), 'NOTHING_TO_UNDO');
    refuses(pair, 1, undo('other'), 'NOTHING_TO_UNDO');
    refuses(pair, 'stranger', undo(proposed), 'NOT_A_MEMBER');
    pair.do(2, suggest('x1'));
    refuses(pair, 1, undo(proposed), 'BUILT_UPON');
    pair.do(2, undo(pair.last));
    refuses(pair, 2, undo(pair.last), 'NOTHING_TO_UNDO');
  });
});

describe('every refusal', () => {
  it('of a command of the wrong shape', () => {
    const pair = coaching();
    const command = { ...pair.make(1, propose('g1')), text: {} } as never;
    assert.equal((pair.explain(1, command) as { code?: string }).code, 'INVALID_COMMAND');
    seen.add('INVALID_COMMAND');
  });
  it('of the log behind it', async () => {
    const storage = memory();
    const partnership = openPartnership({ id: 'p', me: 'ana', storage, local: memoryLocal() });
    const form = { type: 'partnership.form', members: [ana, ben], rhythm: 'mutual' } as const;
    assert.deepEqual(partnership.explain(form), { allowed: false, code: 'STILL_OPENING', params: {} });
    seen.add('STILL_OPENING');
    await partnership.ready;
    assert.deepEqual(partnership.explain(form), { allowed: true });
    await storage.append('pair:p2', 0, [
      {
        id: 'e',
        body: { by: 'ana', at: '2026-01-05T09:00:00Z', command: 'e', facts: [{ type: 'moon.landed', v: 1 }] },
      },
    ]);
    const newer = openPartnership({ id: 'p2', me: 'ana', storage, local: memoryLocal() });
    await newer.ready;
    assert.deepEqual(newer.explain(form), { allowed: false, code: 'READ_ONLY', params: { error: 'FACT_UNKNOWN' } });
    seen.add('READ_ONLY');
    await Promise.all([partnership.close(), newer.close()]);
  });
  after(() => {
    const source = readFileSync('src/core/cycle/refusals.ts', 'utf8');
    const codes = [...source.matchAll(/\| '([A-Z_]+)'/gu)].map(([, code]) => code);
    assert.ok(codes.length > 30);
    assert.deepEqual(
      codes.filter((code) => !seen.has(code ?? '')),
      [],
      'codes that no test reaches',
    );
    assert.deepEqual(
      [...seen].filter((code) => !codes.includes(code)),
      [],
    );
  });
});
