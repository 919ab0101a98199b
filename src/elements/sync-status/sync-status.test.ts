import { expect, html, waitUntil } from '@open-wc/testing';
import '../../define/sync-status.js';
import {
  breakable,
  degradedMemory,
  fromTheFuture,
  lasting,
  refusedLater,
  remote,
} from '../../../stories/support/faults.js';
import { setStage } from '../../../stories/support/stage.js';
import { type CommandInput, TandemError } from '../../core/index.js';
import { memory, memoryLocal } from '../../storage/memory.js';
import { patchMethod, unpatch } from '../../../test/browser/support/patch.js';
import {
  button,
  click,
  closeStages,
  eventsOf,
  expectAccessible,
  expectUnharmed,
  find,
  focused,
  get,
  openStage,
  press,
  settled,
  text,
  widget,
  xssCorpus,
} from '../../../test/browser/support/widget.js';
import type { TandemSyncStatus } from './sync-status.js';

const shown = (...args: [Parameters<typeof widget>[1]?]) =>
  widget<TandemSyncStatus>(html`<tandem-sync-status></tandem-sync-status>`, ...args);
const line = (element: TandemSyncStatus) => text(get(element, '[role="status"]'));

const goal = (id: string) => ({ type: 'goal.propose', seat: 1, goal: id, text: { statement: 'Walk.' } }) as const;

/** Ana's words in the tray. */
async function tray(words: string, ...meanwhile: [CommandInput?]) {
  const stage = await setStage({ stage: 'goalSetting', rhythm: 'mutual' });
  const ana = await refusedLater(stage, [words, 'Breathe.'], ...meanwhile);
  return { ana, ben: stage.open('ben'), element: await shown(ana) };
}

describe('<tandem-sync-status>', () => {
  afterEach(closeStages);

  it('says that everything is saved, and what that means', async () => {
    const { mine } = await openStage('checkIn', { storage: lasting(memory()) });
    const element = await shown(mine);
    expect(line(element)).to.equal('Saved');
    expect(find(element, '[data-action="retry"], [data-action="download"]')).to.equal(undefined);
    await click(element, 'details');
    expect(button(element, 'details').getAttribute('aria-expanded')).to.equal('true');
    expect(element.hasAttribute('open')).to.equal(true);
    expect(text(element)).to.include('also when you close the window');
    await expectAccessible(element);
    await click(element, 'details');
    expect(text(element)).not.to.include('also when you close the window');
  });

  it('says that it is shared where the storage is', async () => {
    const { mine } = await openStage('checkIn', { storage: lasting(memory(), true) });
    expect(line(await shown(mine))).to.equal('Saved and shared');
  });

  it('says that memory lasts only as long as the window', async () => {
    const plain = await openStage('checkIn');
    expect(line(await shown(plain.mine))).to.equal('Kept only until this window closes');
    const { mine } = await openStage('checkIn', { storage: degradedMemory() });
    const element = await shown(mine);
    expect(line(element)).to.equal('Kept only until this window closes');
    await click(element, 'details');
    expect(text(element)).to.include('perhaps because the window is private');
    await expectAccessible(element);
  });

  it('is there before anybody has said who the two are', async () => {
    const { mine } = await openStage('forming', { storage: lasting(memory()) });
    expect(line(await shown(mine))).to.equal('Saved');
  });

  it('waits, keeps, and goes on', async () => {
    const { store, breakWith, mend } = breakable(lasting(memory()));
    const { mine } = await openStage('goalSetting', { storage: store });
    const element = await shown(mine);
    breakWith('STORAGE_CONNECTION_LOST');
    await mine.send(goal('one'));
    await settled(element);
    expect(line(element)).to.equal('Waiting, kept on this device');
    await click(element, 'details');
    expect(text(element)).to.include('1 change waits.').and.to.include('connection to the storage was lost');
    await expectAccessible(element);
    mend();
    await press(element, button(element, 'retry'));
    await waitUntil(() => line(element) === 'Saved');
    await settled(element);
    expect(focused() === button(element, 'details'), 'the button is gone').to.equal(true);
  });

  it('says so while something is on its way', async () => {
    const { mine } = await openStage('goalSetting', { storage: lasting(memory()) });
    const element = await shown(mine);
    const sent = mine.send(goal('one'));
    await waitUntil(() => mine.getSnapshot().sync.state === 'saving');
    await element.updateComplete;
    expect(line(element)).to.equal('Saving');
    await sent;
  });

  it('says what is not saved at all, and what to do', async () => {
    const log = breakable(lasting(memory()));
    const device = breakable(memoryLocal());
    const { mine } = await openStage('goalSetting', { storage: log.store, local: device.store });
    const element = await shown(mine);
    log.breakWith('STORAGE_CONNECTION_LOST');
    device.breakWith('STORAGE_QUOTA_EXCEEDED');
    await mine.send(goal('one')).catch(() => undefined);
    await settled(element);
    expect(line(element)).to.equal('Not saved');
    await click(element, 'details');
    expect(text(element)).to.include('Leave the window open').and.to.include('This device is full');
    await expectAccessible(element);
    log.mend();
    device.mend();
    await click(element, 'retry');
    await waitUntil(() => line(element) === 'Saved');
  });

  it('says when drafts are not kept', async () => {
    const device = breakable(memoryLocal());
    const { mine } = await openStage('goalSetting', { local: device.store });
    const element = await shown(mine);
    device.breakWith('STORAGE_QUOTA_EXCEEDED');
    await mine.drafts.set('x', 'half a');
    await settled(element);
    expect(text(element)).to.include('cannot keep your draft');
    await expectAccessible(element);
    device.mend();
    await mine.drafts.set('x', 'half a sentence');
    await settled(element);
    expect(text(element)).not.to.include('cannot keep your draft');
  });

  it('reads only what a newer version has written, and hands out a copy of everything', async () => {
    const stage = await openStage('checkIn');
    await fromTheFuture(stage);
    const { mine } = await openStage('checkIn', { storage: stage.storage });
    const element = await shown(mine);
    expect(line(element)).to.equal('Read only');
    await click(element, 'details');
    expect(text(element)).to.include('Reload to update');
    await expectAccessible(element);

    const files: { name: string; url: string }[] = [];
    const texts: Promise<string>[] = [];
    const listen = (event: Event) => {
      const link = event.target as HTMLAnchorElement;
      event.preventDefault();
      files.push({ name: link.download, url: link.href });
      texts.push(fetch(link.href).then((response) => response.text()));
    };
    const create = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      listen({ target: this, preventDefault: () => undefined } as unknown as Event);
    };
    try {
      await click(element, 'download');
      await waitUntil(() => files.length === 1);
    } finally {
      HTMLAnchorElement.prototype.click = create;
    }
    expect(files[0]?.name).to.equal('tandem-ana-ben.json');
    const copy = JSON.parse(await texts[0]!) as { pair: { id: string }[]; own: unknown[]; member: string };
    expect(copy.member).to.equal('ana');
    expect(copy.pair.at(-1)?.id).to.equal('future');
    expect(copy.pair.length).to.equal((await stage.storage.read('pair:ana-ben', 0)).head);
  });

  it('opens by itself when something did not go through, with the words in full', async () => {
    const words = `Speak ${'slowly and '.repeat(800)}clearly.`;
    const { element } = await tray(words);
    expect(element.open).to.equal(true);
    expect(line(element)).to.include('2 things need you');
    const shownText = text(element);
    expect(shownText).to.include(words).and.to.include('This partnership has ended.').and.to.include('Only you');
    await expectAccessible(element);
  });

  it('says how the server is reached, and is quiet while it is well', async () => {
    const { storage, become } = remote(memory());
    const { mine } = await openStage('goalSetting', { storage });
    const element = await shown(mine);
    expect(line(element)).to.equal('Saved and shared');
    await click(element, 'details');
    const say = async (status: Parameters<typeof become>[0]) => {
      become(status);
      await settled(element);
      return text(element);
    };
    const lastHeard = mine.now() - 5 * 60_000;
    expect(await say({ state: 'online', lastHeard })).not.to.include('Last heard');

    const behind = await say({ state: 'behind', lastHeard });
    expect(line(element)).to.equal('Saved and shared Catching up');
    expect(behind).to.include('more on the server than you see').and.to.include('5 minutes ago');

    const error = new TandemError('NETWORK_OFFLINE', 'Test');
    const offline = await say({ state: 'offline', lastHeard, error });
    expect(line(element)).to.equal('Saved and shared Offline');
    expect(offline)
      .to.include('The server cannot be reached')
      .and.to.include('Last heard from the server: 5 minutes ago.');
    await expectAccessible(element);

    for (const wrong of [undefined, mine.now() + 365 * 86_400_000, 0]) {
      expect(await say({ state: 'offline', lastHeard: wrong, error })).not.to.include('Last heard');
    }

    const refused = await say({ state: 'refused', lastHeard, error: new TandemError('NETWORK_REFUSED', 'Test') });
    expect(line(element)).to.equal('Saved and shared No access');
    expect(refused).to.include('does not let this device in').and.to.include('nothing new arrives');
    await expectAccessible(element);
    expect(await say({ state: 'online', lastHeard })).not.to.include('No access');
  });

  it('is calm about what is written without a network', async () => {
    const { store, breakWith, mend } = breakable(memory());
    const { storage, become } = remote(store);
    const { mine } = await openStage('goalSetting', { storage });
    const element = await shown(mine);
    breakWith('NETWORK_OFFLINE');
    become({ state: 'offline', lastHeard: mine.now() });
    await mine.send(goal('one'));
    await settled(element);
    expect(line(element)).to.equal('Kept on this device; goes out when the network is back');
    await click(element, 'details');
    expect(text(element)).to.include('You can go on as usual. 1 change waits.').and.to.include('from the server: now.');
    await expectAccessible(element);
    mend();
    become({ state: 'online', lastHeard: mine.now() });
    await waitUntil(() => line(element) === 'Saved and shared');
  });

  it('says that nothing gets out without access or keys', async () => {
    for (const code of ['NETWORK_REFUSED', 'ENCRYPTION_KEYS_MISSING'] as const) {
      const { store, breakWith } = breakable(lasting(memory(), true));
      const { mine } = await openStage('goalSetting', { storage: store });
      const element = await shown(mine);
      breakWith(code);
      await mine.send(goal('one'));
      await settled(element);
      expect(line(element)).to.equal('Kept on this device, not shared');
      await click(element, 'details');
      expect(text(element)).to.include('1 change waits.');
      await expectAccessible(element);
    }
  });

  it('says what is wrong where nothing could be read, and lets the person try again', async () => {
    for (const [code, said] of [
      ['ENCRYPTION_KEYS_MISSING', 'does not let this device in'],
      ['LOG_FORGED', 'is not by you two'],
      ['LOG_REWRITTEN', 'changed or erased elsewhere'],
    ] as const) {
      const stage = await setStage({ stage: 'goalSetting', rhythm: 'mutual' });
      const { store, breakWith, mend } = breakable(lasting(stage.storage, true));
      breakWith(code);
      const mine = stage.open('ana', { storage: store });
      const element = await shown(mine);
      await waitUntil(() => text(element).includes('could not be opened'));
      expect(text(get(element, '[role="alert"]'))).to.include(said);
      await expectAccessible(element);
      mend();
      await click(element, 'retry');
      await waitUntil(() => line(element) === 'Saved and shared');
    }
  });

  it('stays at the last good state when something was forged, and tries again on request', async () => {
    const { store, breakWith, mend } = breakable(lasting(memory(), true));
    const { mine } = await openStage('goalSetting', { storage: store });
    const element = await shown(mine);
    breakWith('LOG_FORGED');
    await mine.retry();
    await settled(element);
    expect(line(element)).to.equal('Read only');
    await click(element, 'details');
    expect(text(element)).to.include('is not by you two').and.to.include('Nothing has been deleted');
    await expectAccessible(element);
    mend();
    await click(element, 'retry');
    await waitUntil(() => line(element) === 'Saved and shared');
  });

  it('says what the storage will never take, with the words, and lets the rest go on', async () => {
    const { store, breakWith, mend } = breakable(lasting(memory(), true));
    const { mine } = await openStage('goalSetting', { storage: store });
    const element = await shown(mine);
    breakWith('STORAGE_REJECTED');
    await mine.send({ ...goal('one'), text: { statement: 'Speak slowly.' } }).catch(() => undefined);
    mend();
    await settled(element);
    expect(line(element)).to.equal('Saved and shared 1 thing needs you');
    expect(text(element)).to.include('Speak slowly.').and.to.include('perhaps because it is too long');
    await expectAccessible(element);
    const [item] = mine.getSnapshot().attention;
    breakWith('STORAGE_REJECTED');
    await click(element, `retry/${item!.id}`);
    expect(text(get(element, '[role="alert"]'))).to.include('perhaps because it is too long');
    mend();
    await click(element, `retry/${item!.id}`);
    await waitUntil(() => line(element) === 'Saved and shared');
    expect(mine.getSnapshot().attention).to.deep.equal([]);
  });

  it('tries again, and keeps the words where it is refused again', async () => {
    const { ana, element } = await tray('Speak slowly.');
    const [item] = ana.getSnapshot().attention;
    await click(element, `retry/${item!.id}`);
    expect(text(element)).to.include('Speak slowly.');
    expect(text(get(element, '[role="alert"]'))).to.equal('This partnership has ended.');
    expect(ana.getSnapshot().attention.map(({ id }) => id)).to.include(item!.id);
  });

  it('throws away only at the second click, and moves focus on', async () => {
    const { ana, element } = await tray('Speak slowly.');
    const before = ana.getSnapshot().attention.length;
    const { id } = ana.getSnapshot().attention[0]!;
    button(element, `throw-away/${id}`).focus();
    await click(element, `throw-away/${id}`);
    expect(ana.getSnapshot().attention).to.have.length(before);
    expect(text(button(element, `throw-away/${id}`))).to.equal('Throw away for good');
    expect(focused()).to.equal(button(element, `throw-away/${id}`));
    await click(element, `keep/${id}`);
    expect(text(button(element, `throw-away/${id}`))).to.equal('Throw away');
    await click(element, `throw-away/${id}`);
    await click(element, `throw-away/${id}`);
    expect(ana.getSnapshot().attention, 'a double click').to.have.length(before);
    patchMethod(performance, 'now', (now) => () => (now.call(performance) as number) + 600);
    await click(element, `throw-away/${id}`);
    unpatch();
    await waitUntil(() => ana.getSnapshot().attention.length === before - 1);
    await settled(element);
    expect(text(element)).not.to.include('Speak slowly.');
    expect(focused()).to.be.an.instanceOf(HTMLElement).and.not.to.equal(document.body);
  });

  it('copies the words, or selects them where it may not', async () => {
    const { ana, element } = await tray('Speak slowly.');
    const { id } = ana.getSnapshot().attention[0]!;
    const original = navigator.clipboard.writeText;
    const copies: string[] = [];
    try {
      navigator.clipboard.writeText = async (words) => void copies.push(words);
      await click(element, `copy/${id}`);
      expect(copies).to.deep.equal(['Speak slowly.']);
      expect(text(element)).to.include('Copied');
      navigator.clipboard.writeText = async () => {
        throw new DOMException('no', 'NotAllowedError');
      };
      await click(element, `copy/${id}`);
      expect(text(element)).to.include('copy it by hand');
    } finally {
      navigator.clipboard.writeText = original;
    }
  });

  it('shows words in the tray as text, whatever they are', async () => {
    for (const words of xssCorpus) {
      const { element } = await tray(words);
      expect(get(element, '[data-words] p').textContent).to.equal(words);
      expectUnharmed(element);
    }
  });

  it('sends again what has become possible, and tells the page without words', async () => {
    const { ana, ben, element } = await tray('Speak slowly.', { type: 'partnership.pause' });
    expect(text(element)).to.include('You are taking a break. Resume first.').and.to.include('It came after something');
    await ben.ready;
    await ben.send({ type: 'partnership.resume' });
    await waitUntil(() => ana.getSnapshot().document.status === 'coaching');
    const events = eventsOf(document.body, 'tandem-goal-proposed');
    for (const { id } of ana.getSnapshot().attention) await click(element, `retry/${id}`);
    await waitUntil(() => ana.getSnapshot().attention.length === 0);
    await settled(element);
    expect(events).to.have.length(2);
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.to.match(/Speak|Breathe/u);
    expect(ana.getSnapshot().document.seats[1].round?.goals.map((each) => each.text.statement)).to.include('Breathe.');
    expect(focused()).to.equal(button(element, 'details'));
  });

  it('is quiet while unconnected or opening', async () => {
    const alone = await shown();
    expect(text(alone)).to.include('Not connected yet');
    await expectAccessible(alone);
  });
});
