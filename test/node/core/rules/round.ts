import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  Pair,
  agreement,
  ana,
  ben,
  checkingIn,
  coaching,
  reflecting,
  reflectionText,
  swapped,
  swapping,
} from '../../support/pair.js';
import { propose, suggest, share, write, refuses } from './common.js';

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
