import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { type Command, type TandemErrorCode, emptyDocument, logIds } from '../../../src/core/index.js';
import type { TandemSyncStatus } from '../../../src/elements/sync-status/sync-status.js';
import { fillLog, play, samplePartnership } from '../../../src/testing/samples.js';
import { rejection } from '../support/coded.js';
import { ID, closePlaces, editLog, openIn, openPlace, plain, rowsIn } from '../support/pair-on-indexeddb.js';
import { freshName } from '../support/storage-names.js';
import { text, widget } from '../support/widget.js';
import '../../../src/define/sync-status.js';

const { pair: PAIR, own: OWN } = logIds(ID, 'ana');
const commands = samplePartnership('actionPlanning');
/** The broken one. What comes before it can be followed. */
const AT = 12;
const before = play(commands.slice(0, AT - 1)).document;

const bodyOf = ({ id, by, at }: Command, facts: unknown) => ({ id, body: { by, at, command: id, facts } });
const command = commands[AT - 1]!;
const newer = { type: 'goal.imagined', v: 1, seat: 1, text: 'From the future' };

const cases: readonly [name: string, code: TandemErrorCode, change: (store: IDBObjectStore) => void][] = [
  ['a fact of a newer type', 'FACT_UNKNOWN', put(bodyOf(command, [newer]))],
  [
    'a fact in a newer version',
    'FACT_UNKNOWN',
    put(bodyOf(command, [{ type: 'goal.agreed', v: 2, seat: 1, goal: 'x' }])),
  ],
  [
    'a newer fact behind one that is known',
    'FACT_UNKNOWN',
    put(bodyOf(command, [{ type: 'coaching.started', v: 1 }, newer])),
  ],
  ['a truncated entry', 'LOG_ENTRY_CORRUPT', put({ id: command.id, body: { by: command.by, at: command.at } })],
  ['a truncated text', 'LOG_ENTRY_CORRUPT', put({ id: command.id, body: '{"by":"ana","at":"2026-01-' })],
  ['a fact without its data', 'LOG_ENTRY_CORRUPT', put(bodyOf(command, [{ type: 'goal.agreed', v: 1 }]))],
  ['facts that are none', 'LOG_ENTRY_CORRUPT', put(bodyOf(command, [null, 7, 'goal.agreed', []]))],
  ['an entry that is nothing', 'LOG_ENTRY_CORRUPT', put(null)],
  ['an entry that is something else', 'LOG_ENTRY_CORRUPT', put('no entry at all')],
  ['an entry without a body', 'LOG_ENTRY_CORRUPT', put({ id: command.id })],
  ['an entry with the id of another one', 'LOG_ENTRY_CORRUPT', put({ ...bodyOf(command, []), id: commands[0]!.id })],
  ['a missing entry', 'LOG_GAP', (store) => void store.delete([PAIR, 'entry', AT])],
  [
    'several missing entries',
    'LOG_GAP',
    (store) => void store.delete(IDBKeyRange.bound([PAIR, 'entry', AT], [PAIR, 'entry', AT + 3])),
  ],
];

function put(value: unknown): (store: IDBObjectStore) => void {
  return (store) => void store.put(value, [PAIR, 'entry', AT]);
}

async function damaged(change: (store: IDBObjectStore) => void) {
  const name = freshName('broken');
  const place = openPlace(name);
  await fillLog(place.storage, ID, commands);
  await place.local.set(`ana/draft/${PAIR}/goal/new`, 'Half a sentence');
  await place.local.set(`ana/command/${PAIR}/waiting`, {
    session: 'old',
    order: 1,
    command: {
      type: 'partnership.pause',
      reason: 'Sent before.',
      id: 'waiting',
      by: 'ana',
      at: '2026-02-01T09:00:00Z',
    },
  });
  await place.close();
  await editLog(name, change);
  return name;
}

describe('a log on IndexedDB that cannot be followed', () => {
  afterEach(closePlaces);

  for (const [title, code, change] of cases) {
    it(`${title}: read-only with ${code}, everything before it is shown, nothing is deleted, all can be exported`, async () => {
      const name = await damaged(change);
      const rows = await rowsIn(name);
      const place = openPlace(name);
      const ana = openIn(place, 'ana');
      const ben = openIn(openPlace(name), 'ben');
      await Promise.all([ana.ready, ben.ready]);
      for (const each of [ana, ben]) {
        const { sync, document, draftError } = each.getSnapshot();
        expect([sync.state, sync.error?.code, sync.error?.details['version']]).to.deep.equal(['read-only', code, AT]);
        expect(sync.error?.message).not.to.contain('future');
        // What waits on the device is on top of it, also for reading.
        expect(plain({ ...document, status: 'coaching', pause: null, changes: null })).to.deep.equal(
          plain({ ...before, status: 'coaching', pause: null, changes: null }),
        );
        expect(draftError).to.equal(undefined);
        await rejection(each.send({ type: 'partnership.resume' }), code);
        expect(each.explain({ type: 'partnership.resume' })).to.deep.include({ allowed: false, code: 'READ_ONLY' });
      }
      expect(ana.drafts.get('goal/new')).to.equal('Half a sentence');
      await ana.drafts.set('goal/new', 'Half a sentence');
      const known = ana.getSnapshot();
      await ana.retry();
      expect(ana.getSnapshot().document).to.equal(known.document);

      const page = await ana.rawEntries('pair', 0);
      const kept = rows.filter(({ key }) => Array.isArray(key) && key[0] === PAIR && key[1] === 'entry');
      expect(page.head).to.equal(commands.length);
      expect(page.entries.map(({ version }) => version)).to.deep.equal(kept.map(({ key }) => (key as unknown[])[2]));
      const raw = JSON.stringify(page.entries);
      for (const { value } of kept) {
        const { body } = (value ?? {}) as { body?: unknown };
        expect(raw).to.contain(JSON.stringify(body ?? value));
      }

      const status = await widget<TandemSyncStatus>(html`<tandem-sync-status open></tandem-sync-status>`, ana);
      expect(text(status)).to.contain('Read only').and.to.contain('Nothing has been deleted');

      // One's own log is another one: what one writes for oneself is kept.
      expect(
        (await ana.send({ type: 'reflection.write', seat: 1, round: 1, text: { whatHappened: 'It broke.' } })).status,
      ).to.equal('stored');
      await Promise.all([ana.close(), ben.close()]);
      const left = (await rowsIn(name)).filter(({ key }) => !JSON.stringify(key).includes(OWN));
      expect(plain(left)).to.deep.equal(plain(rows));
    });
  }

  it('from its first entry on: read-only, and empty rather than wrong', async () => {
    const name = freshName('broken');
    const place = openPlace(name);
    await fillLog(place.storage, ID, commands);
    await editLog(name, (store) => store.put('nothing', [PAIR, 'entry', 1]));
    const ana = openIn(place, 'ana');
    await ana.ready;
    const { sync, document } = ana.getSnapshot();
    expect([sync.state, sync.error?.code]).to.deep.equal(['read-only', 'LOG_ENTRY_CORRUPT']);
    expect(document).to.deep.equal(emptyDocument);
    const status = await widget<TandemSyncStatus>(html`<tandem-sync-status open></tandem-sync-status>`, ana);
    expect(text(status)).to.contain('Part of your history is damaged');
  });

  it('that lost its end while it is open, and while it is closed with a snapshot: LOG_REWRITTEN, nothing is written over it', async () => {
    const name = freshName('broken');
    const place = openPlace(name);
    await fillLog(place.storage, ID, commands);
    const first = openIn(place, 'ana');
    await first.ready;
    await first.close(); // leaves a snapshot
    const open = openIn(openPlace(name), 'ana');
    await open.ready;
    await editLog(name, (store) => {
      for (let version = AT; version <= commands.length; version += 1) store.delete([PAIR, 'entry', version]);
    });
    await open.retry();
    const late = openIn(openPlace(name), 'ana');
    await late.ready;
    for (const each of [open, late]) {
      const { sync } = each.getSnapshot();
      expect([sync.state, sync.error?.code]).to.deep.equal(['read-only', 'LOG_REWRITTEN']);
      await rejection(each.send({ type: 'partnership.pause' }), 'LOG_REWRITTEN');
    }
    expect((await place.storage.read(PAIR, 0)).head).to.equal(AT - 1);
  });

  it("of one's own: read-only, the pair's is shown, and nothing of it is lost", async () => {
    const name = freshName('broken');
    const place = openPlace(name);
    await fillLog(place.storage, ID, samplePartnership('roleSwap'));
    await editLog(name, (store) => store.put('nothing', [OWN, 'entry', 1]));
    const ana = openIn(place, 'ana');
    await ana.ready;
    const { sync, document } = ana.getSnapshot();
    expect([sync.state, sync.error?.code]).to.deep.equal(['read-only', 'LOG_ENTRY_CORRUPT']);
    expect(document).to.deep.equal(play(samplePartnership('roleSwap')).document);
    expect((await ana.rawEntries('own', 0)).entries[0]?.body).to.equal('nothing');
  });

  it('is followed again once it is whole', async () => {
    const name = await damaged(put('nothing'));
    const ana = openIn(openPlace(name), 'ana');
    await ana.ready;
    expect(ana.getSnapshot().sync.state).to.equal('read-only');
    const fixed = openPlace(freshName('whole'));
    await fillLog(fixed.storage, ID, commands);
    const { entries } = await fixed.storage.read(PAIR, AT - 1, { limit: 1 });
    const [{ id, body }] = entries as [(typeof entries)[number]];
    await editLog(name, (store) => store.put({ id, body }, [PAIR, 'entry', AT]));
    await ana.retry();
    expect(ana.getSnapshot().sync.state).to.equal('saved');
    expect(ana.getSnapshot().document.status).to.equal('paused');
  });
});
