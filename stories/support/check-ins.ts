import type { Partnership } from '../../src/core/index.js';

/** Brings Ana from the midst of her plan to her first check-in. */
export async function startedPlan(ana: Partnership): Promise<void> {
  await ana.ready;
  for (const { id, state } of ana.getSnapshot().document.seats[1].round?.steps ?? []) {
    if (state === 'suggested') await ana.send({ type: 'step.acceptSuggestion', seat: 1, step: id });
  }
  await ana.send({ type: 'plan.commit', seat: 1, confidence: 7 });
}

/** One more check-in of Ana's. */
export async function recordedCheckIn(ana: Partnership, better = 'Everyone spoke, twice.'): Promise<void> {
  await ana.ready;
  const [goal] = ana.getSnapshot().document.seats[1].round?.goals ?? [];
  await ana.send({
    type: 'checkIn.record',
    seat: 1,
    checkIn: 'one-more',
    text: { progress: goal ? [{ goal: goal.id, level: 2 }] : [], better, confidence: 9 },
  });
}
