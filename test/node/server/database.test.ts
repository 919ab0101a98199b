/** The log and its database: schema, connections that die, and what is told when there are none. */
import assert from 'node:assert/strict';
import { after, before, it, describe } from 'node:test';
import pg from 'pg';
import { pglite, postgres, sqlLog, type Database, type ServerLog } from '../../../src/server/index.js';
import { failure } from '../../../src/server/database/failure.js';
import { migrate, MIGRATIONS } from '../../../src/server/log/migrations.js';
import { startCluster, withPostgres, type TestCluster } from './support/postgres.js';
import { hashOf, newToken } from './support/remote.js';

const room = { entries: 1000, bytes: 1e6, tokens: 10 };
const page = { entries: 100, bytes: 1e6 };
const nobody = { add: [], remove: [] };

void describe('errors of a database', () => {
  it('that may pass are told from mistakes', () => {
    for (const code of ['57P01', '53300', '08006', '40001', '25006']) {
      assert.equal((failure({ code }) as { code: string }).code, 'unavailable', code);
    }
    assert.equal((failure(new Error('Connection terminated')) as { code: string }).code, 'unavailable');
    assert.equal((failure({ code: 'ECONNREFUSED' }) as { code: string }).code, 'unavailable');
    const mistake = { code: '42601' };
    assert.equal(failure(mistake), mistake);
  });
});

void describe('the schema', () => {
  it('is brought up step by step, and a newer one is left alone', async () => {
    const database = await pglite();
    const more = [...MIGRATIONS, ['CREATE TABLE tandem_later (log_id text)']];
    await migrate(database);
    await migrate(database, more);
    await database.query(`INSERT INTO tandem_later VALUES ('a')`);
    await migrate(database, more);
    await assert.rejects(() => migrate(database), /has schema 2, this version of the server knows schemas up to 1/);
    await database.close();
  });

  it('a step that fails leaves nothing behind', async () => {
    const database = await pglite();
    const broken = [['CREATE TABLE tandem_half (log_id text)', 'NONSENSE']];
    await assert.rejects(() => migrate(database, broken));
    await assert.rejects(() => database.query('SELECT * FROM tandem_half'));
    await migrate(database);
    await database.close();
  });
});

withPostgres(
  'connections',
  () => {
    let cluster: TestCluster | undefined;
    let admin: pg.Client;
    let url = '';
    before(async () => {
      cluster = await startCluster();
      url = await cluster.createDatabase();
      admin = new pg.Client({ connectionString: url });
      await admin.connect();
    });
    after(async () => {
      await admin.end();
      cluster?.stop();
    });

    async function given(
      database: Database,
    ): Promise<{ log: ServerLog; name: string; caller: { hash: string; now: number } }> {
      const log = await sqlLog(database);
      const [name, caller] = [newToken(), { hash: hashOf(newToken()), now: 0 }];
      await log.create(name, caller, [{ hash: caller.hash, until: undefined }]);
      return { log, name, caller };
    }
    const endConnections = () =>
      admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tandem'`);

    it('many processes that start at once on an empty database all get ready', async () => {
      const empty = (await cluster?.createDatabase()) ?? '';
      const databases = await Promise.all(Array.from({ length: 6 }, () => postgres({ url: empty, connections: 2 })));
      const logs = await Promise.all(databases.map((database) => sqlLog(database)));
      await Promise.all(logs.map((log) => log.ready()));
      const rows = await databases[0]!.query<{ step: number }>('SELECT step FROM tandem_migration');
      assert.deepEqual(rows, [{ step: 1 }]);
      await Promise.all(logs.map((log) => log.close()));
    });

    it('all ended at once: the next calls work, and followers are told that they may have missed something', async () => {
      const { log, name, caller } = await given(await postgres({ url }));
      let told = 0;
      let wake = (): void => undefined;
      const heads: number[] = [];
      log.follow({
        news: ({ head }) => {
          heads.push(head);
          wake();
        },
        gap: () => {
          told += 1;
          wake();
        },
      });
      const until = (isSo: () => boolean): Promise<void> =>
        new Promise((resolve) => {
          wake = () => isSo() && resolve();
          wake();
        });
      await until(() => told === 1);
      await endConnections();
      await until(() => told === 2);
      // Connections of the pool that are found dead are 503 for whoever finds them, and gone afterwards.
      while (
        !(await log.ready().then(
          () => true,
          () => false,
        ))
      )
        continue;
      const append = { expected: 0, entries: [{ id: 'e', body: '1' }], grants: nobody, room, page };
      assert.equal((await log.append(name, caller, append)).status, 'appended');
      await until(() => heads.includes(1));
      await log.close();
    });

    it('ended in the middle of an append: unavailable, nothing half written, and repeating it works', async () => {
      const { log, name, caller } = await given(await postgres({ url }));
      const append = { expected: 0, entries: [{ id: 'e', body: '1' }], grants: nobody, room, page };
      await admin.query('BEGIN');
      await admin.query('SELECT * FROM tandem_log WHERE log_id = $1 FOR UPDATE', [name]);
      const hanging = assert.rejects(() => log.append(name, caller, append), { code: 'unavailable' });
      const waiting = `SELECT count(*)::integer AS count FROM pg_stat_activity WHERE application_name = 'tandem' AND wait_event_type = 'Lock'`;
      while ((await admin.query<{ count: number }>(waiting)).rows[0]?.count === 0) continue;
      await endConnections();
      await hanging;
      await admin.query('COMMIT');
      assert.deepEqual(await log.read(name, caller, 0, page), { entries: [], head: 0 });
      assert.deepEqual(await log.append(name, caller, append), { status: 'appended', versions: [1], known: false });
      await log.close();
    });

    it('none free: unavailable after a while, and well again when one is', async () => {
      const { log, name, caller } = await given(await postgres({ url, connections: 1, patience: 300 }));
      const append = { expected: 0, entries: [{ id: 'e', body: '1' }], grants: nobody, room, page };
      await admin.query('BEGIN');
      await admin.query('SELECT * FROM tandem_log WHERE log_id = $1 FOR UPDATE', [name]);
      const calls = [log.append(name, caller, append), log.read(name, caller, 0, page), log.ready()];
      await Promise.all(calls.map((call) => assert.rejects(call, { code: 'unavailable' })));
      await admin.query('COMMIT');
      assert.deepEqual(await log.append(name, caller, append), { status: 'appended', versions: [1], known: false });
      await log.close();
    });

    it('a database that is not there is unavailable, and closing is harmless', async () => {
      const database = await postgres({ url: 'postgres://tandem@127.0.0.1:1/none' });
      await assert.rejects(() => sqlLog(database), { code: 'unavailable' });
      const stop = database.listen({ message: () => undefined, connected: () => undefined });
      stop();
      await database.close();
      await database.close();
    });
  },
  'own',
);
