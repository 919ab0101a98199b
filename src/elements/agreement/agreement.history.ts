import { type AgreementText, type Partnership, undoneIn } from '../../core/index.js';

/**
 * The text before a revision, out of the pair's log: the latest one that was not taken back. `undefined` where there is
 * none or the log cannot be read now; the agreement is then shown without a comparison.
 */
export async function earlierText(partnership: Partnership, revision: number): Promise<AgreementText | undefined> {
  const undone = new Set<string>();
  let before: number | undefined;
  try {
    do {
      const page = await partnership.history({ before });
      undoneIn(page.items).forEach((command) => undone.add(command));
      for (const { facts } of page.items) {
        for (const fact of facts) {
          if (fact.type === 'agreement.proposed' && fact.revision < revision && !undone.has(fact.command))
            return fact.agreement;
        }
      }
      before = page.before;
    } while (before !== undefined);
  } catch {
    return undefined;
  }
  return undefined;
}
