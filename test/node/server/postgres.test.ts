import { after, before } from 'node:test';
import { postgres } from '../../../src/server/index.js';
import { describeConformance } from './support/conformance.js';
import { startPostgres, withPostgres, type TestPostgres } from './support/postgres.js';

withPostgres('the server keeps the storage contract', () => {
  let server: TestPostgres | undefined;
  before(async () => (server = await startPostgres()));
  after(() => server?.stop());

  describeConformance('PostgreSQL', async () => {
    const url = (await server?.createDatabase()) ?? '';
    return [await postgres({ url }), await postgres({ url })];
  });
});
