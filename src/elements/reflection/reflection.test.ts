import type { FactEventDetail } from '../base/fact-event.js';
import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  button,
  click,
  closeStages,
  eventsOf,
  expectAccessible,
  expectUnharmed,
  field,
  find,
  findAll,
  focused,
  get,
  openStage,
  press,
  refused,
  settled,
  text,
  type,
  widget,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import { type LogStorage, type Partnership, type ReflectionText, type Seat, ownReflection } from '../../core/index.js';
import '../../define/reflection.js';
import { sampleStages } from '../../testing/samples.js';
import type { TandemReflection } from './reflection.js';

const shown = (partnership?: Partnership, seat?: Seat) =>
  widget<TandemReflection>(html`<tandem-reflection .seat=${seat}></tandem-reflection>`, partnership);

const words: ReflectionText = { whatHappened: 'I waited, and somebody else began.', confidence: 7 };
const ownOf = (partnership: Partnership, seat: Seat) => ownReflection(partnership.getSnapshot().own, seat, 1)?.text;
const roundOf = (partnership: Partnership, seat: Seat) => partnership.getSnapshot().document.seats[seat].round;

/** A fact that this version does not know. */
async function writeFromTheFuture(storage: LogStorage): Promise<void> {
  const { head } = await storage.read('pair:ana-ben', 0, { limit: 1 });
  const facts = [{ type: 'moon.rose', v: 1 }];
  const body = { by: 'ben', at: '2026-04-01T09:00:00Z', command: 'future', facts };
  await storage.append('pair:ana-ben', head, [{ id: 'future', body }]);
}

/** Nothing of a text is in what the partner can read. */
const expectPrivate = (partnership: Partnership, secret: string) =>
  expect(JSON.stringify(partnership.getSnapshot().document)).not.to.include(secret);

describe('<tandem-reflection>', () => {
  afterEach(closeStages);

  it('brings up the round that needs the member, and stays with the one they are busy with', async () => {
    const { ana } = await openStage('reflection');
    // Ana has written about her own round; what is open is her coaching of Ben.
    const element = await shown(ana);
    expect(text(element))
      .to.include("Ben's round 1, with you as coach")
      .and.to.include('What happened in your coaching?');
    await type(element, 'whatHappened', 'I asked.');
    field(element, 'whatHappened').focus();
    await click(element, 'send');
    expect(text(element)).to.include("Ben's round 1, with you as coach");
    await click(element, 'round-1');
    expect(text(element)).to.include('Your round 1').and.to.include('How the goals end');
  });

  it('takes the seat that the page gives', async () => {
    const { ana } = await openStage('reflection');
    expect(text(await shown(ana, 1))).to.include('Your round 1');
    expect(find(await shown(ana, 1), '[data-action="round-2"]')).to.equal(undefined);
  });

  describe('writing', () => {
    it('keeps the words for their author, and lets the partner know no more than that they exist', async () => {
      const { ana, ben } = await openStage('reflection');
      const element = await shown(ana, 2);
      const events = eventsOf(document.body, 'tandem-reflection-kept', 'tandem-reflection-written');
      await type(element, 'whatHappened', 'A secret of mine.');
      await type(element, 'confidence', 7);
      expect(findAll(element, '.field .audience').map((mark) => text(mark))).to.deep.equal(Array(3).fill('Only you'));
      expect(text(element)).to.include('Ben learns that you have written, never what');
      await click(element, 'send');
      expect(ownOf(ana, 2)).to.deep.equal({ whatHappened: 'A secret of mine.', confidence: 7 });
      expect(text(element)).to.include('A secret of mine.').and.to.include('7 of 10');
      await waitUntil(() => roundOf(ben, 2)?.reflections[1]);
      expectPrivate(ben, 'secret');
      expectPrivate(ana, 'secret');
      const told = events.map(({ detail }) => detail as FactEventDetail);
      expect(told.map(({ fact }) => fact)).to.deep.equal(['reflection.kept', 'reflection.written']);
      expect(JSON.stringify(told)).not.to.include('secret');
    });

    it('says what is missing after a try, and takes over the example', async () => {
      const { ana } = await openStage('reflection');
      const element = await shown(ana, 2);
      await click(element, 'send');
      expect(focused()).to.equal(field(element, 'whatHappened'));
      expect(text(element)).to.include('This is still empty');
      await click(element, 'take-whatHappened');
      expect(field(element, 'whatHappened').value).to.include('I gave advice once');
      await click(element, 'send');
      expect(ownOf(ana, 2)?.whatHappened).to.include('I gave advice once');
    });

    it('can leave a rating out again', async () => {
      const { ana } = await openStage('reflection');
      const element = await shown(ana, 2);
      await type(element, 'whatHappened', 'Much.');
      await type(element, 'listening', 3);
      await press(element, button(element, 'leave-out-listening'));
      expect(focused()?.getAttribute('name')).to.equal('listening');
      await click(element, 'send');
      expect(ownOf(ana, 2)).to.deep.equal({ whatHappened: 'Much.' });
    });

    it('keeps what is too long, and says so', async () => {
      const { ana } = await openStage('reflection');
      const element = await shown(ana, 2);
      await type(element, 'whatHappened', 'x'.repeat(100_000));
      expect(text(element)).to.include('too long to send');
      await click(element, 'send');
      expect(field(element, 'whatHappened').value.length).to.equal(100_000);
      expect(ownOf(ana, 2)).to.equal(undefined);
    });

    it('keeps half-written words through a reload, and opens where they are', async () => {
      const { ana, storage, local } = await openStage('checkIn');
      const element = await shown(ana, 1);
      await click(element, 'write');
      expect(focused()).to.equal(field(element, 'whatHappened'));
      await type(element, 'soWhat', 'A first thought.');
      await ana.close();
      const again = await openStage('checkIn', { storage, local });
      expect(field(await shown(again.ana, 1), 'soWhat').value).to.equal('A first thought.');
    });

    it('begins early without a word to the partner, and lets them know by a click when it is time', async () => {
      const { ana, ben } = await openStage('checkIn');
      const element = await shown(ana, 1);
      expect(text(element)).to.include('Ben does not learn of it before that');
      await click(element, 'write');
      await type(element, 'whatHappened', 'Written early.');
      await click(element, 'send');
      expect(roundOf(ana, 1)?.reflections[1]).to.equal(null);
      expect(find(element, '[data-action="share"]')).to.equal(undefined);
      await ana.send({ type: 'reflection.begin', seat: 1 });
      await settled(element);
      expect(text(element)).to.include('Ben does not know of it yet');
      await click(element, 'tell');
      await waitUntil(() => roundOf(ben, 1)?.reflections[1]);
      expectPrivate(ben, 'Written early');
      expect(text(element)).to.include('Ben knows that you have written');
    });

    it('can be rewritten', async () => {
      const { ana } = await openStage('reflection');
      const element = await shown(ana, 1);
      await click(element, 'change');
      await type(element, 'nowWhat', 'Something else.');
      await click(element, 'send');
      expect(ownOf(ana, 1)?.nowWhat).to.equal('Something else.');
      expect(text(element)).to.include('Something else.');
      expect(focused()).to.equal(button(element, 'change'));
    });
  });

  describe('sharing', () => {
    it('shares an edited copy, changes the audience visibly, and leaves the own words alone', async () => {
      const { ana, ben } = await openStage('reflection');
      const element = await shown(ana, 1);
      const kept = ownOf(ana, 1);
      await click(element, 'share');
      expect(focused()).to.equal(field(element, 'share-whatHappened'));
      expect(field(element, 'share-whatHappened').value).to.equal(kept?.whatHappened);
      expect(text(get(element, '.field .audience'))).to.equal('Only you, until you send it to Ben');
      await type(element, 'share-whatHappened', 'What Ben may read.');
      await type(element, 'share-soWhat', '');
      const events = eventsOf(document.body, 'tandem-reflection-shared');
      await click(element, 'send');
      const shared = { whatHappened: 'What Ben may read.', nowWhat: kept?.nowWhat };
      await waitUntil(() => roundOf(ben, 1)?.reflections[1]?.shared);
      expect(roundOf(ben, 1)?.reflections[1]?.shared).to.deep.equal(shared);
      expect(ownOf(ana, 1)).to.deep.equal(kept);
      expect(text(get(element, '[data-part="shared"] .audience'))).to.equal('You and Ben');
      expect(get(element, '[data-part="shared"]').classList.contains('arrived')).to.equal(true);
      expect(focused()?.matches('header [data-home]'), 'the title has the focus').to.equal(true);
      expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.include('may read');
      expect(find(element, '[data-action="share"]')).to.equal(undefined);
    });

    it('takes the ratings along only where they are meant to', async () => {
      const { ana } = await openStage('reflection');
      const element = await shown(ana, 1);
      await click(element, 'share');
      field(element, 'share-ratings').click();
      await element.updateComplete;
      await click(element, 'send');
      expect(roundOf(ana, 1)?.reflections[1]?.shared).to.deep.equal(ownOf(ana, 1));
      // The same words need not stand there twice.
      expect(text(element)).not.to.include('Your own words');
      expect(button(element, 'change')).to.exist;
    });

    it('can be called off, with focus where it was, and keeps the copy', async () => {
      const { ana } = await openStage('reflection');
      const element = await shown(ana, 1);
      await click(element, 'share');
      await type(element, 'share-nowWhat', 'A softer word.');
      field(element, 'share-nowWhat').focus();
      await sendKeys({ press: 'Escape' });
      await element.updateComplete;
      expect(focused()).to.equal(button(element, 'share'));
      expect(roundOf(ana, 1)?.reflections[1]?.shared).to.equal(null);
      await click(element, 'share');
      expect(field(element, 'share-nowWhat').value).to.equal('A softer word.');
    });

    it('can be taken back, honestly', async () => {
      const { ana } = await openStage('reflection');
      const element = await shown(ana, 1);
      await click(element, 'share');
      await click(element, 'send');
      expect(text(element)).to.include('It may have been read already');
      await click(element, 'undo');
      expect(roundOf(ana, 1)?.reflections[1]?.shared).to.equal(null);
    });

    it('can be taken back in the round where it was shared, and in no other', async () => {
      const { ana } = await openStage('reflection');
      const share = { type: 'reflection.share', round: 1, text: words } as const;
      await ana.send({ type: 'reflection.write', seat: 2, round: 1, text: words });
      for (const seat of [1, 2] as const) await ana.send({ ...share, seat });
      expect(find(await shown(ana, 1), '[data-action="undo"]')).to.equal(undefined);
      expect(find(await shown(ana, 2), '[data-action="undo"]')).to.exist;
    });

    it('tells what the partner did, without blame', async () => {
      const { ana, ben } = await openStage('reflection');
      const element = await shown(ana, 1);
      expect(text(element)).to.include('Ben has not written yet. There is no hurry.');
      await ben.send({ type: 'reflection.write', seat: 1, round: 1, text: words });
      await waitUntil(() => roundOf(ana, 1)?.reflections[2]);
      await settled(element);
      expect(text(element)).to.include('Ben has written, and has not shared it');
      await ben.send({ type: 'reflection.share', seat: 1, round: 1, text: words });
      await waitUntil(() => roundOf(ana, 1)?.reflections[2]?.shared);
      await settled(element);
      expect(text(get(element, '[data-part="partner"]')))
        .to.include('I waited')
        .and.to.include('You and Ben');
    });
  });

  describe('goals', () => {
    it('end as achieved, carried over, or dropped with a reason; then it is time to swap', async () => {
      const { ana, ben } = await openStage('reflection');
      const element = await shown(ana, 1);
      const [one, two] = roundOf(ana, 1)!.goals.map(({ id }) => id);
      await click(element, `drop-${one}`);
      expect(focused()).to.equal(field(element, `drop/${one}/note`));
      await click(element, 'send');
      expect(text(element)).to.include('This is still empty');
      await type(element, `drop/${one}/note`, 'The team has changed.');
      await click(element, 'send');
      expect(roundOf(ana, 1)?.goals[0]).to.include({ state: 'dropped', reason: 'The team has changed.' });
      expect(text(element)).to.include('Dropped').and.to.include('The team has changed.');
      await click(element, 'undo');
      expect(roundOf(ana, 1)?.goals[0]?.state).to.equal('open');
      await click(element, `achieve-${one}`);
      await click(element, `carry-${two}`);
      expect(roundOf(ana, 1)?.goals.map(({ state }) => state)).to.deep.equal(['achieved', 'carriedOver']);
      await ben.send({ type: 'reflection.write', seat: 1, round: 1, text: words });
      await waitUntil(() => ana.getSnapshot().document.seats[1].phase === 'roleSwap');
      await settled(element);
      expect(text(element)).to.include('Carried over');
    });

    it("are the coachee's to close", async () => {
      const { ben } = await openStage('reflection', { me: 'ben' });
      const element = await shown(ben, 1);
      expect(text(element)).to.include('Ana decides how each of them ends').and.to.include('Still open');
      expect(find(element, '[data-action^="achieve"]')).to.equal(undefined);
    });
  });

  it('keeps past rounds to look through, each with what only one or both can read', async () => {
    const { ben } = await openStage('secondRound', { me: 'ben' });
    const element = await shown(ben, 1);
    const summary = get(element, '[data-part="past"] summary');
    expect(text(summary)).to.match(/^Round 1, until/u);
    summary.click();
    const past = get(element, '[data-part="past"]');
    expect(text(past)).to.include('Only you').and.to.include('What Ana shares with you');
  });

  it('keeps a form within its width, also in a part that folds', async () => {
    const { ana } = await openStage('closed');
    const element = await shown(ana, 1);
    get(element, '[data-part="past"] summary').click();
    await press(element, button(get(element, '[data-part="past"]'), 'change'));
    const widths = findAll(element, 'form, form textarea').map(({ clientWidth, offsetWidth }) => [
      clientWidth,
      offsetWidth,
    ]);
    const [[whole] = []] = widths;
    expect(Math.max(...widths.map(([, width]) => width ?? 0))).to.equal(whole);
  });

  it('can be read while paused, closed, or read-only, and says why the rest waits', async () => {
    const { ana, ben } = await openStage('reflection');
    const element = await shown(ana, 1);
    await ben.send({ type: 'partnership.pause' });
    await waitUntil(() => ana.getSnapshot().document.status === 'paused');
    await settled(element);
    expect(text(element)).to.include('You are taking a break').and.to.include('no longer a talk');
    const [goal] = roundOf(ana, 1)!.goals;
    expect(refused(element, `achieve-${goal!.id}`)).to.include('Resume first');
    await ben.send({ type: 'partnership.close' });
    await waitUntil(() => ana.getSnapshot().document.status === 'closed');
    await settled(element);
    expect(text(element)).to.include('This partnership has ended').and.to.include('no longer a talk');
  });

  it('can be read where a newer version has written, and says why the rest waits', async () => {
    const { ana, storage } = await openStage('reflection');
    const element = await shown(ana, 1);
    await writeFromTheFuture(storage);
    await waitUntil(() => ana.getSnapshot().sync.state === 'read-only');
    await settled(element);
    expect(text(element)).to.include('You can read, but not write').and.to.include('no longer a talk');
    expect(refused(element, 'change')).to.include('not write at the moment');
  });

  for (const evil of xssCorpus) {
    it(`shows what people write as text: ${evil.slice(0, 40)}`, async () => {
      const { ana, ben } = await openStage('reflection', { me: 'ana' });
      const element = await shown(ana, 2);
      await type(element, 'whatHappened', evil);
      await click(element, 'send');
      expect(text(element)).to.include(evil.replace(/\s+/gu, ' ').trim());
      await ben.send({ type: 'reflection.share', seat: 2, round: 1, text: { whatHappened: evil, soWhat: evil } });
      await waitUntil(() => roundOf(ana, 2)?.reflections[2]?.shared);
      await settled(element);
      await click(element, 'share');
      expect(field(element, 'share-whatHappened').value).to.equal(evil);
      expectUnharmed(element);
    });
  }

  for (const stage of sampleStages) {
    it(`is accessible while ${stage}`, async () => {
      const { mine } = await openStage(stage);
      await expectAccessible(await shown(mine));
    });
  }

  it('is accessible while sharing, dropping, looking back, resting, and unconnected', async () => {
    const { ana } = await openStage('reflection');
    const element = await shown(ana, 1);
    await click(element, 'share');
    await click(element, `drop-${roundOf(ana, 1)!.goals[0]!.id}`);
    await expectAccessible(element);
    const { mine } = await openStage('secondRound', { rhythm: 'alternating' });
    const resting = await shown(mine, 1);
    get(resting, 'summary').click();
    await expectAccessible(resting);
    const alone = await shown();
    expect(text(alone)).to.include('Not connected yet');
    await expectAccessible(alone);
  });
});
