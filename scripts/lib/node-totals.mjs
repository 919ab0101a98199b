import { relative } from 'node:path';
import { root } from './files.mjs';
import { noTotals } from './totals.mjs';

/** A reporter for `node --test` that yields nothing but the totals, as JSON, at the end. */
export default async function* nodeTotals(source) {
  const totals = noTotals();
  for await (const { type, data } of source) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
    const wholeFile =
      data.nesting === 0 && data.file !== undefined && /[\\/]/.test(data.name) && data.file.endsWith(data.name);
    if (data.skip !== undefined || data.todo !== undefined) totals.skipped += 1;
    else if (type === 'test:fail') totals.failed += 1;
    else if (wholeFile) totals.problems.push(`${relative(root, data.file)} holds no test.`);
    else totals.passed += 1;
  }
  yield `${JSON.stringify(totals)}\n`;
}
