/*
 * Every statement of the server's log. Each names one log (`log_id = $1`) and so stays on one shard where the tables are
 * distributed by it; those on `tandem_found` name one token (`hash = $1`).
 */

export const CREATE_LOG = 'INSERT INTO tandem_log (log_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING log_id';
export const LOCK_LOG = 'SELECT head, bytes::float8 AS bytes FROM tandem_log WHERE log_id = $1 FOR UPDATE';
export const MOVE_HEAD = 'UPDATE tandem_log SET head = $2, bytes = $3 WHERE log_id = $1';
export const REMOVE_LOG = 'DELETE FROM tandem_log WHERE log_id = $1';

export const KNOWN =
  'SELECT entry_id AS id, version FROM tandem_entry WHERE log_id = $1 AND entry_id = ANY($2::text[])';
export const ADD_ENTRIES = `
  INSERT INTO tandem_entry (log_id, version, entry_id, body, bytes)
  SELECT $1, $2::integer + place, id, body, bytes::integer
  FROM unnest($3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS added (id, body, bytes, place)`;
/**
 * A whole append in one statement, where nothing stands against it: the log is at version $3, it has room ($7 bytes, at
 * most $8 in all), token $2 opens it at $9, and none of the ids is known. Else no row comes back and nothing is written.
 *
 * Statements that wait for the log's row see it as it is after the wait, and everything else as it was before. Here that
 * does no harm: tokens and entries change only together with the log's head, or with its row (see `sql-log.ts`). So where
 * the row is still there and still at $3, they are as they were; and where it has moved on, no row comes back.
 */
export const APPEND = `
  WITH moved AS (
    UPDATE tandem_log SET head = head + cardinality($4::text[]), bytes = bytes + $7::bigint
    WHERE log_id = $1 AND head = $3::integer AND bytes + $7::bigint <= $8::float8
      AND EXISTS (
        SELECT FROM tandem_token
        WHERE log_id = $1 AND hash = $2 AND (until_ms IS NULL OR until_ms > $9::float8)
      )
      AND NOT EXISTS (SELECT FROM tandem_entry WHERE log_id = $1 AND entry_id = ANY($4::text[]))
    RETURNING head
  )
  INSERT INTO tandem_entry (log_id, version, entry_id, body, bytes)
  SELECT $1, $3::integer + place, id, body, bytes::integer
  FROM moved, unnest($4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS added (id, body, bytes, place)
  RETURNING version`;
export const REMOVE_ENTRIES = 'DELETE FROM tandem_entry WHERE log_id = $1';

export const TOKEN = 'SELECT until_ms::float8 AS until FROM tandem_token WHERE log_id = $1 AND hash = $2';
export const ADD_TOKEN = `
  INSERT INTO tandem_token (log_id, hash, until_ms) VALUES ($1, $2, $3)
  ON CONFLICT (log_id, hash) DO UPDATE SET until_ms = excluded.until_ms`;
export const COUNT_TOKENS = 'SELECT count(*)::integer AS tokens FROM tandem_token WHERE log_id = $1';
export const REMOVE_TOKEN = 'DELETE FROM tandem_token WHERE log_id = $1 AND hash = $2';
export const REMOVE_OTHERS =
  'DELETE FROM tandem_token WHERE log_id = $1 AND NOT (hash = ANY($2::text[])) RETURNING hash';
export const REMOVE_TOKENS = 'DELETE FROM tandem_token WHERE log_id = $1 RETURNING hash';

export const REMEMBER_LOG = 'INSERT INTO tandem_found (hash, log_id) VALUES ($1, $2) ON CONFLICT DO NOTHING';
export const FORGET_LOG = 'DELETE FROM tandem_found WHERE hash = $1 AND log_id = $2';
/**
 * More logs than anybody opens with one token: a person's recovery code opens two. The oldest come first: whoever learns of
 * the hash later may let it into as many others as they like, and hides none.
 */
export const FIND_LOGS = 'SELECT log_id AS id FROM tandem_found WHERE hash = $1 ORDER BY at, log_id LIMIT 100';

/** No row: there is no such log. `known` false: the token does not open it. */
export const ACCESS = `
  SELECT log.head, token.hash IS NOT NULL AS known, token.until_ms::float8 AS until
  FROM tandem_log log LEFT JOIN tandem_token token ON token.log_id = log.log_id AND token.hash = $2
  WHERE log.log_id = $1`;

/**
 * {@link ACCESS} and a stretch of entries, in one statement so that both are of one moment: entries after $3, at most
 * $4 of them and $5 bytes, but one at least. No entry is looked at for a token that is no good at $6. Versions have no
 * gaps: their range says how many there are, and no plan can look at more.
 */
export const PAGE = `
  SELECT log.head, token.hash IS NOT NULL AS known, token.until_ms::float8 AS until, page.*
  FROM tandem_log log LEFT JOIN tandem_token token ON token.log_id = log.log_id AND token.hash = $2
  LEFT JOIN LATERAL (
    SELECT version, id, body FROM (
      SELECT version, entry_id AS id, body, sum(bytes) OVER (ORDER BY version) AS total
      FROM tandem_entry
      WHERE log_id = $1 AND version > $3::integer AND version <= $3::bigint + $4::integer
        AND token.hash IS NOT NULL AND (token.until_ms IS NULL OR token.until_ms > $6::float8)
    ) AS counted
    WHERE total <= $5::float8 OR version = $3::integer + 1
  ) AS page ON true
  WHERE log.log_id = $1
  ORDER BY page.version`;
