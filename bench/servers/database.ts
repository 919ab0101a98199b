import { programOf, startCluster } from '../../test/node/server/support/postgres.js';

/** A database for a server in a process of its own, and what to call it in a note. */
export interface BenchDatabase {
  readonly address: string;
  readonly name: string;
}

/** Lends an empty PostgreSQL, as operators run it, or PGlite in memory where there is none. */
export async function withDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  if (programOf('initdb') === undefined) return work({ address: 'memory', name: 'PGlite in memory' });
  const cluster = await startCluster();
  try {
    return await work({ address: await cluster.createDatabase(), name: 'PostgreSQL' });
  } finally {
    cluster.stop();
  }
}
