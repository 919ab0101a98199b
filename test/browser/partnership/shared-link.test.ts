import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TandemPartnership } from '../../../src/elements/partnership/partnership.js';
import { openPartner } from '../support/partner.js';
import { patchValue, unpatch } from '../support/patch.js';
import { SERVER, openServer } from '../support/server.js';
import { freshName } from '../support/storage-names.js';
import { click, find, text } from '../support/widget.js';
import '../../../src/define/invite.js';
import '../../../src/define/partnership.js';

describe('A link of another partnership', () => {
  afterEach(unpatch);

  it('opens nothing, and the screen says why', async () => {
    const server = openServer();
    patchValue(globalThis, 'fetch', { value: server.fetchFor(), writable: true });
    const ana = await openPartner(server, 'ana', new Map());
    await ana.sharing.start('Laptop');
    const { link } = await ana.sharing.invite('ben', 'https://intranet.example/');
    const provider = await fixture<TandemPartnership>(
      html`<tandem-partnership partnership-id="ben-eve" server=${SERVER} database=${freshName('link')}>
        <tandem-invite .link=${link}></tandem-invite>
      </tandem-partnership>`,
    );
    const invite = provider.querySelector('tandem-invite')!;
    await waitUntil(() => find(invite, '[data-action="join"]'), 'it is opened');
    await click(invite, 'join');
    await waitUntil(() => text(invite).includes('for another person or another partnership'), 'it is said');
    expect(provider.shared?.sharing.getSnapshot().state).to.equal('unknown');
    await ana.close();
    server.close();
  });
});
