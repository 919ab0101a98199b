import { expect } from '@open-wc/testing';
import { isTandemError } from '../../../src/core/errors.js';
import type { Entry, LogStorage } from '../../../src/core/log/storage.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { mortalTab } from '../support/mortal-tab.js';
import { unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';

const batch = (name: string, size: number): readonly Entry[] =>
  Array.from({ length: size }, (_, index) => ({ id: `${name}${index + 1}`, body: { name, index } }));

const PLAN = [batch('a', 1), batch('b', 3), batch('c', 2), batch('d', 1), batch('e', 4)];

/** What the person saw confirmed before the tab died. */
interface Acknowledged {
  batches: number;
  draft: string | undefined;
}

/** Appends batch after batch and keeps a draft, as a replica does. Goes on where a run before it stopped. */
async function work(name: string, acknowledged: Acknowledged): Promise<void> {
  const storage = indexedDb({ name });
  const local = indexedDbLocal({ name });
  let { head } = await storage.read('log', 0);
  for (const entries of PLAN) {
    await local.set('draft', entries[0]!.id);
    acknowledged.draft = entries[0]!.id;
    const result = await storage.append('log', head, entries);
    // One that a life before this one wrote is there already, and says where.
    expect(result.status).to.equal('appended');
    if (result.status === 'appended') head = Math.max(head, ...result.versions);
    acknowledged.batches = Math.max(acknowledged.batches, PLAN.indexOf(entries) + 1);
  }
  await storage.close();
  await local.close();
}

async function idsIn(storage: LogStorage): Promise<readonly string[]> {
  const { entries, head } = await storage.read('log', 0);
  expect(entries.map(({ version }) => version)).to.deep.equal(
    entries.map((_, index) => index + 1),
    'no gap',
  );
  expect(head).to.equal(entries.length);
  return entries.map(({ id }) => id);
}

/** How many whole batches the ids are; fails where one is there in part. */
function wholeBatches(ids: readonly string[]): number {
  for (let count = 0; count <= PLAN.length; count += 1) {
    const wanted = PLAN.slice(0, count).flatMap((entries) => entries.map(({ id }) => id));
    if (wanted.join() === ids.join()) return count;
  }
  throw new Error(`Not a number of whole batches: ${ids.join()}`);
}

describe('indexedDb when the tab dies', () => {
  it('at any IndexedDB operation: keeps what was acknowledged, whole batches, no gap, and goes on afterwards', async function () {
    this.timeout(120_000);
    let at = 0;
    let lives = 0;
    for (let finished = false; !finished; lives += 1) {
      at += 1;
      const name = freshName('crash');
      const acknowledged: Acknowledged = { batches: 0, draft: undefined };
      const tab = mortalTab(name);
      tab.dieAt(at);
      try {
        await work(name, acknowledged);
      } catch (error) {
        expect(isTandemError(error), `a coded error at operation ${at}, not ${String(error)}`).to.equal(true);
      } finally {
        unpatch();
      }
      finished = !tab.dead;

      const storage = indexedDb({ name });
      const kept = wholeBatches(await idsIn(storage));
      expect(kept, `batches kept at operation ${at}`).to.be.within(acknowledged.batches, acknowledged.batches + 1);
      const local = indexedDbLocal({ name });
      const draft = await local.get('draft');
      const drafts = PLAN.map((entries) => entries[0]!.id);
      const known = acknowledged.draft === undefined ? -1 : drafts.indexOf(acknowledged.draft);
      expect(draft === undefined ? -1 : drafts.indexOf(draft as string), `draft at ${at}`).to.be.within(
        known,
        known + 1,
      );
      await local.close();
      await storage.close();

      await work(name, acknowledged);
      const afterwards = indexedDb({ name });
      expect(wholeBatches(await idsIn(afterwards))).to.equal(PLAN.length);
      await afterwards.close();
    }
    // Opening twice (scout and idb-keyval), and for each batch a transaction, its requests and its commit.
    expect(lives).to.be.greaterThan(60);
  });
});
