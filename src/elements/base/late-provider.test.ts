import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../define/next-step.js';
import { closeStages, openStage, settled, text, widget } from '../../../test/browser/support/widget.js';
import type { TandemNextStep } from '../next-step/next-step.js';
import { TandemPartnership } from '../partnership/partnership.js';

describe('a provider that is defined after its widgets', () => {
  afterEach(closeStages);

  it('is found', async () => {
    const { mine } = await openStage('agreeing', { me: 'ben' });
    const place = document.createElement('late-partnership');
    const step = document.createElement('tandem-next-step');
    place.append(step);
    document.body.append(place);
    await step.updateComplete;
    expect(text(step)).to.include('Not connected yet');

    customElements.define('late-partnership', class extends TandemPartnership {});
    (place as TandemPartnership).partnership = mine;
    await (place as TandemPartnership).updateComplete;
    await settled(step);
    expect(text(step)).to.include('Read and sign your agreement');
    place.remove();
  });
});

describe('a widget that is moved', () => {
  afterEach(closeStages);

  it('shows what is around it: another partnership, none, or the one before', async () => {
    const { mine, theirs } = await openStage('checkIn');
    const element = await widget<TandemNextStep>(html`<tandem-next-step></tandem-next-step>`, mine);
    const outer = element.closest('tandem-partnership')!;
    const inner = document.createElement('tandem-partnership');
    inner.partnership = theirs;
    outer.append(inner);
    inner.append(element);
    await settled(element);
    expect(text(element)).to.include('Ana reads them');
    outer.parentElement?.append(element);
    await element.updateComplete;
    expect(text(element)).to.include('Not connected yet');
    outer.append(element);
    await element.updateComplete;
    expect(text(element)).to.include('Ben reads them');
  });
});
