import { expect } from '@open-wc/testing';
import '../../define/invite.js';
import { strike, tabTo } from '../../../test/browser/support/keyboard.js';
import { aLink, clipboard, shownWith } from '../../../test/browser/support/sharing.js';
import {
  button,
  closeStages,
  field,
  focused,
  get,
  openStage,
  text,
  type,
  typeKeys,
} from '../../../test/browser/support/widget.js';
import type { TandemInvite } from './invite.js';

describe('<tandem-invite> without a mouse', () => {
  afterEach(closeStages);

  it('chooses a way, mends a mistake, joins, and invites afterwards', async () => {
    const { mine } = await openStage('checkIn');
    const { element, sharing } = await shownWith<TandemInvite>('tandem-invite', { state: 'unknown' }, mine);
    await tabTo('Start here');
    await strike(element, 'ArrowDown');
    expect(text(element)).to.include('Your link');
    await tabTo('Name of this device');
    await tabTo('Join');
    await strike(element, 'Enter');
    expect(focused(), 'what is missing').to.equal(field(element, 'link'));
    await typeKeys('no');
    await tabTo('Join');
    await strike(element, ' ');
    expect(focused(), 'what is wrong').to.equal(field(element, 'link'));
    await type(element, 'link', aLink); // as it is pasted
    await tabTo('Join');
    await strike(element, 'Enter');
    expect(sharing.getSnapshot().state).to.equal('shared');
    expect(focused()).to.equal(get(element, '[data-home]'));

    await tabTo('Make the link');
    await strike(element, 'Enter');
    expect(focused()).to.equal(button(element, 'copy'));
    const allowed = clipboard(true);
    await strike(element, 'Enter');
    allowed.restore();
    expect(allowed.copies).to.have.length(1);
    expect(focused()).to.equal(button(element, 'copy'));
    await tabTo('Withdraw');
    await strike(element, 'Enter');
    expect(sharing.getSnapshot().invitations).to.deep.equal([]);
    expect(focused()).to.equal(get(element, '[data-home]'));
    await tabTo('Make the link');
    await strike(element, 'Enter');
    await tabTo('Done');
    await strike(element, 'Enter');
    expect(focused()).to.equal(get(element, '[data-home]'));
    await tabTo('Make another link');
    await tabTo('Withdraw');
  });
});
