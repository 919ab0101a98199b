import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TandemPartnership } from '../../../src/elements/partnership/partnership.js';
import type { TandemWorkspace } from '../../../src/elements/workspace/workspace.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { fillLog, samplePartnership } from '../../../src/testing/samples.js';
import { ID } from '../support/pair-on-indexeddb.js';
import { patchMethod, unpatch } from '../support/patch.js';
import { freshName } from '../support/storage-names.js';
import { click, expectAccessible, find, focused, get, settled, text } from '../support/widget.js';
import '../../../src/define/partnership.js';
import '../../../src/define/workspace.js';

async function open(): Promise<{ database: string; provider: TandemPartnership; workspace: TandemWorkspace }> {
  const database = freshName('erase');
  const storage = indexedDb({ name: database });
  await fillLog(storage, ID, samplePartnership('checkIn'));
  await storage.close();
  const provider = await fixture<TandemPartnership>(
    html`<tandem-partnership partnership-id=${ID} me="ana" database=${database}>
      <tandem-workspace view="break"></tandem-workspace>
    </tandem-partnership>`,
  );
  const workspace = provider.querySelector<TandemWorkspace>('tandem-workspace')!;
  await waitUntil(() => find(workspace, '[data-action="erase"]'), 'the partnership opens');
  return { database, provider, workspace };
}

describe('Erasing a partnership', () => {
  afterEach(unpatch);

  it('asks once more, can be called off, and then leaves nothing of it in this browser', async () => {
    const { database, provider, workspace } = await open();
    await provider.partnership?.drafts.set('goal/new', 'Half a sentence');
    await click(workspace, 'erase');
    expect(text(get(workspace, '.sure'))).to.include('cannot be undone');
    expect(focused()).to.equal(get(workspace, '.sure'));
    await expectAccessible(workspace);
    await click(workspace, 'erase-no');
    expect(focused()).to.equal(get(workspace, '[data-action="erase"]'));
    expect(provider.partnership?.getSnapshot().document.status).to.equal('coaching');

    await click(workspace, 'erase');
    await click(workspace, 'erase-yes');
    await waitUntil(
      () => provider.partnership?.getSnapshot().document.status === 'forming',
      'it is as on the first day',
    );
    await settled(workspace);
    expect(text(workspace)).to.include('Your partnership');
    const [storage, local] = [indexedDb({ name: database }), indexedDbLocal({ name: database })];
    expect((await storage.read(`pair:${ID}`, 0)).head).to.equal(0);
    expect((await storage.read(`own:${ID}:ana`, 0)).head).to.equal(0);
    expect(await local.list('')).to.deep.equal([]);
    await Promise.all([storage.close(), local.close()]);
  });

  it('says so where that fails, and keeps everything', async () => {
    const { provider, workspace } = await open();
    await click(workspace, 'erase');
    patchMethod(IDBObjectStore.prototype, 'delete', () => {
      return () => {
        throw new DOMException('No.', 'UnknownError');
      };
    });
    await click(workspace, 'erase-yes');
    await waitUntil(() => find(workspace, '.sure [role="alert"] .notice'), 'it says what went wrong');
    unpatch();
    expect(provider.partnership?.getSnapshot().document.status).to.equal('coaching');
  });

  it('is not offered where somebody else has opened the partnership', async () => {
    const { provider } = await open();
    const { partnership } = provider;
    const other = await fixture<TandemPartnership>(
      html`<tandem-partnership .partnership=${partnership}>
        <tandem-workspace view="break"></tandem-workspace>
      </tandem-partnership>`,
    );
    const workspace = other.querySelector<TandemWorkspace>('tandem-workspace')!;
    await waitUntil(() => find(workspace, '[data-action="open-close"]'), 'it is shown');
    expect(find(workspace, '[data-action="erase"]')).to.equal(undefined);
    const error = await other.erase().catch((cause: unknown) => cause);
    expect(error).to.have.property('code', 'NOT_CONNECTED');
  });
});
