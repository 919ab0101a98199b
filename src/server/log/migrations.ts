import type { Database } from '../database/database.js';

/**
 * The steps that lead from an empty database to what this version of the server needs. Steps are only ever added; the
 * number of the last one is the version of the schema.
 *
 * Every row belongs to one log and begins with its id, so that the tables can be distributed by it. Only `tandem_found`
 * begins with a token's hash: it says where to look for a token's logs. Whether the token opens them is said by
 * `tandem_token` alone.
 *
 * Ids of entries are kept as JSON text without the quotes, because a text of PostgreSQL has no room for the NUL and the
 * half surrogate pairs that a string may have.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE tandem_log (
      log_id text COLLATE "C" PRIMARY KEY,
      head integer NOT NULL DEFAULT 0,
      bytes bigint NOT NULL DEFAULT 0
    )`,
    `CREATE TABLE tandem_entry (
      log_id text COLLATE "C" NOT NULL,
      version integer NOT NULL,
      entry_id text COLLATE "C" NOT NULL,
      body text NOT NULL,
      bytes integer NOT NULL,
      PRIMARY KEY (log_id, version),
      UNIQUE (log_id, entry_id)
    )`,
    `CREATE TABLE tandem_token (
      log_id text COLLATE "C" NOT NULL,
      hash text COLLATE "C" NOT NULL,
      until_ms bigint,
      PRIMARY KEY (log_id, hash)
    )`,
    `CREATE TABLE tandem_found (
      hash text COLLATE "C" NOT NULL,
      log_id text COLLATE "C" NOT NULL,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (hash, log_id)
    )`,
  ],
];

/** Any number will do, as long as every process that migrates takes the same. */
const LOCK = 7_263_305;

/**
 * Brings a database to the schema of this version. Several processes may do so at once: one migrates, the others wait.
 *
 * @param steps for tests only.
 * @throws Error where the database has been used by a newer version.
 */
export async function migrate(database: Database, steps = MIGRATIONS): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await transaction.query(
      'CREATE TABLE IF NOT EXISTS tandem_migration (step integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
    const [row] = await transaction.query<{ step: number }>(
      'SELECT coalesce(max(step), 0) AS step FROM tandem_migration',
    );
    const present = row?.step ?? 0;
    if (present > steps.length) {
      throw new Error(
        `The database has schema ${present}, this version of the server knows schemas up to ${steps.length}. ` +
          'A newer version has used it: run that one.',
      );
    }
    for (const [index, statements] of steps.entries()) {
      if (index < present) continue;
      for (const statement of statements) await transaction.query(statement);
      await transaction.query('INSERT INTO tandem_migration (step) VALUES ($1)', [index + 1]);
    }
  });
}
