import type { TandemError } from '../errors.js';
import { attentionKey, rowsOf, type TrayEntry } from './attention.js';
import { Device } from './device.js';
import type { LogLanguage } from './language.js';
import { orphansOf, pendingKey, type Keeping, type PendingItem, type PendingRow } from './pending.js';
import { Publisher, sameList } from './publisher.js';
import { rebase, type Stopped } from './rebase.js';
import { commandRefused, refusedAtOnce } from './refusals.js';
import type { Receipt, ReplicaOptions, ReplicaSnapshot } from './replica-types.js';
import { sameProblem, sameStatus, statusOf } from './status.js';
import type { Version } from './storage.js';

/** Facts of entries confirmed lately, so that a double submit is answered without reading the log. */
const REMEMBERED_FACTS = 200;

/** How far the log was read; the part of `Reading` that the ledger needs. */
interface Confirmed<Document> {
  readonly document: Document;
  readonly version: Version;
  versionOf(id: string): Version | undefined;
}

/**
 * State of a replica, and all the ways it may change. Every method runs to its end at once: nothing here waits, so no
 * method ever sees a half-made change of another. Keeping rows on the device is asked for, not waited for.
 */
export class Ledger<Document, Command extends { readonly id: string }, Fact, Refusal> {
  readonly device: Device<Document, Command, Fact, Refusal>;
  readonly #language: LogLanguage<Document, Command, Fact, Refusal>;
  readonly #log: string;
  readonly #session: string;
  readonly #readReceipt: (id: string, version: Version) => Promise<Receipt<Fact>>;
  readonly published: Publisher<ReplicaSnapshot<Document, Command, Refusal>>;
  readonly #facts = new Map<string, readonly Fact[]>();
  #confirmed: { readonly document: Document; readonly version: Version };
  #document: Document;
  #pending: readonly PendingItem<Document, Command, Fact>[] = [];
  #tray: readonly TrayEntry<Command, Refusal>[] = [];
  #sequence = 0;
  #hold = false;
  /** Adopted commands without their predecessor have been sorted out. */
  #orphansDone = false;
  loaded = false;
  closed = false;
  broken: TandemError | undefined;
  logError: TandemError | undefined;

  /** @param readReceipt reads from the log what followed from a command */
  constructor(
    { language, log, session, local }: ReplicaOptions<Document, Command, Fact, Refusal>,
    readReceipt: (id: string, version: Version) => Promise<Receipt<Fact>>,
  ) {
    this.#readReceipt = readReceipt;
    this.#language = language;
    this.#log = log;
    this.#session = session;
    this.device = new Device(local, log, () => this.publish());
    this.#confirmed = { document: language.empty, version: 0 };
    this.#document = language.empty;
    this.published = new Publisher<ReplicaSnapshot<Document, Command, Refusal>>({
      ...{ document: language.empty, confirmed: this.#confirmed, pending: [], attention: [] },
      sync: { state: 'opening' },
    });
  }

  /** The document is incomplete, so that a refusal proves nothing: see `rebase`. */
  get hold(): boolean {
    return this.#hold;
  }
  get version(): Version {
    return this.#confirmed.version;
  }
  get pending(): readonly PendingItem<Document, Command, Fact>[] {
    return this.#pending;
  }

  /** A pending command. */
  pendingOf(id: string): PendingItem<Document, Command, Fact> | undefined {
    return this.#pending.find((item) => item.command.id === id);
  }
  /** An item of the tray. */
  trayOf(id: string): TrayEntry<Command, Refusal> | undefined {
    return this.#tray.find((entry) => entry.item.id === id);
  }
  /** Facts of an entry confirmed lately. */
  factsOf(id: string): readonly Fact[] | undefined {
    return this.#facts.get(id);
  }
  /** Remembers the facts of an entry that was read, where they are an answer to somebody. */
  onEntry(id: string, facts: readonly Fact[]): void {
    if (this.pendingOf(id)) this.#remember(id, facts);
  }

  /**
   * Takes in what the device has kept. Rows of other sessions too: see `parsePendingRows`.
   *
   * A command found both in the tray and pending was on its way from one to the other when a page went away. It counts
   * as pending and is decided again, unless what it followed is in the tray alone. No row is deleted here, because
   * another tab may be about to delete the other one.
   */
  adopt(rows: readonly PendingRow<Command>[], tray: readonly TrayEntry<Command, Refusal>[]): void {
    const items = new Map<string, PendingItem<Document, Command, Fact> & { formerKeys: string[] }>();
    for (const row of rows) {
      this.#sequence = Math.max(this.#sequence, row.sequence);
      const known = items.get(row.command.id);
      if (known) known.formerKeys.push(row.key);
      else items.set(row.command.id, { ...row, ...this.#fresh(), formerKeys: [], adopted: true, kept: 'yes' });
    }
    for (const { item, key } of tray) items.get(item.id)?.formerKeys.push(key);
    this.#tray = tray.filter(({ item }) => !items.has(item.id));
    this.#pending = [...items.values()];
  }

  /**
   * Decides a command on the optimistic document. Accepted, it is pending from now on; refused, nothing changes except,
   * for a command of the tray, its reason.
   */
  accept(command: Command, from?: TrayEntry<Command, Refusal>): PendingItem<Document, Command, Fact> {
    const decision = this.#language.decide(this.#document, command);
    if (decision.status === 'refused') {
      const { reason } = decision;
      if (from) {
        const entry = { ...from, item: { kind: 'refused' as const, id: command.id, command, reason } };
        this.#tray = this.#tray.map((each) => (each === from ? entry : each));
        this.device.keepTray([entry]);
        this.publish();
      }
      throw from
        ? commandRefused({ kind: 'refused', id: command.id, command, reason })
        : refusedAtOnce(command.id, reason);
    }
    const { facts } = decision;
    const after = this.#language.fold(this.#document, facts);
    const session = this.#session;
    const sequence = ++this.#sequence;
    const key = pendingKey(this.#log, session, sequence);
    const follows = this.#pending.findLast((each) => each.session === session)?.command.id;
    const own = { command, follows, session, sequence, key, formerKeys: from ? rowsOf(from) : [], adopted: false };
    const item: PendingItem<Document, Command, Fact> = { ...own, ...this.#fresh(), kept: 'not yet', facts, after };
    this.#document = after;
    this.#pending = [...this.#pending, item];
    if (from) this.#tray = this.#tray.filter((entry) => entry !== from);
    this.device.keep(item);
    this.publish();
    return item;
  }

  /** The log took the first pending commands as its next entries, exactly as they were decided here. */
  confirmFirst(count: number): { readonly ids: readonly string[]; readonly document: Document } {
    const done = this.#pending.slice(0, count);
    const last = done.at(-1);
    const document = last ? last.after : this.#confirmed.document;
    this.#pending = this.#pending.slice(count);
    const version = this.#confirmed.version;
    this.#confirmed = { document, version: version + done.length };
    done.forEach((item, index) => this.#stored(item, version + index + 1));
    return { ids: done.map((item) => item.command.id), document };
  }

  /**
   * Goes on to what was read from the log: what is in it is confirmed, all else is decided again on top.
   *
   * @param problem why the log cannot be followed further
   * @param hold the document is incomplete, refuse nothing
   */
  commit(read: Confirmed<Document>, problem: TandemError | undefined, hold: boolean): void {
    const arrived = this.#pending.filter((item) => read.versionOf(item.command.id) !== undefined);
    const left = this.#pending.filter((item) => !arrived.includes(item));
    const orphans = hold || this.#orphansDone ? [] : orphansOf(left, (id) => read.versionOf(id) !== undefined);
    const waiting = left.filter((item) => orphans.every((orphan) => orphan.item !== item));
    const moved = read.version !== this.#confirmed.version;
    const again = moved || arrived.length > 0 || this.#hold !== hold || !this.loaded;
    const result = again ? rebase(this.#language, read.document, waiting, hold) : undefined;
    // From here on nothing calls into the language, so nothing can fail half-way.
    this.#hold = hold;
    this.#orphansDone ||= !hold;
    this.broken = sameProblem(this.broken, problem);
    this.loaded = true;
    if (moved) this.#confirmed = { document: read.document, version: read.version };
    for (const item of arrived) this.#stored(item, read.versionOf(item.command.id) ?? 0);
    const settledTray = this.#tray.filter((entry) => read.versionOf(entry.item.id) !== undefined);
    if (settledTray.length > 0) {
      this.#tray = this.#tray.filter((entry) => !settledTray.includes(entry));
      this.device.forget(settledTray.flatMap((entry) => rowsOf(entry)));
    }
    if (!result) return;
    for (const { item, facts, after } of result.kept) Object.assign(item, { facts, after });
    this.#document = result.document;
    this.#pending = result.kept.map(({ item }) => item);
    this.#setAside([...orphans, ...result.stopped]);
  }

  /** Answers everybody who waits, now that the log gives no answer: the command is kept here, or it is not. */
  settle(): void {
    for (const item of this.#pending) {
      if (item.kept === 'not yet') continue;
      const error = item.kept === 'yes' ? undefined : (this.broken ?? item.kept);
      for (const waiter of item.waiters.splice(0)) {
        if (error) waiter.reject(error);
        else waiter.resolve({ status: 'pending', facts: item.facts ?? [] });
      }
    }
  }

  /** Tries again to keep what the device could not keep. */
  keepAgain(): void {
    const failed = this.#tray.filter((entry) => typeof entry.kept !== 'string');
    if (failed.length > 0) this.device.keepTray(failed);
    for (const item of this.#pending) if (typeof item.kept !== 'string') this.device.keep(item);
  }

  /** Takes an item out of the tray for good. */
  async dismiss(id: string): Promise<void> {
    const entry = this.trayOf(id);
    if (!entry) return;
    await this.device.dismiss(entry);
    this.#tray = this.#tray.filter((each) => each !== entry);
    this.publish();
  }

  /** Makes the present state the snapshot that everybody sees. */
  publish(): void {
    const before = this.published.current;
    this.published.publish({
      document: this.#document,
      confirmed: this.#confirmed,
      pending: sameList(
        before.pending,
        this.#pending.map((item) => item.command),
      ),
      attention: sameList(
        before.attention,
        this.#tray.map((entry) => entry.item),
      ),
      sync: sameStatus(before.sync, this.#status()),
    });
  }

  #status(): ReturnType<typeof statusOf> {
    const { closed, loaded, broken, logError } = this;
    const failed = (list: readonly { readonly kept: Keeping }[]): TandemError | undefined =>
      list.map(({ kept }) => kept).find((kept) => typeof kept !== 'string');
    const unkeptPending = failed(this.#pending);
    const unkeptAttention = failed(this.#tray.filter((entry) => entry.pending?.kept !== 'yes'));
    const pending = this.#pending.length;
    return statusOf({ closed, loaded, broken, logError, unkeptPending, unkeptAttention, pending });
  }

  #fresh(): Pick<PendingItem<Document, Command, Fact>, 'unanswered' | 'facts' | 'after' | 'waiters'> {
    return { unanswered: 0, facts: undefined, after: this.#document, waiters: [] };
  }

  #stored(item: PendingItem<Document, Command, Fact>, version: Version): void {
    const { id } = item.command;
    const facts = this.#facts.get(id) ?? item.facts;
    if (facts) this.#remember(id, facts);
    // Confirmed by the snapshot alone: only the log knows what followed from it.
    const receipt = () => (facts ? { status: 'stored' as const, version, facts } : this.#readReceipt(id, version));
    for (const waiter of item.waiters.splice(0)) waiter.resolve(receipt());
    this.device.forget([item.key, ...item.formerKeys]);
  }

  #setAside(stopped: readonly Stopped<PendingItem<Document, Command, Fact>, Refusal>[]): void {
    if (stopped.length === 0) return;
    let order = this.#tray.at(-1)?.order ?? 0;
    const entries = stopped.map((each): TrayEntry<Command, Refusal> => {
      const { command } = each.item;
      const why =
        each.kind === 'refused' ? { kind: each.kind, reason: each.reason } : { kind: each.kind, behind: each.behind };
      return {
        item: { ...why, id: command.id, command },
        order: ++order,
        key: attentionKey(this.#log, command.id),
        pending: each.item,
        kept: 'not yet',
      };
    });
    this.#tray = [...this.#tray, ...entries];
    this.device.keepTray(entries);
    stopped.forEach((each, index) => {
      const entry = entries[index];
      if (entry) for (const waiter of each.item.waiters.splice(0)) waiter.reject(commandRefused(entry.item));
    });
  }

  #remember(id: string, facts: readonly Fact[]): void {
    this.#facts.set(id, facts);
    const oldest = this.#facts.keys().next().value;
    if (this.#facts.size > REMEMBERED_FACTS && oldest !== undefined) this.#facts.delete(oldest);
  }
}
