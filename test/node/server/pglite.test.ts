import { pglite } from '../../../src/server/index.js';
import { describeConformance } from './support/conformance.js';

describeConformance('PGlite', async () => {
  const database = await pglite();
  return [database, database];
});
