import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type GoalText,
  type SmartLanguage,
  englishSmart,
  smartHints,
  smartLetters,
  tScore,
} from '../../../src/core/index.js';

describe('goal attainment', () => {
  const vectors: readonly (readonly [goals: number, scores: readonly number[]])[] = [
    [1, [30, 40, 50, 60, 70]],
    [2, [25.19, 37.6, 50, 62.4, 74.81]],
    [3, [22.61, 36.31, 50, 63.69, 77.39]],
    [4, [20.98, 35.49, 50, 64.51, 79.02]],
  ];
  it('is what Kiresuk and Sherman published', () => {
    for (const [goals, scores] of vectors)
      scores.forEach((score, index) => {
        const all = Array.from({ length: goals }, () => ({ level: index - 2 }));
        assert.equal(tScore(all)?.toFixed(2), score.toFixed(2), `${goals} goals at ${index - 2}`);
      });
  });
  it('has no score without goals', () => assert.equal(tScore([]), undefined));
  it('weighs importance x difficulty where both are given, and 1 otherwise', () => {
    const heavy = { level: 2, importance: 3, difficulty: 3 };
    const light = { level: -2, importance: 1, difficulty: 1 };
    // 50 + 10 (9·2 - 1·2) / sqrt(0.7·(81 + 1) + 0.3·100)
    assert.equal(tScore([heavy, light])?.toFixed(2), '67.11');
    assert.equal(tScore([{ level: 2, importance: 3 }, { level: -2 }]), 50);
    assert.equal(
      tScore([
        { level: 1, importance: 2, difficulty: 2 },
        { level: 1, importance: 2, difficulty: 2 },
      ])?.toFixed(2),
      '62.40',
    );
  });
  it('mirrors around 50', () => {
    for (const levels of [
      [2, 0, -1],
      [1, 1, 0],
      [-2, 2, 1],
    ]) {
      const up = tScore(levels.map((level) => ({ level }))) ?? 0;
      const down = tScore(levels.map((level) => ({ level: -level }))) ?? 0;
      assert.ok(Math.abs(up + down - 100) < 1e-9);
    }
  });
});

describe('SMART hints', () => {
  const missing = (goal: Partial<GoalText>, language?: SmartLanguage) =>
    Object.fromEntries(
      smartHints(goal, language).flatMap(({ letter, ok, reason }) => (ok ? [] : [[letter, reason]])),
    ) as Record<string, string>;
  it('say of an empty goal that all is missing, letter by letter', () => {
    assert.deepEqual(
      smartHints({}).map(({ letter }) => letter),
      smartLetters,
    );
    assert.deepEqual(missing({}), {
      specific: 'TOO_SHORT',
      measurable: 'NOTHING_TO_COUNT',
      achievable: 'LEVELS_MISSING',
      relevant: 'WHY_MISSING',
      timeBound: 'WHEN_MISSING',
    });
  });
  it('find a wish too vague, and leave it alone once it can be counted', () => {
    assert.equal(missing({ statement: 'I want to be better at meetings' })['specific'], 'TOO_VAGUE');
    assert.equal(missing({ statement: 'Two more people speak in each of my meetings' })['specific'], undefined);
  });
  it('count numbers, number words, and a scale', () => {
    assert.equal(missing({ statement: 'Finish 3 drafts with the team' })['measurable'], undefined);
    assert.equal(missing({ statement: 'Everybody speaks, without my calling on them' })['measurable'], undefined);
    const scale = ['', 'Now', 'As expected', 'More', ''] as const;
    assert.equal(missing({ statement: 'Lead the review calmly', scale: [...scale] })['measurable'], undefined);
  });
  it('judge how far it is once the start and the expectation are described', () => {
    const levels = (...scale: [string, string, string, string, string]) => missing({ scale })['achievable'];
    assert.equal(levels('', 'Now', 'As expected', '', ''), undefined);
    assert.equal(levels('Now', '', 'As expected', '', ''), 'LEVELS_MISSING');
    assert.equal(missing({ scale: ['Now', '', 'As expected', '', ''], baseline: -2 })['achievable'], undefined);
    assert.equal(levels('', 'Now', '  ', '', ''), 'LEVELS_MISSING');
  });
  it('see a reason and a time in the words or in their own fields', () => {
    const words = { statement: 'Send the report by Friday, so that nobody has to ask' };
    assert.deepEqual([missing(words)['relevant'], missing(words)['timeBound']], [undefined, undefined]);
    const apart = { statement: 'Send the report', why: 'Nobody should have to ask.', due: '2026-03-31' };
    assert.deepEqual([missing(apart)['relevant'], missing(apart)['timeBound']], [undefined, undefined]);
  });
  it('speak other languages', () => {
    const german: SmartLanguage = { ...englishSmart, time: /\bbis\b/iu, reason: /\bdamit\b/iu, vague: /\bbesser\b/iu };
    const goal = { statement: 'Bis März sprechen alle 5 im Team, damit wir Fehler finden' };
    assert.deepEqual(Object.keys(missing(goal, german)), ['achievable']);
  });
  it('stay calm with whatever is typed (a slow pattern would run into the time limit here)', () => {
    const texts = [
      'a'.repeat(100_000),
      'by '.repeat(30_000),
      'by every '.repeat(10_000),
      '👩‍👩‍👧‍👦'.repeat(9000),
      'שלום '.repeat(9000),
      '\uD800',
      '\u0000',
    ];
    for (const statement of texts) assert.equal(smartHints({ statement }).length, 5);
  });
});
