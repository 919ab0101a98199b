import {
  type CommandInput,
  type NextStep,
  type PartnershipDocument,
  type Rhythm,
  type Seat,
  goalOf,
  openGoals,
  otherSeat,
  roundOf,
} from '../../../src/core/index.js';
import { agreement, ana, ben, checkInText, goalText, reflectionText, stepText } from './pair.js';

/** The command that a person would give who follows a next step. `fresh` makes ids. */
export function commandFor(
  document: PartnershipDocument,
  me: Seat,
  step: NextStep,
  fresh: () => string,
  rhythm: Rhythm = 'mutual',
): CommandInput {
  const seat = step.seat ?? me;
  const about = step.about ?? '';
  const round = roundOf(document, seat);
  const goal = goalOf(document, seat, about);
  switch (step.action) {
    case 'form':
      return { type: 'partnership.form', members: [ana, ben], rhythm };
    case 'proposeAgreement':
      return { type: 'agreement.propose', agreement };
    case 'signAgreement':
      return { type: 'agreement.sign', revision: document.agreement.proposal?.revision ?? 1 };
    case 'proposeGoal':
      return { type: 'goal.propose', seat, goal: fresh(), text: goalText };
    case 'agreeGoal':
      return { type: 'goal.agree', seat, goal: about, revision: goal?.revision ?? 1 };
    case 'answerSuggestion': {
      const suggestion = goal?.suggestions.find(({ state }) => state === 'open')?.id ?? '';
      return { type: 'goal.acceptSuggestion', seat, goal: about, suggestion };
    }
    case 'readyGoals':
      return { type: 'goals.ready', seat };
    case 'answerStepSuggestion':
      return { type: 'step.acceptSuggestion', seat, step: about };
    case 'addStep':
      return { type: 'step.add', seat, step: fresh(), goal: about, text: stepText };
    case 'commitPlan':
      return { type: 'plan.commit', seat, confidence: 7 };
    case 'recordCheckIn': {
      const progress = round ? openGoals(round).map(({ id }) => ({ goal: id, level: 1 as const })) : [];
      return { type: 'checkIn.record', seat, checkIn: fresh(), text: { ...checkInText, progress } };
    }
    case 'workThePlan':
      return { type: 'step.finish', seat, step: about };
    case 'answerCheckIn':
      return { type: 'checkIn.answer', seat, checkIn: about, answer: fresh(), kind: 'question', text: 'What helped?' };
    case 'beginReflection':
      return { type: 'reflection.begin', seat };
    case 'writeReflection':
      return { type: 'reflection.write', seat, round: round?.number ?? 1, text: reflectionText };
    case 'closeGoals':
      return { type: 'goal.carryOver', seat, goal: about };
    case 'writeSwapNote':
      return { type: 'swap.note', seat, thanks: 'Thank you.' };
    case 'confirmSwap':
      return { type: 'swap.confirm', seat };
    case 'resume':
      return { type: 'partnership.resume' };
    case 'writeClosing':
      return { type: 'closing.reflect', reflection: 'It was good.' };
  }
}

/** Everything that somebody could think of doing now with what is there, sensible or not. */
export function candidates(document: PartnershipDocument, fresh: () => string): readonly CommandInput[] {
  const found: CommandInput[] = [
    { type: 'partnership.pause', reason: 'Holidays.' },
    { type: 'partnership.resume' },
    { type: 'agreement.propose', agreement: { ...agreement, cadenceDays: 7 + (document.agreement.revisions % 9) } },
    { type: 'agreement.sign', revision: document.agreement.proposal?.revision ?? 1 },
    { type: 'closing.reflect', reflection: 'Farewell.' },
  ];
  for (const change of [document.changes[1], document.changes[2]])
    if (change) found.push({ type: 'change.undo', change: change.command });
  for (const seat of [1, 2] as const) {
    const { round, past } = document.seats[seat];
    const number = round?.number ?? past.length;
    found.push(
      { type: 'goal.propose', seat, goal: fresh(), text: goalText },
      { type: 'goals.ready', seat },
      { type: 'plan.commit', seat, confidence: 4 },
      { type: 'checkIn.record', seat, checkIn: fresh(), text: checkInText },
      { type: 'reflection.ask', seat },
      { type: 'reflection.begin', seat },
      { type: 'reflection.write', seat, round: Math.max(1, number), text: reflectionText },
      { type: 'reflection.share', seat, round: Math.max(1, number), text: reflectionText },
      { type: 'reflection.share', seat, round: 1, text: reflectionText },
      { type: 'swap.note', seat, handOver: 'Ask about the audit.' },
      { type: 'swap.confirm', seat },
      { type: 'swap.waive', seat },
    );
    for (const { id: goal, revision, suggestions } of round?.goals ?? []) {
      const text = { statement: `${goalText.statement} (${document.changes[otherSeat(seat)]?.command ?? ''})` };
      found.push(
        { type: 'goal.revise', seat, goal, text: { ...text, why: `${revision}` } },
        { type: 'goal.agree', seat, goal, revision },
        { type: 'goal.suggestChange', seat, goal, suggestion: fresh(), text, note: 'Like this?' },
        { type: 'goal.achieve', seat, goal },
        { type: 'goal.carryOver', seat, goal },
        { type: 'goal.drop', seat, goal, reason: 'Not now.' },
        { type: 'step.add', seat, step: fresh(), goal, text: stepText },
        { type: 'step.suggest', seat, step: fresh(), goal, text: stepText },
        {
          type: 'checkIn.record',
          seat,
          checkIn: fresh(),
          text: { ...checkInText, progress: [{ goal, level: revision % 2 === 0 ? 2 : -2 }] },
        },
      );
      const suggestion = suggestions.at(-1)?.id;
      if (suggestion)
        found.push(
          { type: 'goal.acceptSuggestion', seat, goal, suggestion },
          { type: 'goal.declineSuggestion', seat, goal, suggestion },
        );
    }
    const order = (round?.steps ?? []).map(({ id }) => id);
    if (order.length > 1) found.push({ type: 'step.reorder', seat, order: [...order.slice(1), ...order.slice(0, 1)] });
    for (const step of order)
      found.push(
        { type: 'step.acceptSuggestion', seat, step },
        { type: 'step.declineSuggestion', seat, step, reason: 'Too much.' },
        { type: 'step.edit', seat, step, text: { ...stepText, then: `I ask ${fresh()}.` } },
        { type: 'step.start', seat, step },
        { type: 'step.finish', seat, step },
        { type: 'step.skip', seat, step, reason: 'No longer needed.' },
        { type: 'step.block', seat, step, help: 'An hour.' },
        { type: 'step.unblock', seat, step },
        { type: 'step.remove', seat, step },
      );
    const checkIn = round?.checkIns.at(-1)?.id;
    if (checkIn)
      found.push({ type: 'checkIn.answer', seat, checkIn, answer: fresh(), kind: 'encouragement', text: 'Good.' });
  }
  return found;
}
