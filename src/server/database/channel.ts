import type { Queryable } from './database.js';

/** Under this name the processes on one database tell each other what is new. */
export const CHANNEL = 'tandem';

/** Notifies within the transaction, so that the message goes out exactly when it is committed. */
export async function notifyWithin(transaction: Queryable, message: string): Promise<void> {
  await transaction.query(`SELECT pg_notify('${CHANNEL}', $1)`, [message]);
}

/** Notifies in a transaction of its own: one statement, whose commit waits neither for the disk nor for a standby. */
export async function notifyAtOnce(database: Queryable, messages: readonly string[]): Promise<void> {
  await database.query(
    `SELECT pg_notify('${CHANNEL}', message)
     FROM set_config('synchronous_commit', 'off', true), unnest($1::text[]) AS messages (message)`,
    [messages],
  );
}
