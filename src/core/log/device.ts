import type { TandemError, TandemErrorCode } from '../errors.js';
import { storageError } from './problems.js';
import type { Queued } from './rebase.js';
import type { AttentionItem, Receipt, ReplicaOptions } from './replica-types.js';
import { type Snapshot, packSnapshot, unpackSnapshot } from './snapshot.js';
import type { Json } from './storage.js';

/**
 * A command that is not known to be in the log: pending, or in the attention tray. Its row of the device store has the
 * key `command/<log>/<command id>`, so that it is one row, whatever becomes of it and whichever tab writes it.
 */
export interface Item<Document, Command, Fact, Refusal> extends Queued {
  /** Of an unreadable row there is only the id: its key. */
  readonly command: Command & { readonly id: string };
  readonly key: string;
  /** Counts the commands of this device: a session goes on above everything it has found. */
  readonly order: number;
  /** As it is shown in the attention tray; missing while it is pending. */
  tray: AttentionItem<Command, Refusal> | undefined;
  /** It has a row, though maybe an older one. */
  durable: boolean;
  /** Why the storage will never take it: it is about to get into the tray. */
  rejected: TandemErrorCode | undefined;
  /** Why its row could not be written. */
  error: TandemError | undefined;
  /** What follows from it on top of those before it; missing while it is held back. */
  facts: readonly Fact[] | undefined;
  /** The document after it. */
  after: Document;
  /** Somebody waits for what becomes of it. */
  answer: Deferred<Receipt<Fact>> | undefined;
}

/** A promise that is settled from outside. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** Nobody has to listen: whatever rejects here shows in the status as well. */
export function defer<T>(): Deferred<T> {
  let handles = {} as Omit<Deferred<T>, 'promise'>;
  const promise = new Promise<T>((resolve, reject) => (handles = { resolve, reject }));
  promise.catch(() => undefined);
  return { promise, ...handles };
}

/**
 * The rows of one log in the device store. One operation at a time, in the order in which they were asked for, beside
 * the work on the log: a slow network never keeps what a person has just written from becoming durable.
 *
 * @param changed called when a row has become durable, or could not
 */
export function openDevice<Document, Command extends { readonly id: string }, Fact, Refusal>(
  { local, log, language }: ReplicaOptions<Document, Command, Fact, Refusal>,
  changed: () => void,
) {
  type Row = Item<Document, Command, Fact, Refusal>;
  const prefix = `command/${log}/`; // no log id has a slash, so none is a prefix of another
  const snapshotKey = `snapshot/${log}`;
  let tail: Promise<unknown> = Promise.resolve();

  function enqueue(operation: () => Promise<void>): Promise<void> {
    const result = tail.then(operation).catch((error: unknown) => Promise.reject(storageError(error)));
    tail = result.catch(() => undefined); // those behind go on; who asked gets the rejection, and may leave it alone
    return result;
  }

  function read([key, value]: readonly [string, Json]): Row {
    const row = (value ?? {}) as { readonly [Key in keyof Row | 'kind' | 'reason' | 'behind' | 'code']?: Json };
    const { kind, reason, behind, code, follows } = row;
    const command = revive(row.command);
    const item = {
      key,
      session: row.session as string,
      order: Number.isSafeInteger(row.order) ? Number(row.order) : 0,
      follows: isText(follows) ? follows : undefined,
      durable: true,
      rejected: undefined,
      error: undefined,
      facts: undefined,
      after: language.empty,
      answer: undefined,
    };
    if (command && key === keyOf(command)) {
      const { id } = command;
      if (kind === undefined) return { ...item, command, tray: undefined };
      const why =
        kind === 'refused'
          ? reason != null && { reason }
          : kind === 'rejected'
            ? isText(code) && { code }
            : kind === 'behind' && isText(behind) && { behind };
      if (why) return { ...item, command, tray: { kind, id, command, ...why } as AttentionItem<Command, Refusal> };
    }
    return { ...item, command: { id: key } as Command, tray: { kind: 'unreadable', id: key, raw: value } };
  }

  function revive(value: Json | undefined): Command | undefined {
    try {
      return value === undefined ? value : language.reviveCommand(value);
    } catch (_unreadable) {
      return undefined; // nothing is lost: the row stays and is shown as unreadable
    }
  }

  const keyOf = ({ id }: Command): string => prefix + id;

  return {
    keyOf,

    /** Resolves when everything that was asked for until now has ended. */
    idle: () => tail,

    /**
     * Everything kept, in the order of sending. Rows of other sessions belong to pages that are gone, or to tabs that are
     * still open. Both are adopted: the log takes an entry id only once, so whoever appends first wins and the other
     * finds its command confirmed.
     */
    load: async (): Promise<Row[]> => (await local.list(prefix)).map(read).sort((a, b) => a.order - b.order),

    /**
     * Writes the rows of items, as the items are then. From the last to the first, and no further than to one that fails:
     * none is ever seen in the tray while one behind it is still pending, and could go ahead.
     */
    save(items: readonly Row[]): void {
      void enqueue(async () => {
        let failure: TandemError | undefined;
        for (const item of [...items].reverse()) {
          const { command, session, order, follows, tray } = item;
          try {
            if (failure) throw failure;
            await local.set(item.key, { session, order, follows, ...(tray ?? { command }) } as unknown as Json);
            item.durable = true;
          } catch (error) {
            failure = storageError(error);
          }
          item.error = failure;
        }
        changed();
      });
    },

    /** Forgets an item. One that is in the log and whose row stays is recognised by its id at the next opening. */
    remove: ({ key }: Row): Promise<void> => enqueue(() => local.delete(key)),

    /** The snapshot, as far as this version can read it. */
    loadSnapshot: async () =>
      unpackSnapshot<Document>(language.snapshotFormat, await local.get(snapshotKey).catch(() => undefined)),

    saveSnapshot: (snapshot: Snapshot<Document>): Promise<void> =>
      enqueue(() => local.set(snapshotKey, packSnapshot(language.snapshotFormat, snapshot))),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
