import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, it } from 'node:test';
import pg from 'pg';
import { type TestCluster, programOf, startCluster, withPostgres } from '../node/server/support/postgres.js';
import { signing } from './support/cycle.js';
import { readableIn } from './support/readable.js';
import { openSharedStage } from './support/shared-stage.js';
import { bothIn } from './support/sharing.js';
import { anasStory, bensStory } from './support/words.js';

const WAITING = 'SELECT 1 FROM pg_locks WHERE NOT granted';

const tests = () => {
  let cluster: TestCluster | undefined;
  let database = '';
  before(async () => {
    cluster = await startCluster();
    database = await cluster.createDatabase();
  });
  const stage = openSharedStage({ data: () => database });
  after(() => cluster?.stop());

  it('in the middle of a request: what was on its way arrives once, and both go on', () =>
    stage.meet([/^50[03] for .*\/sync\//u, /status of 50[03]/u, /ERR_INCOMPLETE_CHUNKED/u], async (meeting) => {
      const [ana, ben] = await bothIn(meeting);
      await signing(ana, ben);
      const client = new pg.Client({ connectionString: database });
      client.on('error', () => undefined); // it is cut off with all others
      await client.connect();
      try {
        await client.query('BEGIN; LOCK TABLE tandem_entry IN ACCESS EXCLUSIVE MODE');
        await ana.proposesGoal(anasStory.goals[0]);
        while ((await client.query(WAITING)).rowCount === 0) await ana.nextStep.waitFor();
        await cluster?.restart();
      } finally {
        await client.end();
      }
      await ana.isTold('Saved and shared');
      await ben.agreesToGoal(anasStory.goals[0].statement);
      await ben.proposesGoal(bensStory.goals[0]);
      await ana.agreesToGoal(bensStory.goals[0].statement);
      await ana.goesToOwn('Goals');
      assert.equal(await ana.goal(anasStory.goals[0].statement).count(), 1);
      const dump = execFileSync(programOf('pg_dump') ?? 'pg_dump', [database]);
      assert.match(dump.toString(), /COPY public\.tandem_entry/u);
      assert.deepEqual(readableIn([dump], [...ana.typed, ...ben.typed]), [], 'readable in a dump of the database');
    }));
};

withPostgres('two machines, and a database that is started anew', tests, 'own');
