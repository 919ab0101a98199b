import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  type HistoryItem,
  type PairFact,
  type Partnership,
  type TandemError,
  isTandemError,
  undoneIn,
} from '../../core/index.js';

type Entry = HistoryItem<PairFact>;

/** Entries read at once. */
const PAGE = 50;
/** Most entries held: what is far away is let go of, and read again when somebody goes there. */
const HELD = 200;

/** A stretch of the shared history, read page by page: newest first, without gaps, and never more than so much. */
export class TimelinePages implements ReactiveController {
  entries: readonly Entry[] = [];
  /** Ids of the commands that were taken back later. */
  readonly undone = new Set<string>();
  /** Something was read at least once. */
  isRead = false;
  hasLater = false;
  error: TandemError | undefined;
  #before: number | undefined;
  #partnership: Partnership | undefined;
  #document: unknown;
  #sync: unknown;
  #queue = Promise.resolve();
  #refreshing = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#reset(undefined);
  }

  get hasEarlier(): boolean {
    return this.#before !== undefined;
  }

  /** Follows what happens: reads again whenever the document is another one. */
  follow(partnership: Partnership): void {
    if (partnership !== this.#partnership) this.#reset(partnership);
    const { document, sync } = partnership.getSnapshot();
    const isBack = this.error !== undefined && sync.state === 'saved' && sync !== this.#sync;
    const isNew = document !== this.#document;
    [this.#document, this.#sync] = [document, sync];
    if (isNew || isBack) void this.refresh();
  }

  /** Reads what is new. Nothing that is held is let go of: somebody may be reading it. */
  async refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    await this.#inTurn(async (partnership) => {
      this.#refreshing = false;
      const page = await partnership.history({ limit: PAGE });
      if (partnership !== this.#partnership) return;
      this.#note(page.items);
      if (!this.isRead) {
        [this.entries, this.#before, this.isRead] = [page.items, page.before, true];
        return;
      }
      if (this.hasLater) return;
      const stored = this.entries.filter(isStored);
      const newest = versionOf(stored[0]);
      const fresh = page.items.filter((entry) => !isStored(entry) || versionOf(entry) > newest);
      const hasGap = versionOf(fresh.findLast(isStored)) > newest + 1;
      if (hasGap || stored.length + fresh.length > HELD + PAGE) this.hasLater = true;
      else this.entries = [...fresh, ...stored];
    });
  }

  /** @returns how many more entries are shown. */
  async showEarlier(): Promise<number> {
    const shown = await this.#inTurn(async (partnership) => {
      if (this.#before === undefined) return 0;
      const page = await partnership.history({ before: this.#before, limit: PAGE });
      if (partnership !== this.#partnership) return 0;
      this.#note(page.items);
      const all = [...this.entries, ...page.items];
      this.hasLater ||= all.length > HELD;
      [this.entries, this.#before] = [all.slice(-HELD), page.before];
      return page.items.length;
    });
    return shown ?? 0;
  }

  /** @returns how many more entries are shown. */
  async showLater(): Promise<number> {
    const shown = await this.#inTurn(async (partnership) => {
      const stored = this.entries.filter(isStored);
      const newest = versionOf(stored[0]);
      const page = await partnership.history({ before: newest + PAGE + 1, limit: PAGE });
      if (partnership !== this.#partnership) return 0;
      this.#note(page.items);
      const fresh = page.items.filter((entry) => versionOf(entry) > newest);
      this.entries = [...fresh, ...stored].slice(0, HELD);
      const oldest = versionOf(this.entries.at(-1));
      this.#before = oldest > 1 ? oldest : undefined;
      this.hasLater = fresh.length === PAGE;
      return fresh.length;
    });
    // The first page knows what is not in the log yet.
    if (!this.hasLater) await this.refresh();
    return shown ?? 0;
  }

  #note(entries: readonly Entry[]): void {
    for (const id of undoneIn(entries)) this.undone.add(id);
  }

  /** One reading at a time. What goes wrong is shown, and tried again on request. */
  #inTurn<T>(read: (partnership: Partnership) => Promise<T>): Promise<T | undefined> {
    const partnership = this.#partnership;
    const turn = this.#queue.then(async () => {
      this.error = undefined;
      try {
        return partnership && partnership === this.#partnership ? await read(partnership) : undefined;
      } catch (error) {
        if (!isTandemError(error)) throw error;
        if (partnership === this.#partnership) this.error = error;
        return undefined;
      } finally {
        this.host.requestUpdate();
      }
    });
    this.#queue = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  #reset(partnership: Partnership | undefined): void {
    this.#partnership = partnership;
    this.#document = this.#sync = this.#before = this.error = undefined;
    this.entries = [];
    this.undone.clear();
    this.isRead = this.hasLater = this.#refreshing = false;
  }
}

const isStored = ({ version }: Entry): boolean => version !== undefined;
const versionOf = (entry: Entry | undefined): number => entry?.version ?? 0;
