import { TandemError, isTandemError } from '../errors.js';
import { attentionPrefix, attentionRow, parseAttentionRows, type TrayEntry } from './attention.js';
import { Lane } from './lane.js';
import type { LocalStore } from './local-store.js';
import { parsePendingRows, pendingPrefix, type PendingItem, type PendingRow } from './pending.js';
import { readSnapshot, writeSnapshot, type DocumentSnapshot } from './snapshots.js';
import type { Json, LogId } from './storage.js';

/** What the device knows of a log. */
export interface DeviceContents<Document, Command, Refusal> {
  readonly pending: readonly PendingRow<Command>[];
  readonly tray: readonly TrayEntry<Command, Refusal>[];
  readonly snapshot: DocumentSnapshot<Document> | undefined;
}

/** Turns whatever a store threw into a coded error. */
export function storageError(error: unknown): TandemError {
  if (isTandemError(error)) return error;
  return new TandemError('STORAGE_FAILED', 'The storage failed in a way it should not.', {
    retryable: true,
    cause: error,
  });
}

/**
 * The rows of one log in the device store. One operation at a time, in the order in which they were asked for: a row is
 * never forgotten before it was written, nor written again after. It has its own lane beside the log's, so that a slow
 * network never keeps what a person has just written from becoming durable.
 */
export class Device<Document, Command extends { readonly id: string }, Fact, Refusal> {
  readonly #local: LocalStore;
  readonly #log: LogId;
  readonly #changed: () => void;
  readonly #lane = new Lane();
  /** The last failure; cleared by the next success of the same kind. */
  localError: TandemError | undefined;
  snapshotError: TandemError | undefined;

  /** @param changed called when something has become durable, or could not */
  constructor(local: LocalStore, log: LogId, changed: () => void) {
    this.#local = local;
    this.#log = log;
    this.#changed = changed;
  }

  /** Reads everything. Rows that make no sense are in the tray as `unreadable`; a broken snapshot is none. */
  async load(
    revive: (value: Json) => Command | undefined,
    snapshotFormat: number,
  ): Promise<DeviceContents<Document, Command, Refusal>> {
    return this.#lane.run(async () => {
      const trayRows = await this.#local.list(attentionPrefix(this.#log));
      const pendingRows = await this.#local.list(pendingPrefix(this.#log));
      const { rows, unreadable } = parsePendingRows(this.#log, pendingRows, revive);
      const tray = [...parseAttentionRows<Command, Refusal>(trayRows, revive)];
      for (const [key, raw] of unreadable) {
        tray.push({
          item: { kind: 'unreadable', id: key, raw },
          order: (tray.at(-1)?.order ?? 0) + 1,
          key,
          pending: undefined,
          kept: 'yes',
        });
      }
      return { pending: rows, tray, snapshot: await this.#readSnapshot(snapshotFormat) };
    });
  }

  /** Makes a pending command durable. */
  keep(item: PendingItem<Document, Command, Fact>): void {
    item.kept = 'not yet';
    this.#enqueue(async () => {
      try {
        const { follows } = item;
        const command = item.command as unknown as Json;
        await this.#local.set(item.key, follows === undefined ? { command } : { command, follows });
        item.kept = 'yes';
      } catch (error) {
        item.kept = storageError(error);
        throw error;
      }
      for (const key of item.formerKeys) await this.#local.delete(key);
    });
  }

  /**
   * Makes items of the tray durable, and only when all are, lets their pending rows go: until then, a page that comes
   * after this one finds every command still waiting in its place. See `Ledger.adopt` and `orphansOf`.
   */
  keepTray(entries: readonly TrayEntry<Command, Refusal>[]): void {
    for (const entry of entries) entry.kept = 'not yet';
    this.#enqueue(async () => {
      for (const entry of entries) {
        const row = attentionRow(entry);
        try {
          if (row !== undefined) await this.#local.set(entry.key, row);
          entry.kept = 'yes';
        } catch (error) {
          for (const each of entries) if (each.kept === 'not yet') each.kept = storageError(error);
          throw error;
        }
      }
      for (const entry of entries) {
        if (entry.pending) await this.#local.delete(entry.pending.key);
        entry.pending = undefined;
      }
    });
  }

  /** Forgets rows whose content is in the log. One that stays is recognised by its id at the next opening. */
  forget(keys: readonly string[]): void {
    if (keys.length === 0) return;
    this.#enqueue(async () => {
      for (const key of keys) await this.#local.delete(key);
    });
  }

  /** Forgets an item of the tray on the person's request; this one says whether it worked. */
  async dismiss(entry: TrayEntry<Command, Refusal>): Promise<void> {
    try {
      await this.#lane.run(async () => {
        if (entry.pending) await this.#local.delete(entry.pending.key);
        await this.#local.delete(entry.key);
      });
    } catch (error) {
      throw storageError(error);
    }
  }

  /** Replaces the snapshot; a failure is noted and otherwise harmless. */
  saveSnapshot(format: number, ids: readonly string[], document: Document, done: (saved: boolean) => void): void {
    void this.#lane.run(async () => {
      try {
        await writeSnapshot(this.#local, this.#log, format, ids, document);
        this.snapshotError = undefined;
        done(true);
      } catch (error) {
        this.snapshotError = storageError(error);
        done(false);
      }
    });
  }

  /** Resolves when everything asked for until now has ended. */
  idle(): Promise<void> {
    return this.#lane.idle();
  }

  async #readSnapshot(format: number): Promise<DocumentSnapshot<Document> | undefined> {
    try {
      return await readSnapshot<Document>(this.#local, this.#log, format);
    } catch (error) {
      this.snapshotError = storageError(error);
      return undefined;
    }
  }

  #enqueue(operation: () => Promise<void>): void {
    void this.#lane.run(async () => {
      try {
        await operation();
        this.localError = undefined;
      } catch (error) {
        this.localError = storageError(error);
      }
      this.#changed();
    });
  }
}
