import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pair, agreement, ana, ben, checkedIn, coaching, formed } from '../../support/pair.js';
import { propose, share, refuses } from './common.js';

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
