import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define/invite.js';
import {
  aLink,
  bens,
  clipboard,
  expectKeptNowhere,
  laptop,
  networkFaults,
  phone,
  providing,
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
  field,
  find,
  findAll,
  focused,
  get,
  namePairs,
  openStage,
  press,
  settled,
  text,
  type,
  widget,
} from '../../../test/browser/support/widget.js';
import { TandemError } from '../../core/index.js';
import { emptyDocument } from '../../core/model/document.js';
import { fakeRecoveryCode, fakeSharing } from '../../testing/sharing.js';
import { deviceName } from './device-name.js';
import type { TandemInvite } from './invite.js';

const shown = (...args: [Parameters<typeof shownWith>[1]?, Parameters<typeof shownWith>[2]?, Partial<TandemInvite>?]) =>
  shownWith<TandemInvite>('tandem-invite', ...args);
const choose = async (element: TandemInvite, way: string) => {
  get(element, `input[value="${way}"]`).click();
  await settled(element);
};
const home = (element: TandemInvite) => get(element, '[data-home]');
const submit = (element: TandemInvite) => press(element, get<HTMLButtonElement>(element, 'button.primary'));

describe('<tandem-invite>', () => {
  afterEach(closeStages);

  describe('on a new device', () => {
    it('names the clock where a link came too late, or would', async () => {
      for (const link of [undefined, aLink]) {
        const { element, sharing } = await shown({ state: 'unknown' }, undefined, { link });
        expect(text(element)).not.to.include('clock');
        sharing.change({ clockAhead: -8 * 86_400_000 });
        await settled(element);
        expect(text(get(element, '.notice.bad'))).to.include('The clock of this device says');
        await expectAccessible(element);
      }
    });

    it('starts a partnership with a name for the device, tells the page, and goes on from the title', async () => {
      const { element, sharing } = await shown({ state: 'unknown' });
      const events = eventsOf(document.body, 'tandem-device-joined');
      expect(field(element, 'device').value).to.equal(deviceName(navigator.userAgent));
      expect(findAll(element, 'button.primary')).to.have.length(1);
      await expectAccessible(element);
      await type(element, 'device', '  The old laptop ');
      await submit(element);
      expect(sharing.getSnapshot().state).to.equal('shared');
      expect(sharing.getSnapshot().devices[0]?.name).to.equal('The old laptop');
      expect(events.map(({ detail }) => detail)).to.deep.equal([{ partnership: 'ana-ben', device: 'this-device' }]);
      expect(focused()).to.equal(home(element));
    });

    it('joins by a pasted link, with a few words around it, by keyboard alone', async () => {
      const { element, sharing } = await shown({ state: 'unknown' });
      get(element, 'input[value="start"]').focus();
      await sendKeys({ press: 'ArrowRight' });
      await settled(element);
      await expectAccessible(element);
      await sendKeys({ press: 'Tab' });
      expect(focused()).to.equal(field(element, 'link'));
      await type(element, 'link', `Here it is, Ana:\n<${aLink}>.\nSee you, Ben`);
      expectKeptNowhere(aLink.slice(-48));
      await sendKeys({ press: 'Tab' });
      expect(focused()).to.equal(field(element, 'device'));
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(sharing.getSnapshot().state).to.equal('shared');
      expect(focused()).to.equal(home(element));
    });

    it('comes back by a recovery code', async () => {
      const { element, sharing } = await shown({ state: 'unknown' });
      await choose(element, 'code');
      await type(element, 'code', ` ${fakeRecoveryCode.toLowerCase().replaceAll('-', ' ')} `);
      expectKeptNowhere(fakeRecoveryCode.slice(0, 9));
      await expectAccessible(element);
      await submit(element);
      expect(sharing.getSnapshot().state).to.equal('shared');
    });

    it('says at the field what is missing or wrong, and goes there', async () => {
      for (const way of ['link', 'code']) {
        const { element } = await shown({ state: 'unknown' });
        await choose(element, way);
        await submit(element);
        expect(text(get(element, `#${way}-problem`))).to.equal('This is still empty.');
        expect(focused()).to.equal(field(element, way));
        await expectAccessible(element);
        await type(element, way, 'x');
        expect(find(element, `#${way}-problem`)).to.equal(undefined);
        await submit(element);
        expect(text(get(element, `#${way}-problem`))).to.include(way === 'link' ? 'Copy all of it' : 'typing mistake');
        expect(field(element, way).getAttribute('aria-describedby')).to.include(`${way}-problem`);
        expect(focused()).to.equal(field(element, way));
        expect(field(element, way).value, 'what was typed stays').to.equal('x');
      }
    });

    it('explains every failure, and what to do', async () => {
      const about = { link: 'INVITATION', code: 'RECOVERY', start: 'nothing' };
      const faults = [
        ...networkFaults,
        ['INVITATION_INVALID', 'to the last letter'],
        ['INVITATION_EXPIRED', 'not opened in time'],
        ['INVITATION_USED', 'tell your partner'],
        ['INVITATION_OTHER', 'another person or another partnership'],
        ['RECOVERY_INVALID', 'group by group'],
        ['RECOVERY_UNKNOWN', 'a newer sheet'],
      ] as const;
      for (const way of ['start', 'link', 'code'] as const) {
        const it = await shown({ state: 'unknown' });
        await choose(it.element, way);
        if (way !== 'start') await type(it.element, way, aLink);
        for (const [code, part] of faults) {
          expect(await saidAfter(it, code, () => submit(it.element)), `${way}: ${code}`).to.include(part);
          const isAtField = find(it.element, '[aria-invalid]') !== undefined;
          expect(isAtField, `${way}: ${code}`).to.equal(code.startsWith(about[way]));
          expect(it.sharing.getSnapshot().state).to.equal('unknown');
        }
        await expectAccessible(it.element);
        await choose(it.element, way === 'start' ? 'link' : 'start');
        expect(find(it.element, '.problem'), 'another way is another matter').to.equal(undefined);
      }
    });

    it('does one thing at a time, and says that it takes a moment', async () => {
      const { element, sharing } = await shown({ state: 'unknown' });
      let open: (value?: unknown) => void = () => undefined;
      sharing.gate = new Promise((resolve) => (open = resolve));
      await submit(element);
      await submit(element);
      expect(text(get(element, '[role="status"]'))).to.equal('One moment…');
      open();
      await settled(element);
      expect(sharing.getSnapshot().devices).to.have.length(1);
    });

    it('joins at once where the page was opened through a link, or goes another way', async () => {
      const { element, sharing } = await shown({ state: 'unknown' }, undefined, { link: aLink });
      expect(text(element)).to.include('You are about to join');
      expect(findAll(element, 'input[type="radio"]')).to.have.length(0);
      expectKeptNowhere(aLink.slice(-48));
      await expectAccessible(element);
      await press(element, button(element, 'other-way'));
      expect(focused()).to.equal(home(element));
      expect(findAll(element, 'input[type="radio"]')).to.have.length(3);

      const second = await shown({ state: 'unknown' }, undefined, { link: aLink });
      const said = await saidAfter(second, 'INVITATION_EXPIRED', () => click(second.element, 'join'));
      expect(said).to.include('Ask for a new one');
      await click(second.element, 'join');
      expect(second.sharing.getSnapshot().state).to.equal('shared');
      expect(sharing.getSnapshot().state).to.equal('unknown');
    });

    it('takes the link and the sharing of the provider, and follows them', async () => {
      const element = document.createElement('tandem-invite');
      const { provide, place } = await providing({ partnership: undefined }, element);
      expect(text(element)).to.include('Opening your partnership');
      const sharing = fakeSharing({ state: 'unknown' });
      provide({ partnership: undefined, sharing, link: aLink });
      await settled(element);
      expect(text(element)).to.include('You are about to join');
      expect(sharing.listeners).to.equal(1);
      const other = fakeSharing({ state: 'opening' });
      provide({ partnership: undefined, sharing: other });
      await settled(element);
      expect([sharing.listeners, other.listeners]).to.deep.equal([0, 1]);
      expect(text(element)).to.include('Opening your partnership');
      element.remove();
      expect(other.listeners).to.equal(0);
      place.append(element);
      await settled(element);
      expect(other.listeners).to.equal(1);
      provide({ partnership: undefined, error: new TandemError('STORAGE_BLOCKED', 'Another tab') });
      await settled(element);
      expect(text(element)).to.include('Another tab blocks the storage');
      expect(other.listeners).to.equal(0);
    });
  });

  describe('inviting', () => {
    it('makes a link, shows it once with all there is to know, and tells the page without it', async () => {
      const { mine } = await openStage('checkIn');
      const { element, sharing } = await shown({}, mine);
      const events = eventsOf(document.body, 'tandem-invitation-made');
      expect(text(element)).to.include('Invite Ben').and.to.include('Ben not in yet');
      await expectAccessible(element);
      await press(element, button(element, 'invite'));
      expect(focused()).to.equal(button(element, 'copy'));
      const shownLink = get<HTMLInputElement>(element, '#fresh-link').value;
      expect(shownLink).to.match(/^https?:.*#tandem=1\./u);
      expect(shownLink.split('#')[0]).to.equal(location.href.split('#')[0]);
      expect(text(element))
        .to.include('works once, until')
        .and.to.include('to Ben alone')
        .and.to.match(/\d\d:\d\d/u);
      expect(events.map(({ detail }) => detail)).to.deep.equal([
        { partnership: 'ana-ben', invitation: 'invitation-1', member: 'ben' },
      ]);
      expectKeptNowhere(shownLink.slice(-48));
      await expectAccessible(element);
      await click(element, 'hide');
      expect(find(element, '#fresh-link')).to.equal(undefined);
      expect(focused()).to.equal(home(element));
      expect(text(element)).to.include('Links that are still open').and.to.include('For Ben, until');
      expect(sharing.getSnapshot().invitations).to.have.length(1);
      expect(text(button(element, 'invite'))).to.equal('Make another link');
    });

    it('copies the link, or selects it where it may not, and says so', async () => {
      const { mine } = await openStage('checkIn');
      const { element } = await shown({}, mine, { page: 'https://example.org/coaching?x=1#old' });
      await click(element, 'invite');
      const { value } = get<HTMLInputElement>(element, '#fresh-link');
      expect(value).to.match(/^https:\/\/example\.org\/coaching\?x=1#tandem=/u);
      const allowed = clipboard(true);
      await click(element, 'copy');
      allowed.restore();
      expect(allowed.copies).to.deep.equal([value]);
      expect(text(element)).to.include('Copied.');
      const denied = clipboard(false);
      await click(element, 'copy');
      denied.restore();
      const input = get<HTMLInputElement>(element, '#fresh-link');
      expect(text(element)).to.include('copy it by hand');
      expect(focused()).to.equal(input);
      expect([input.selectionStart, input.selectionEnd]).to.deep.equal([0, value.length]);
    });

    it('shares the link where the browser can, and says nothing where somebody changes their mind', async () => {
      const { mine } = await openStage('checkIn');
      const original = Object.getOwnPropertyDescriptor(navigator, 'share');
      const given: unknown[] = [];
      let failure: Error | undefined;
      const share = async (data: unknown) => {
        given.push(data);
        if (failure) throw failure;
      };
      Object.defineProperty(navigator, 'share', { value: share, configurable: true });
      const denied = clipboard(false);
      try {
        const { element } = await shown({}, mine);
        await click(element, 'invite');
        await click(element, 'share');
        expect(given).to.deep.equal([{ url: get<HTMLInputElement>(element, '#fresh-link').value }]);
        failure = new DOMException('no', 'AbortError');
        await click(element, 'share');
        expect(text(element)).not.to.include('by hand');
        failure = new DOMException('no', 'NotAllowedError');
        await click(element, 'share');
        expect(text(element)).to.include('by hand');
      } finally {
        denied.restore();
        if (original) Object.defineProperty(navigator, 'share', original);
        else Reflect.deleteProperty(navigator, 'share');
      }
    });

    it('withdraws a link, the one that is shown and an older one', async () => {
      const { mine } = await openStage('checkIn');
      const older = { id: 'older', member: 'ben', until: '2026-12-01T10:00:00Z' };
      const own = { id: 'own', member: 'ana', until: '2026-12-01T10:00:00Z' };
      const it = await shown({ invitations: [older, own] }, mine);
      const { element, sharing } = it;
      const events = eventsOf(document.body, 'tandem-invitation-withdrawn');
      expect(text(element)).to.include('For a device of yours');
      expect(button(element, 'withdraw/older').getAttribute('aria-label')).to.include('Withdraw: For Ben');
      await expectAccessible(element);
      expect(await saidAfter(it, 'NETWORK_OFFLINE', () => click(element, 'withdraw/older'))).to.include(
        'cannot be reached',
      );
      await press(element, button(element, 'withdraw/older'));
      expect(text(element)).to.include('opens nothing any more').and.not.to.include('For Ben, until');
      expect(focused()).to.equal(home(element));
      await click(element, 'invite');
      await press(element, button(element, 'withdraw-fresh'));
      expect(find(element, '#fresh-link')).to.equal(undefined);
      expect(events.map(({ detail }) => (detail as { invitation: string }).invitation)).to.deep.equal([
        'older',
        'invitation-1',
      ]);
      expect(sharing.getSnapshot().invitations).to.deep.equal([own]);
    });

    it('says that the partner has joined, puts the link away, and offers to compare', async () => {
      const { mine } = await openStage('checkIn');
      const { element, sharing } = await shown({}, mine);
      await click(element, 'invite');
      button(element, 'copy').focus();
      sharing.change({ invitations: [], devices: [laptop, bens] });
      await settled(element);
      expect(findAll(element, '[role="status"]').map(text)).to.include('Ben has joined.');
      expect(text(element)).to.include('You and Ben are both in').and.to.include('Safety number');
      expect(find(element, '#fresh-link')).to.equal(undefined);
      expect(focused()).to.equal(home(element));
      expect(findAll(element, '.digits span').map(text)).to.have.length(6);
      await expectAccessible(element);
      sharing.change({ devices: [laptop, bens, phone] });
      await settled(element);
      expect(text(element)).to.include('Safari on iPhone is in.').and.to.include('Ana (you) on 2 devices');
    });

    it('does not forget the link while the list is behind', async () => {
      const { mine } = await openStage('checkIn');
      const { element, sharing } = await shown({}, mine);
      await click(element, 'invite');
      const { invitations } = sharing.getSnapshot();
      sharing.change({ invitations });
      await settled(element);
      expect(find(element, '#fresh-link')).not.to.equal(undefined);
    });

    it('asks for names first', async () => {
      const { element } = await shown();
      expect(text(element)).to.include('Who are the two of you?').and.to.include('You on 1 device');
      expect(find(element, '[data-action="invite"]')).to.equal(undefined);
      await expectAccessible(element);
    });

    it('says what went wrong beside the button', async () => {
      const { mine } = await openStage('checkIn');
      const it = await shown({}, mine);
      for (const [code, part] of networkFaults) {
        expect(await saidAfter(it, code, () => press(it.element, button(it.element, 'invite')))).to.include(part);
        expect(focused()).to.equal(button(it.element, 'invite'));
      }
      await click(it.element, 'invite');
      expect(find(it.element, '.problem')).to.equal(undefined);
    });

    it('lets go of everything when it leaves the page, also of a link that comes too late', async () => {
      const { mine } = await openStage('checkIn');
      const { element, sharing } = await shown({}, mine);
      await click(element, 'invite');
      const place = element.parentElement!;
      place.append(element);
      await settled(element);
      expect(find(element, '#fresh-link'), 'a move is no leaving').not.to.equal(undefined);
      expect(sharing.listeners).to.equal(1);
      element.remove();
      expect(sharing.listeners).to.equal(0);
      await settled(element);
      place.append(element);
      await settled(element);
      expect(find(element, '#fresh-link'), 'the link is shown once').to.equal(undefined);
      let open: (value?: unknown) => void = () => undefined;
      sharing.gate = new Promise((resolve) => (open = resolve));
      await click(element, 'invite');
      element.remove();
      open();
      await settled(element);
      sharing.gate = undefined;
      place.append(element);
      await settled(element);
      expect(find(element, '#fresh-link')).to.equal(undefined);
      expect(sharing.listeners).to.equal(1);
    });

    it('shows names as text, whatever they are', async () => {
      const { mine } = await openStage('checkIn');
      for (const [one, two] of namePairs) {
        const members = [
          { id: 'ana', name: one },
          { id: 'ben', name: two },
        ] as const;
        const partnership = Object.create(mine, {
          getSnapshot: { value: () => ({ ...mine.getSnapshot(), document: { ...emptyDocument, members } }) },
        }) as typeof mine;
        const { element, sharing } = await shown({}, partnership);
        await click(element, 'invite');
        expect(text(element)).to.include(two.replace(/\s+/gu, ' ').trim());
        expectUnharmed(element);
        sharing.change({ devices: [laptop, bens] });
        await settled(element);
        expectUnharmed(element);
      }
    });
  });

  describe('where there is nothing to invite to', () => {
    it('says so: no provider, or one that shares nothing', async () => {
      const alone = await widget<TandemInvite>(html`<tandem-invite></tandem-invite>`);
      expect(text(alone)).to.include('Not connected yet');
      await expectAccessible(alone);
      for (const stage of ['checkIn', 'forming'] as const) {
        const { mine } = await openStage(stage);
        const local = await widget<TandemInvite>(html`<tandem-invite></tandem-invite>`, mine);
        await settled(local);
        expect(text(local)).to.include('Only on this device');
        await expectAccessible(local);
      }
    });

    it('tries again what could not be read', async () => {
      const error = new TandemError('NETWORK_OFFLINE', 'Offline');
      const first = await shown({ state: 'opening', error });
      expect(text(first.element)).to.include('cannot be reached');
      await expectAccessible(first.element);
      await press(first.element, button(first.element, 'retry'));
      expect(text(first.element)).to.include('Opening your partnership');

      const { mine } = await openStage('checkIn');
      const it = await shown({ error, devices: [laptop, bens] }, mine);
      expect(text(it.element)).to.include('may be out of date').and.to.include('You and Ben are both in');
      await expectAccessible(it.element);
      expect(await saidAfter(it, 'NETWORK_FAILED', () => click(it.element, 'retry'))).to.include('as it should');
      await press(it.element, button(it.element, 'retry'));
      expect(text(it.element)).not.to.include('out of date');
      expect(focused()).to.equal(home(it.element));
    });

    it('explains that this device was taken out, and the ways back', async () => {
      const { mine } = await openStage('checkIn');
      const { element } = await shown({ state: 'removed' }, mine);
      expect(text(element)).to.include('This device was taken out').and.to.include('You or Ben removed it');
      expect(findAll<HTMLInputElement>(element, 'input[name="way"]').map(({ value }) => value)).to.deep.equal([
        'link',
        'code',
      ]);
      await expectAccessible(element);
      await type(element, 'link', aLink);
      await submit(element);
      await waitUntil(() => text(element).includes('Invite Ben'));
    });
  });
});

describe('the name of a device', () => {
  it('is what people would call it', () => {
    const names: readonly (readonly [string, string])[] = [
      ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
      [
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
        'Edge on Windows',
      ],
      [
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
        'Safari on Mac',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
        'Chrome on iPhone',
      ],
      [
        'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
        'Samsung Internet on Android',
      ],
      ['curl/8', ''],
    ];
    for (const [agent, name] of names) expect(deviceName(agent)).to.equal(name);
  });
});
