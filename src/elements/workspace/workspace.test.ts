import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define/workspace.js';
import { recordedCheckIn } from '../../../stories/support/check-ins.js';
import { fromTheFuture } from '../../../stories/support/faults.js';
import { type Partnership, TandemError } from '../../core/index.js';
import { bens, laptop } from '../../../test/browser/support/sharing.js';
import { sampleStages } from '../../testing/samples.js';
import { type FakeSharingOptions, fakeSharing } from '../../testing/sharing.js';
import type { TandemInvite } from '../invite/invite.js';
import {
  button,
  click,
  closeStages,
  eventsOf,
  expectAccessible,
  field,
  find,
  focused,
  get,
  openStage,
  press,
  settled,
  text,
  type,
  widget,
} from '../../../test/browser/support/widget.js';
import { TandemCycle } from '../cycle/cycle.js';
import { TandemNextStep } from '../next-step/next-step.js';
import { NextStepChosenEvent } from '../next-step/next-step.events.js';
import { TandemWorkspace } from './workspace.js';

const shown = async (partnership?: Partnership, view = '', seat?: 1 | 2) => {
  const element = await widget<TandemWorkspace>(
    html`<tandem-workspace .view=${view} .seat=${seat}></tandem-workspace>`,
    partnership,
  );
  await settled(element);
  return element;
};

const panel = (element: TandemWorkspace) => get(element, 'section.panel');
/** The widget that is open. */
const inside = (element: TandemWorkspace) => panel(element).firstElementChild?.localName;
const current = (element: TandemWorkspace) => text(get(element, '.tabs [aria-current]'));

describe('<tandem-workspace>', () => {
  afterEach(closeStages);

  it('shows who, where, what to do, and the place where it is done', async () => {
    const { mine } = await openStage('goalSetting', { me: 'ben' });
    const element = await shown(mine);
    expect(text(get(element, 'header.header')))
      .to.include('Ana and Ben')
      .and.to.include('Round 1');
    for (const tag of ['tandem-sync-status', 'tandem-next-step', 'tandem-cycle']) get(element, tag);
    expect(inside(element)).to.equal('tandem-goals');
    expect(element.getAttribute('view')).to.equal('goals');
    expect(current(element)).to.include('Goals');
  });

  it('goes to every place by one click, tells the page, and moves focus there', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine);
    const events = eventsOf(document.body, 'tandem-view-changed');
    for (const view of ['agreement', 'goals', 'plan', 'reflection', 'role-swap', 'timeline', 'check-in'] as const) {
      await click(element, `view-${view}`);
      expect(inside(element)).to.equal(`tandem-${view}`);
      expect(element.getAttribute('view')).to.equal(view);
      expect(focused()).to.equal(panel(element));
      expect((events.at(-1)?.detail as { view: string }).view).to.equal(view);
    }
    await click(element, 'view-break');
    expect(text(panel(element))).to.include('Take a break');
    expect(get(element, '[data-action="view-break"]').getAttribute('aria-current')).to.equal('true');
    expect(events).to.have.length(8);
  });

  it('can be routed by the host, which is not told of its own doing', async () => {
    const { mine } = await openStage('checkIn');
    const events = eventsOf(document.body, 'tandem-view-changed');
    const element = await shown(mine, 'timeline');
    expect(inside(element)).to.equal('tandem-timeline');
    element.view = 'plan';
    await element.updateComplete;
    expect(inside(element)).to.equal('tandem-plan');
    element.view = 'nowhere';
    await element.updateComplete;
    expect(inside(element)).to.equal('tandem-check-in');
    expect(events).to.have.length(0);
  });

  it('opens what is behind the next step and brings the focus there', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine, 'timeline');
    await click(element, 'next-step');
    await waitUntil(() => inside(element) === 'tandem-check-in');
    await waitUntil(() => focused()?.closest('form') || focused()?.getRootNode() !== document);
    expect(get(element, 'tandem-check-in').contains(focused()!.getRootNode())).to.equal(false);
    expect((focused()!.getRootNode() as ShadowRoot).host.localName).to.equal('tandem-check-in');
  });

  it('brings the focus to the goal that a step is about', async () => {
    const { mine } = await openStage('goalSetting', { me: 'ben' });
    const element = await shown(mine, 'timeline');
    const { goals } = mine.getSnapshot().document.seats[1].round!;
    element.dispatchEvent(new NextStepChosenEvent({ action: 'agreeGoal', seat: 1, as: 'coach', about: goals[0]!.id }));
    await waitUntil(() => (focused() as HTMLElement | null)?.dataset['home'] === goals[0]!.id);
    expect(element.seat).to.equal(1);
    expect(inside(element)).to.equal('tandem-goals');
  });

  it('resumes at once where that is the next step', async () => {
    const { mine } = await openStage('paused');
    const element = await shown(mine);
    await click(element, 'next-step');
    await waitUntil(() => mine.getSnapshot().document.status === 'coaching');
  });

  it('shows both rounds in the mutual rhythm', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine, 'goals', 1);
    expect(get(element, 'tandem-goals')).to.have.property('seat', 1);
    // Only the name is held apart, so that a right-to-left one does not turn the sentence around.
    expect(get(element, '.round bdi').textContent).to.equal('Ben');
    await click(element, "Ben's round");
    expect(get(element, 'tandem-goals')).to.have.property('seat', 2);
    expect(element.getAttribute('seat')).to.equal('2');
    await click(element, 'view-plan');
    expect(get(element, 'tandem-plan')).to.have.property('seat', 2);
    await click(element, 'Your round');
    expect(get(element, 'tandem-plan')).to.have.property('seat', 1);
    await click(element, 'view-timeline');
    expect(find(element, '.round')).to.equal(undefined);
  });

  it('shows the one round that runs in the alternating rhythm, also to the coach', async () => {
    const { mine } = await openStage('checkIn', { me: 'ben', rhythm: 'alternating' });
    const element = await shown(mine, 'goals');
    expect(get(element, 'tandem-goals')).to.have.property('seat', 1);
    expect(find(element, '.round')).to.equal(undefined);
    expect(text(get(element, 'header.header'))).to.include("Ana's round 1");
  });

  it('goes along when the cycle moves on', async () => {
    const { ana, ben } = await openStage('agreeing', { me: 'ben' });
    const element = await shown(ben);
    expect(inside(element)).to.equal('tandem-agreement');
    expect(find(element, '[data-action="view-goals"]'), 'what comes later').to.equal(undefined);
    await ben.send({ type: 'agreement.sign', revision: 1 });
    await settled(element);
    expect(inside(element)).to.equal('tandem-goals');
    expect(ana.id).to.equal(ben.id);
  });

  it('goes along to the round that runs when the other one comes to rest', async () => {
    const { ana, ben } = await openStage('roleSwap', { rhythm: 'alternating' });
    const element = await shown(ana);
    expect(element.seat).to.equal(1);
    await ben.send({ type: 'swap.note', seat: 1, thanks: 'Thank you.' });
    await ben.send({ type: 'swap.confirm', seat: 1 });
    await ana.send({ type: 'swap.confirm', seat: 1 });
    await settled(element);
    expect(inside(element), 'the swap is worth seeing').to.equal('tandem-role-swap');
    expect(element.seat).to.equal(2);
    await click(element, 'view-goals');
    expect(get(element, 'tandem-goals')).to.have.property('seat', 2);
    await click(element, 'Your round');
    expect(get(element, 'tandem-goals')).to.have.property('seat', 1);
    await ben.send({ type: 'goal.propose', seat: 2, goal: 'bens', text: { statement: 'Walk.' } });
    await settled(element);
    expect(get(element, 'tandem-goals'), 'what was chosen stays').to.have.property('seat', 1);
  });

  it('does not lead away from a place that is not the present one, nor from half a sentence', async () => {
    const { ben } = await openStage('agreeing', { me: 'ben' });
    const element = await shown(ben, 'timeline');
    await ben.send({ type: 'agreement.sign', revision: 1 });
    await settled(element);
    expect(inside(element)).to.equal('tandem-timeline');

    const later = await openStage('checkIn');
    const writing = await shown(later.mine, 'check-in', 1);
    const area = await openForm(writing);
    area.focus();
    await later.mine.send({ type: 'reflection.begin', seat: 1 });
    await settled(writing);
    expect(inside(writing)).to.equal('tandem-check-in');
  });

  async function openForm(element: TandemWorkspace): Promise<HTMLTextAreaElement> {
    get(get(element, 'tandem-check-in'), 'button[data-opens]').click();
    await waitUntil(() => find(element, 'textarea'));
    return get<HTMLTextAreaElement>(element, 'textarea');
  }

  it('takes back the latest change', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine);
    await mine.send({ type: 'partnership.pause' });
    await settled(element);
    expect(text(get(element, 'header.header'))).to.include('On a break');
    button(element, 'undo-last').focus();
    await click(element, 'undo-last');
    expect(mine.getSnapshot().document.status).to.equal('coaching');
    expect(find(element, '[data-action="undo-last"]')).to.equal(undefined);
    expect(focused()).to.equal(panel(element));
  });

  it('offers the way back once: in the open place, or above where that has none', async () => {
    const { mine } = await openStage('goalSetting');
    const element = await shown(mine, 'goals', 1);
    await mine.send({ type: 'goal.propose', seat: 1, goal: 'walk', text: { statement: 'Walk.' } });
    await settled(element);
    const above = () => button(element, 'undo-last').checkVisibility();
    expect(text(panel(element))).to.include('Undo');
    expect(above()).to.equal(false);
    await click(element, 'view-timeline');
    expect(above()).to.equal(true);
    await click(element, 'view-goals');
    await click(element, 'undo');
    expect(find(element, '[data-action="undo-last"]')).to.equal(undefined);
  });

  it('takes a check-in back in its place alone, where its words go into the form again', async () => {
    const { mine } = await openStage('checkIn');
    await recordedCheckIn(mine, 'A first try');
    const element = await shown(mine, 'check-in', 1);
    expect(button(element, 'undo').checkVisibility()).to.equal(true);
    expect(button(element, 'undo-last').checkVisibility()).to.equal(false);
  });

  it('carries a break: with a line about it, told to the other, and resumed', async () => {
    const { mine, theirs } = await openStage('checkIn');
    const element = await shown(mine, 'break');
    await click(element, 'open-pause');
    await waitUntil(() => focused() === field(element, 'pause-words'));
    expect(text(get(element, '[data-form="pause"]'))).to.include('Only you, until you send it to Ben');
    await type(element, 'pause-words', 'Four weeks away.');
    button(get(element, '[data-form="pause"]'), 'send').click();
    await settled(element);
    await waitUntil(() => theirs.getSnapshot().document.pause?.reason === 'Four weeks away.');
    await waitUntil(() => (focused() as HTMLElement).dataset['home'] === '');
    expect(text(panel(element)))
      .to.include('Ana started a break')
      .and.to.include('Four weeks away.');
    await click(element, 'resume');
    expect(mine.getSnapshot().document.status).to.equal('coaching');
    expect(mine.drafts.get('pause')).to.equal(undefined);
  });

  it('ends well: either alone, each with parting words, now or later', async () => {
    const { mine, theirs } = await openStage('checkIn');
    const element = await shown(mine, 'break');
    await click(element, 'open-close');
    await type(element, 'close-words', 'I ask before I answer.');
    await click(element, 'send');
    await waitUntil(() => theirs.getSnapshot().document.status === 'closed');
    expect(text(panel(element)))
      .to.include('Ana ended the partnership on')
      .and.to.include('I ask before I answer.')
      .and.to.include('Ben has not left any parting words.');

    const bens = await shown(theirs);
    expect(bens.getAttribute('view')).to.equal('break');
    await click(bens, 'next-step');
    await waitUntil(() => (focused() as HTMLElement | null)?.getAttribute('name') === 'close-words');
    await click(bens, 'take-close-words');
    expect(field(bens, 'close-words').value).to.include('Thank you for your patience.');
    await type(bens, 'close-words', '');
    await click(bens, 'send');
    expect(text(panel(bens)), 'says what is missing').to.include('This is still empty.');
    await type(bens, 'close-words', 'I listen longer.');
    await click(bens, 'send');
    await waitUntil(() => mine.getSnapshot().document.closing?.reflections[2] === 'I listen longer.');
    await settled(element);
    expect(text(panel(element)))
      .to.include("Ben's parting words")
      .and.to.include('I listen longer.');
  });

  it('goes on with parting words that were begun before the partner ended it', async () => {
    const { mine, theirs } = await openStage('checkIn');
    const element = await shown(mine, 'break');
    await click(element, 'open-close');
    await type(element, 'close-words', 'I ask bef');
    await theirs.send({ type: 'partnership.close' });
    await waitUntil(() => mine.getSnapshot().document.status === 'closed');
    await settled(element);
    expect(field(element, 'close-words').value).to.equal('I ask bef');
    await type(element, 'close-words', 'I ask before I answer.');
    await click(element, 'send');
    expect(mine.getSnapshot().document.closing?.reflections[1]).to.equal('I ask before I answer.');
  });

  it('says why there is no break yet, before and after the click', async () => {
    const { mine } = await openStage('agreeing');
    const element = await shown(mine, 'break');
    const pause = button(element, 'open-pause');
    expect(pause.getAttribute('aria-disabled')).to.equal('true');
    expect(text(panel(element))).to.include('This comes once you have both signed');
    pause.click();
    await element.updateComplete;
    expect(find(element, '[data-form="pause"]')).to.equal(undefined);
  });

  it('keeps half-written parting words over a reload', async () => {
    const stage = await openStage('checkIn');
    const first = await shown(stage.mine, 'break');
    await click(first, 'open-close');
    await type(first, 'close-words', '<img src=x onerror=alert(1)> half');
    first.remove();
    await closeStages();
    const { mine } = await openStage('checkIn', { storage: stage.storage, local: stage.local });
    const again = await shown(mine, 'break');
    expect(field(again, 'close-words').value).to.equal('<img src=x onerror=alert(1)> half');
    expect(find(again, 'img')).to.equal(undefined);
  });

  it('closes a form by Escape and gives the focus back', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine, 'break');
    await click(element, 'open-close');
    await waitUntil(() => focused() === field(element, 'close-words'));
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => focused() === button(element, 'open-close'));
  });

  it('can be walked through by keyboard alone', async () => {
    const { mine } = await openStage('checkIn');
    const element = await shown(mine, 'check-in');
    button(element, 'next-step').focus();
    await sendKeys({ press: 'Tab' });
    expect((focused() as HTMLElement).dataset['action']).to.equal('view-agreement');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => inside(element) === 'tandem-agreement' && focused() === panel(element));
  });

  it('holds the form for the two names, with what the host knows', async () => {
    const { mine } = await openStage('forming');
    const element = await widget<TandemWorkspace>(
      html`<tandem-workspace partner-id="ben" me-name="Ana" partner-name="Ben"></tandem-workspace>`,
      mine,
    );
    expect(text(element)).to.include('Your partnership');
    expect(find(element, 'nav')).to.equal(undefined);
    const agreement = get(element, 'tandem-agreement');
    expect(agreement).to.include({ partnerId: 'ben', meName: 'Ana', partnerName: 'Ben' });
    await expectAccessible(element);
  });

  it('shows nothing broken where widgets are missing, and takes them in when they come', async () => {
    customElements.define('tandem-workspace-v2', class extends TandemWorkspace {});
    customElements.define('tandem-next-step-v2', class extends TandemNextStep {});
    const { mine } = await openStage('checkIn');
    const element = await widget<TandemWorkspace>(html`<tandem-workspace-v2></tandem-workspace-v2>`, mine);
    get(element, 'tandem-next-step-v2');
    expect(find(element, 'tandem-cycle, tandem-check-in, tandem-next-step'), 'of another build').to.equal(undefined);
    expect(find(element, '[data-action="view-goals"]')).to.equal(undefined);
    await click(element, 'view-break');
    expect(text(element)).to.include('Take a break');
    customElements.define('tandem-cycle-v2', class extends TandemCycle {});
    await waitUntil(() => find(element, 'tandem-cycle-v2'));
  });

  it('takes a partnership as a property as well', async () => {
    const { mine } = await openStage('checkIn');
    const element = await widget<TandemWorkspace>(html`<tandem-workspace .partnership=${mine}></tandem-workspace>`);
    expect(text(get(element, 'tandem-next-step'))).to.include('Write a short check-in');
  });

  it('reads only, with reasons, what a newer version has written', async () => {
    const stage = await openStage('checkIn');
    await fromTheFuture(stage);
    const { mine } = await openStage('checkIn', { storage: stage.storage });
    const element = await shown(mine, 'break');
    expect(text(element)).to.include('Read only');
    expect(button(element, 'open-pause').getAttribute('aria-disabled')).to.equal('true');
    expect(find(element, '[data-action="undo-last"]')).to.equal(undefined);
    await expectAccessible(element);
  });

  it('is friendly to strangers and to pages without a partnership', async () => {
    const { mine } = await openStage('checkIn', { me: 'eve' });
    expect(text(await shown(mine))).to.include('two other people');
    expect(text(await shown())).to.include('Not connected yet');
  });

  for (const stage of sampleStages.filter((each) => each !== 'forming')) {
    it(`is accessible while ${stage}, at its place and at the break`, async function () {
      this.timeout(30_000);
      const { mine } = await openStage(stage, { me: 'ben' });
      const element = await shown(mine);
      await settled(element);
      await expectAccessible(element);
      await click(element, 'view-break');
      await expectAccessible(element);
    });
  }

  for (const width of [320, 700, 1200]) {
    it(`fits into ${width} px`, async () => {
      const { mine } = await openStage('roleSwap');
      const element = await shown(mine);
      element.style.inlineSize = `${width}px`;
      await settled(element);
      expect(element.scrollWidth).to.be.at.most(width);
    });
  }

  describe('where it is shared', () => {
    const shared = async (options: FakeSharingOptions, partnership?: Partnership) => {
      const sharing = fakeSharing(options);
      const element = document.createElement('tandem-workspace');
      Object.assign(element, { sharing, partnership });
      await widget<TandemWorkspace>(html`${element}`);
      await waitUntil(() => !find(element, '[aria-busy="true"]'));
      await settled(element);
      return { element, sharing };
    };

    it('shows the way in on a new device, and goes on from the open place', async () => {
      const { element, sharing } = await shared({ state: 'unknown' });
      await waitUntil(() => find(element, 'tandem-invite'));
      const invite = get<TandemInvite>(element, 'tandem-invite');
      await invite.updateComplete;
      expect(text(element)).to.include('A place for two');
      expect(find(element, 'header')).to.equal(undefined);
      await expectAccessible(element);
      button(element, 'start').focus();
      button(element, 'start').click();
      await waitUntil(() => sharing.getSnapshot().state === 'shared');
      const { mine } = await openStage('checkIn');
      element.partnership = mine;
      await waitUntil(() => focused()?.matches('section.panel'));
      expect(find(element, 'tandem-invite')).to.equal(undefined);
      expect(sharing.listeners).to.equal(1);
    });

    it('says that the partner is not in, and leads to the invitation', async () => {
      const { mine } = await openStage('agreeing');
      const { element, sharing } = await shared({}, mine);
      expect(text(element)).to.include('Ben is not in yet');
      await click(element, 'invite');
      await waitUntil(() => find(element, 'tandem-recovery'));
      expect(focused()).to.equal(panel(element));
      expect(element.getAttribute('view')).to.equal('people');
      const tags = () => [...panel(element).children].map(({ localName }) => localName);
      expect(tags()).to.deep.equal(['tandem-invite', 'tandem-devices', 'tandem-recovery']);
      await expectAccessible(element);
      button(get(element, 'tandem-invite'), 'invite').focus();
      sharing.change({ devices: [laptop, bens] });
      await settled(element);
      expect(tags()).to.deep.equal(['tandem-devices', 'tandem-recovery']);
      expect(text(element)).to.include('Ben has joined.').and.not.to.include('Ben is not in yet');
      expect(focused()).to.equal(panel(element));
      await click(element, 'view-agreement');
      expect(inside(element)).to.equal('tandem-agreement');
    });

    it('has no such place where nothing is shared', async () => {
      const { mine } = await openStage('checkIn');
      const element = await shown(mine);
      expect(find(element, '[data-action="view-people"]')).to.equal(undefined);
      expect(text(element)).not.to.include('not in yet');
    });

    it('says that this device was taken out, and lets it read on', async () => {
      const { mine } = await openStage('checkIn');
      const { element, sharing } = await shared({ state: 'removed' }, mine);
      await waitUntil(() => find(element, 'tandem-invite'));
      await waitUntil(() => text(element).includes('This device was taken out'));
      await expectAccessible(element);
      await press(element, button(element, 'read-on'));
      expect(inside(element)).to.equal('tandem-check-in');
      expect(focused()).to.equal(panel(element));
      element.sharing = undefined;
      await settled(element);
      expect(sharing.listeners).to.equal(0);
    });

    it('tries again where keys could not be looked for', async () => {
      const error = new TandemError('NETWORK_OFFLINE', 'Offline');
      const { element } = await shared({ state: 'opening', error });
      await waitUntil(() => find(element, 'tandem-invite'));
      await settled(element);
      expect(text(element)).to.include('cannot be reached');
      button(element, 'retry');
    });
  });
});
