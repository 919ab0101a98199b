import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { type CommandInput, type Partnership, logIds, roundOf } from '../../../src/core/index.js';
import { openIndexedDb } from '../../../src/storage/indexeddb.js';
import type { TandemSyncStatus } from '../../../src/elements/sync-status/sync-status.js';
import { fillLog, samplePartnership } from '../../../src/testing/samples.js';
import { rejection } from '../support/coded.js';
import { ID, type Place, closePlaces, openIn, openPlace } from '../support/pair-on-indexeddb.js';
import { patchMethod, unpatch } from '../support/patch.js';
import { deleteDatabase, freshName, openPlain } from '../support/storage-names.js';
import { forbidden, noConnection, noRoom } from '../support/storage-troubles.js';
import { text, widget } from '../support/widget.js';
import '../../../src/define/sync-status.js';

const { pair: PAIR } = logIds(ID, 'ana');

const goal = (id: string): CommandInput & { id: string } => ({
  type: 'goal.propose',
  seat: 1,
  goal: id,
  text: { statement: `What ${id} says, in Ana's own words.` },
  id: `command-${id}`,
});

/** Ana in the midst of her goals. */
async function anaAtGoals(): Promise<{ name: string; place: Place; ana: Partnership }> {
  const name = freshName('trouble');
  const place = openPlace(name);
  await fillLog(place.storage, ID, samplePartnership('goalSetting'));
  const ana = openIn(place, 'ana');
  await ana.ready;
  return { name, place, ana };
}

const goalsIn = (partnership: Partnership): readonly string[] =>
  roundOf(partnership.getSnapshot().document, 1)!.goals.map(({ id }) => id);

/** How it stands, in a few words. */
const standing = ({ getSnapshot }: Partnership) => {
  const { sync, pending, attention, draftError } = getSnapshot();
  return {
    state: sync.state,
    error: sync.error?.code,
    pending,
    attention: attention.length,
    draftError: draftError?.code,
  };
};
const calm = { state: 'saved', error: undefined, pending: 0, attention: 0, draftError: undefined };

async function idsInLog({ storage }: Place, log = PAIR): Promise<readonly string[]> {
  return (await storage.read(log, 0)).entries.map(({ id }) => id);
}

/** What another person finds who opens the page now. */
async function reopened(name: string, me = 'ana'): Promise<Partnership> {
  const partnership = openIn(openPlace(name), me);
  await partnership.ready;
  return partnership;
}

describe('a pair whose IndexedDB is in trouble', () => {
  afterEach(async () => {
    unpatch();
    await closePlaces();
  });

  describe('no room left', () => {
    it('anywhere: "unsaved", all in memory, and stored in order once there is room', async () => {
      const { name, place, ana } = await anaAtGoals();
      noRoom('both');
      const [one, two] = [ana.send(goal('g8')), ana.send(goal('g9'))];
      await rejection(one, 'STORAGE_QUOTA_EXCEEDED');
      await rejection(two, 'STORAGE_QUOTA_EXCEEDED');
      expect(standing(ana)).to.deep.include({ state: 'unsaved', error: 'STORAGE_QUOTA_EXCEEDED', pending: 2 });
      expect(goalsIn(ana).slice(-2)).to.deep.equal(['g8', 'g9']);
      await ana.retry();
      expect(standing(ana)).to.deep.include({ state: 'unsaved', pending: 2 });
      unpatch();
      await ana.retry();
      expect(standing(ana)).to.deep.equal(calm);
      expect((await idsInLog(place)).slice(-2)).to.deep.equal(['command-g8', 'command-g9']);
      expect(goalsIn(await reopened(name)).slice(-2)).to.deep.equal(['g8', 'g9']);
    });

    it('in the log: "waiting", kept on the device, also over a reload and a crash of it', async () => {
      const { name, place, ana } = await anaAtGoals();
      noRoom('log');
      expect((await ana.send(goal('g8'))).status).to.equal('pending');
      expect(standing(ana)).to.deep.include({ state: 'waiting', error: 'STORAGE_QUOTA_EXCEEDED', pending: 1 });
      const again = await reopened(name);
      await again.retry();
      expect(standing(again)).to.deep.include({ state: 'waiting', error: 'STORAGE_QUOTA_EXCEEDED', pending: 1 });
      expect(goalsIn(again)).to.include('g8');
      unpatch();
      await again.retry();
      await ana.retry();
      for (const each of [ana, again]) expect(standing(each)).to.deep.equal(calm);
      expect((await idsInLog(place)).filter((id) => id === 'command-g8')).to.have.length(1);
    });

    it('on the device alone: nothing is in danger, it is stored', async () => {
      const { ana } = await anaAtGoals();
      noRoom('device');
      expect((await ana.send(goal('g8'))).status).to.equal('stored');
      expect(standing(ana)).to.deep.equal(calm);
    });

    it("for words of one's own: they are shown, and sending again stores them and tells the partner", async () => {
      const { name, place, ana } = await anaAtGoals();
      noRoom('both');
      const write = {
        type: 'reflection.write',
        seat: 1,
        round: 1,
        text: { whatHappened: 'For me.' },
        id: 'own',
      } as const;
      await rejection(ana.send(write), 'STORAGE_QUOTA_EXCEEDED');
      expect(ana.getSnapshot().own.reflections['1.1']?.text.whatHappened).to.equal('For me.');
      expect(standing(ana)).to.deep.include({ state: 'unsaved' });
      unpatch();
      await ana.retry();
      expect(standing(ana)).to.deep.equal(calm);
      expect(await idsInLog(place, logIds(ID, 'ana').own)).to.deep.equal(['own']);
      expect((await ana.send(write)).status).to.equal('stored');
      expect((await reopened(name)).getSnapshot().own.reflections['1.1']?.text.whatHappened).to.equal('For me.');
    });

    describe('while typing', () => {
      it('says so, keeps all in memory, and keeps what is typed next once there is room', async () => {
        const { name, ana } = await anaAtGoals();
        await ana.drafts.set('goal/new', { statement: 'By' });
        noRoom('both');
        await ana.drafts.set('goal/new', { statement: 'By May' });
        expect(standing(ana)).to.deep.include({ state: 'saved', draftError: 'STORAGE_QUOTA_EXCEEDED' });
        expect(ana.drafts.error?.code).to.equal('STORAGE_QUOTA_EXCEEDED');
        expect(ana.drafts.get('goal/new')).to.deep.equal({ statement: 'By May' });
        expect((await reopened(name)).drafts.get('goal/new')).to.deep.equal({ statement: 'By' });
        unpatch();
        await ana.drafts.set('goal/new', { statement: 'By May, all' });
        expect(standing(ana)).to.deep.equal(calm);
        expect((await reopened(name)).drafts.get('goal/new')).to.deep.equal({ statement: 'By May, all' });
      });

      it('trying again stores every draft, without another letter', async () => {
        const { name, ana } = await anaAtGoals();
        noRoom('both');
        await Promise.all([ana.drafts.set('goal/new', 'By May'), ana.drafts.set('check-in/1', 'Better')]);
        unpatch();
        await ana.retry();
        const again = await reopened(name);
        expect([again.drafts.get('goal/new'), again.drafts.get('check-in/1')]).to.deep.equal(['By May', 'Better']);
        expect(standing(ana)).to.deep.equal(calm);
      });

      it('one draft that is kept does not hide that another one is not', async () => {
        const { name, ana } = await anaAtGoals();
        noRoom('both');
        await ana.drafts.set('goal/new', 'By May');
        unpatch();
        await ana.drafts.set('check-in/1', 'Better');
        const stored = (await reopened(name)).drafts.get('goal/new');
        expect(stored !== undefined || ana.drafts.error !== undefined, 'it is kept, or it is said').to.equal(true);
      });
    });
  });

  describe('no IndexedDB at all', () => {
    it('the pair works in memory, and says so in plain words', async () => {
      forbidden();
      const { storage, local } = await openIndexedDb({ name: freshName('private') });
      unpatch();
      const ana = openIn({ storage, local }, 'ana');
      await ana.ready;
      const members = [
        { id: 'ana', name: 'Ana' },
        { id: 'ben', name: 'Ben' },
      ] as const;
      expect((await ana.send({ type: 'partnership.form', rhythm: 'mutual', members })).status).to.equal('stored');
      await ana.drafts.set('agreement', 'Half a sentence');
      expect(ana.storage.degraded?.code).to.equal('STORAGE_UNAVAILABLE');
      expect(ana.storage.supports.durable).to.equal(false);
      expect(standing(ana)).to.deep.equal(calm);
      const status = await widget<TandemSyncStatus>(html`<tandem-sync-status open></tandem-sync-status>`, ana);
      expect(text(status)).to.contain('Kept only until this window closes');
      expect(text(status)).to.contain('perhaps because the window is private');
      await ana.close();
      await storage.close();
      await local.close();
    });
  });

  describe('a connection that dies', () => {
    it('between two commands goes unnoticed', async () => {
      const connections = new Set<IDBDatabase>();
      patchMethod(IDBDatabase.prototype, 'transaction', (original) => {
        return function (...args) {
          connections.add(this as IDBDatabase);
          return original.apply(this, args);
        };
      });
      const { ana } = await anaAtGoals();
      await ana.drafts.set('goal/new', 'By');
      for (const db of connections) {
        db.close();
        db.dispatchEvent(new Event('close'));
      }
      const [sent] = await Promise.all([ana.send(goal('g8')), ana.drafts.set('goal/new', 'By May')]);
      expect(sent.status).to.equal('stored');
      expect(standing(ana)).to.deep.equal(calm);
    });

    it('as soon as it is there is not taken for "no storage here"', async () => {
      const { name, place } = await anaAtGoals();
      await place.close();
      noConnection('both');
      const error = await rejection(openIndexedDb({ name }), 'STORAGE_CONNECTION_LOST');
      expect(error.retryable).to.equal(true);
    });

    it('for good, while sending: kept in memory and said; stored when it is back', async () => {
      const { name, ana } = await anaAtGoals();
      noConnection('both');
      await rejection(ana.send(goal('g8')), 'STORAGE_CONNECTION_LOST');
      await ana.drafts.set('goal/new', 'By May');
      expect(standing(ana)).to.deep.include({ state: 'unsaved', pending: 1, draftError: 'STORAGE_CONNECTION_LOST' });
      unpatch();
      expect((await ana.send(goal('g9'))).status).to.equal('stored');
      await ana.drafts.set('goal/new', 'By May, all');
      await ana.retry();
      expect(standing(ana)).to.deep.equal(calm);
      const again = await reopened(name);
      expect(goalsIn(again).slice(-2)).to.deep.equal(['g8', 'g9']);
      expect(again.drafts.get('goal/new')).to.deep.equal('By May, all');
    });

    it('in the middle of writing: the entry is in the log once', async () => {
      const { place, ana } = await anaAtGoals();
      let left = 3;
      patchMethod(IDBDatabase.prototype, 'transaction', (original) => {
        return function (...args) {
          const transaction = original.apply(this, args) as IDBTransaction;
          // The log's alone: the device's own rows are committed in the same breath, and cannot be caught half-way.
          const [store, mode] = args;
          if (store === 'log' && mode === 'readwrite' && left-- > 0) queueMicrotask(() => transaction.abort());
          return transaction;
        };
      });
      await ana.send(goal('g8')).catch(() => undefined);
      unpatch();
      await ana.retry();
      expect(standing(ana)).to.deep.equal(calm);
      expect((await idsInLog(place)).filter((id) => id === 'command-g8')).to.have.length(1);
    });

    it('while opening: it says so, and trying again opens, with what was sent meanwhile refused and not half done', async () => {
      const { name, place, ana } = await anaAtGoals();
      await ana.drafts.set('goal/new', 'By May');
      noConnection('both', 8);
      const late = openIn(openPlace(name), 'ana');
      const early = rejection(late.send(goal('g8')), 'STORAGE_CONNECTION_LOST');
      await rejection(late.ready, 'STORAGE_CONNECTION_LOST');
      await early;
      expect(late.getSnapshot().sync.state).to.be.oneOf(['waiting', 'unsaved']);
      unpatch();
      await late.retry();
      expect(standing(late)).to.deep.include({ state: 'saved', pending: 0 });
      expect(late.getSnapshot().document).to.deep.equal(ana.getSnapshot().document);
      expect(await idsInLog(place)).not.to.include('command-g8');
      expect((await late.send(goal('g8'))).status).to.equal('stored');
    });

    it('while opening: trying again also brings back what was typed before', async () => {
      const { name, ana } = await anaAtGoals();
      await ana.drafts.set('goal/new', 'By May');
      noConnection('both');
      const late = openIn(openPlace(name), 'ana');
      await late.ready.catch(() => undefined);
      unpatch();
      await late.retry();
      expect(late.drafts.get('goal/new')).to.equal('By May');
      expect(late.getSnapshot().draftError).to.equal(undefined);
    });
  });

  describe('a database that is blocked', () => {
    it('says STORAGE_BLOCKED, loses nothing, and opens when the other tab lets go', async () => {
      const { name, ana, place } = await anaAtGoals();
      const { document } = ana.getSnapshot();
      await place.close();
      // Holds on whatever is asked of it; somebody wants to upgrade, and everybody else waits behind.
      const holder = await openPlain(name);
      const upgrade = openPlain(name, 2).then(
        (db) => db.close(),
        () => undefined,
      );
      const waiting = openIn(openPlace(name, { patience: 1 }), 'ana');
      await rejection(waiting.ready, 'STORAGE_BLOCKED');
      expect(standing(waiting)).to.deep.include({ error: 'STORAGE_BLOCKED' });
      const status = await widget<TandemSyncStatus>(html`<tandem-sync-status open></tandem-sync-status>`, waiting);
      expect(text(status)).to.contain('Close other tabs of this page');
      holder.close();
      await upgrade;
      // The other one has a newer version of the page now: this one says so.
      const error = await rejection(openIn(openPlace(name), 'ana').ready, 'STORAGE_UNAVAILABLE');
      expect(error.details['reason']).to.equal('newer-schema');
      expect(document.status).to.equal('coaching');
    });

    it('by somebody who deletes the log: what waits stays on the device', async () => {
      const { name, place, ana } = await anaAtGoals();
      noRoom('log');
      await ana.send(goal('g8'));
      unpatch();
      await place.close();
      const holder = await openPlain(name);
      const deletion = deleteDatabase(name);
      const waiting = openIn(openPlace(name, { patience: 1 }), 'ana');
      await rejection(waiting.ready, 'STORAGE_BLOCKED');
      holder.close();
      await deletion;
      // So little patience may run out again, on a slow machine.
      do await waiting.retry();
      while (waiting.getSnapshot().sync.error?.code === 'STORAGE_BLOCKED');
      // The log is gone; what was not in it yet is not.
      const { attention, pending } = waiting.getSnapshot();
      const ids = attention.map(({ id }) => id);
      expect(pending + ids.length).to.equal(1);
    });

    it('by a newer version of the page in another tab: what is sent waits on the device', async () => {
      const { name, ana } = await anaAtGoals();
      const newer = await openPlain(name, 2);
      expect((await ana.send(goal('g8'))).status).to.equal('pending');
      expect(standing(ana)).to.deep.include({ state: 'waiting', error: 'STORAGE_UNAVAILABLE', pending: 1 });
      expect(goalsIn(ana)).to.include('g8');
      await ana.drafts.set('goal/new', 'By May');
      expect(standing(ana).draftError).to.equal(undefined);
      newer.close();
    });
  });
});
