import { expect, fixture, oneEvent } from '@open-wc/testing';
import { html, render } from 'lit';
import type { Partnership } from '../../../src/core/index.js';
import type { TandemGoals } from '../../../src/elements/goals/goals.js';
import type { TandemPartnership } from '../../../src/elements/partnership/partnership.js';
import type { TandemSyncStatus } from '../../../src/elements/sync-status/sync-status.js';
import { indexedDb } from '../../../src/storage/indexeddb.js';
import { memory, memoryLocal } from '../../../src/storage/memory.js';
import { fakeClock } from '../../../src/testing/fakes.js';
import { openPartnership } from '../../../src/core/index.js';
import { fillLog, samplePartnership } from '../../../src/testing/samples.js';
import { patchMethod, patchValue, unpatch } from '../support/patch.js';
import { ID, closePlaces, openIn, openPlace, until } from '../support/pair-on-indexeddb.js';
import { freshName } from '../support/storage-names.js';
import { noRoom } from '../support/storage-troubles.js';
import { text } from '../support/widget.js';
import '../../../src/define/goals.js';
import '../../../src/define/partnership.js';
import '../../../src/define/sync-status.js';

/** A database with the sample pair in it; the page's own connections stay open, as on any page. */
async function filledDatabase(): Promise<string> {
  const name = freshName('provider');
  const storage = indexedDb({ name });
  await fillLog(storage, ID, samplePartnership('goalSetting'));
  await storage.close();
  return name;
}

const opened = (element: TandemPartnership) => oneEvent(element, 'tandem-partnership-opened');

/** Puts a provider on the page and waits until its partnership is loaded. */
async function provide(database: string, me = 'ana'): Promise<TandemPartnership> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const loading = opened(place as unknown as TandemPartnership);
  render(
    html`<tandem-partnership partnership-id=${ID} me=${me} database=${database}>
      <tandem-sync-status open></tandem-sync-status>
      <tandem-goals></tandem-goals>
    </tandem-partnership>`,
    place,
  );
  await loading;
  return place.querySelector('tandem-partnership')!;
}

const partsOf = (provider: TandemPartnership) => ({
  status: provider.querySelector('tandem-sync-status') as TandemSyncStatus,
  goals: provider.querySelector('tandem-goals') as TandemGoals,
});

/** Resolves with its last snapshot when a partnership is closed. */
const closing = (partnership: Partnership): Promise<void> =>
  new Promise((resolve) => partnership.subscribe({ complete: resolve }));

describe('<tandem-partnership>', () => {
  afterEach(async () => {
    unpatch();
    await closePlaces();
  });

  it("keeps things in this browser's IndexedDB by itself: what one page writes, the next one finds", async () => {
    const database = await filledDatabase();
    const provider = await provide(database);
    const { partnership } = provider;
    expect(partnership?.storage.name).to.equal('indexedDb');
    expect(partnership?.storage.supports.durable).to.equal(true);
    await partnership?.send({ type: 'partnership.pause', reason: 'Holidays.' });
    await partnership?.drafts.set('goal/new', 'Half a sentence');
    const elsewhere = openIn(openPlace(database), 'ana');
    await elsewhere.ready;
    expect(elsewhere.getSnapshot().document.status).to.equal('paused');
    expect(elsewhere.drafts.get('goal/new')).to.equal('Half a sentence');
    provider.remove();
    const again = await provide(database);
    expect(again.partnership?.drafts.get('goal/new')).to.equal('Half a sentence');
    again.remove();
  });

  it('its widgets show what there is, and what another tab writes', async () => {
    const database = await filledDatabase();
    const provider = await provide(database);
    const { status, goals } = partsOf(provider);
    await Promise.all([status.updateComplete, goals.updateComplete]);
    expect(text(status)).to.contain('Saved');
    expect(text(goals)).to.contain('Give the monthly numbers talk');
    const ben = openIn(openPlace(database), 'ben');
    const goal = { type: 'goal.propose', seat: 2, goal: 'g9', text: { statement: 'Written in another tab.' } } as const;
    const heard = until(provider.partnership!, ({ document }) =>
      document.seats[2].round!.goals.some(({ id }) => id === 'g9'),
    );
    await ben.send(goal);
    await heard;
    provider.remove();
  });

  it('opens another partnership when its attributes change, and closes the one before', async () => {
    const [one, two] = [await filledDatabase(), await filledDatabase()];
    const provider = await provide(one);
    for (const [name, value] of [
      ['me', 'ben'],
      ['database', two],
      ['partnership-id', 'another'],
    ] as const) {
      const before = provider.partnership!;
      const closed = closing(before);
      const loaded = opened(provider);
      provider.setAttribute(name, value);
      await Promise.all([closed, loaded]);
      expect(before.getSnapshot().status).to.equal('done');
      expect(provider.partnership).not.to.equal(before);
    }
    const { id, me } = provider.partnership!;
    expect([id, me]).to.deep.equal(['another', 'ben']);
    expect(provider.partnership?.getSnapshot().document.status).to.equal('forming');
    provider.remove();
  });

  it('several changes at once open one partnership, the last one', async () => {
    const provider = await provide(await filledDatabase());
    const seen = new Set<Partnership | undefined>();
    const loaded = opened(provider);
    provider.me = 'ben';
    provider.partnershipId = 'p2';
    await provider.updateComplete;
    seen.add(provider.partnership);
    provider.partnershipId = 'p3';
    await provider.updateComplete;
    seen.add(provider.partnership);
    await loaded;
    expect(provider.partnership?.id).to.equal('p3');
    expect([...seen].filter((each) => each && each !== provider.partnership)).to.deep.equal([]);
    provider.remove();
  });

  it('stays open when it is moved within the page', async () => {
    const provider = await provide(await filledDatabase());
    const { partnership } = provider;
    const target = await fixture<HTMLElement>(html`<section></section>`);
    target.append(provider);
    await provider.updateComplete;
    await partnership?.retry();
    expect(provider.partnership).to.equal(partnership);
    expect(partnership?.getSnapshot().status).to.equal('active');
    const { goals } = partsOf(provider);
    await goals.updateComplete;
    expect(text(goals)).to.contain('Give the monthly numbers talk');
    provider.remove();
  });

  it('closes when it is removed, and opens again when it comes back', async () => {
    const provider = await provide(await filledDatabase());
    const partnership = provider.partnership!;
    const parent = provider.parentElement!;
    const closed = closing(partnership);
    provider.remove();
    await closed;
    expect(partnership.getSnapshot().status).to.equal('done');
    expect(provider.partnership).to.equal(undefined);
    const loaded = opened(provider);
    parent.append(provider);
    await loaded;
    expect(provider.partnership).not.to.equal(partnership);
    expect(provider.partnership?.getSnapshot().document.status).to.equal('coaching');
    provider.remove();
  });

  it('that is removed while it is opening opens nothing', async () => {
    const database = await filledDatabase();
    // The databases are open already: all that is left is the opening of the partnership.
    (await provide(database)).remove();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    render(html`<tandem-partnership partnership-id=${ID} me="ana" database=${database}></tandem-partnership>`, place);
    const provider = place.querySelector('tandem-partnership')!;
    await provider.updateComplete;
    expect(provider.partnership).to.equal(undefined);
    provider.remove();
    // Another one on the same store is loaded: whatever was under way has had its turn.
    const other = await provide(database);
    expect(provider.partnership).to.equal(undefined);
    other.remove();
  });

  it('does not close a partnership that was given to it', async () => {
    const ana = openPartnership({ id: ID, me: 'ana', storage: memory(), local: memoryLocal(), clock: fakeClock() });
    const provider = await fixture<TandemPartnership>(
      html`<tandem-partnership .partnership=${ana}></tandem-partnership>`,
    );
    expect(provider.partnership).to.equal(ana);
    provider.remove();
    await ana.ready;
    await ana.retry();
    expect(ana.getSnapshot().status).to.equal('active');
    await ana.close();
  });

  describe('what goes wrong is said in plain words', () => {
    const failing = (name: string) =>
      patchMethod(IDBFactory.prototype, 'open', () => {
        return function () {
          throw new DOMException('Internal error', name);
        };
      });

    async function attempt(database: string, id = ID): Promise<TandemPartnership> {
      const place = await fixture<HTMLElement>(html`<div></div>`);
      render(
        html`<tandem-partnership partnership-id=${id} me="ana" database=${database}>
          <tandem-goals></tandem-goals>
        </tandem-partnership>`,
        place,
      );
      return place.querySelector('tandem-partnership')!;
    }

    /** Resolves when the widget inside says something. */
    async function says(provider: TandemPartnership, words: string): Promise<void> {
      const { goals } = partsOf(provider);
      while (!text(goals).includes(words)) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        await goals.updateComplete;
      }
    }

    it('a database that cannot be opened; opening it anew works as soon as it can be', async () => {
      const database = await filledDatabase();
      failing('UnknownError');
      const provider = await attempt(database);
      await says(provider, 'Your partnership could not be opened');
      expect(text(provider)).not.to.match(/undefined|TandemError|IndexedDB|STORAGE_/u);
      unpatch();
      provider.remove();
      // Nobody has reloaded the page.
      const again = await provide(database);
      expect(again.partnership?.getSnapshot().document.status).to.equal('coaching');
      again.remove();
    });

    it('a private window: it works in memory, and says so', async () => {
      const database = freshName('private');
      failing('SecurityError');
      const provider = await provide(database);
      unpatch();
      const { status } = partsOf(provider);
      await status.updateComplete;
      expect(text(status)).to.contain('Kept only until this window closes');
      provider.remove();
    });

    it('a name that cannot be one', async () => {
      // The mistake is the programmer's, who hears of it as well.
      const reported: unknown[] = [];
      patchValue(window, 'reportError', { value: (error: unknown) => reported.push(error) });
      const provider = await attempt(await filledDatabase(), 'no / such name');
      await says(provider, 'Your partnership could not be opened');
      expect(provider.partnership).to.equal(undefined);
      expect(reported.map((error) => error instanceof TypeError)).to.deep.equal([true]);
      provider.remove();
    });

    it('a full device: said, kept in memory, and it goes on by itself as soon as there is room', async function () {
      this.timeout(30_000);
      const database = await filledDatabase();
      const provider = await provide(database);
      const partnership = provider.partnership!;
      noRoom('both');
      await partnership.send({ type: 'partnership.pause' }).catch(() => undefined);
      const { status } = partsOf(provider);
      await status.updateComplete;
      expect(text(status)).to.contain('Not saved').and.to.contain('This device is full');
      unpatch();
      await until(partnership, ({ sync }) => sync.state === 'saved');
      const elsewhere = openIn(openPlace(database), 'ben');
      await elsewhere.ready;
      expect(elsewhere.getSnapshot().document.status).to.equal('paused');
      provider.remove();
    });
  });
});
