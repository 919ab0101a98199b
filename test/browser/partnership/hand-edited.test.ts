import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { type Partnership, logIds } from '../../../src/core/index.js';
import type { TandemReflection } from '../../../src/elements/reflection/reflection.js';
import type { TandemSyncStatus } from '../../../src/elements/sync-status/sync-status.js';
import { fillLog, play, samplePartnership } from '../../../src/testing/samples.js';
import {
  ID,
  type Place,
  closePlaces,
  editLocal,
  openIn,
  openPlace,
  plain,
  rowsIn,
} from '../support/pair-on-indexeddb.js';
import { freshName } from '../support/storage-names.js';
import { get, text, widget } from '../support/widget.js';
import '../../../src/define/reflection.js';
import '../../../src/define/sync-status.js';

const { pair: PAIR } = logIds(ID, 'ana');
const commands = samplePartnership('checkIn');
const { document } = play(commands);

/** What somebody may leave behind in place of a row. */
const garbage: readonly unknown[] = [
  null,
  false,
  0,
  NaN,
  '',
  'garbage',
  [],
  {},
  [[]],
  new Date(0),
  new Uint8Array(8),
  new Map([['command', {}]]),
  { command: null },
  { command: 'goal.agree' },
  { command: { type: 'goal.agree' } },
  { command: { type: 'nothing.like.it', id: 'x', by: 'ana', at: '2026-02-01T09:00:00Z' } },
  { command: { type: 'partnership.pause', id: 'a/b', by: 'ana', at: '2026-02-01T09:00:00Z' } },
  { command: { type: 'partnership.pause', id: 'x', by: 'ana', at: 'yesterday' } },
  { command: { type: 'partnership.pause', id: 'x', by: 'ana', at: '2026-02-01T09:00:00Z', reason: 7 } },
  { version: 3, ids: 'all', entryId: 'c3', format: 1, document: {} },
  { version: -1, ids: [], entryId: '', format: 1, document: {} },
  { version: 1e9, ids: [], entryId: 'c3', format: 1, document: {} },
];

/** The row of a command that waits on the device, or is in the tray. */
const commandRow = (id: string): string => `ana/command/${PAIR}/${id}`;
const pause = { type: 'partnership.pause', reason: 'Sent before.', id: 'p1', by: 'ana', at: '2026-04-01T09:00:00Z' };
const resume = { type: 'partnership.resume', id: 'p2', by: 'ana', at: '2026-04-01T09:05:00Z' };

async function filled(): Promise<{ name: string; place: Place }> {
  const name = freshName('hand');
  const place = openPlace(name);
  await fillLog(place.storage, ID, commands);
  await place.local.list('');
  return { name, place };
}

async function opened(name: string, me = 'ana'): Promise<Partnership> {
  const partnership = openIn(openPlace(name), me);
  await partnership.ready;
  await partnership.retry();
  return partnership;
}

/** It works as if nothing had been there. */
async function expectAlive(partnership: Partnership): Promise<void> {
  const { state, error } = partnership.getSnapshot().sync;
  expect([state, error?.code]).to.deep.equal(['saved', undefined]);
  const { status } = await partnership.send({ type: 'agreement.propose', agreement: agreement() });
  expect(status).to.equal('stored');
  await partnership.drafts.set('any', 'A word');
  expect(partnership.getSnapshot().draftError).to.equal(undefined);
  const history = await partnership.history({ limit: 1 });
  expect(history.items[0]?.facts[0]?.type).to.equal('agreement.proposed');
}
const agreement = () => ({ cadenceDays: 7, meetingMinutes: 30, reviewAfterMeetings: 3 });

describe('a device store that somebody edited by hand', () => {
  afterEach(closePlaces);

  it('pending rows of garbage: what is valid goes on, the rest stays and is shown', async () => {
    const { name } = await filled();
    const rows = Object.fromEntries(garbage.map((row, index) => [commandRow(`odd${index}`), row]));
    const misplaced = { [commandRow('other')]: { command: pause }, [commandRow('')]: { command: pause } };
    await editLocal(name, {
      ...rows,
      ...misplaced,
      [commandRow('p1')]: { command: pause },
      [commandRow('p2')]: { session: 7, order: 98, command: resume, follows: 'p1' },
      [commandRow('p3')]: { session: 's', order: 99, command: { ...resume, id: 'p3' }, follows: 7 },
      [commandRow('p4')]: { session: [], order: 'last', command: { ...pause, id: 'p4', reason: 'Sent after.' } },
    });
    const ana = await opened(name);
    const { document: now, attention, pending } = ana.getSnapshot();
    expect(now.status).to.equal('coaching');
    expect(pending).to.equal(0);
    const ids = (await ana.rawEntries('pair', commands.length - 1)).entries.map(({ id }) => id);
    expect(ids).to.include.members(['p1', 'p2']);
    // Paused and resumed twice: refused, and with the person.
    expect(attention.filter(({ kind }) => kind === 'refused').map(({ id }) => id)).to.have.members(['p3', 'p4']);
    expect(attention.filter(({ kind }) => kind === 'unreadable')).to.have.length(garbage.length + 2);
    const status = await widget<TandemSyncStatus>(html`<tandem-sync-status open></tandem-sync-status>`, ana);
    expect(text(status)).to.contain('This version of the page cannot read it');
    await expectAlive(ana);
    const left = await rowsIn(name);
    for (const key of Object.keys({ ...rows, ...misplaced }))
      expect(
        left.some((row) => row.key === key),
        `${key} stays`,
      ).to.equal(true);
    const again = await opened(name);
    expect(again.getSnapshot().attention.filter(({ kind }) => kind === 'unreadable')).to.have.length(
      garbage.length + 2,
    );
    await again.attention.dismiss(`command/${PAIR}/`);
    expect((await rowsIn(name)).some(({ key }) => key === commandRow(''))).to.equal(false);
  });

  it('tray rows of garbage: what is valid can be tried again, the rest is shown', async () => {
    const { name } = await filled();
    const odd = [
      ...garbage,
      { kind: 'refused', command: pause },
      { kind: 'behind', command: pause, behind: 'p0' },
      { kind: 'else', command: pause, reason: { code: 'X' } },
    ];
    await editLocal(name, {
      ...Object.fromEntries(odd.map((row, index) => [commandRow(`odd${index}`), row])),
      [commandRow('p1')]: {
        order: 'first',
        kind: 'refused',
        command: pause,
        reason: { code: 'GOAL_CLOSED', params: {} },
      },
      [commandRow('p2')]: { order: 2, kind: 'behind', command: resume, behind: 'p1' },
    });
    const ana = await opened(name);
    const { attention } = ana.getSnapshot();
    expect(attention).to.have.length(odd.length + 2);
    const status = await widget<TandemSyncStatus>(html`<tandem-sync-status open></tandem-sync-status>`, ana);
    expect(text(status)).to.contain('Sent before.');
    expect((await ana.attention.retry('p1')).status).to.equal('stored');
    expect((await ana.attention.retry('p2')).status).to.equal('stored');
    expect(ana.getSnapshot().attention).to.have.length(odd.length);
    await expectAlive(ana);
  });

  it('a reason that this version has never heard of is told in general words', async () => {
    const { name } = await filled();
    const row = { order: 1, kind: 'refused', command: pause, reason: { code: 'NEVER_HEARD_OF', params: {} } };
    await editLocal(name, { [commandRow('p1')]: row });
    const ana = await opened(name);
    const status = await widget<TandemSyncStatus>(html`<tandem-sync-status open></tandem-sync-status>`, ana);
    expect(text(status)).to.contain('Sent before.');
  });

  it('a snapshot of garbage is none', async () => {
    for (const row of garbage) {
      const { name, place } = await filled();
      await editLocal(name, { [`ana/snapshot/${PAIR}`]: row });
      const ana = await opened(name);
      expect(plain(ana.getSnapshot().document)).to.deep.equal(plain(document));
      await expectAlive(ana);
      expect((await place.storage.read(PAIR, 0)).head).to.equal(commands.length + 1);
      await closePlaces();
    }
  });

  const edits: readonly (readonly [string, (text: string) => string])[] = [
    ['a word', (text) => text.replace('Ana', 'Eva')],
    ['a state', (text) => text.replace('"coaching"', '"weird"')],
    ['a round', (text) => text.replace('"round":{', '"round":7,"was":{')],
    ['its end', (text) => text.slice(0, -2)],
    ['everything', () => '{}'],
  ];
  for (const [title, edit] of edits) {
    it(`a snapshot in which somebody has edited ${title} is none`, async () => {
      const { name } = await filled();
      const first = await opened(name);
      await first.close();
      const key = `ana/snapshot/${PAIR}`;
      const snapshot = (await rowsIn(name)).find((each) => each.key === key)?.value as { readonly text: string };
      expect(edit(snapshot.text), 'closing leaves a snapshot').not.to.equal(snapshot.text);
      await editLocal(name, { [key]: { ...snapshot, text: edit(snapshot.text) } });
      const ana = await opened(name);
      expect(plain(ana.getSnapshot().document)).to.deep.equal(plain(document));
      await expectAlive(ana);
    });
  }

  it('drafts of garbage: forms are shown, typing goes on, and valid ones are there', async () => {
    const keys = ['goal/new', 'goal/new/1', 'goals/propose/1', 'check-in/1', 'any'];
    for (const row of [...garbage.filter((each) => each !== null), null]) {
      const { name } = await filled();
      const drafts = Object.fromEntries(keys.map((key) => [`ana/draft/${PAIR}/${key}`, row]));
      await editLocal(name, {
        ...drafts,
        [`ana/draft/${PAIR}/whole`]: 'A whole sentence',
        [`ana/draft/${PAIR}/`]: row,
      });
      const ana = await opened(name);
      expect(ana.drafts.get('whole')).to.equal('A whole sentence');
      await expectAlive(ana);
      expect((await opened(name)).drafts.get('any')).to.equal('A word');
      await closePlaces();
    }
  });

  const oddForms: readonly (readonly [string, unknown])[] = [
    ['a number', 7],
    ['a text', 'garbage'],
    ['a list', [[]]],
    ['fields of another kind', { whatHappened: 7, soWhat: { a: 1 }, nowWhat: [], ratings: 'yes', confidence: 'full' }],
    ['nothing in its fields', { whatHappened: null, soWhat: null, nowWhat: null, confidence: null }],
  ];
  for (const [title, row] of oddForms) {
    it(`${title} in place of a form's draft: the form is drawn, and can be typed into`, async () => {
      const name = freshName('hand');
      const place = openPlace(name);
      await fillLog(place.storage, ID, samplePartnership('reflection'));
      const keys = ['reflection/1.1', 'reflection/2.1'];
      await editLocal(name, Object.fromEntries(keys.map((key) => [`ana/draft/${PAIR}/${key}`, row])));
      const ana = await opened(name);
      const reflection = await widget<TandemReflection>(html`<tandem-reflection></tandem-reflection>`, ana);
      const field = get<HTMLTextAreaElement>(reflection, 'textarea[name="whatHappened"]');
      field.value = 'They spoke.';
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await reflection.updateComplete;
      const { drafts } = await opened(name);
      expect(JSON.stringify(keys.map((key) => drafts.get(key)))).to.contain('They spoke.');
    });
  }

  it('keys of nobody and of others are left as they are', async () => {
    const { name } = await filled();
    const rows = {
      'command/': 1,
      'command/pair:other/x': {},
      draft: 'x',
      [`eve/draft/${PAIR}/note`]: "Eve's",
      'snapshot/': [],
    };
    await editLocal(name, rows);
    const ana = await opened(name);
    expect(ana.drafts.get('note')).to.equal(undefined);
    await expectAlive(ana);
    await ana.close();
    const left = await rowsIn(name);
    for (const [key, value] of Object.entries(rows))
      expect(left.find((row) => row.key === key)?.value, key).to.deep.equal(value);
  });
});
