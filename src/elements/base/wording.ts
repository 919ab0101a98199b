import type { Goal, GoalText } from '../../core/index.js';

/** The words of a goal as they were at a moment: the past is shown in its own words. */
export const wordingAt = (goal: Goal, at: string): GoalText =>
  [...goal.earlier, goal].findLast((revision) => revision.at <= at)?.text ?? goal.earlier[0]?.text ?? goal.text;
