import type { Queryable, Transaction } from './database.js';

/** Under this name the processes on one database tell each other what is new. */
export const CHANNEL = 'tandem';

/** Notifies within the transaction, so that the message goes out exactly when it is committed. */
export const withNotify = (queries: Queryable): Transaction => ({
  ...queries,
  async notify(message) {
    await queries.query(`SELECT pg_notify('${CHANNEL}', $1)`, [message]);
  },
});
