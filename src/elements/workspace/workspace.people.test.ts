import { expect, html, waitUntil } from '@open-wc/testing';
import '../../define/all.js';
import { bens, laptop, providing } from '../../../test/browser/support/sharing.js';
import {
  button,
  closeStages,
  expectAccessible,
  find,
  focused,
  get,
  openStage,
  press,
  text,
  widget,
} from '../../../test/browser/support/widget.js';
import type { Partnership } from '../../core/index.js';
import { fakeSharing } from '../../testing/sharing.js';
import type { TandemWorkspace } from './workspace.js';

describe('<tandem-workspace> and who is in', () => {
  afterEach(closeStages);

  const shared = async (partnership: Partnership) => {
    const sharing = fakeSharing();
    const element = document.createElement('tandem-workspace');
    Object.assign(element, { sharing, partnership });
    await widget<TandemWorkspace>(html`${element}`);
    return { element, sharing };
  };

  it('leads whoever is put out, while they stand somewhere, to the way in', async () => {
    const { mine } = await openStage('checkIn');
    const { element, sharing } = await shared(mine);
    await waitUntil(() => find(element, '[data-action="view-goals"]'));
    button(element, 'view-goals').focus();
    sharing.change({ state: 'removed' });
    await waitUntil(() => focused()?.matches('[data-home]'));
    expect(text(focused()!)).to.include('This device was taken out');
  });

  it('says that a link was not needed, until it is read', async () => {
    const { mine } = await openStage('agreeing');
    const element = document.createElement('tandem-workspace');
    const sharing = fakeSharing({ devices: [laptop, bens] });
    await providing({ partnership: mine, sharing, link: 'https://intranet.example/#tandem=unused' }, element);
    await waitUntil(() => find(element, '[data-action="link-read"]'));
    expect(text(element)).to.include('The link that you opened was not used');
    await expectAccessible(element);
    await press(element, button(element, 'link-read'));
    expect(text(element)).not.to.include('was not used');
    expect(focused()).to.equal(get(element, 'section.panel'));
  });
});
