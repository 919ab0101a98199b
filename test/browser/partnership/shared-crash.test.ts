import { expect } from '@open-wc/testing';
import { openPartnership } from '../../../src/core/index.js';
import { sampleMembers } from '../../../src/testing/samples.js';
import { type MemoryServerLog, memoryServerLog } from '../../node/log/simulation/server-log.js';
import { everyCrash } from '../support/every-crash.js';
import { mortalTab } from '../support/mortal-tab.js';
import { type PartnerKeys, openPartner, partnerSees } from '../support/partner.js';
import { unpatch } from '../support/patch.js';
import { openServer } from '../support/server.js';
import { type DeviceRows, ID, SharedStory } from '../support/shared-story.js';
import { freshName } from '../support/storage-names.js';

/*
 * Crash at the k-th IndexedDB operation of a shared partnership: keys, copy and small things are in three databases, and
 * what is written goes encrypted to a server that stays. Ben's tab dies; Ana's never does. After each death what he was
 * told is true; then the story is told again to its end, and both see the same.
 */

const PAGE = 'https://intranet.example/';
const AGREEMENT = { cadenceDays: 14, meetingMinutes: 60, reviewAfterMeetings: 6 };
const FORM = { type: 'partnership.form', rhythm: 'mutual', members: sampleMembers } as const;

/** What there is when a story begins. */
interface Scene {
  readonly log: MemoryServerLog;
  readonly ana: PartnerKeys;
  readonly ben?: DeviceRows;
}

/** Told again after a crash it goes on where it was: nothing in it is done twice. */
type Tale = (story: SharedStory, scene: Scene) => Promise<void>;

/** Tells a tale with a crash at many a moment; returns at how many there could have been one. */
function crashes(scene: Scene, tale: Tale): Promise<number> {
  return everyCrash(async (tab, name, at) => {
    const server = openServer(scene.log.copy());
    const ana = new Map(scene.ana);
    const story = new SharedStory(name, tab, server, 'ben');
    if (scene.ben) await story.become(scene.ben);
    const tell = () => tale(story, scene);
    story.isIn = !!scene.ben;
    tab.dieAt(at);
    const died = await story.dies(tell);
    const { operations } = tab;
    tab.dieAt(Infinity);
    const where = `operation ${at}`;
    if (died) {
      await story.bury();
      await story.checkKept(where);
      await story.bury();
      await tell();
    }
    if (ana.size === 0) await letIn(story, ana);
    const partner = await partnerSees(server, 'ana', ana);
    await partner.partnership.ready;
    const { revisions } = partner.partnership.getSnapshot().document.agreement;
    await partner.partnership.send({ type: 'agreement.sign', revision: revisions });
    await story.checkWhole(where, partner.partnership);
    await partner.close();
    await story.end();
    server.close();
    return operations;
  });
}

/** Ana comes in by a link of Ben's. */
async function letIn({ shared, server }: SharedStory, keys: PartnerKeys): Promise<void> {
  const { link } = await shared.sharing.invite('ana', PAGE);
  const ana = await openPartner(server, 'ana', keys);
  await ana.sharing.join(link, 'Laptop');
  await ana.close();
}

describe('a shared partnership when the tab dies', () => {
  const nothing: Scene = { log: memoryServerLog(), ana: new Map() };
  let link: string;
  let code: string;
  /** Ana has made a link; nobody has opened it. */
  let invited: Scene;
  /** Ben is in, with a recovery code. */
  let both: Scene;
  /** While Ben was away, Ana has taken out a device of hers: what is written now needs a new key. */
  let newEpoch: Scene;

  before(async function () {
    this.timeout(20_000);
    const server = openServer();
    const keys: PartnerKeys = new Map();
    const ana = await openPartner(server, 'ana', keys);
    await ana.sharing.start('Laptop');
    const partnership = openPartnership({ id: ID, me: 'ana', storage: ana.storage, local: ana.local });
    await partnership.send(FORM);
    await partnership.send({ type: 'agreement.propose', agreement: AGREEMENT });
    ({ link } = await ana.sharing.invite('ben', PAGE));
    invited = { log: server.log.copy(), ana: new Map(keys) };

    const ben = new SharedStory(freshName('shared-crash'), mortalTab('shared-crash'), server, 'ben');
    await ben.open();
    await ben.shared.sharing.join(link, 'Laptop');
    await ben.begin();
    code = await ben.shared.sharing.createRecoveryCode();
    await ben.bury();
    both = { log: server.log.copy(), ana: new Map(keys), ben: await ben.rows() };
    await ben.end();
    unpatch();

    const phone = await openPartner(server, 'ana', new Map());
    await phone.sharing.join((await ana.sharing.invite('ana', PAGE)).link, 'Phone');
    const { devices } = phone.sharing.getSnapshot();
    await phone.close();
    await ana.sharing.removeDevice(devices.find(({ isThis }) => isThis)?.id ?? '');
    await partnership.send({ type: 'agreement.propose', agreement: { ...AGREEMENT, cadenceDays: 7 } });
    newEpoch = { ...both, log: server.log.copy(), ana: new Map(keys) };
    await partnership.close();
    await ana.close();
    server.close();
  });

  afterEach(() => unpatch());

  it('starts one: it is there, or it can be started again', async function () {
    this.timeout(60_000);
    const count = await crashes(nothing, async (story) => {
      await story.open();
      if (story.shared.sharing.getSnapshot().state === 'unknown') await story.shared.sharing.start('Laptop');
      await story.begin();
      await story.send('form', FORM);
      await story.send('propose', { type: 'agreement.propose', agreement: AGREEMENT });
      await story.type('thanks');
    });
    expect(count).to.be.greaterThan(100);
  });

  it('comes in by a link: the link still lets in', async function () {
    this.timeout(60_000);
    const count = await crashes(invited, async (story) => {
      await story.open();
      if (story.shared.sharing.getSnapshot().state === 'unknown') await story.shared.sharing.join(link, 'Laptop');
      await story.begin();
      await story.send('sign', { type: 'agreement.sign', revision: 1 });
      await story.type('thanks');
    });
    expect(count).to.be.greaterThan(100);
  });

  it('writes without a connection and comes back: it is all there, once', async function () {
    this.timeout(60_000);
    const count = await crashes(both, async (story) => {
      story.isOnline = false;
      await story.open();
      await story.begin();
      await story.type('from the tr');
      await story.send('propose', { type: 'agreement.propose', agreement: { ...AGREEMENT, meetingMinutes: 90 } });
      await story.send('sign', { type: 'agreement.sign', revision: 2 });
      await story.type('from the train');
      story.isOnline = true;
      await story.partnership.retry();
    });
    expect(count).to.be.greaterThan(100);
  });

  it('takes over a new key', async function () {
    this.timeout(60_000);
    const count = await crashes(newEpoch, async (story) => {
      await story.open();
      await story.begin();
      await story.catchUp();
      await story.send('sign', { type: 'agreement.sign', revision: 2 });
      await story.type('thanks');
    });
    expect(count).to.be.greaterThan(100);
  });

  it('comes back by a recovery code: the code still lets in', async function () {
    this.timeout(60_000);
    const { ben: _lost, ...lost } = both;
    const count = await crashes(lost, async (story) => {
      await story.open();
      if (story.shared.sharing.getSnapshot().state === 'unknown') await story.shared.sharing.recover(code, 'Tablet');
      await story.begin();
      await story.send('sign', { type: 'agreement.sign', revision: 1 });
      await story.type('thanks');
    });
    expect(count).to.be.greaterThan(100);
  });
});
