import { type TandemError, isTandemError } from '../errors.js';
import type { LocalStore } from '../log/local-store.js';
import { createPublisher } from '../log/publisher.js';
import { openReplica } from '../log/replica.js';
import type {
  AttentionItem,
  AttentionTray,
  HistoryPage,
  Receipt,
  ReplicaOptions,
  SyncState,
  SyncStatus,
} from '../log/replica-types.js';
import type { ConnectionStatus, LogPage, LogStorage } from '../log/storage.js';
import { type Command, type CommandInput, parseCommand } from '../cycle/commands.js';
import { type Explanation, explain } from '../cycle/decide.js';
import { type Refusal, refuse } from '../cycle/refusals.js';
import type { OwnDocument, PartnershipDocument } from '../model/document.js';
import type { OwnFact, PairFact } from '../model/facts.js';
import type { Seat } from '../model/fields.js';
import { seatOf } from '../model/lookup.js';
import { type Clock, type Ids, randomIds, systemClock } from '../platform.js';
import { type Drafts, openDrafts } from './drafts.js';
import { shelfOf } from './shelf.js';
import { ownLanguage, pairLanguage } from './languages.js';

/** What {@link openPartnership} needs. */
export interface PartnershipOptions {
  /** Names the partnership: 1 to 100 characters out of `A-Z a-z 0-9 . _ -`. */
  readonly id: string;
  /** Id of the member who uses this device. */
  readonly me: string;
  /** Where the pair's log and this member's own log are kept. Stays the caller's: it is not closed here. */
  readonly storage: LogStorage;
  /** What stays on this device: drafts, waiting commands, snapshots. Stays the caller's as well. */
  readonly local: LocalStore;
  readonly clock?: Clock | undefined;
  readonly ids?: Ids | undefined;
  /** When to try again while the log cannot be reached; see `ReplicaOptions.schedule`. */
  readonly schedule?: ReplicaOptions<never, never, never, never>['schedule'];
}

/** The state of a partnership at one moment. Immutable; parts that did not change stay the same objects. */
export interface PartnershipSnapshot {
  /** As in XState: `active` until the partnership is closed on this device, then `done`. */
  readonly status: 'active' | 'done';
  /** What both know, with everything this device has not sent yet on top. */
  readonly document: PartnershipDocument;
  /** What only this member knows. */
  readonly own: OwnDocument;
  /** This member's seat, `undefined` while forming, or for a stranger. */
  readonly seat: Seat | undefined;
  /** How far this device and the logs agree; the worse of the two. */
  readonly sync: SyncStatus;
  /** How the storage is reached, where that is on another machine. */
  readonly connection: ConnectionStatus | undefined;
  /** Commands on their way into a log. */
  readonly pending: number;
  /** What was refused later and needs the person, oldest first. */
  readonly attention: readonly AttentionItem<Command, Refusal>[];
  /** Why half-written text is not kept on this device; `undefined` while it is. */
  readonly draftError: TandemError | undefined;
}

/** Watches a partnership; the shape that XState's and other observable tools pass. */
export interface PartnershipObserver {
  readonly next?: ((snapshot: PartnershipSnapshot) => void) | undefined;
  readonly error?: ((error: unknown) => void) | undefined;
  readonly complete?: (() => void) | undefined;
}

/**
 * A live partnership, as programmers and widgets hold it. It has the shape of an XState actor (`send`, `getSnapshot`,
 * `subscribe`), so tools that watch actors can watch it.
 */
export interface Partnership {
  readonly id: string;
  readonly me: string;
  readonly storage: LogStorage;
  /**
   * Resolves when both logs and the drafts were loaded; rejects with a `STORAGE_*` error where they could not be.
   * Leaving it alone is fine: the snapshot's `sync` tells the same.
   */
  readonly ready: Promise<void>;
  /** The state now. The same object until something changes. */
  getSnapshot(): PartnershipSnapshot;
  /** Calls back after every change, not at once. */
  subscribe(observer: PartnershipObserver | ((snapshot: PartnershipSnapshot) => void)): { unsubscribe(): void };
  /**
   * Carries out a command in this member's name. Its effect shows in the snapshot at once; the promise resolves when it
   * is durable, and says where (see `Receipt`).
   *
   * @param input the command without `id`, `by` and `at`, which are added. An `id` of one's own makes a repeated call
   *   harmless: the same id is carried out once, whatever it says and whoever sends it, so no two commands of a pair may
   *   ever share one.
   * @returns rejects with `VALIDATION_FAILED` (`details.issues`), `COMMAND_REFUSED` (`details.reason`, a `Refusal`),
   *   `STORAGE_*`, or the code of the read-only state. Nothing has changed then, but for the two cases that
   *   `Replica.send` names.
   */
  send(input: CommandInput & { readonly id?: string }): Promise<Receipt<PairFact | OwnFact>>;
  /** Whether a command would be accepted now, and if not, why. */
  explain(input: CommandInput): Explanation;
  /** A fresh id, for what a command creates. */
  newId(): string;
  /** The present time in ms since 1970, by this partnership's clock. */
  now(): number;
  readonly drafts: Drafts;
  /** What happened, newest first, a page at a time out of the pair's log. */
  history(options?: {
    readonly before?: number | undefined;
    readonly limit?: number | undefined;
  }): Promise<HistoryPage<PairFact>>;
  readonly attention: AttentionTray<PairFact | OwnFact>;
  /** Entries as a log has them, for exporting what this version cannot follow. */
  rawEntries(log: 'pair' | 'own', after: number, limit?: number): Promise<LogPage>;
  /** Tries the logs and the device store again now. */
  retry(): Promise<void>;
  /**
   * Stops watching and releases what this object holds, then resolves. What is pending stays on this device. Closing
   * twice is harmless.
   */
  close(): Promise<void>;
}

/** Names of the logs that belong to a partnership. */
export const logIds = (id: string, me: string): { pair: string; own: string } => ({
  pair: `pair:${id}`,
  own: `own:${id}:${me}`,
});

/**
 * Opens a partnership on a storage. It is usable at once; what is loaded shows as it comes.
 *
 * @throws TypeError for an id that is empty, too long or has characters that do not belong there.
 * @example
 * ```ts
 * const ana = openPartnership({ id: 'ana-ben', me: 'ana', storage: memory(), local: memoryLocal() });
 * await ana.ready;
 * await ana.send({ type: 'partnership.form', rhythm: 'mutual',
 *   members: [{ id: 'ana', name: 'Ana' }, { id: 'ben', name: 'Ben' }] });
 * ana.getSnapshot().document.status; // 'agreeing'
 * ```
 */
export function openPartnership(options: PartnershipOptions): Partnership {
  const { id, me, storage, clock = systemClock, ids = randomIds, schedule } = options;
  checkName('id', id, /^[\w.-]{1,100}$/u);
  checkName('me', me, /^[\w.:-]{1,64}$/u);
  const local = shelfOf(me, options.local);
  const logs = logIds(id, me);
  const session = ids.next();
  const common = { storage, local, session, schedule };
  const pair = openReplica({ ...common, log: logs.pair, language: pairLanguage });
  const own = openReplica({ ...common, log: logs.own, language: ownLanguage });
  const { drafts, ...device } = openDrafts(local, `draft/${logs.pair}/`, () => notify());
  let closing: Promise<void> | undefined;
  /** Until the drafts are there too, nobody is shown an empty form in place of their own words. */
  let draftsLoaded = false;
  const published = createPublisher(takeSnapshot());

  function takeSnapshot(): PartnershipSnapshot {
    const [ofPair, ofOwn] = [pair.getSnapshot(), own.getSnapshot()];
    return {
      status: closing ? 'done' : 'active',
      document: ofPair.document,
      own: ofOwn.document,
      seat: seatOf(ofPair.document, me),
      sync: worse(worse(ofPair.sync, ofOwn.sync), { state: draftsLoaded ? 'saved' : 'opening' }),
      connection: storage.connection?.getSnapshot(),
      pending: ofPair.pending.length + ofOwn.pending.length,
      attention: [...ofPair.attention, ...ofOwn.attention],
      draftError: drafts.error,
    };
  }
  function notify(): void {
    published.publish(takeSnapshot());
  }
  pair.subscribe(notify);
  own.subscribe(notify);
  const unwatch = storage.connection?.subscribe(notify);

  const complete = (input: CommandInput & { readonly id?: string }): Command =>
    parseCommand({ ...input, id: input?.id ?? ids.next(), by: me, at: new Date(clock.now()) });

  /** The tray that has an item. */
  const homeOf = (item: string): AttentionTray<PairFact | OwnFact> =>
    (pair.getSnapshot().attention.some(({ id }) => id === item) ? pair : own).attention;

  /** Reads what others have written since; tells whether there was anything. */
  async function caughtUp(): Promise<boolean> {
    const before = pair.getSnapshot();
    if (before.sync.state === 'waiting') return false;
    await pair.retry();
    return pair.getSnapshot().document !== before.document;
  }

  /** A command is refused only by what the log says now, not by what this device happens to have read of it. */
  async function sendToPair(command: Command): Promise<Receipt<PairFact>> {
    try {
      return await pair.send(command);
    } catch (error) {
      const atOnce = isTandemError(error, 'COMMAND_REFUSED') && !error.details.attention;
      if (atOnce && (await caughtUp())) return pair.send(command);
      throw error;
    }
  }

  /** Whether the partner learns of it. */
  const isForPair = (command: Command): boolean => {
    const { document, sync } = pair.getSnapshot();
    const decision = pairLanguage.decide(document, command);
    return sync.state !== 'read-only' && decision.status === 'accepted' && decision.facts.length > 0;
  };

  const loaded = device.loaded.then(() => {
    draftsLoaded = true;
    notify();
  });
  const ready = Promise.all([pair.ready, own.ready, loaded]).then(() => undefined);
  // Whoever waits for `ready` gets the error; for all others it shows in the snapshot.
  ready.catch(() => undefined);

  async function close(): Promise<void> {
    await device.flush();
    await Promise.all([pair.close(), own.close()]);
    unwatch?.();
    notify();
    published.end();
  }

  return {
    id,
    me,
    storage,
    ready,
    drafts,
    newId: () => ids.next(),
    now: () => clock.now(),
    getSnapshot: () => published.current(),
    subscribe(listener) {
      const observer = typeof listener === 'function' ? { next: listener } : listener;
      const unsubscribe = published.subscribe(
        (snapshot) => observer.next?.(snapshot),
        () => observer.complete?.(),
      );
      return { unsubscribe };
    },
    async send(input) {
      const command = complete(input);
      if (command.type !== 'reflection.write') return sendToPair(command);
      // The words go to their author's own log, whatever the pair's log says to it.
      const kept = await own.send(command);
      if (!isForPair(command) && !((await caughtUp()) && isForPair(command))) return kept;
      const told = await sendToPair(command);
      return { ...told, facts: [...kept.facts, ...told.facts] };
    },
    explain(input) {
      const { sync, document } = published.current();
      if (sync.state === 'opening') return { allowed: false, ...refuse('STILL_OPENING') };
      if (sync.state === 'read-only' || closing)
        return { allowed: false, ...refuse('READ_ONLY', { error: sync.error?.code }) };
      return explain(document, { ...input, id: 'x', by: me, at: '1970-01-01T00:00:00Z' });
    },
    history: (page) => pair.history(page),
    attention: {
      retry: (item) => homeOf(item).retry(item),
      dismiss: (item) => homeOf(item).dismiss(item),
    },
    rawEntries: (log, after, limit) => (log === 'pair' ? pair : own).rawEntries(after, limit),
    async retry() {
      await Promise.all([pair.retry(), own.retry(), device.retry()]);
    },
    close: () => (closing ??= close()),
  };
}

/** From best to worst. */
const bySeverity: readonly SyncState[] = ['saved', 'saving', 'opening', 'waiting', 'unsaved', 'read-only', 'closed'];

const worse = (a: SyncStatus, b: SyncStatus): SyncStatus =>
  bySeverity.indexOf(b.state) > bySeverity.indexOf(a.state) ? b : a;

function checkName(option: string, value: unknown, allowed: RegExp): void {
  if (typeof value === 'string' && allowed.test(value)) return;
  throw new TypeError(`openPartnership: "${option}" must match ${allowed.source}`);
}
