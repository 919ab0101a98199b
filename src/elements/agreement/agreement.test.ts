import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import {
  button,
  click,
  closeStages,
  eventsOf,
  expectAccessible,
  expectUnharmed,
  field,
  find,
  focused,
  get,
  openStage,
  press,
  refused,
  settled,
  text,
  type,
  typeKeys,
  widget,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import type { AgreementText } from '../../core/index.js';
import '../../define/agreement.js';
import { sampleStages } from '../../testing/samples.js';
import type { TandemAgreement } from './agreement.js';

const shown = (...args: [Parameters<typeof widget>[1]?]) =>
  widget<TandemAgreement>(
    html`<tandem-agreement partner-id="ben" me-name="Ana" partner-name="Ben"></tandem-agreement>`,
    ...args,
  );

const other: AgreementText = {
  expectations: 'Two goals each.',
  cadenceDays: 21,
  meetingMinutes: 45,
  reviewAfterMeetings: 4,
};

describe('<tandem-agreement>', () => {
  afterEach(closeStages);

  describe('forming', () => {
    it('names both and their rhythm, with ids from the host', async () => {
      const { mine } = await openStage('forming');
      const element = await shown(mine);
      expect(field(element, 'myName').value).to.equal('Ana');
      await type(element, 'rhythm', 'alternating');
      await type(element, 'first', 2);
      const events = eventsOf(document.body, 'tandem-partnership-formed');
      await click(element, 'begin');
      const { document: state } = mine.getSnapshot();
      expect(state.members).to.deep.equal([
        { id: 'ana', name: 'Ana' },
        { id: 'ben', name: 'Ben' },
      ]);
      expect([state.rhythm, state.turn, state.status]).to.deep.equal(['alternating', 2, 'agreeing']);
      expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.include('Ben');
      expect(text(element)).to.include('Your agreement');
    });

    it('says what is missing where it is, after a try, and moves there', async () => {
      const { mine } = await openStage('forming');
      const element = await widget<TandemAgreement>(html`<tandem-agreement me-name="Ana"></tandem-agreement>`, mine);
      expect(find(element, '[aria-invalid="true"]')).to.equal(undefined);
      await click(element, 'begin');
      expect(focused()).to.equal(field(element, 'partnerName'));
      expect(text(element)).to.include('This is still empty');
      await type(element, 'partnerName', 'Ben');
      await click(element, 'begin');
      expect(mine.getSnapshot().document.members?.[1].name).to.equal('Ben');
      expect(mine.getSnapshot().document.members?.[1].id).to.match(/^\w+$/u);
    });

    it('refuses the same person twice beforehand', async () => {
      const { mine } = await openStage('forming');
      const element = await widget<TandemAgreement>(
        html`<tandem-agreement partner-id="ana" me-name="Ana" partner-name="Ben"></tandem-agreement>`,
        mine,
      );
      expect(refused(element, 'begin')).to.include('two different people');
    });

    it('keeps half-written names through a reload', async () => {
      const { mine, storage, local } = await openStage('forming');
      await type(await shown(mine), 'partnerName', 'Benedikta');
      await mine.close();
      const again = await openStage('forming', { storage, local });
      expect(field(await shown(again.mine), 'partnerName').value).to.equal('Benedikta');
    });
  });

  describe('writing', () => {
    const formed = async () => {
      const stage = await openStage('forming');
      await stage.mine.send({
        type: 'partnership.form',
        rhythm: 'mutual',
        members: [
          { id: 'ana', name: 'Ana' },
          { id: 'ben', name: 'Ben' },
        ],
      });
      return { ...stage, element: await shown(stage.mine) };
    };

    it('offers an example in every empty field, taken over by a click', async () => {
      const { element } = await formed();
      expect(element.shadowRoot!.querySelectorAll('[data-example]').length).to.equal(5);
      await click(element, 'take-groundRules');
      expect(field(element, 'groundRules').value).to.include('Questions before ideas');
      expect(focused()).to.equal(field(element, 'groundRules'));
      expect(element.shadowRoot!.querySelectorAll('[data-example]').length).to.equal(4);
    });

    it('proposes words and rhythm, then shows them with both signatures', async () => {
      const { element, mine } = await formed();
      expect(field(element, 'reviewAfterMeetings').value).to.equal('6');
      await type(element, 'expectations', 'Two goals each.');
      await type(element, 'cadenceDays', 21);
      await type(element, 'meetingMinutes', 0);
      await type(element, 'ownMinutes', 50);
      await type(element, 'reviewAfterMeetings', 4);
      expect(text(get(element, '.audience'))).to.equal('Only you, until you send it to Ben');
      const events = eventsOf(document.body, 'tandem-agreement-proposed', 'tandem-agreement-signed');
      await click(element, 'propose');
      expect(mine.getSnapshot().document.agreement.proposal?.text).to.deep.equal({
        expectations: 'Two goals each.',
        cadenceDays: 21,
        meetingMinutes: 50,
        reviewAfterMeetings: 4,
      });
      expect(text(element)).to.include('Every three weeks').and.to.include('50 minutes').and.to.include('Left open');
      expect(text(get(element, '.audience'))).to.equal('You and Ben');
      expect(focused()).to.equal(button(element, 'change'));
      await click(element, 'sign');
      expect(text(get(element, '.signatures'))).to.match(/Ana Signed on .*Ben Not signed yet/u);
      expect(text(element)).to.include('It holds as soon as Ben has signed too');
      expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.include('Two goals');
      await click(element, 'undo');
      expect(mine.getSnapshot().document.agreement.proposal?.signed[1]).to.equal(null);
    });

    it('says what does not fit, and keeps every word of it', async () => {
      const { element, mine } = await formed();
      await type(element, 'expectations', 'x'.repeat(100_000));
      expect(text(element)).to.include('too long to send');
      await type(element, 'reviewAfterMeetings', '');
      await click(element, 'propose');
      expect(mine.getSnapshot().document.agreement.proposal).to.equal(null);
      expect(focused()).to.equal(field(element, 'expectations'));
      expect(field(element, 'expectations').value.length).to.equal(100_000);
      expect(get(element, '#reviewAfterMeetings-problem')).to.exist;
    });

    it('keeps half-written words through a reload', async () => {
      const { element, mine, storage, local } = await formed();
      await type(element, 'stopping', 'With one sentence.');
      await mine.close();
      const again = await openStage('forming', { storage, local });
      expect(field(await shown(again.mine), 'stopping').value).to.equal('With one sentence.');
    });
  });

  describe('signing', () => {
    it('starts the coaching with the second signature', async () => {
      const { ben } = await openStage('agreeing', { me: 'ben' });
      const element = await shown(ben);
      expect(text(element)).to.match(/Proposed by Ana on \w+/u);
      const events = eventsOf(document.body, 'tandem-coaching-started');
      await click(element, 'sign');
      expect(ben.getSnapshot().document.status).to.equal('coaching');
      expect(events.length).to.equal(1);
      expect(text(element)).to.include('In force since');
    });

    it('says beforehand that a change takes back the signatures, and shows what is different', async () => {
      const { ben, ana } = await openStage('agreeing', { me: 'ben' });
      const element = await shown(ben);
      await click(element, 'change');
      expect(focused()).to.equal(field(element, 'expectations'));
      expect(text(element)).to.include('A change takes back the signatures');
      expect(refused(element, 'propose')).to.include('Nothing has changed yet');
      await type(element, 'groundRules', 'We listen first.');
      await click(element, 'propose');
      expect(ana.getSnapshot().document).to.exist;
      expect(ben.getSnapshot().document.agreement.proposal).to.include({ revision: 2, by: 2 });
      await waitUntil(() => find(element, '[data-part="changes"]'));
      const changes = text(get(element, '[data-part="changes"]'));
      expect(changes).to.include('Our ground rules').and.to.include('Phones away').and.to.include('We listen first.');
      expect(changes).not.to.include('What we hope for');
      expect(text(get(element, '.signatures'))).not.to.include('Signed on');
    });

    it('never lets somebody sign what changed under their eyes', async () => {
      const { ana, ben } = await openStage('agreeing', { me: 'ben' });
      const element = await shown(ben);
      await ana.send({ type: 'agreement.propose', agreement: other });
      await waitUntil(() => ben.getSnapshot().document.agreement.proposal?.revision === 2);
      await settled(element);
      expect(text(element)).to.include('Ana has changed the agreement meanwhile');
      expect(refused(element, 'sign')).to.include('Read it again before you sign');
      expect(text(get(element, '[data-part="changes"]'))).to.include('Two goals each.');
      button(element, 'sign').click();
      expect(ben.getSnapshot().document.agreement.proposal?.signed[2]).to.equal(null);
      await press(element, button(element, 'have-read'));
      expect((focused() as HTMLElement | null)?.dataset['home'], 'focus goes on from the title').to.equal('');
      expect(refused(element, 'sign')).to.equal(undefined);
      await click(element, 'sign');
      expect(ben.getSnapshot().document.agreement.proposal?.signed[2]).to.be.a('string');
    });

    it('keeps a change that was begun before the partner made one, and says so', async () => {
      const { ana, ben } = await openStage('agreeing', { me: 'ben' });
      const element = await shown(ben);
      await click(element, 'change');
      await type(element, 'groundRules', 'We listen first.');
      await ana.send({ type: 'agreement.propose', agreement: other });
      await waitUntil(() => ben.getSnapshot().document.agreement.proposal?.revision === 2);
      await settled(element);
      expect(text(element)).to.include('Ana has changed the agreement meanwhile. Your words are kept');
      expect(field(element, 'groundRules').value).to.equal('We listen first.');
      expect(field(element, 'expectations').value).to.equal('Two goals each.');
      await click(element, 'close');
      expect(text(button(element, 'change'))).to.equal('Go on with your change');
      expect(focused()).to.equal(button(element, 'change'));
      await click(element, 'change');
      await click(element, 'discard');
      expect(field(element, 'groundRules').value).to.equal('');
      await click(element, 'discard');
      expect(field(element, 'groundRules').value).to.equal('We listen first.');
    });
  });

  it('is revisited while coaching, beside the one in force', async () => {
    const { ana, ben } = await openStage('checkIn', { me: 'ana' });
    const element = await shown(ana);
    await click(element, 'change');
    expect(text(element)).to.include('What you have signed holds until');
    await type(element, 'cadenceDays', 7);
    await click(element, 'propose');
    const changes = text(get(element, '[data-part="changes"]'));
    expect(changes).to.include('Holds now Every two weeks').and.to.include('Proposed Every week');
    expect(ana.getSnapshot().document.agreement.inForce?.text.cadenceDays).to.equal(14);
    await click(element, 'sign');
    await ben.send({ type: 'agreement.sign', revision: 2 });
    await waitUntil(() => ana.getSnapshot().document.agreement.inForce?.revision === 2);
    await settled(element);
    expect(text(element)).to.include('In force since').and.to.include('Every week');
  });

  it('closes the form by Escape, keeps its words and gives the focus back', async () => {
    const { ana } = await openStage('checkIn');
    const element = await shown(ana);
    await click(element, 'change');
    await type(element, 'groundRules', 'We listen');
    field(element, 'groundRules').focus();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => focused() === button(element, 'change'));
    expect(find(element, 'textarea')).to.equal(undefined);
    expect(text(button(element, 'change'))).to.equal('Go on with your change');
  });

  it('can be read, but not changed, once the partnership has ended', async () => {
    const { mine } = await openStage('closed');
    const element = await shown(mine);
    expect(text(element)).to.include('This partnership has ended').and.to.include('Questions before ideas');
    expect(refused(element, 'change')).to.include('has ended');
  });

  it('tells of a failed store in a sentence, and keeps every word', async () => {
    const { mine } = await openStage('agreeing', { me: 'ben' });
    const element = await shown(mine);
    await click(element, 'change');
    await type(element, 'groundRules', 'We listen first.');
    await mine.close();
    await settled(element);
    expect(text(element)).to.include('You can read, but not write');
    button(element, 'propose').click();
    await waitUntil(() => get(element, '[role="alert"]').textContent.trim() || refused(element, 'propose'));
    expect(field(element, 'groundRules').value).to.equal('We listen first.');
  });

  it('works by keyboard alone', async () => {
    const { ben } = await openStage('agreeing', { me: 'ben' });
    const element = await shown(ben);
    button(element, 'sign').focus();
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal(button(element, 'change'));
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(focused()).to.equal(field(element, 'expectations'));
    await typeKeys('Hello. ');
    await element.updateComplete;
    expect(field(element, 'expectations').value).to.include('Hello.');
  });

  for (const words of xssCorpus) {
    it(`shows what people write as text: ${words.slice(0, 40)}`, async () => {
      const { mine } = await openStage('agreeing', {
        more: [
          {
            type: 'agreement.propose',
            id: 'evil',
            by: 'ben',
            at: '2026-01-06T09:00:00Z',
            agreement: { ...other, expectations: words, stopping: words },
          },
        ],
      });
      const element = await shown(mine);
      expect(text(element)).to.include(words.replace(/\s+/gu, ' ').trim());
      await click(element, 'change');
      expect(field(element, 'stopping').value).to.equal(words);
      expectUnharmed(element);
    });
  }

  for (const stage of sampleStages) {
    it(`is accessible while ${stage}`, async () => {
      const { mine } = await openStage(stage, { me: 'ben' });
      await expectAccessible(await shown(mine));
    });
  }

  it('is accessible while being changed, with a comparison, to a stranger, and unconnected', async () => {
    const { ana, ben } = await openStage('checkIn', { me: 'ben' });
    const element = await shown(ben);
    await click(element, 'change');
    await expectAccessible(element);
    await click(element, 'close');
    await ana.send({ type: 'agreement.propose', agreement: other });
    await waitUntil(() => ben.getSnapshot().document.agreement.proposal);
    await settled(element);
    await expectAccessible(element);
    const { mine: eves } = await openStage('checkIn', { me: 'eve' });
    expect(text(await shown(eves))).to.include('two other people');
    const alone = await shown();
    expect(text(alone)).to.include('Not connected yet');
    await expectAccessible(alone);
  });
});
