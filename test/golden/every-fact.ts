import type { Command, Rhythm } from '../../src/core/index.js';
import {
  agreement,
  checkInText,
  coaching,
  goalText,
  reflectionText,
  stepText,
} from '../node/support/pair.js';

/** A short partnership in which everything happens that can happen. */
export function everyFact(rhythm: Rhythm): readonly Command[] {
  const pair = coaching(rhythm);
  const goal = { seat: 1, goal: 'g1' } as const;
  const step = { seat: 1, step: 's1' } as const;
  const other = { statement: 'Half of them speak by March.', why: 'We find problems late.', due: '2026-03-31' };

  pair.do(2, { type: 'agreement.propose', agreement: { ...agreement, cadenceDays: 7 } });
  pair.undo(2);
  pair.do(1, { type: 'goal.propose', ...goal, text: { ...goalText, scale: ['0', '1', '2', '3', '4'], baseline: -1 } });
  for (const suggestion of ['x1', 'x2'])
    pair.do(2, { type: 'goal.suggestChange', ...goal, suggestion, text: other, note: 'Like this?' });
  pair.do(1, { type: 'goal.declineSuggestion', ...goal, suggestion: 'x1', reason: 'Too long.' });
  pair.do(1, { type: 'goal.acceptSuggestion', ...goal, suggestion: 'x2' });
  pair.do(1, { type: 'goal.revise', ...goal, text: { ...other, importance: 3, difficulty: 2 } });
  pair.do(2, { type: 'goal.agree', ...goal, revision: 3 });
  for (const id of ['g2', 'g3']) {
    pair.do(1, { type: 'goal.propose', seat: 1, goal: id, text: goalText });
    pair.do(2, { type: 'goal.agree', seat: 1, goal: id, revision: 1 });
  }
  pair.do(1, { type: 'goal.drop', seat: 1, goal: 'g3', reason: 'Two are enough.' });
  pair.do(1, { type: 'goals.ready', seat: 1 });

  pair.do(1, { type: 'step.add', ...step, goal: 'g1', text: { ...stepText, due: '2026-02-01' } });
  pair.do(1, { type: 'step.add', seat: 1, step: 's2', goal: 'g2', text: stepText });
  for (const id of ['s3', 's4']) pair.do(2, { type: 'step.suggest', seat: 1, step: id, goal: 'g1', text: stepText });
  pair.do(1, { type: 'step.acceptSuggestion', seat: 1, step: 's3' });
  pair.do(1, { type: 'step.declineSuggestion', seat: 1, step: 's4', reason: 'Too much.' });
  pair.do(1, { type: 'step.edit', ...step, text: { ...stepText, then: 'I ask the questions.' } });
  pair.do(1, { type: 'step.reorder', seat: 1, order: ['s4', 's3', 's2', 's1'] });
  pair.do(1, { type: 'step.remove', seat: 1, step: 's3' });
  pair.do(1, { type: 'plan.commit', seat: 1, confidence: 6 });

  pair.do(1, { type: 'step.start', ...step });
  pair.do(1, { type: 'step.block', ...step, help: 'An hour.' });
  pair.do(1, { type: 'step.unblock', ...step });
  pair.do(1, { type: 'step.finish', ...step });
  pair.do(1, { type: 'step.skip', seat: 1, step: 's2', reason: 'No longer needed.' });
  const text = { ...checkInText, progress: [{ goal: 'g1', level: 1 as const }, { goal: 'g2', level: -2 as const }] };
  pair.do(1, { type: 'checkIn.record', seat: 1, checkIn: 'k1', text });
  pair.do(2, { type: 'checkIn.answer', seat: 1, checkIn: 'k1', answer: 'a1', kind: 'question', text: 'What helped?' });
  pair.do(2, { type: 'reflection.ask', seat: 1 });
  pair.do(2, { type: 'partnership.pause', reason: 'Holidays.' });
  pair.do(1, { type: 'partnership.resume' });
  pair.do(1, { type: 'reflection.begin', seat: 1 });

  pair.do(1, { type: 'goal.achieve', ...goal });
  pair.do(1, { type: 'goal.carryOver', seat: 1, goal: 'g2' });
  for (const who of [1, 2] as const) pair.do(who, { type: 'reflection.write', seat: 1, round: 1, text: reflectionText });
  pair.do(1, { type: 'reflection.share', seat: 1, round: 1, text: reflectionText });
  pair.do(1, { type: 'swap.waive', seat: 1 });
  for (const who of [1, 2] as const) pair.do(who, { type: 'swap.note', seat: 1, handOver: 'Ask about Tuesday.', thanks: 'Thanks.' });
  for (const who of [1, 2] as const) pair.do(who, { type: 'swap.confirm', seat: 1 });
  pair.do(2, { type: 'reflection.share', seat: 1, round: 1, text: reflectionText });
  pair.do(1, { type: 'partnership.close', reflection: 'It was good.' });
  pair.do(2, { type: 'closing.reflect', reflection: 'To me too.' });
  return pair.commands;
}
