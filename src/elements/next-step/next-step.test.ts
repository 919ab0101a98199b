import { expect, html } from '@open-wc/testing';
import '../../define/next-step.js';
import { sampleStages } from '../../testing/samples.js';
import {
  click,
  closeStages,
  eventsOf,
  expectAccessible,
  expectUnharmed,
  get,
  namePairs,
  openNamed,
  openStage,
  settled,
  text,
  widget,
} from '../../../test/browser/support/widget.js';
import type { TandemNextStep } from './next-step.js';

const shown = (...args: [Parameters<typeof widget>[1]?]) =>
  widget<TandemNextStep>(html`<tandem-next-step></tandem-next-step>`, ...args);

describe('<tandem-next-step>', () => {
  afterEach(closeStages);

  it('says what to do, why, and who it is for', async () => {
    const { mine } = await openStage('reflection', { me: 'ben' });
    const element = await shown(mine);
    expect(text(element)).to.include('Your next step, Ben').and.to.include('Write your reflection');
    expect(get(element, '.step').classList.contains('seat-2')).to.equal(true);
  });

  it('follows what happens', async () => {
    const { ana, ben } = await openStage('agreeing', { me: 'ben' });
    const element = await shown(ben);
    expect(text(element)).to.include('Read and sign your agreement');
    await ben.send({ type: 'agreement.sign', revision: 1 });
    await settled(element);
    expect(text(element)).to.include('Write your first goal');
    await ana.send({ type: 'partnership.pause' });
    await settled(element);
    expect(text(element)).to.include('You are taking a break');
  });

  it('tells the page which step was chosen, without any words', async () => {
    const { mine } = await openStage('agreeing', { me: 'ben' });
    const element = await shown(mine);
    const events = eventsOf(document.body, 'tandem-next-step-chosen');
    await click(element, 'Read the agreement');
    expect(events.map(({ detail }) => detail)).to.deep.equal([
      { action: 'signAgreement', as: 'member', optional: undefined },
    ]);
  });

  it("quotes the partner's next step, whose words are not about the member", async () => {
    const { mine } = await openStage('goalSetting', { rhythm: 'alternating', me: 'ben' });
    expect(text(await shown(mine))).to.include("Ana's next step: “");
  });

  it('leaves out the reason where there is little room', async () => {
    const { mine } = await openStage('agreeing', { me: 'ben' });
    const element = await widget<TandemNextStep>(html`<tandem-next-step compact></tandem-next-step>`, mine);
    expect(text(element)).not.to.include('have both signed');
  });

  it('shows names as text, whatever they are', async () => {
    for (const names of namePairs) {
      const { mine } = await openNamed(names);
      const element = await shown(mine);
      expect(text(element)).to.include(names[0].replace(/\s+/gu, ' ').trim());
      expectUnharmed(element);
    }
  });

  for (const stage of sampleStages) {
    it(`is accessible while ${stage}`, async () => {
      const { mine } = await openStage(stage);
      await expectAccessible(await shown(mine));
    });
  }

  it('is accessible to a stranger, and unconnected', async () => {
    const { mine } = await openStage('checkIn', { me: 'eve' });
    const element = await shown(mine);
    expect(text(element)).to.include('two other people');
    await expectAccessible(element);
    const alone = await shown();
    expect(text(alone)).to.include('Not connected yet');
    await expectAccessible(alone);
  });
});
