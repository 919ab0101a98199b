import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TandemPartnership } from '../../../src/elements/partnership/partnership.js';
import { sampleMembers } from '../../../src/testing/samples.js';
import { readDatabase } from '../support/copy-database.js';
import { openPartner } from '../support/partner.js';
import { patchValue, unpatch } from '../support/patch.js';
import { type PageServer, SERVER, openServer } from '../support/server.js';
import { ID } from '../support/shared-story.js';
import { freshName } from '../support/storage-names.js';
import { click, find, text } from '../support/widget.js';
import '../../../src/define/partnership.js';
import '../../../src/define/workspace.js';

const AGREEMENT = { cadenceDays: 14, meetingMinutes: 60, reviewAfterMeetings: 6 };

/** A tab of Ana's. */
async function openTab(database: string): Promise<TandemPartnership> {
  const provider = await fixture<TandemPartnership>(
    html`<tandem-partnership partnership-id=${ID} me="ana" server=${SERVER} database=${database}>
      <tandem-workspace view="break"></tandem-workspace>
    </tandem-partnership>`,
  );
  await waitUntil(() => provider.shared, 'it is opened');
  return provider;
}

const standing = ({ shared }: TandemPartnership): string | undefined => shared?.sharing.getSnapshot().state;

/** Rows that tell of the partnership. */
async function rowsIn(database: string): Promise<readonly string[]> {
  const all = await Promise.all(['', '-local', '-keys'].map((suffix) => readDatabase(database + suffix)));
  return all.flatMap(({ rows }) => rows.map(([key]) => JSON.stringify(key))).filter((key) => key !== '"probe"');
}

describe('Erasing a shared partnership', () => {
  let server: PageServer;
  let database: string;
  let tab: TandemPartnership;

  beforeEach(async () => {
    server = openServer();
    patchValue(globalThis, 'fetch', { value: server.fetchFor(), writable: true });
    database = freshName('shared-erase');
    tab = await openTab(database);
    await tab.shared?.sharing.start('Laptop');
    await waitUntil(() => tab.partnership, 'the partnership is opened');
    await tab.partnership?.send({ type: 'partnership.form', rhythm: 'mutual', members: sampleMembers });
    await tab.partnership?.send({ type: 'agreement.propose', agreement: AGREEMENT });
  });

  afterEach(() => {
    unpatch();
    server.close();
  });

  it('puts the other tabs of the device back to the first day, and they keep nothing anew', async () => {
    const other = await openTab(database);
    await waitUntil(() => other.partnership?.getSnapshot().document.status === 'agreeing', 'the other tab has it');
    await other.partnership?.drafts.set('note', 'half a sentence');
    await tab.erase();
    await waitUntil(() => [tab, other].every((each) => standing(each) === 'unknown' && !each.partnership));
    for (const each of [tab, other]) {
      expect(text(each)).to.include('What brings you here?');
      expect(each.shared?.sharing.getSnapshot().error).to.equal(undefined);
      each.remove();
    }
    expect(await rowsIn(database)).to.deep.equal([]);
  });

  it('erases what a device has that was taken out, and says what stays with the others', async () => {
    const { sharing } = tab.shared!;
    const { link } = await sharing.invite('ana', 'https://intranet.example/');
    const phone = await openPartner(server, 'ana', new Map());
    await phone.sharing.join(link, 'Phone');
    await phone.sharing.removeDevice(sharing.getSnapshot().devices.find(({ isThis }) => isThis)?.id ?? '');
    await waitUntil(() => standing(tab) === 'removed', 'it is told that it was taken out');
    const workspace = tab.querySelector('tandem-workspace')!;
    await click(workspace, 'Read what is on this device');
    await waitUntil(() => find(workspace, '[data-action="erase"]'), 'it is still to be read');
    await click(workspace, 'erase');
    expect(text(workspace))
      .to.include('devices of yours stays there')
      .and.to.include('Erase everything from this device?');
    await click(workspace, 'erase-yes');
    await waitUntil(() => standing(tab) === 'unknown');
    await waitUntil(async () => (await rowsIn(database)).length === 0, 'nothing is left on the device');
    await phone.sharing.retry();
    expect(phone.sharing.getSnapshot().state).to.equal('shared');
    expect((await phone.storage.read(`pair:${ID}`, 0)).head).to.be.greaterThan(2);
    await phone.close();
  });
});
