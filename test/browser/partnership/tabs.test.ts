import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  type CommandInput,
  type Goal,
  type Partnership,
  type PartnershipSnapshot,
  documentOf,
  isTandemError,
  logIds,
  openGoals,
  otherSeat,
  pairLanguage,
  roundOf,
} from '../../../src/core/index.js';
import { faulty } from '../../../src/testing/faulty.js';
import { fakeIds } from '../../../src/testing/fakes.js';
import { fillLog, samplePartnership } from '../../../src/testing/samples.js';
import { rejection } from '../support/coded.js';
import { ID, type Place, closePlaces, openIn, openPlace, plain, until } from '../support/pair-on-indexeddb.js';
import { freshName } from '../support/storage-names.js';
import { closeTabs, openTab } from '../support/tabs.js';

const { pair: PAIR } = logIds(ID, 'ana');

/** A browser in which the pair is in the midst of its goals. */
async function browserAtGoals(): Promise<{ readonly name: string; readonly place: Place }> {
  const name = freshName('tabs');
  const place = openPlace(name);
  await fillLog(place.storage, ID, samplePartnership('goalSetting'));
  return { name, place };
}

const goalsOf = ({ document, seat }: PartnershipSnapshot, whose: 'mine' | 'theirs'): readonly Goal[] => {
  const round = seat && roundOf(document, whose === 'mine' ? seat : otherSeat(seat));
  return round ? openGoals(round) : [];
};

/** Something a member could do now, as far as this tab knows. */
function inputOf(partnership: Partnership, pick: number): CommandInput | undefined {
  const snapshot = partnership.getSnapshot();
  const { document, seat } = snapshot;
  if (!seat) return undefined;
  const fresh = () => partnership.newId();
  const own = goalsOf(snapshot, 'mine')[pick % 3]?.id;
  const theirs = goalsOf(snapshot, 'theirs')[pick % 3];
  const offered = goalsOf(snapshot, 'mine')
    .flatMap(({ id, suggestions }) => suggestions.map((each) => ({ ...each, goal: id })))
    .find(({ state }) => state === 'open');
  const text = { statement: `By May, meeting number ${pick} begins on time. (${fresh()})` };
  const about = { seat: otherSeat(seat), goal: theirs?.id ?? '' };
  const mine = { seat, goal: own ?? '' };
  const change = document.changes[seat]?.command ?? '';
  const all: readonly (CommandInput | false)[] = [
    { type: 'goal.propose', seat, goal: fresh(), text },
    { type: 'goal.revise', ...mine, text },
    { type: 'goal.revise', ...mine, text },
    { type: 'goal.drop', ...mine, reason: `It matters less now. (${pick})` },
    { type: 'goal.suggestChange', ...about, suggestion: fresh(), text, note: 'Like this?' },
    { type: 'goal.agree', ...about, revision: theirs?.revision ?? 1 },
    !!offered && { type: 'goal.acceptSuggestion', seat, goal: offered.goal, suggestion: offered.id },
    { type: 'change.undo', change },
    { type: 'reflection.write', seat, round: 1, text: { whatHappened: `Only for me: ${pick}.` } },
    document.status === 'paused' ? { type: 'partnership.resume' } : { type: 'partnership.pause' },
    { type: 'partnership.resume' },
  ];
  return all[pick % all.length] || undefined;
}

describe('several tabs of one pair', () => {
  afterEach(async () => {
    closeTabs();
    await closePlaces();
  });

  it('end equal, whatever is done in which order; every command is in the log, refused, or in a tray', async function () {
    this.timeout(90_000);
    const move = fc.record({ tab: fc.nat({ max: 2 }), pick: fc.nat({ max: 999 }), waits: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 30, size: 'max' }), async (moves) => {
        const { name, place } = await browserAtGoals();
        const [tab, third] = [openPlace(name), openPlace(name)];
        const ids = (prefix: string) => ({ ids: fakeIds(prefix) });
        const all = [openIn(place, 'ana', ids('a')), openIn(tab, 'ana', ids('t')), openIn(third, 'ben', ids('b'))];
        await Promise.all(all.map(({ ready }) => ready));
        const outcomes = new Map<string, 'stored' | 'pending' | 'refused' | 'tray'>();
        const sent: Promise<unknown>[] = [];
        for (const [index, { tab: which, pick, waits }] of moves.entries()) {
          const partnership = all[which]!;
          const input = inputOf(partnership, pick);
          if (!input) continue;
          const id = `m${index}`;
          sent.push(
            partnership.send({ ...input, id }).then(
              ({ status }) => outcomes.set(id, status),
              (error: unknown) => {
                if (isTandemError(error, 'VALIDATION_FAILED')) return outcomes.set(id, 'refused');
                if (!isTandemError(error, 'COMMAND_REFUSED')) throw error;
                return outcomes.set(id, error.details['attention'] === true ? 'tray' : 'refused');
              },
            ),
          );
          if (waits) await Promise.all(sent);
        }
        await Promise.all(sent);
        for (const each of [...all, ...all]) await each.retry();

        const { entries } = await place.storage.read(PAIR, 0);
        const document = documentOf(entries.flatMap(({ body }) => pairLanguage.decode(body)));
        for (const each of all) {
          const snapshot = each.getSnapshot();
          expect(plain(snapshot.document)).to.deep.equal(plain(document));
          expect([snapshot.sync.state, snapshot.pending]).to.deep.equal(['saved', 0]);
        }
        expect(all[0]!.getSnapshot().own).to.deep.equal(all[1]!.getSnapshot().own);
        const own = await place.storage.read(logIds(ID, 'ana').own, 0);
        const ben = await place.storage.read(logIds(ID, 'ben').own, 0);
        const stored = [...entries, ...own.entries, ...ben.entries].map(({ id }) => id);
        const trays = all.flatMap((each) => each.getSnapshot().attention.map(({ id }) => id));
        for (const [id, outcome] of outcomes) {
          if (outcome === 'stored') expect(stored, `${id} is stored`).to.include(id);
          if (outcome === 'refused') expect([...stored, ...trays], `${id} was refused`).not.to.include(id);
          if (outcome === 'tray') expect(trays, `${id} is in a tray`).to.include(id);
          expect(outcome).not.to.equal('pending');
        }
        await closePlaces();
      }),
      { numRuns: 8, seed: 20260105 },
    );
  });

  it('see at once what the other one does, in a page of its own', async () => {
    const { name, place } = await browserAtGoals();
    const ana = openIn(place, 'ana');
    const ben = (await openTab()).tab.partnership(name, { id: ID, me: 'ben' });
    const again = (await openTab()).tab.partnership(name, { id: ID, me: 'ana' });
    await Promise.all([ana.ready, ben.ready, again.ready]);
    const heard = [ben, again].map((each) => until(each, ({ document }) => document.status === 'paused'));
    await ana.send({ type: 'partnership.pause', reason: 'Holidays.' });
    await Promise.all(heard);
    const resumed = [ana, again].map((each) => until(each, ({ document }) => document.status === 'coaching'));
    await ben.send({ type: 'partnership.resume' });
    await Promise.all(resumed);
    const told = until(ana, ({ own }) => own.reflections['1.1'] !== undefined);
    await again.send({ type: 'reflection.write', seat: 1, round: 1, text: { whatHappened: 'In the other tab.' } });
    await told;
    expect(Object.keys(ben.getSnapshot().own.reflections)).to.deep.equal([]);
  });

  describe('two edits of one goal that do not go together', () => {
    const text = {
      statement: `By the end of June 👩🏽‍💻 — שלום، مرحبا — ${'every word of it, '.repeat(300)}the last one.`,
      why: 'Because <b>it</b> "matters" & more.\nOn a second line.',
    };

    const input = (who: 'ana' | 'ben', goal: string): CommandInput & { id: string } =>
      who === 'ana'
        ? { type: 'goal.revise', seat: 1, goal, text, id: 'late' }
        : { type: 'goal.suggestChange', seat: 1, goal, suggestion: 's9', text, note: text.why, id: 'late' };

    /** Ana drops a goal; meanwhile somebody writes a long change to it in another tab, and it comes too late. */
    async function conflict(who: 'ana' | 'ben') {
      const { name, place } = await browserAtGoals();
      const ana = openIn(place, 'ana');
      const slow = openPlace(name);
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (letGo = resolve));
      const storage = faulty(slow.storage, [{ on: 'append', call: 1, fault: 'delay', until: held }]);
      const late = openIn({ storage, local: slow.local }, who);
      await Promise.all([ana.ready, late.ready]);
      const goal = goalsOf(ana.getSnapshot(), 'mine')[0]!.id;
      const refused = rejection(late.send(input(who, goal)), 'COMMAND_REFUSED');
      expect(late.getSnapshot().pending).to.equal(1);
      await ana.send({ type: 'goal.drop', seat: 1, goal, reason: 'Not now.', id: 'drop' });
      letGo();
      return { name, ana, late, slow, goal, error: await refused };
    }

    for (const who of ['ana', 'ben'] as const) {
      const whose = who === 'ana' ? 'in two tabs of one member' : 'of both members';

      it(`${whose}: the refused one is in the tray with every word, also after a reload`, async () => {
        const { name, ana, late, slow, goal, error } = await conflict(who);
        const { details } = error;
        expect(details).to.deep.include({ id: 'late', attention: true });
        expect((details['reason'] as { code: string }).code).to.equal('GOAL_CLOSED');

        const expectWords = (partnership: Partnership): void => {
          const [item, ...more] = partnership.getSnapshot().attention;
          expect(more).to.deep.equal([]);
          expect(item?.kind).to.equal('refused');
          expect(item?.kind === 'refused' && plain(item.command)).to.deep.include(plain(input(who, goal)));
        };
        expectWords(late);
        expect(late.getSnapshot().document).to.deep.equal(ana.getSnapshot().document);
        // The device's own work ends with the closing.
        await late.close();
        await slow.close();

        const reloaded = openIn(openPlace(name), who);
        await reloaded.ready;
        expectWords(reloaded);
        await rejection(reloaded.attention.retry('late'), 'COMMAND_REFUSED');
        expectWords(reloaded);

        // The goal is back: now it goes.
        await ana.send({ type: 'change.undo', change: 'drop' });
        await until(reloaded, ({ document }) => openGoals(roundOf(document, 1)!).some(({ id }) => id === goal));
        expect((await reloaded.attention.retry('late')).status).to.equal('stored');
        expect(reloaded.getSnapshot().attention).to.deep.equal([]);
        await reloaded.retry();
        const third = openIn(openPlace(name), who);
        await third.ready;
        expect(third.getSnapshot().attention).to.deep.equal([]);
        const [found] = openGoals(roundOf(third.getSnapshot().document, 1)!).filter(({ id }) => id === goal);
        const words = who === 'ana' ? found?.text : found?.suggestions.find(({ id }) => id === 's9')?.text;
        expect(plain(words)).to.deep.equal(plain(text));
      });

      it(`${whose}: the refused one can be thrown away, for good`, async () => {
        const { name, late, slow } = await conflict(who);
        await late.attention.dismiss('late');
        expect(late.getSnapshot().attention).to.deep.equal([]);
        const reloaded = openIn(openPlace(name), who);
        await reloaded.ready;
        expect(reloaded.getSnapshot().attention).to.deep.equal([]);
        expect(JSON.stringify(await slow.local.list(''))).not.to.contain('By the end of June');
      });
    }
  });
});
