import { expect, fixture, html as staticHtml, oneEvent, waitUntil } from '@open-wc/testing';
import { html, render } from 'lit';
import '../../define/next-step.js';
import '../../define/partnership.js';
import { breakable } from '../../../stories/support/faults.js';
import { memory, memoryLocal } from '../../storage/memory.js';
import { fillLog, samplePartnership } from '../../testing/samples.js';
import {
  button,
  click,
  closeStages,
  focused,
  get,
  openStage,
  settled,
  text,
  widget,
} from '../../../test/browser/support/widget.js';
import type { TandemNextStep } from '../next-step/next-step.js';
import type { TandemPartnership } from './partnership.js';

async function filledStore() {
  const storage = memory();
  await fillLog(storage, 'ana-ben', samplePartnership('reflection'));
  return { storage, local: memoryLocal() };
}

/** Everything that is on a page, as a host writes it. */
async function page(template: unknown): Promise<HTMLElement> {
  const place = await fixture<HTMLElement>(staticHtml`<div></div>`);
  render(template, place);
  return place;
}

const parts = (place: HTMLElement) => ({
  provider: place.querySelector('tandem-partnership') as TandemPartnership,
  step: place.querySelector('tandem-next-step') as TandemNextStep,
});

const ready = (provider: TandemPartnership) =>
  waitUntil(() => provider.partnership?.getSnapshot().sync.state === 'saved', 'the partnership opens', {
    timeout: 8_000, // IndexedDB on a busy machine
  });

describe('<tandem-partnership>', () => {
  afterEach(closeStages);

  it('opens a partnership by its attributes, tells the page, and feeds the widgets inside', async () => {
    const store = await filledStore();
    const place = await fixture<HTMLElement>(staticHtml`<div></div>`);
    const opened = oneEvent(place, 'tandem-partnership-opened');
    render(
      html`<tandem-partnership .store=${store} partnership-id="ana-ben" me="ben">
        <p><tandem-next-step></tandem-next-step></p>
      </tandem-partnership>`,
      place,
    );
    const event = await opened;
    const { provider, step } = parts(place);
    expect(event.target).to.equal(provider);
    expect(provider.partnership?.me).to.equal('ben');
    await settled(step);
    expect(text(step)).to.include('Write your reflection');
  });

  it('shows that it is opening, until it has opened', async () => {
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const store = await filledStore();
    const storage = new Proxy(store.storage, {
      get: (target, key) =>
        key === 'read'
          ? (...args: Parameters<typeof target.read>) => gate.then(() => target.read(...args))
          : (Reflect.get(target, key) as unknown),
    });
    const place = await page(
      html`<tandem-partnership .store=${{ ...store, storage }} partnership-id="ana-ben" me="ana">
        <tandem-next-step></tandem-next-step>
      </tandem-partnership>`,
    );
    const { provider, step } = parts(place);
    await step.updateComplete;
    expect(text(step)).to.include('Opening your partnership');
    goOn();
    await ready(provider);
    await settled(step);
    expect(text(step)).to.include('Your next step, Ana');
  });

  it('keeps everything in this browser unless told otherwise', async () => {
    const database = `partnership-test-${crypto.randomUUID()}`;
    const first = await page(
      html`<tandem-partnership database=${database} partnership-id="ana-ben" me="ana"></tandem-partnership>`,
    );
    await ready(parts(first).provider);
    await parts(first).provider.partnership?.send({
      type: 'partnership.form',
      rhythm: 'mutual',
      members: [
        { id: 'ana', name: 'Ana' },
        { id: 'ben', name: 'Ben' },
      ],
    });
    first.remove();
    const second = await page(
      html`<tandem-partnership database=${database} partnership-id="ana-ben" me="ben">
        <tandem-next-step></tandem-next-step>
      </tandem-partnership>`,
    );
    const { provider, step } = parts(second);
    await ready(provider);
    await settled(step);
    expect(text(step)).to.include('Write down what you both expect');
    provider.remove();
    indexedDB.deleteDatabase(database);
  });

  it('opens anew when it is told another member', async () => {
    const store = await filledStore();
    const place = await page(
      html`<tandem-partnership .store=${store} partnership-id="ana-ben" me="ana">
        <tandem-next-step></tandem-next-step>
      </tandem-partnership>`,
    );
    const { provider, step } = parts(place);
    await ready(provider);
    const anas = provider.partnership;
    provider.me = 'ben';
    await waitUntil(() => provider.partnership && provider.partnership !== anas);
    await ready(provider);
    await settled(step);
    expect(text(step)).to.include('Ben');
    expect(anas?.getSnapshot().status).to.equal('done');
  });

  it('closes what it opened when it leaves the page, but not when it is moved', async () => {
    const store = await filledStore();
    const place = await page(
      html`<tandem-partnership .store=${store} partnership-id="ana-ben" me="ana"></tandem-partnership>`,
    );
    const { provider } = parts(place);
    await ready(provider);
    const { partnership } = provider;
    const other = await fixture<HTMLElement>(staticHtml`<div></div>`);
    other.append(provider);
    await provider.updateComplete;
    expect(provider.partnership).to.equal(partnership);
    provider.remove();
    await waitUntil(() => partnership?.getSnapshot().status === 'done');
    expect(provider.partnership).to.equal(undefined);
    other.append(provider);
    await ready(provider);
    expect(provider.partnership).not.to.equal(partnership);
  });

  it('opens nothing after it has left the page', async () => {
    const place = await page(
      html`<tandem-partnership
        database=${`partnership-test-${crypto.randomUUID()}`}
        partnership-id="ana-ben"
        me="ana"
      ></tandem-partnership>`,
    );
    const { provider } = parts(place);
    await provider.updateComplete;
    provider.remove();
    await fixture(staticHtml`<div></div>`);
    await import('../../storage/indexeddb.js');
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
    expect(provider.partnership).to.equal(undefined);
  });

  it('leaves alone what was opened by somebody else', async () => {
    const { mine } = await openStage('reflection');
    const step = await widget<TandemNextStep>(html`<tandem-next-step></tandem-next-step>`, mine);
    const provider = step.closest('tandem-partnership') as TandemPartnership;
    expect(provider.partnership).to.equal(mine);
    provider.remove();
    await new Promise((resolve) => setTimeout(resolve));
    expect(mine.getSnapshot().status).to.equal('active');
  });

  it('says what the store said, and lets the person try again', async () => {
    const { storage, local } = await filledStore();
    const { store, breakWith, mend } = breakable(storage);
    breakWith('STORAGE_BLOCKED');
    const place = await page(
      html`<tandem-partnership .store=${{ storage: store, local }} partnership-id="ana-ben" me="ana">
        <tandem-next-step></tandem-next-step>
      </tandem-partnership>`,
    );
    const { step } = parts(place);
    await waitUntil(() => text(step).includes('could not be opened'));
    expect(text(get(step, '[role="alert"]'))).to.include('Another tab blocks the storage.');
    mend();
    button(step, 'Try again').focus();
    await click(step, 'Try again');
    await waitUntil(() => text(step).includes('next step'));
    await waitUntil(() => focused() === button(step, 'next-step'), 'the focus goes on');
  });

  it('tells the programmer, and the person in other words, what cannot be opened', async () => {
    const reported: unknown[] = [];
    const listen = (event: ErrorEvent) => {
      reported.push(event.error);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('error', listen, { capture: true });
    // The test framework listens as well, in its own way.
    const { onerror } = window;
    window.onerror = null;
    try {
      const store = await filledStore();
      const place = await page(
        html`<tandem-partnership .store=${store} partnership-id="ana and ben" me="ana">
          <tandem-next-step></tandem-next-step>
        </tandem-partnership>`,
      );
      const { step } = parts(place);
      await waitUntil(() => text(step).includes('could not be opened'));
      expect(reported).to.have.length(1);
      expect(reported[0]).to.be.an.instanceOf(TypeError);
    } finally {
      window.removeEventListener('error', listen, { capture: true });
      window.onerror = onerror;
    }
  });

  it("takes the host's own words, also later", async () => {
    const { mine } = await openStage('reflection');
    const step = await widget<TandemNextStep>(html`<tandem-next-step></tandem-next-step>`, mine);
    const provider = step.closest('tandem-partnership') as TandemPartnership;
    provider.wordOverrides = { steps: { writeReflectionTitle: () => 'Zeit zum Nachdenken' } };
    await provider.updateComplete;
    await settled(step);
    expect(text(step)).to.include('Zeit zum Nachdenken').and.not.to.include('Write your reflection');
  });

  it('waits for an id and a member', async () => {
    const store = await filledStore();
    const place = await page(
      html`<tandem-partnership .store=${store}><tandem-next-step></tandem-next-step></tandem-partnership>`,
    );
    const { provider } = parts(place);
    await provider.updateComplete;
    expect(provider.partnership).to.equal(undefined);
    provider.partnershipId = 'ana-ben';
    provider.me = 'ana';
    await ready(provider);
  });
});
