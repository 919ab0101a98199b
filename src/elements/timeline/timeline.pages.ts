import {
  type HistoryItem,
  type HistoryPage,
  type PairFact,
  type Partnership,
  type PartnershipSnapshot,
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
export class TimelinePages {
  entries: readonly Entry[] = [];
  /** Ids of the commands that were taken back later. */
  readonly undone = new Set<string>();
  /** Something was read at least once. */
  isRead = false;
  hasLater = false;
  error: TandemError | undefined;
  #before: number | undefined;
  #seen: PartnershipSnapshot | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #refreshing = false;

  constructor(
    readonly partnership: Partnership,
    private readonly onChange: () => void,
  ) {}

  get hasEarlier(): boolean {
    return this.#before !== undefined;
  }

  /** Follows what happens: reads again whenever the document is another one. */
  follow(snapshot: PartnershipSnapshot): void {
    const { document, sync } = snapshot;
    const isBack = this.error !== undefined && sync.state === 'saved' && sync !== this.#seen?.sync;
    const isNew = document !== this.#seen?.document;
    this.#seen = snapshot;
    if (isNew || isBack) void this.refresh();
  }

  /** Reads what is new. Nothing that is held is let go of: somebody may be reading it. */
  async refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    await this.#inTurn(async () => {
      this.#refreshing = false;
      const { items, before } = await this.#read();
      if (!this.isRead) {
        [this.entries, this.#before, this.isRead] = [items, before, true];
      } else if (!this.hasLater) {
        const stored = this.entries.filter(isStored);
        const newest = versionOf(stored[0]);
        const fresh = items.filter((entry) => !isStored(entry) || versionOf(entry) > newest);
        // Not every version is something that happened: only the page knows how far it goes.
        const hasGap = (before ?? 0) > newest + 1;
        this.hasLater = hasGap || stored.length + fresh.length > HELD + PAGE;
        if (!this.hasLater) this.entries = [...fresh, ...stored];
      }
      return 0;
    });
  }

  /** @returns how many more entries are shown. */
  async showEarlier(): Promise<number> {
    return this.#inTurn(async () => {
      if (!this.hasEarlier) return 0;
      const { items, before } = await this.#read(this.#before);
      const all = [...this.entries, ...items];
      this.hasLater ||= all.length > HELD;
      [this.entries, this.#before] = [all.slice(-HELD), before];
      return items.length;
    });
  }

  /** @returns how many more entries are shown. */
  async showLater(): Promise<number> {
    const shown = await this.#inTurn(async () => {
      const stored = this.entries.filter(isStored);
      const newest = versionOf(stored[0]);
      const { items } = await this.#read(newest + PAGE + 1);
      const fresh = items.filter((entry) => versionOf(entry) > newest);
      this.entries = [...fresh, ...stored].slice(0, HELD);
      const oldest = versionOf(this.entries.at(-1));
      this.#before = oldest > 1 ? oldest : undefined;
      this.hasLater = fresh.length === PAGE;
      return fresh.length;
    });
    // The first page knows what is not in the log yet.
    if (!this.hasLater) await this.refresh();
    return shown;
  }

  async #read(before?: number): Promise<HistoryPage<PairFact>> {
    const page = await this.partnership.history({ before, limit: PAGE });
    for (const id of undoneIn(page.items)) this.undone.add(id);
    return page;
  }

  /** One reading at a time. What goes wrong is shown, and tried again on request. */
  async #inTurn(read: () => Promise<number>): Promise<number> {
    const turn = this.#queue.then(async () => {
      this.error = undefined;
      try {
        return await read();
      } catch (error) {
        if (!isTandemError(error)) throw error;
        this.error = error;
        return 0;
      } finally {
        this.onChange();
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

const isStored = ({ version }: Entry): boolean => version !== undefined;
const versionOf = (entry: Entry | undefined): number => entry?.version ?? 0;
