/** One goal's part in the score. */
export interface AttainedGoal {
  /** Level of attainment: -2 (much less than expected) to +2 (much more). */
  readonly level: number;
  /** 1 to 3; the weight is importance x difficulty where both are given, else 1. */
  readonly importance?: number | undefined;
  readonly difficulty?: number | undefined;
}

/** Assumed correlation between goals, as Kiresuk and Sherman chose it. */
const RHO = 0.3;

/**
 * Goal Attainment Scaling: one score over several goals. 50 means that goals were reached as expected on the whole;
 * 10 points are one standard deviation.
 *
 * `T = 50 + 10·Σ(w·x) / sqrt((1−ρ)·Σ(w²) + ρ·(Σw)²)` with levels x, weights w and ρ = 0.30.
 *
 * Source: T. J. Kiresuk, R. E. Sherman, "Goal attainment scaling", Community Mental Health Journal 4 (1968), 443-453.
 *
 * @returns the score, `undefined` without goals.
 * @example
 * ```ts
 * tScore([{ level: 1 }, { level: 1 }]); // 62.40…
 * ```
 */
export function tScore(goals: readonly AttainedGoal[]): number | undefined {
  if (goals.length === 0) return undefined;
  let weighted = 0;
  let sum = 0;
  let squares = 0;
  for (const { level, importance, difficulty } of goals) {
    const weight = importance && difficulty ? importance * difficulty : 1;
    weighted += weight * level;
    sum += weight;
    squares += weight * weight;
  }
  return 50 + (10 * weighted) / Math.sqrt((1 - RHO) * squares + RHO * sum * sum);
}
