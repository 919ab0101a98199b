import { expect } from '@open-wc/testing';
import '../../define/next-step.js';
import { closeStages, openStage, settled, text } from '../../../test/browser/support/widget.js';
import { TandemPartnership } from '../partnership/partnership.js';

describe('a provider that is defined after its widgets', () => {
  afterEach(closeStages);

  it('is found', async () => {
    const { mine } = await openStage('agreeing', { me: 'ben' });
    const place = document.createElement('late-partnership');
    const widget = document.createElement('tandem-next-step');
    place.append(widget);
    document.body.append(place);
    await widget.updateComplete;
    expect(text(widget)).to.include('Not connected yet');

    customElements.define('late-partnership', class extends TandemPartnership {});
    (place as TandemPartnership).partnership = mine;
    await (place as TandemPartnership).updateComplete;
    await settled(widget);
    expect(text(widget)).to.include('Read and sign your agreement');
    place.remove();
  });
});
