import { expect } from '@open-wc/testing';
import { type Partnership, isTandemError, logIds, openPartnership } from '../../../src/core/index.js';
import { encrypted, indexedDbKeys, openKeyring } from '../../../src/encryption/index.js';
import { type Shared, openShared } from '../../../src/sharing/index.js';
import { httpStorage } from '../../../src/storage/http.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';
import { memoryLocal } from '../../../src/storage/memory.js';
import { type Rows, readDatabase, writeDatabase } from './copy-database.js';
import type { MortalTab } from './mortal-tab.js';
import { type PageServer, SERVER } from './server.js';
import { deleteDatabase } from './storage-names.js';

/** The partnership of these stories. */
export const ID = 'ana-ben';

/** Copy, small things, and keys: a device's three databases. */
const SUFFIXES = ['', '-local', '-keys'] as const;
/** What a device has, database by database. */
export type DeviceRows = readonly Rows[];

interface Life {
  readonly shared: Shared;
  partnership: Partnership | undefined;
  /** Its requests get out. */
  alive: boolean;
  close(): Promise<void>;
}

/** One member's device in a tab that may die, and what the person was told. */
export class SharedStory {
  isOnline = true;
  /** Commands that the person was told to be kept, in the log or on the device. */
  readonly acknowledged = new Set<string>();
  /** What was typed last, and what was said to be kept of it. */
  typed = { kept: '', newest: '' };
  /** The person was told that this device is in. */
  isIn = false;
  #life: Life | undefined;

  constructor(
    readonly name: string,
    readonly tab: MortalTab,
    readonly server: PageServer,
    readonly me: 'ana' | 'ben',
  ) {}

  get shared(): Shared {
    return this.#life!.shared;
  }

  get partnership(): Partnership {
    return this.#life!.partnership!;
  }

  /** Opens what the device has, as a new page does. */
  async open(): Promise<void> {
    const { name, tab, server } = this;
    const [mirror, local] = [indexedDb({ name }), indexedDbLocal({ name })];
    const closeStores = () => Promise.allSettled([mirror.close(), local.close()]);
    try {
      const keys = await indexedDbKeys({ name: `${name}-keys` });
      if (!keys.lasts) throw new TypeError('the tab died'); // it would be another device's keys
      const fetch = server.fetchFor(() => life.alive && !tab.dead && this.isOnline);
      const life: Omit<Life, 'shared'> & { shared?: Shared } = {
        partnership: undefined,
        alive: true,
        async close() {
          life.alive = false;
          await Promise.allSettled([life.partnership?.close(), life.shared?.close()]);
          await closeStores();
        },
      };
      this.#life = life as Life;
      life.shared = await openShared({ id: ID, me: this.me, server: SERVER, mirror, local, keys, fetch });
    } catch (error) {
      await closeStores();
      throw error;
    }
  }

  /** Opens the partnership, once the device is in. */
  async begin(): Promise<void> {
    const { storage, local } = this.shared;
    this.isIn ||= !this.tab.dead;
    this.#life!.partnership = openPartnership({ id: ID, me: this.me, storage, local });
    await this.partnership.ready;
  }

  /** Goes on from what there is at the server by now. */
  async catchUp(): Promise<void> {
    const { pair } = logIds(ID, this.me);
    const { head } = await this.shared.storage.read(pair, 0, { limit: 1 });
    await this.shared.storage.read(pair, head); // there is no more in the copy: the server is asked
    await this.partnership.retry();
  }

  async type(text: string): Promise<void> {
    const { drafts } = this.partnership;
    this.typed.newest = text;
    await drafts.set('note', text);
    if (!drafts.error && !this.tab.dead) this.typed.kept = text;
  }

  /** Sends a command under an id of its own: told again, it is the same one. */
  async send(id: string, ...[command]: Parameters<Partnership['send']>): Promise<void> {
    await this.partnership.send({ ...command, id });
    if (!this.tab.dead) this.acknowledged.add(id);
  }

  /** Whether the tab died meanwhile. An error in a tab that lives is a mistake. */
  async dies(run: () => Promise<void>): Promise<boolean> {
    try {
      await run();
    } catch (error) {
      if (!this.tab.dead) throw error;
      const isFit = isTandemError(error) || error instanceof TypeError || error instanceof DOMException;
      expect(isFit, String(error)).to.equal(true);
    }
    return this.tab.dead;
  }

  /** The page is gone, without a word; its stores never wake up again. */
  async bury(): Promise<void> {
    if (!this.tab.dead) this.tab.die();
    await this.#life?.close();
    this.#life = undefined;
    this.tab.restart();
  }

  /** After a crash, before anything is done again: what the person was told is true. */
  async checkKept(where: string): Promise<void> {
    this.isOnline = true;
    await this.open();
    const { state, error } = this.shared.sharing.getSnapshot();
    if (!this.isIn && state === 'unknown') {
      expect(this.typed.kept, where).to.equal('');
      return;
    }
    expect(state, `${where}: ${String(error)}`).to.equal('shared');
    await this.begin();
    await this.partnership.retry();
    const ids = await this.#proveCopies(where);
    for (const id of this.acknowledged) expect(ids, `${where}: acknowledged`).to.include(id);
    const draft = this.partnership.drafts.get('note') ?? '';
    expect([this.typed.kept, this.typed.newest], `${where}: what was typed`).to.include(draft);
  }

  /** At the end everything is in the log, once, and the partner sees the same. */
  async checkWhole(where: string, partner: Partnership): Promise<void> {
    await this.partnership.retry();
    const ids = await this.#proveCopies(where);
    for (const id of this.acknowledged) expect(ids, `${where}: acknowledged`).to.include(id);
    await this.partnership.retry();
    const { sync, pending, attention, document } = this.partnership.getSnapshot();
    expect([sync.state, pending, attention.length], `${where}: ${String(sync.error)}`).to.deep.equal(['saved', 0, 0]);
    expect(this.partnership.drafts.get('note'), `${where}: what was typed`).to.equal(this.typed.newest || undefined);
    await partner.retry();
    expect(partner.getSnapshot().sync.state, where).to.equal('saved');
    expect(partner.getSnapshot().document, `${where}: the partner sees the same`).to.deep.equal(document);
  }

  /**
   * With nothing but the keys, from the first entry on: what the copy has is what the logs prove, and nothing twice.
   *
   * @returns ids in the pair's log
   */
  async #proveCopies(where: string): Promise<readonly string[]> {
    const { storage, local } = this.shared;
    const keyring = openKeyring({ keys: await indexedDbKeys({ name: `${this.name}-keys` }), local: memoryLocal() });
    const remote = httpStorage({ url: SERVER, token: keyring.token, fetch: this.server.fetchFor() });
    const proved = encrypted(remote, keyring);
    const { pair, own } = logIds(ID, this.me);
    const ofBoth = await Promise.all(
      [pair, own].map(async (log) => {
        const { entries, head } = await proved.read(log, 0);
        await storage.read(log, head - 1); // whoever asks for the last one waits until the copy has it
        const copy = await storage.read(log, 0);
        const plain = ({ id, version, body, control }: (typeof entries)[number]) => ({ id, version, body, control });
        expect(copy.entries.map(plain), `${where}: the copy of ${log}`).to.deep.equal(entries.map(plain));
        const ids = entries.map(({ id }) => id);
        expect([ids.length, new Set(ids).size], `${where}: ${log}`).to.deep.equal([head, head]);
        return ids;
      }),
    );
    await proved.close();
    for (const [key, value] of await local.list('sharing/')) {
      const { version } = value as { version: number };
      const { head } = this.server.log.peek(key.split('/')[1] ?? '', 0);
      expect(version, `${where}: proved further than the log goes`).to.be.at.most(head);
    }
    return ofBoth[0] ?? [];
  }

  /** What the device has, to begin other stories with. */
  rows(): Promise<DeviceRows> {
    return Promise.all(SUFFIXES.map((suffix) => readDatabase(this.name + suffix)));
  }

  /** Makes the device what another one was. */
  async become(rows: DeviceRows): Promise<void> {
    await Promise.all(rows.map((each, at) => writeDatabase(this.name + SUFFIXES[at], each)));
  }

  /** Leaves nothing behind. */
  async end(): Promise<void> {
    await this.bury();
    await Promise.all(SUFFIXES.map((suffix) => deleteDatabase(this.name + suffix)));
  }
}
