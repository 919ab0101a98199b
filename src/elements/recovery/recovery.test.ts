import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../define/recovery.js';
import {
  clipboard,
  expectKeptNowhere,
  networkFaults,
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
} from '../../../test/browser/support/widget.js';
import { expectFocusSeen, strike, tabTo } from '../../../test/browser/support/keyboard.js';
import { type FakeSharingOptions, fakeRecoveryCode } from '../../testing/sharing.js';
import type { TandemRecovery } from './recovery.js';

const shown = async (options: FakeSharingOptions = {}) =>
  shownWith<TandemRecovery>('tandem-recovery', options, (await openStage('checkIn')).mine);
const home = (element: TandemRecovery) => get(element, '[data-home]');
const groups = fakeRecoveryCode.split('-');

/** Does something and looks at the page while it is printed. */
async function whilePrinting(act: () => Promise<unknown>, look: (sheet: HTMLElement) => void): Promise<void> {
  const original = window.print;
  let printed = 0;
  window.print = () => {
    printed += 1;
    look(get(document.body, '[data-tandem-sheet]'));
    window.dispatchEvent(new Event('afterprint'));
  };
  try {
    await act();
  } finally {
    window.print = original;
  }
  expect(printed).to.equal(1);
  expect(document.querySelector('[data-tandem-sheet]'), 'nothing is left behind').to.equal(null);
  expect(document.adoptedStyleSheets).to.have.length(0);
}

describe('<tandem-recovery>', () => {
  afterEach(closeStages);

  it('makes a code, shows it once in groups, and puts it away', async () => {
    const { element, sharing } = await shown();
    const events = eventsOf(document.body, 'tandem-recovery-code-made');
    expect(text(element)).to.include('You have none at the moment.');
    await expectAccessible(element);
    await press(element, button(element, 'make'));
    expect(focused()).to.equal(home(element));
    expect(findAll(element, '.code span').map(text)).to.deep.equal(groups);
    expect(events.map(({ detail }) => detail)).to.deep.equal([{ partnership: 'ana-ben' }]);
    expectKeptNowhere(groups[0]!);
    await expectAccessible(element);
    sharing.change({ canRecover: true });
    await settled(element);
    expect(find(element, '.code'), 'news leave it where it is').not.to.equal(undefined);
    await press(element, button(element, 'safe'));
    expect(find(element, '.code')).to.equal(undefined);
    expect(focused()).to.equal(home(element));
    expect(text(element)).to.include('You have one.').and.to.include('Your recovery code is set.');
  });

  it('asks once more where an old one becomes worthless', async () => {
    const it = await shown({ canRecover: true });
    const { element } = it;
    await press(element, button(element, 'make'));
    expect(focused()).to.equal(get(element, '.asking'));
    expect(text(element)).to.include('old sheet then opens nothing');
    await expectAccessible(element);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(focused()).to.equal(button(element, 'make'));
    await click(element, 'make');
    await click(element, 'keep');
    await click(element, 'make');
    expect(await saidAfter(it, 'NETWORK_LIMITED', () => click(element, 'make-new'))).to.include('patience');
    await press(element, button(element, 'make-new'));
    expect(findAll(element, '.code span').map(text)).to.deep.equal(groups);
    expect(focused()).to.equal(home(element));
    await click(element, 'safe');
    expect(find(element, '.asking')).to.equal(undefined);
  });

  it('says no longer that a code is set once it is used', async () => {
    const { element, sharing } = await shown();
    await click(element, 'make');
    await click(element, 'safe');
    sharing.change({ canRecover: false });
    await settled(element);
    expect(text(element)).to.include('none at the moment').and.not.to.include('is set');
  });

  it('needs no mouse: makes a code, prints and copies it, puts it away, and asks before the next one', async () => {
    const { element } = await shown();
    await tabTo('Make a recovery code');
    await strike(element, 'Enter');
    expect(focused()).to.equal(home(element));
    await tabTo('Print the sheet');
    await whilePrinting(
      () => strike(element, ' '),
      (sheet) => expect(text(sheet)).to.include(groups[0]!),
    );
    expect(focused(), 'back from printing').to.equal(button(element, 'print'));
    const allowed = clipboard(true);
    await tabTo('Copy');
    await strike(element, 'Enter');
    allowed.restore();
    expect(allowed.copies).to.deep.equal([fakeRecoveryCode]);
    expect(focused()).to.equal(button(element, 'copy'));
    await tabTo('I have put it');
    await strike(element, 'Enter');
    expect(focused()).to.equal(home(element));
    await tabTo('Make a new one');
    for (const leave of ['Escape', 'Enter']) {
      await strike(element, 'Enter');
      expect(focused()).to.equal(get(element, '.asking'));
      if (leave === 'Enter') await tabTo('Keep the old one');
      await strike(element, leave);
      expect(focused()).to.equal(button(element, 'make'));
    }
    await strike(element, 'Enter');
    await tabTo('Make it');
    await strike(element, 'Enter');
    expect(findAll(element, '.code span').map(text)).to.deep.equal(groups);
    expectFocusSeen();
  });

  it('explains every failure', async () => {
    const it = await shown();
    for (const [code, part] of networkFaults) {
      expect(await saidAfter(it, code, () => press(it.element, button(it.element, 'make')))).to.include(part);
      expect(focused()).to.equal(button(it.element, 'make'));
    }
    await expectAccessible(it.element);
  });

  it('copies the code, or selects it where it may not', async () => {
    const { element } = await shown();
    await click(element, 'make');
    const allowed = clipboard(true);
    await click(element, 'copy');
    allowed.restore();
    expect(allowed.copies).to.deep.equal([fakeRecoveryCode]);
    const denied = clipboard(false);
    await click(element, 'copy');
    denied.restore();
    expect(text(element)).to.include('copy it by hand');
  });

  it('prints a sheet with all that is needed, and nothing of the page', async () => {
    const { element } = await shown();
    await click(element, 'make');
    await whilePrinting(
      () => click(element, 'print'),
      (sheet) => {
        expect(text(sheet))
          .to.include('Ana and Ben · For Ana')
          .and.to.include(fakeRecoveryCode)
          .and.to.include('I have a recovery code')
          .and.to.include(location.origin + location.pathname);
        expect(text(sheet)).to.match(/Made on \w+,? \w+ \w+,? \d{4}/u);
        expect(getComputedStyle(sheet).display, 'on the screen').to.equal('none');
        const rules = document.adoptedStyleSheets.flatMap(({ cssRules }) =>
          [...cssRules].map(({ cssText }) => cssText),
        );
        expect(rules.join('')).to.match(/^@media print.*data-tandem-sheet/su);
        expectUnharmed(sheet);
        for (const each of findAll(sheet, '*')) expect(each.localName).not.to.match(/^(?:link|img|iframe)$/u);
      },
    );
    expectKeptNowhere(groups[0]!);
    expect(find(element, '.code')).not.to.equal(undefined);
  });

  it('forgets the code when it leaves the page, and hears nothing any more', async () => {
    const { element, sharing } = await shown();
    await click(element, 'make');
    const place = element.parentElement!;
    element.remove();
    expect(sharing.listeners).to.equal(0);
    await settled(element);
    place.append(element);
    await settled(element);
    expect(find(element, '.code')).to.equal(undefined);
    expect(sharing.listeners).to.equal(1);
  });

  it('explains itself where there is nothing to make', async () => {
    const alone = await widget<TandemRecovery>(html`<tandem-recovery></tandem-recovery>`);
    expect(text(alone)).to.include('Not connected yet');
    for (const [state, part] of [
      ['unknown', 'This device is not in yet'],
      ['removed', 'This device was taken out'],
    ] as const) {
      const { element } = await shown({ state });
      expect(text(element)).to.include(part);
      await expectAccessible(element);
    }
  });
});
