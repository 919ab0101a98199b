/** Counts of one runner. `problems` are failures that no single test stands for, such as a crashed file. */
export const noTotals = () => ({ passed: 0, failed: 0, skipped: 0, problems: [] });

/** The one line that a script ends with, alone on its line. */
export const line = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

export function add(all) {
  const sum = noTotals();
  for (const { passed, failed, skipped, problems } of all) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
    sum.problems.push(...problems);
  }
  return sum;
}
