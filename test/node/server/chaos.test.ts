/** Two server processes on one PostgreSQL: what happens when either of them, or the database, goes away under load. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import pg from 'pg';
import { readEvents } from './support/events.js';
import { createHistory } from './support/history.js';
import { startCluster, withPostgres, type TestCluster } from './support/postgres.js';
import { startProgram, type RunningServer } from './support/process.js';

const LIMITS = JSON.stringify({
  tokenRate: { burst: 1e9, perSecond: 1e9 },
  addressRate: { burst: 1e9, perSecond: 1e9 },
});

withPostgres(
  'two processes, killed and cut off under load',
  () => {
    let cluster: TestCluster | undefined;
    let url = '';
    before(async () => {
      cluster = await startCluster();
      url = await cluster.createDatabase();
    });
    const started: RunningServer[] = [];
    after(() => {
      for (const { child } of started) child.kill('SIGKILL');
      cluster?.stop();
    });

    async function start(name: 'victim' | 'survivor'): Promise<RunningServer> {
      // Only the victim waits for standbys, so that the writers at the survivor are still answered.
      const options = name === 'victim' ? '' : `&options=${encodeURIComponent('-c synchronous_commit=local')}`;
      const database = `${url}?application_name=${name}${options}`;
      const server = await startProgram(['--database-url', database, '--metrics', 'off', '--limits', LIMITS]);
      started.push(server);
      return server;
    }

    /** Has the victim's commits wait for a standby that never answers, while `work` runs. */
    async function whileCommitsHang(work: (admin: pg.Client) => Promise<void>): Promise<void> {
      const admin = new pg.Client({ connectionString: url });
      await admin.connect();
      await admin.query(`ALTER SYSTEM SET synchronous_standby_names = 'nobody'`);
      await admin.query('SELECT pg_reload_conf()');
      try {
        await work(admin);
      } finally {
        await admin.query('ALTER SYSTEM RESET synchronous_standby_names');
        await admin.query('SELECT pg_reload_conf()');
        await admin.end();
      }
    }

    it('loses, moves and doubles nothing', { timeout: 200_000 }, async () => {
      const servers: RunningServer[] = await Promise.all([start('victim'), start('survivor')]);
      const history = createHistory(() => servers.map((server) => server.url));
      await history.begin();
      const listener = follow(() => servers[1]?.url ?? '', history.token, history.logs);
      const running = history.run(8);
      await history.more(100);

      // A commit that waits may also be that of an append that came too late: it had to lock the log to see that. So there
      // is more killing until an answer was lost for certain.
      const isLost = (): boolean => history.told.some(({ known }) => known);
      for (let kills = 0; kills < 3 || !isLost(); kills += 1) {
        assert.ok(kills < 20, 'an answer is lost some time');
        const victim = servers[0]!;
        await whileCommitsHang(async (admin) => {
          // In the middle of a commit: written, but nobody has been told.
          await until(async () => (await waitingCommits(admin, 'victim')) > 0);
          victim.child.kill('SIGKILL');
          assert.equal(await victim.ended, 'SIGKILL');
        });
        await history.more(60);
        servers[0] = await start('victim');
        await history.more(60);
      }

      const before = history.failures();
      await cluster?.restart();
      await history.more(100);
      assert.ok(history.failures() > before, 'the restart was felt');

      history.stop();
      await running;
      await history.verify();
      const heads = new Map(history.logs.map((log) => [log, history.told.filter((each) => each.log === log).length]));
      await listener.heard(heads);
      for (const server of servers) {
        assert.equal(server.child.exitCode, null, 'a server that nobody killed still runs');
        assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
        server.child.kill('SIGTERM');
        assert.equal(await server.ended, 0);
      }
      await listener.done;
    });
  },
  'own',
);

/** Follows logs at one server until it is shut down. */
function follow(server: () => string, token: string, logs: readonly string[]) {
  const heads = new Map<string, number>();
  let check = (): void => undefined;
  const done = run();
  // Where the test has failed before it comes to wait for this, the stream breaks off with the server, and nobody asks.
  done.catch(() => undefined);
  async function run(): Promise<void> {
    const body = JSON.stringify({ logs: logs.map((log) => ({ log, token })) });
    const headers = { 'content-type': 'application/json' };
    for await (const { event, data } of readEvents(
      await fetch(`${server()}/live`, { method: 'POST', headers, body }),
    )) {
      const { log, head } = data as { log: string; head: number };
      if (event === 'head') heads.set(log, head);
      check();
    }
  }
  return {
    done,
    /** Resolves when it was told of these heads. */
    heard: (wanted: ReadonlyMap<string, number>): Promise<void> =>
      new Promise((resolve) => {
        check = () => {
          if ([...wanted].every(([log, head]) => heads.get(log) === head)) resolve();
        };
        check();
      }),
  };
}

/** Asks again until it is so; the asking itself takes the time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) continue;
}

async function waitingCommits(admin: pg.Client, name: string): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM pg_stat_activity WHERE application_name = $1 AND wait_event = 'SyncRep'`,
    [name],
  );
  return rows[0]?.count ?? 0;
}
