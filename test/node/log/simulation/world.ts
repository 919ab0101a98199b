import assert from 'node:assert/strict';
import { isTandemError } from '../../../../src/core/errors.js';
import type { LocalStore } from '../../../../src/core/log/local-store.js';
import { backoff } from '../../../../src/core/log/backoff.js';
import { openReplica } from '../../../../src/core/log/replica.js';
import type { Receipt } from '../../../../src/core/log/replica-types.js';
import type { LogStorage } from '../../../../src/core/log/storage.js';
import { memoryLocal } from '../../../../src/storage/memory.js';
import { authored, shopping, type ShoppingCommand, type ShoppingFact } from '../shopping.js';
import { LOG, keptOn, type ShoppingReplica } from '../world.js';
import { Model, factsOf } from './model.js';
import { picky } from './picky.js';
import type { Place, Setting, StorageUnderTest } from './storages.js';
import type { Action } from './stories.js';
import { Wires, type Page } from './wires.js';

interface Tab {
  readonly device: number;
  readonly page: Page;
  readonly place: Place;
  /** What the device was in the log when the tab was opened. */
  readonly identity: string | undefined;
  readonly storage: LogStorage;
  readonly replica: ShoppingReplica;
  readonly session: string;
  closed: boolean;
}

/** A command that was accepted when it was sent. */
interface Sent {
  readonly command: ShoppingCommand;
  readonly session: string;
  readonly page: Page;
  /** Ids in the tray, or dismissed from it, when it was sent: these it may overtake. */
  readonly traySeen: ReadonlySet<string>;
  settled: boolean;
}

/** All promises have run: only then is it the turn of a `nextTick`. Far cheaper than a turn of the event loop. */
const tick = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** Tabs, devices and one log, with all that a model knows of them; every step checks what must always hold. */
export class World {
  readonly wires = new Wires();
  readonly devices: readonly LocalStore[];
  readonly tabs: Tab[] = [];
  readonly #log: Model;
  readonly #settle: () => Promise<void>;
  readonly #sent = new Map<string, Sent>();
  readonly #order = new Map<string, string[]>();
  /** Answered `stored`: version by id. */
  readonly #stored = new Map<string, number>();
  /** Answered `pending`: the device that promised to keep it. */
  readonly #kept = new Map<string, Set<number>>();
  /** Ids that no storage takes. */
  readonly #poisonous = new Set<string>();
  /** Snapshots that were found to be right: they cannot change. */
  readonly #checked = new WeakSet<object>();
  readonly #dismissed = new Set<string>();
  /** Sent again by the person, from the tray or a second time: the order of sending no longer binds them. */
  readonly #explicit = new Set<string>();
  readonly #unexpected: unknown[] = [];
  #commands = 0;
  #sessions = 0;
  readonly counts = { stored: 0, pending: 0, tray: 0, refused: 0, rejected: 0 };

  readonly under: StorageUnderTest;

  constructor(
    { tabs: deviceOfTab, ready }: { readonly tabs: readonly number[]; readonly ready: number },
    make: (setting: Setting) => StorageUnderTest,
  ) {
    const devices = Math.max(...deviceOfTab) + 1;
    const under = make({ devices, ready, wires: this.wires });
    this.under = under;
    this.#log = new Model(under.truth);
    this.#settle = under.settle ?? tick;
    this.devices = under.locals ?? Array.from({ length: devices }, () => memoryLocal());
    for (const device of deviceOfTab) this.tabs.push(this.#open(device));
  }

  async act(action: Action): Promise<void> {
    Wires.trace?.(`# ${JSON.stringify(action)}`);
    switch (action.do) {
      case 'send': {
        const tab = this.#tab(action.tab);
        const who = this.under.people?.memberOf(tab.device);
        // Without keys nobody knows who it is.
        if (who !== undefined || !this.under.people) this.#send(tab, this.#command(action.type, action.name, who));
        break;
      }
      case 'again': {
        const known = [...this.#sent.keys()];
        const id = known[action.which % Math.max(1, known.length)];
        const tab = this.#tab(action.tab);
        const command = this.#sent.get(id ?? '')?.command;
        if (command && command.who === this.under.people?.memberOf(tab.device)) this.#send(tab, command);
        break;
      }
      case 'step':
        this.wires.step(action.index, action.outcome);
        break;
      case 'steps':
        for (let n = 0; n < action.count; n++) {
          if (!this.wires.next(this.wires.now + 60_000)) break;
          await this.#settle();
        }
        break;
      case 'retry':
        void this.#tab(action.tab).replica.retry();
        break;
      case 'close':
        void this.#close(action.tab % this.tabs.length);
        break;
      case 'crash':
      case 'crash device': {
        const hit = this.#tab(action.tab);
        const gone = this.tabs.filter((tab) => (action.do === 'crash' ? tab === hit : tab.device === hit.device));
        for (const { page } of gone) this.wires.crash(page, action.arrived);
        for (const tab of gone) this.tabs[this.tabs.indexOf(tab)] = this.#open(tab.device);
        break;
      }
      case 'retry tray':
      case 'dismiss':
        this.#tray(action.do, this.#tab(action.tab), action.which);
        break;
      case 'down':
        if (action.on) this.wires.down.add(action.what);
        else this.wires.down.delete(action.what);
        break;
      case 'restart server':
        this.under.restart?.();
        break;
      case 'people':
        this.under.people?.act(this.#tab(action.tab).place, action);
        break;
    }
    await this.#settle();
    await this.check();
  }

  /** Everything works again, and everybody tries until nothing moves. */
  async heal(): Promise<void> {
    const { people, live } = this.under;
    this.wires.down.clear();
    Wires.trace?.('# all is well again');
    if (people) await this.#quiet();
    if (live) {
      // What a device could not write is written when the person says so; and a tab of before is opened anew.
      const isWell = ({ device, identity, replica }: Tab) =>
        identity === people?.identity(device) && replica.getSnapshot().sync.state !== 'unsaved';
      await this.#proveAgreement(this.tabs.filter(isWell));
    }
    await people?.tryAgain(this.tabs.map(({ place }) => place));
    for (let round = 0; round < 4; round++) {
      // The last time all are opened anew, which also does away with rows that could not be deleted before.
      if (round === 3) this.tabs.forEach((_, index) => void this.#close(index));
      else for (const tab of this.tabs) void tab.replica.retry();
      await this.#quiet();
    }
    await this.#log.proveUnchanged();
    const { entries } = this.#log;
    for (const [id, version] of this.#stored) assert.equal(entries[version - 1]?.id, id, 'a stored entry has moved');
    await this.#proveAgreement(this.tabs);
    for (const { replica } of this.tabs) this.counts.tray += replica.getSnapshot().attention.length;
    for (const [index, device] of this.devices.entries()) {
      const tab = this.tabs.find((each) => each.device === index)!;
      const { attention, pending } = tab.replica.getSnapshot();
      const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));
      assert.deepEqual(new Set(await keptOn(device, 'pending')), ids(pending));
      assert.deepEqual(new Set(await keptOn(device, 'tray')), ids(attention));
    }
    for (const [id, sent] of this.#sent) if (sent.page.alive) assert.ok(sent.settled, `nobody answered for ${id}`);
    for (const { id, author } of entries) {
      const who = this.#sent.get(id)?.command.who;
      if (who !== undefined) assert.equal(author, who, `who wrote ${id}`);
    }
    await this.under.prove?.(entries);
    people?.check();
  }

  /** Nothing moves any more, timers included that go off within some minutes. */
  async #quiet(): Promise<void> {
    const until = this.wires.now + 180_000;
    await this.#settle();
    for (let steps = 0; this.wires.next(until); steps++) {
      assert.ok(steps < 20_000, 'it goes round in circles');
      await this.#settle();
    }
    await this.check();
  }

  /** All who are in have everything, and nothing waits. Whoever is out keeps what was written there. */
  async #proveAgreement(tabs: readonly Tab[]): Promise<void> {
    const last = this.#log.documentAt(this.#log.entries.length);
    for (const { replica, device } of tabs) {
      const { sync, pending, document, confirmed, attention } = replica.getSnapshot();
      for (const { id } of attention) assert.ok(!this.#log.has(id), `${id} is in the log and in the tray`);
      const standing = await this.under.people?.standing(device);
      if (standing && standing.state !== 'in') continue;
      assert.equal(sync.state, 'saved', sync.error?.stack);
      assert.deepEqual(pending, []);
      assert.equal(confirmed.version, this.#log.entries.length);
      assert.deepEqual(document, last);
    }
  }

  /** What must hold at any moment. */
  async check(): Promise<void> {
    if (this.#unexpected.length > 0) throw this.#unexpected[0];
    const { people } = this.under;
    people?.check();
    await this.#log.follow();
    for (const { replica, device } of this.tabs) {
      const snapshot = replica.getSnapshot();
      if (this.#checked.has(snapshot)) continue;
      this.#checked.add(snapshot);
      const { document, confirmed, pending, sync } = snapshot;
      assert.ok(sync.state !== 'read-only', sync.error?.stack);
      assert.deepEqual(confirmed.document, this.#log.documentAt(confirmed.version), 'not the fold of the log');
      const standing = await people?.standing(device);
      // Whoever has a link sees the books with it, also on a device that was taken out.
      const since = standing?.state === 'out' ? standing.since : Infinity;
      const later = this.#log.entries.slice(Math.min(since, confirmed.version), confirmed.version);
      assert.ok(!later.some(({ control }) => !control), 'read after it was taken out');
      // The document is what is confirmed, with what is pending in its order.
      const extra = document.trail.slice(confirmed.document.trail.length);
      const ids = pending.map(({ id }) => id);
      assert.deepEqual(
        extra,
        ids.filter((id) => extra.includes(id)),
      );
    }
    for (const [id, devices] of this.#kept) {
      if (this.#log.has(id) || this.#dismissed.has(id)) continue;
      for (const device of devices) {
        const row = await this.devices[device]!.get(`command/${LOG}/${id}`);
        assert.ok(JSON.stringify(row ?? '').includes(`"id":"${id}"`), `${id} was promised to be kept`);
      }
    }
    for (const [id, { page, session }] of this.#sent) {
      const tab = this.tabs.find((each) => each.page === page && each.session === session);
      if (!tab || tab.closed || this.#log.has(id) || this.#dismissed.has(id)) continue;
      const { pending, attention } = tab.replica.getSnapshot();
      assert.ok(
        [...pending, ...attention].some((each) => each.id === id),
        `${id} is lost`,
      );
    }
    this.#checkOrder();
  }

  /** A later command never overtakes one that was refused. */
  #checkOrder(): void {
    for (const ids of this.#order.values()) {
      let missing: string | undefined;
      for (const id of ids) {
        if (!this.#log.has(id)) {
          // One that nobody was told to be safe, and that went down with its page, holds up nothing.
          const { session, settled } = this.#sent.get(id)!;
          const open = this.tabs.some((tab) => tab.session === session && !tab.closed);
          const safe = open || this.#kept.has(id);
          if (safe && settled) missing ??= id;
          continue;
        }
        if (missing === undefined || this.#explicit.has(id) || this.#explicit.has(missing)) continue;
        if (this.#sent.get(id)!.traySeen.has(missing)) continue;
        assert.fail(`${id} went ahead of ${missing}`);
      }
    }
  }

  #tab(index: number): Tab {
    return this.tabs[index % this.tabs.length]!;
  }

  #open(device: number): Tab {
    const page: Page = { alive: true, gone: [] };
    const session = `${'zyxwvutsrq'[this.#sessions % 10]}${++this.#sessions}`; // later ones sort first, mostly
    const local = this.wires.connect(this.devices[device]!, page, 'device');
    const place: Place = {
      device,
      local,
      connect: (store, kind) => this.wires.connect(store, page, kind),
      call: (kind, name, effect) => this.wires.call(page, kind, name, effect),
      later: (act, ms) => this.wires.later(page, act, ms),
      deliver: (arrive, name) => void this.wires.deliver(page, arrive, name),
      onGone: (act) => void page.gone.push(act),
    };
    const storage = picky(this.#poisonous, this.under.open(place));
    const replica = openReplica({
      storage,
      local,
      log: LOG,
      session,
      language: this.under.people ? authored : shopping,
      schedule: (tryAgain, failures, error) =>
        this.wires.later(page, tryAgain, backoff(failures, { error, random: () => 1 })),
      snapshotEvery: 3,
      pageSize: 2,
    });
    this.#order.set(session, []);
    const identity = this.under.people?.identity(device);
    return { device, page, place, identity, storage, replica, session, closed: false };
  }

  async #close(index: number): Promise<void> {
    const tab = this.tabs[index]!;
    if (tab.closed) return;
    tab.closed = true;
    await tab.replica.close();
    await tab.storage.close();
    for (const gone of tab.page.gone.splice(0)) gone();
    if (this.tabs[index] === tab) this.tabs[index] = this.#open(tab.device);
  }

  #command(type: ShoppingCommand['type'], name: number, by?: string): ShoppingCommand {
    const id = `c${String(++this.#commands).padStart(3, '0')}`;
    const text = `what was typed for ${id}`;
    if (type === 'note' && name > 1) this.#poisonous.add(id);
    const who = by === undefined ? {} : { who: by };
    return type === 'note' ? { id, ...who, type, text } : { id, ...who, type, name: 'abc'[name % 3]!, text };
  }

  #send(tab: Tab, command: ShoppingCommand): void {
    const { replica } = tab;
    const { id } = command;
    const before = replica.getSnapshot();
    let changes = 0;
    const unsubscribe = replica.subscribe(() => void changes++);
    const receipt = replica.send(command);
    unsubscribe();
    const after = replica.getSnapshot();
    const again = this.#sent.has(id);
    const accepted = after.pending.includes(command) && !before.pending.some((each) => each.id === id);
    if (accepted) {
      const decision = shopping.decide(before.document, command);
      assert.ok(decision.status === 'accepted');
      assert.deepEqual(after.document, shopping.fold(before.document, decision.facts));
      assert.equal(changes, 1);
    } else {
      assert.equal(after, before, 'a refused command has changed something');
      assert.equal(changes, 0);
    }
    if (again) this.#explicit.add(id);
    if (accepted && !again) {
      const traySeen = new Set([...before.attention.map((item) => item.id), ...this.#dismissed]);
      this.#sent.set(id, {
        command,
        session: tab.session,
        page: tab.page,
        traySeen,
        settled: false,
      });
      this.#order.get(tab.session)!.push(id);
    }
    this.#follow(tab, id, receipt);
  }

  #tray(what: 'retry tray' | 'dismiss', tab: Tab, which: number): void {
    const { attention } = tab.replica.getSnapshot();
    const item = attention[which % Math.max(1, attention.length)];
    if (!item) return;
    if (what === 'retry tray') {
      this.#explicit.add(item.id);
      this.#follow(tab, item.id, tab.replica.attention.retry(item.id));
    } else {
      this.#dismissed.add(item.id);
      tab.replica.attention
        .dismiss(item.id)
        .catch((error: unknown) => this.#unexpected.push(...(isTandemError(error) ? [] : [error])));
    }
  }

  #follow(tab: Tab, id: string, promise: Promise<Receipt<ShoppingFact>>): void {
    promise
      .then(
        async (receipt) => {
          this.counts[receipt.status] += 1;
          if (receipt.status === 'stored') await this.#onStored(id, receipt);
          else this.#kept.set(id, (this.#kept.get(id) ?? new Set()).add(tab.device));
        },
        (error: unknown) => this.#expected(error),
      )
      .then(() => {
        const sent = this.#sent.get(id);
        if (sent) sent.settled = true;
      })
      .catch((error: unknown) => this.#unexpected.push(error));
  }

  async #onStored(id: string, { version, facts }: Receipt<ShoppingFact> & { status: 'stored' }): Promise<void> {
    const known = this.#stored.get(id);
    if (known !== undefined) assert.equal(version, known);
    this.#stored.set(id, version);
    await this.#log.follow();
    const entry = this.#log.entries[version - 1];
    assert.equal(entry?.id, id);
    assert.deepEqual(factsOf(entry), facts);
  }

  #expected(error: unknown): void {
    const code = isTandemError(error) ? error.code : undefined;
    if (code === 'COMMAND_REFUSED') this.counts.refused += 1;
    else if (code === 'STORAGE_REJECTED') this.counts.rejected += 1;
    else if (!/^(STORAGE|NETWORK)_|^ENCRYPTION_KEYS_MISSING$/.test(code ?? '')) throw error;
  }
}
