import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define/devices.js';
import {
  bens,
  expectKeptNowhere,
  laptop,
  networkFaults,
  clipboard,
  phone,
  saidAfter,
  shownWith,
} from '../../../test/browser/support/sharing.js';
import {
  button,
  click,
  closeStages,
  eventsOf,
  expectAccessible,
  expectUnharmed,
  find,
  findAll,
  focused,
  get,
  openStage,
  press,
  settled,
  text,
  widget,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import { strike, tabTo } from '../../../test/browser/support/keyboard.js';
import type { FakeSharingOptions } from '../../testing/sharing.js';
import type { TandemDevices } from './devices.js';
import { qrCode } from './qr.js';

const all = [laptop, phone, bens];
const shown = async (options: FakeSharingOptions = { devices: all }) =>
  shownWith<TandemDevices>('tandem-devices', options, (await openStage('checkIn')).mine);
const home = (element: TandemDevices) => get(element, '[data-home]');
/** The picture is drawn by what is loaded with the first one. */
const drawn = async (element: TandemDevices) => {
  await waitUntil(() => find(element, 'svg.qr'), 'it was not drawn');
  return get<SVGSVGElement>(element, 'svg.qr');
};

describe('<tandem-devices>', () => {
  afterEach(closeStages);

  it('lists the devices of both, and says which one this is', async () => {
    const { element } = await shown();
    const [mine, theirs] = findAll(element, '.owner').map(text);
    expect(mine).to.include('Yours Firefox on Linux This device Remove Safari on iPhone');
    expect(theirs).to.include("Ben's Edge on Windows");
    expect(findAll(element, '.tag')).to.have.length(1);
    expect(text(element)).to.include('Safety number');
    await expectAccessible(element);
  });

  it('says who let a device in, where that was not its owner', async () => {
    const { element, sharing } = await shown();
    expect(text(element)).to.include('You let it in.').and.not.to.include('Ben let it in.');
    const taken = { id: 'taken', member: 'ana', name: 'Unknown', isThis: false, letInBy: 'ben' };
    sharing.change({ devices: [...sharing.getSnapshot().devices, taken] });
    await settled(element);
    expect(text(element)).to.include('Ben let it in.');
  });

  it('says that the partner is not in yet; then there is nothing to compare', async () => {
    const { element, sharing } = await shown({});
    expect(text(element)).to.include('Ben is not in yet.').and.not.to.include('Safety number');
    expect(find(element, '[data-action="lost"]')).to.equal(undefined);
    sharing.change({ devices: [laptop, { ...bens, name: '' }] });
    await settled(element);
    expect(text(element)).to.include('Ben has joined.').and.to.include('A device without a name');
  });

  it('adds a device of my own by a link and a picture of it', async () => {
    const { element, sharing } = await shown();
    const events = eventsOf(document.body, 'tandem-invitation-made');
    await press(element, button(element, 'add'));
    expect(focused()).to.equal(button(element, 'copy'));
    expect(events.map(({ detail }) => detail)).to.deep.equal([
      { partnership: 'ana-ben', invitation: 'invitation-1', member: 'ana' },
    ]);
    expect(text(element)).to.include('Link for your other device').and.to.include('as you');
    const picture = await drawn(element);
    expect(picture.getAttribute('aria-label')).to.include('same link as a picture');
    const { value } = get<HTMLInputElement>(element, '#fresh-link');
    expect(picture.querySelector('path')?.getAttribute('d')).to.equal((await qrCode(value)).path);
    expectKeptNowhere(value.slice(-48));
    expectUnharmed(element);
    await expectAccessible(element);
    sharing.change({ invitations: [], devices: [...all, { ...phone, id: 'tablet', name: 'Chrome on iPad' }] });
    await settled(element);
    expect(findAll(element, '[role="status"]').map(text)).to.include('Chrome on iPad is in.');
    expect(find(element, 'svg.qr')).to.equal(undefined);
    expect(focused()).to.equal(home(element));
  });

  it('draws the picture dark on light with a quiet zone, whatever the colours around', async () => {
    const { element } = await shown();
    await click(element, 'add');
    const picture = await drawn(element);
    const size = picture.viewBox.baseVal.width;
    const box = (picture.querySelector('path') as SVGPathElement).getBBox();
    expect([box.x, box.y]).to.deep.equal([4, 4]);
    expect([box.width, box.height]).to.deep.equal([size - 8, size - 8]);
    expect(picture.querySelector('rect')?.getAttribute('fill')).to.equal('#fff');
    expect(picture.querySelector('path')?.getAttribute('fill')).to.equal('#000');
  });

  it('asks once more before it removes one, says what that means, and gives the focus back', async () => {
    const it = await shown();
    const { element, sharing } = it;
    const events = eventsOf(document.body, 'tandem-device-removed');
    expect(button(element, 'remove/phone').getAttribute('aria-label')).to.equal('Remove Safari on iPhone');
    await press(element, button(element, 'remove/phone'));
    expect(focused()).to.equal(get(element, '.sure'));
    expect(text(get(element, '.sure')))
      .to.include('Remove Safari on iPhone?')
      .and.to.include('can still read what it had');
    expect(text(get(element, '.sure'))).not.to.include('only device');
    await expectAccessible(element);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(focused()).to.equal(button(element, 'remove/phone'));
    await click(element, 'remove/phone');
    await click(element, 'remove-no');
    expect(find(element, '.sure')).to.equal(undefined);

    await click(element, 'remove/phone');
    for (const [code, part] of networkFaults)
      expect(await saidAfter(it, code, () => click(element, 'remove-yes'))).to.include(part);
    await press(element, button(element, 'remove-yes'));
    expect(sharing.getSnapshot().devices).to.deep.equal([laptop, bens]);
    expect(findAll(element, '[role="status"]').map(text)).to.include('Safari on iPhone was removed.');
    expect(focused()).to.equal(home(element));
    expect(events.map(({ detail }) => detail)).to.deep.equal([{ partnership: 'ana-ben', device: 'phone' }]);
  });

  it('says more where it is the partner’s, this one, or the last one', async () => {
    const { element, sharing } = await shown();
    await click(element, 'remove/bens');
    expect(text(get(element, '.sure'))).to.include('Tell Ben before');
    await click(element, 'remove/this-device');
    expect(findAll(element, '.sure'), 'one question at a time').to.have.length(1);
    expect(text(get(element, '.sure')))
      .to.include('You leave on this device')
      .and.not.to.include('only device');
    sharing.change({ devices: [laptop, bens] });
    await settled(element);
    expect(text(get(element, '.sure')))
      .to.include('only device')
      .and.to.include('a new link from Ben');
    await press(element, button(element, 'remove-yes'));
    expect(text(element)).to.include('This device was taken out');
    expect(focused()).to.equal(home(element));
    await expectAccessible(element);
  });

  it('lets a partner back in who has lost everything, honestly', async () => {
    const it = await shown();
    const { element, sharing } = it;
    await press(element, button(element, 'lost'));
    expect(focused()).to.equal(get(element, '.letting'));
    expect(text(element)).to.include('Call Ben first').and.to.include('Private reflections and notes do not');
    await expectAccessible(element);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(focused()).to.equal(button(element, 'lost'));
    await click(element, 'lost');
    expect(await saidAfter(it, 'NETWORK_OFFLINE', () => click(element, 'let-in'))).to.include('cannot be reached');
    await press(element, button(element, 'let-in'));
    expect(sharing.getSnapshot().invitations.map(({ member }) => member)).to.deep.equal(['ben']);
    expect(text(element)).to.include('Link for Ben');
    expect(find(element, 'svg.qr'), 'the partner is not here').to.equal(undefined);
    expect(focused()).to.equal(button(element, 'copy'));
    await click(element, 'hide');
    expect(find(element, '.letting')).to.equal(undefined);
    await click(element, 'withdraw/invitation-1');
    expect(sharing.getSnapshot().invitations).to.deep.equal([]);
  });

  it('needs no mouse: adds, withdraws, removes and lets in, and says where one is', async () => {
    const { element, sharing } = await shown();
    await tabTo('Add a device');
    await strike(element, 'Enter');
    expect(focused()).to.equal(button(element, 'copy'));
    const { top } = button(element, 'copy').getBoundingClientRect();
    await drawn(element);
    expect(button(element, 'copy').getBoundingClientRect().top, 'the picture moves nothing').to.be.closeTo(top, 1);
    const allowed = clipboard(true);
    await strike(element, ' ');
    allowed.restore();
    expect(allowed.copies).to.deep.equal([get<HTMLInputElement>(element, '#fresh-link').value]);
    await tabTo('Link for your other device', { back: true });
    await tabTo('Done');
    await strike(element, 'Enter');
    expect(focused()).to.equal(home(element));
    await tabTo('Withdraw');
    await strike(element, 'Enter');
    expect(sharing.getSnapshot().invitations).to.deep.equal([]);
    expect(focused()).to.equal(home(element));

    await tabTo('Remove Firefox on Linux, this device');
    await tabTo('Remove Safari on iPhone');
    await strike(element, 'Enter');
    expect(focused()).to.equal(get(element, '.sure'));
    await strike(element, 'Escape');
    expect(focused()).to.equal(button(element, 'remove/phone'));
    await strike(element, 'Enter');
    await tabTo('Keep it');
    await strike(element, 'Enter');
    expect(focused()).to.equal(button(element, 'remove/phone'));
    await strike(element, 'Enter');
    await tabTo('Remove it');
    await strike(element, 'Enter');
    expect(sharing.getSnapshot().devices).to.deep.equal([laptop, bens]);
    expect(focused()).to.equal(home(element));

    await tabTo('Has Ben lost');
    await strike(element, 'Enter');
    expect(focused()).to.equal(get(element, '.letting'));
    await tabTo('Close');
    await strike(element, 'Enter');
    expect(focused()).to.equal(button(element, 'lost'));
    await strike(element, 'Enter');
    await tabTo('Make a link for Ben');
    await strike(element, 'Enter');
    expect(focused()).to.equal(button(element, 'copy'));
    await tabTo('And where they differ?');
    await strike(element, 'Enter');
    expect(get<HTMLDetailsElement>(element, 'details').open).to.equal(true);
  });

  it('names the clock where links would run out too early or too late', async () => {
    const { element, sharing } = await shown();
    await click(element, 'add');
    expect(text(element)).not.to.include('clock');
    sharing.change({ clockAhead: 8 * 86_400_000 });
    await settled(element);
    expect(text(get(element, '.notice.bad')))
      .to.include('The clock of this device says')
      .and.to.include('set it right');
    await expectAccessible(element);
  });

  it('warns where the browser forgets this device', async () => {
    const { element } = await shown({ devices: all, keepsKeys: false });
    expect(text(get(element, '.notice.bad'))).to.include('Make a recovery code before you leave');
    await expectAccessible(element);
  });

  it('shows names as text, whatever they are, and holds them apart', async () => {
    for (const name of xssCorpus) {
      const { element } = await shown({ devices: [{ ...laptop, name }, bens] });
      expect(get(element, '.device bdi').textContent).to.equal(name);
      await click(element, 'remove/this-device');
      expectUnharmed(element);
    }
  });

  it('explains itself where there is nothing to show, and lets go when it leaves', async () => {
    const alone = await widget<TandemDevices>(html`<tandem-devices></tandem-devices>`);
    expect(text(alone)).to.include('Not connected yet');
    const { element, sharing } = await shown({ state: 'unknown' });
    expect(text(element)).to.include('This device is not in yet');
    await expectAccessible(element);
    await sharing.start('Here');
    await settled(element);
    expect(text(element)).to.include('Here This device');
    element.remove();
    expect(sharing.listeners).to.equal(0);
  });

  it('fits into 320 px with long names', async () => {
    const { element } = await shown({ devices: [{ ...laptop, name: 'long'.repeat(100) }, bens] });
    element.style.inlineSize = '320px';
    await click(element, 'add');
    await drawn(element);
    for (const each of findAll(element, '*')) {
      if (each.closest('.hidden-text') || !each.checkVisibility()) continue;
      const { right } = each.getBoundingClientRect();
      expect(right, each.outerHTML.slice(0, 80)).to.be.at.most(element.getBoundingClientRect().right + 1);
    }
  });
});
