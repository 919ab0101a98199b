import type { Unsubscribe } from '../../core/log/storage.js';

/** A value that goes into a statement. */
export type SqlValue = string | number | null | readonly string[];

/** Runs one statement; parameters are `$1`, `$2` … */
export interface Queryable {
  query<Row>(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** What happens together or not at all. */
export interface Transaction extends Queryable {
  /** Tells every process that listens, exactly when the transaction is committed. */
  notify(message: string): Promise<void>;
  /** Lets go of all locks and of whatever was written; nothing comes after it, and `work` may still resolve. */
  rollback(): Promise<void>;
}

/**
 * A database that speaks the SQL of PostgreSQL: all that the server's log needs of it.
 *
 * @throws (rejects) {@link Problem} `unavailable` where it cannot be reached at the moment; everything else is a mistake
 * in the statement. A transaction that was not answered may or may not have been committed.
 */
export interface Database extends Queryable {
  /** Runs in one transaction, isolated as READ COMMITTED; rolls back and rejects where `work` rejects. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Tells every process that listens, of what is committed already. It need not survive a crash, and so it waits for no
   * disk and no standby.
   */
  notify(messages: readonly string[]): Promise<void>;
  /**
   * Hears what is notified, by this process as well. `connected` is called whenever hearing (again) begins: what was
   * told before may have been missed.
   */
  listen(listener: { message(message: string): void; connected(): void }): Unsubscribe;
  close(): Promise<void>;
}
