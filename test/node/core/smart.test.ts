import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type SmartLetter, smartHints } from '../../../src/core/index.js';

const missing = (statement: string): readonly SmartLetter[] =>
  smartHints({ statement })
    .filter(({ ok }) => !ok)
    .map(({ letter }) => letter);

describe('SMART hints on goals as people write them', () => {
  const bounded = [
    'By 29 January every project lead has my decision log one day before the steering meeting.',
    'Give the monthly numbers talk in April without reading from the slides.',
    'Hand over the release checklist, so that two other people have run a release without me by May.',
    'Keep two mornings a week free for deep work until the summer.',
    'Speak to each of my five team members once this quarter.',
    'Run three reviews before the end of Q3.',
    'Two people lead the review within six weeks.',
    'Answer every letter within 3 days.',
    'Three talks are given by 2027-02-01.',
    'The checklist is handed over on 3 Feb.',
    'Two colleagues have tried it by our next meeting.',
    'Five drafts are with the editor till Friday.',
  ];
  for (const statement of bounded) {
    it(`sees the day in "${statement}"`, () => assert.ok(!missing(statement).includes('timeBound')));
  }

  const unbounded = [
    'Run the weekly review in 30 minutes.',
    'Every morning I plan my three most important tasks.',
    'Ask each of my five team members for feedback, and thank them.',
    'Have the decision log ready before 9:00 on Mondays.',
    'Make room in the review, so that others may speak as well.',
    'Say no to one request each week.',
  ];
  for (const statement of unbounded) {
    it(`misses the day in "${statement}"`, () => assert.ok(missing(statement).includes('timeBound')));
  }

  it('asks for all five of a wish', () => {
    assert.deepEqual(missing('Be better at meetings'), [
      'specific',
      'measurable',
      'achievable',
      'relevant',
      'timeBound',
    ]);
  });
});
