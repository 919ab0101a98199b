/** Appends that meet each other, the end of their token, or the end of their log: on real connections, and in PGlite. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { pglite, postgres, sqlLog, type Append, type Database, type ServerLog } from '../../../src/server/index.js';
import { startCluster, withPostgres, type TestCluster } from './support/postgres.js';
import { hashOf, newToken } from './support/remote.js';

const room = { entries: 1000, bytes: 1e6, tokens: 10 };
const page = { entries: 100, bytes: 1e6 };
const nobody = { add: [], remove: [] };
type Caller = ReturnType<typeof newCaller>;
const newCaller = () => ({ hash: hashOf(newToken()), now: 0 });

const one = (expected: number, id: string, more: Partial<Append> = {}): Append => ({
  ...{ expected, entries: [{ id, body: '"body"' }], grants: nobody, room, page },
  ...more,
});

/** A log that is there, and who may write to it. */
async function given(log: ServerLog): Promise<{ readonly name: string; readonly ana: Caller; readonly ben: Caller }> {
  const [name, ana, ben] = [newToken(), newCaller(), newCaller()];
  await log.create(
    name,
    ana,
    [ana, ben].map(({ hash }) => ({ hash, until: undefined })),
  );
  return { name, ana, ben };
}

/** Nothing is doubled, nothing is left out, and the head and the size are those of the entries. */
async function assertWhole(database: Database, name: string, entries: number): Promise<void> {
  const rows = await database.query<{ head: number; count: number; highest: number; same: boolean }>(
    `SELECT head, bytes = (SELECT coalesce(sum(bytes), 0) FROM tandem_entry WHERE log_id = $1) AS same,
       (SELECT count(*)::integer FROM tandem_entry WHERE log_id = $1) AS count,
       (SELECT coalesce(max(version), 0) FROM tandem_entry WHERE log_id = $1) AS highest
     FROM tandem_log WHERE log_id = $1`,
    [name],
  );
  assert.deepEqual(rows, [{ head: entries, count: entries, highest: entries, same: true }]);
}

function describeRaces(open: () => Promise<readonly [Database, Database]>): void {
  let databases: readonly [Database, Database];
  let logs: readonly [ServerLog, ServerLog];
  before(async () => {
    databases = await open();
    logs = [await sqlLog(databases[0]), await sqlLog(databases[1])];
  });
  after(() => Promise.all(logs.map((log) => log.close())));

  it('of many with one expected version one is appended, and all others are told what is newer', async () => {
    const { name, ana, ben } = await given(logs[0]);
    for (let round = 0; round < 5; round += 1) {
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, writer) =>
          logs[writer % 2]!.append(name, writer % 3 ? ana : ben, one(round, `e${round}-${writer}`)),
        ),
      );
      const appended = outcomes.filter(({ status }) => status === 'appended');
      assert.deepEqual(appended, [{ status: 'appended', versions: [round + 1], known: false }]);
      for (const outcome of outcomes) if (outcome.status === 'conflict') assert.equal(outcome.newer.head, round + 1);
    }
    await assertWhole(databases[0], name, 5);
  });

  it('one append sent many times at once is written once, and known to all others', async () => {
    const { name, ana } = await given(logs[0]);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, time) => logs[time % 2]!.append(name, ana, one(0, 'the same'))),
    );
    assert.equal(outcomes.filter((outcome) => outcome.status === 'appended' && !outcome.known).length, 1);
    for (const outcome of outcomes) assert.deepEqual(outcome.status === 'appended' && outcome.versions, [1]);
    await assertWhole(databases[0], name, 1);
  });

  it('a token that is removed appends nothing after its removal', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { name, ana, ben } = await given(logs[0]);
      const removal = one(0, 'removal', { grants: { add: [], remove: [ben.hash] } });
      const [removed, tried] = await Promise.all([
        logs[0].append(name, ana, removal),
        logs[1].append(name, ben, one(0, 'last')).catch((error: { code: string }) => error.code),
      ]);
      const isFirst = typeof tried === 'object' && tried.status === 'appended';
      assert.equal(removed.status, isFirst ? 'conflict' : 'appended');
      if (!isFirst) assert.equal(tried, 'token-unknown');
      await assertWhole(databases[0], name, 1);
    }
  });

  it('nothing is left of a log that is erased while others append to it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { name, ana, ben } = await given(logs[0]);
      const tried = logs[1].append(name, ben, one(0, 'last')).catch((error: { code: string }) => error.code);
      const [outcome] = await Promise.all([tried, logs[0].erase(name, ana)]);
      assert.ok(outcome === 'log-unknown' || (typeof outcome === 'object' && outcome.status === 'appended'));
      for (const table of ['tandem_log', 'tandem_entry', 'tandem_token']) {
        assert.deepEqual(await databases[0].query(`SELECT 1 FROM ${table} WHERE log_id = $1`, [name]), []);
      }
    }
  });

  it('limits hold, to the entry and to the byte', async () => {
    const { name, ana } = await given(logs[0]);
    const bytes = '"body"'.length;
    const append = (expected: number, entries: number, most: number) =>
      logs[0].append(name, ana, one(expected, `e${expected}`, { room: { entries, bytes: most, tokens: 10 } }));
    assert.deepEqual(await append(0, 1, bytes), { status: 'appended', versions: [1], known: false });
    assert.deepEqual(await append(1, 1, 1000), { status: 'log-full' });
    assert.deepEqual(await append(1, 2, bytes * 2 - 1), { status: 'log-full' });
    assert.deepEqual(await append(1, 2, bytes * 2), { status: 'appended', versions: [2], known: false });
    assert.equal((await append(Number.MAX_SAFE_INTEGER, 1e9, 1000)).status, 'conflict');
    await assertWhole(databases[0], name, 2);
  });

  it('a token is good until its last moment, and no longer', async () => {
    const [name, ana] = [newToken(), newCaller()];
    await logs[0].create(name, ana, [{ hash: ana.hash, until: 100 }]);
    assert.equal((await logs[0].append(name, { ...ana, now: 99 }, one(0, 'a'))).status, 'appended');
    await assert.rejects(() => logs[0].append(name, { ...ana, now: 100 }, one(1, 'b')), { code: 'token-expired' });
    await assert.rejects(() => logs[0].append(name, newCaller(), one(1, 'b')), { code: 'token-unknown' });
    await assertWhole(databases[0], name, 1);
  });
}

void describe('appends in PGlite', () => {
  describeRaces(async () => {
    const database = await pglite();
    return [database, { ...database, close: () => Promise.resolve() }];
  });
});

withPostgres(
  'appends on many connections',
  () => {
    let cluster: TestCluster | undefined;
    let url = '';
    before(async () => {
      cluster = await startCluster();
      url = await cluster.createDatabase();
    });
    after(() => cluster?.stop());

    describeRaces(async () => [await postgres({ url }), await postgres({ url })]);

    /**
     * What an append does that began before something else was committed: it waits for the log's row while `first` has
     * it, and goes on when that is over.
     */
    async function appendBehind(first: (admin: pg.Client, name: string, ben: Caller) => Promise<void>) {
      const name = `waits-${newToken()}`;
      const admin = new pg.Client({ connectionString: url });
      await admin.connect();
      const database = await postgres({ url: `${url}?application_name=${name}` });
      const log = await sqlLog(database);
      const [ana, ben] = [newCaller(), newCaller()];
      await log.create(
        name,
        ana,
        [ana, ben].map(({ hash }) => ({ hash, until: undefined })),
      );
      await admin.query('BEGIN');
      await admin.query('SELECT 1 FROM tandem_log WHERE log_id = $1 FOR UPDATE', [name]);
      const tried = log.append(name, ben, one(0, 'waited')).catch((error: { code: string }) => error.code);
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`;
      while ((await admin.query(waiting, [name])).rowCount === 0) continue;
      await first(admin, name, ben);
      const outcome = await tried;
      await admin.end();
      await log.close();
      return outcome;
    }
    const moveHead = `UPDATE tandem_log SET head = 1 WHERE log_id = $1`;
    const addEntry = `INSERT INTO tandem_entry (log_id, version, entry_id, body, bytes) VALUES ($1, 1, $2, '1', 1)`;

    it('that waited for a lock: nothing changed, and it is appended', async () => {
      const outcome = await appendBehind(async (admin) => void (await admin.query('ROLLBACK')));
      assert.deepEqual(outcome, { status: 'appended', versions: [1], known: false });
    });

    it('that waited for a lock: another was first, and it is a conflict', async () => {
      const outcome = await appendBehind(async (admin, name) => {
        await admin.query(addEntry, [name, 'other']);
        await admin.query(moveHead, [name]);
        await admin.query('COMMIT');
      });
      assert.equal(typeof outcome === 'object' && outcome.status, 'conflict');
    });

    it('that waited for a lock: it was there already, and is known', async () => {
      const outcome = await appendBehind(async (admin, name) => {
        await admin.query(addEntry, [name, 'waited']);
        await admin.query(moveHead, [name]);
        await admin.query('COMMIT');
      });
      assert.deepEqual(outcome, { status: 'appended', versions: [1], known: true });
    });

    it('that waited for a lock: its token was removed, and it is refused', async () => {
      const outcome = await appendBehind(async (admin, name, ben) => {
        await admin.query(addEntry, [name, 'removal']);
        await admin.query(moveHead, [name]);
        await admin.query('DELETE FROM tandem_token WHERE log_id = $1 AND hash = $2', [name, ben.hash]);
        await admin.query('COMMIT');
      });
      assert.equal(outcome, 'token-unknown');
    });

    it('that waited for a lock: the log was erased and begun anew, and it is refused', async () => {
      const outcome = await appendBehind(async (admin, name) => {
        await admin.query('DELETE FROM tandem_token WHERE log_id = $1', [name]);
        await admin.query('DELETE FROM tandem_log WHERE log_id = $1', [name]);
        await admin.query('INSERT INTO tandem_log (log_id) VALUES ($1)', [name]);
        await admin.query('COMMIT');
      });
      assert.equal(outcome, 'token-unknown');
    });
  },
  'own',
);
