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
  refused,
  settled,
  text,
  type,
  typeKeys,
  widget,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import type { Partnership, Seat } from '../../core/index.js';
import '../../define/role-swap.js';
import { sampleStages } from '../../testing/samples.js';
import type { TandemRoleSwap } from './role-swap.js';

const shown = (partnership?: Partnership, seat?: Seat) =>
  widget<TandemRoleSwap>(html`<tandem-role-swap .seat=${seat}></tandem-role-swap>`, partnership);

const sides = (partnership: Partnership, seat: Seat) => partnership.getSnapshot().document.seats[seat].round?.swap;
const roles = (element: Element) =>
  findAll(element, '.side')
    .map((side) => side.getAttribute('data-seat'))
    .join();

describe('<tandem-role-swap>', () => {
  afterEach(closeStages);

  it('takes a line for the partner, shows who can read it, and lets it be changed', async () => {
    const { ana, ben } = await openStage('roleSwap', { me: 'ben' });
    const element = await shown(ben, 1);
    expect(refused(element, 'send')).to.include('Write at least one of the two');
    expect(refused(element, 'confirm')).to.include('First leave Ana a line');
    expect(text(get(element, '.field .audience'))).to.equal('Only you, until you send it to Ana');
    await click(element, 'take-thanks');
    expect(focused()).to.equal(field(element, 'thanks'));
    await type(element, 'handOver', 'Ask about the audit.');
    const events = eventsOf(document.body, 'tandem-swap-noted');
    await click(element, 'send');
    await waitUntil(() => sides(ana, 1)?.[2].noted);
    expect(sides(ana, 1)?.[2].handOver).to.equal('Ask about the audit.');
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.include('audit');
    expect(findAll(element, '.note .audience').map((mark) => text(mark))).to.deep.equal(['You and Ana', 'You and Ana']);
    expect(refused(element, 'confirm')).to.equal(undefined);
    await click(element, 'note');
    await type(element, 'handOver', '');
    await click(element, 'send');
    expect(sides(ben, 1)?.[2].handOver).to.equal(undefined);
    await click(element, 'undo');
    expect(sides(ben, 1)?.[2].handOver).to.equal('Ask about the audit.');
  });

  it('keeps another line in sight that was begun before the member confirmed', async () => {
    const { ben } = await openStage('roleSwap', { me: 'ben' });
    const element = await shown(ben, 1);
    await type(element, 'thanks', 'Thank you.');
    await click(element, 'send');
    await click(element, 'note');
    await type(element, 'handOver', 'Ask about');
    await click(element, 'confirm');
    expect(field(element, 'handOver').value).to.equal('Ask about');
    expect(refused(element, 'send')).to.equal("You have confirmed. It is Ana's turn.");
    await click(element, 'undo');
    expect(refused(element, 'send')).to.equal(undefined);
    expect(field(element, 'handOver').value).to.equal('Ask about');
  });

  it('keeps a half-written line through a reload', async () => {
    const { ben, storage, local } = await openStage('roleSwap', { me: 'ben' });
    await type(await shown(ben, 1), 'thanks', 'Thank you for');
    await ben.close();
    const again = await openStage('roleSwap', { me: 'ben', storage, local });
    expect(field(await shown(again.ben, 1), 'thanks').value).to.equal('Thank you for');
  });

  it('keeps what is too long, and says so', async () => {
    const { ben } = await openStage('roleSwap', { me: 'ben' });
    const element = await shown(ben, 1);
    await type(element, 'thanks', 'x'.repeat(100_000));
    expect(text(element)).to.include('too long to send');
    await click(element, 'send');
    expect(sides(ben, 1)?.[2].noted).to.equal(false);
    expect(field(element, 'thanks').value.length).to.equal(100_000);
  });

  it('swaps once both are ready, lets the two cross, and sums up the round', async () => {
    const { ana, ben } = await openStage('roleSwap', { rhythm: 'alternating' });
    const element = await shown(ana);
    expect(roles(element)).to.equal('1,2');
    expect(text(element)).to.include('Ben becomes coachee, and you become the coach');
    expect(text(element)).to.include('Ben has not written yet. There is no hurry.');
    await click(element, 'confirm');
    expect(text(element)).to.include('It happens as soon as Ben comes along');
    expect(find(element, '.crossing')).to.equal(undefined);
    await ben.send({ type: 'swap.note', seat: 1, thanks: 'Thank you for the silence.' });
    await ben.send({ type: 'swap.confirm', seat: 1 });
    await waitUntil(() => ana.getSnapshot().document.seats[2].round);
    await element.updateComplete;
    expect(get(element, '.people').classList.contains('crossing')).to.equal(true);
    expect(roles(element)).to.equal('2,1');
    expect(text(get(element, '[data-part="last-round"]')))
      .to.include('Ben You and Ben Thanks')
      .and.to.include('the silence');
    expect(text(get(element, '[data-part="balance"]'))).to.match(
      /Ana 1 round.*Ben 0 rounds.*Ben has been coachee less/u,
    );
    get(element, '.side').dispatchEvent(new AnimationEvent('animationend', { bubbles: true }));
    await element.updateComplete;
    expect(find(element, '.crossing')).to.equal(undefined);
  });

  it('does not move anything where it opens on a swap of long ago', async () => {
    const { ana } = await openStage('secondRound');
    const element = await shown(ana, 1);
    await settled(element);
    expect(find(element, '.crossing')).to.equal(undefined);
    expect(text(element)).to.include('You are even');
  });

  it('begins the next round of the seat in the mutual rhythm', async () => {
    const { ana, ben } = await openStage('roleSwap', { me: 'ana' });
    await ben.send({ type: 'swap.note', seat: 1, thanks: 'Thanks.' });
    await ben.send({ type: 'swap.confirm', seat: 1 });
    await waitUntil(() => sides(ana, 1)?.[2].confirmed);
    const element = await shown(ana, 1);
    expect(text(element)).to.include('Ben is ready').and.to.include('The next round begins');
    const events = eventsOf(document.body, 'tandem-round-closed', 'tandem-round-opened');
    button(element, 'confirm').focus();
    await click(element, 'Begin the next round');
    expect(ana.getSnapshot().document.seats[1].round?.number).to.equal(2);
    expect(events.map(({ type: name }) => name)).to.deep.equal(['tandem-round-closed', 'tandem-round-opened']);
    expect(focused()?.matches('header [data-home]'), 'the title has the focus').to.equal(true);
  });

  it('goes on without a swap only where both want it', async () => {
    const { ana, ben } = await openStage('roleSwap', { rhythm: 'alternating' });
    const element = await shown(ana);
    expect(text(element)).to.include('Without a swap, the roles stay as they are');
    await click(element, 'waive');
    expect(refused(element, 'waive')).to.include('Ben has to want it too');
    await click(element, 'undo');
    expect(refused(element, 'waive')).to.equal(undefined);
    await ben.send({ type: 'swap.waive', seat: 1 });
    await waitUntil(() => sides(ana, 1)?.[2].waived);
    await settled(element);
    expect(text(element)).to.include('Ben would rather go on without a swap');
    await click(element, 'confirm');
    expect(text(element)).to.include('Talk it over');
    await click(element, 'waive');
    const { document: state } = ana.getSnapshot();
    expect([state.seats[1].round?.number, state.turn]).to.deep.equal([2, 1]);
    expect(text(element)).to.include('It ended without a swap, as you both wanted');
    expect(find(element, '.crossing')).to.equal(undefined);
  });

  it('brings up the round that needs the member', async () => {
    const { ana } = await openStage('roleSwap', {
      more: [
        { type: 'swap.note', id: 'n', by: 'ana', at: '2026-03-01T09:00:00Z', seat: 1, thanks: 'Thanks.' },
        { type: 'swap.confirm', id: 'y', by: 'ana', at: '2026-03-01T09:01:00Z', seat: 1 },
      ],
    });
    expect(text(await shown(ana))).to.include("Ben's round 1");
  });

  it('is quiet before its time', async () => {
    const { ana } = await openStage('checkIn');
    const element = await shown(ana);
    expect(text(element)).to.include('Until then there is nothing to do here');
    expect(find(element, 'textarea')).to.equal(undefined);
  });

  it('can be read while paused, and says why the rest waits', async () => {
    const { ana, ben } = await openStage('roleSwap');
    const element = await shown(ana, 1);
    await ben.send({ type: 'partnership.pause' });
    await waitUntil(() => ana.getSnapshot().document.status === 'paused');
    await settled(element);
    expect(text(element)).to.include('You are taking a break').and.to.include('five seconds of silence');
    expect(refused(element, 'confirm')).to.include('Resume first');
    await ana.close();
    await settled(element);
    expect(text(element)).to.include('You can read, but not write');
  });

  it('works by keyboard alone', async () => {
    const { ben } = await openStage('roleSwap', { me: 'ben' });
    const element = await shown(ben, 1);
    field(element, 'thanks').focus();
    await typeKeys('Thank you.');
    await element.updateComplete;
    button(element, 'send').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => sides(ben, 1)?.[2].noted);
    await settled(element);
    expect(focused()).to.equal(button(element, 'note'));
    button(element, 'confirm').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => sides(ben, 1)?.[2].confirmed);
  });

  for (const evil of xssCorpus) {
    it(`shows what people write as text: ${evil.slice(0, 40)}`, async () => {
      const { ana, ben } = await openStage('roleSwap');
      await ben.send({ type: 'swap.note', seat: 1, thanks: evil, handOver: evil });
      await waitUntil(() => sides(ana, 1)?.[2].noted);
      const element = await shown(ana, 1);
      expect(text(element)).to.include(evil.replace(/\s+/gu, ' ').trim());
      expectUnharmed(element);
    });
  }

  for (const stage of sampleStages) {
    it(`is accessible while ${stage}`, async () => {
      const { mine } = await openStage(stage, { me: 'ben' });
      await expectAccessible(await shown(mine));
    });
  }

  it('is accessible in the alternating rhythm, after it, and unconnected', async () => {
    for (const stage of ['roleSwap', 'secondRound'] as const) {
      const { mine } = await openStage(stage, { rhythm: 'alternating' });
      await expectAccessible(await shown(mine));
    }
    await expectAccessible(await shown());
  });
});
