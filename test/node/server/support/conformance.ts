import { after, before, describe, it } from 'node:test';
import {
  createSyncHandler,
  sqlLog,
  type Database,
  type ServerLog,
  type SyncHandler,
} from '../../../../src/server/index.js';
import { logStorageConformance } from '../../../../src/testing/index.js';
import { remote } from './remote.js';

const TABLES = 'tandem_log, tandem_entry, tandem_token, tandem_found';

/** Nobody waits in a test that asks as fast as it can. */
export const UNHURRIED = { tokenRate: { burst: 1e9, perSecond: 1e9 }, addressRate: { burst: 1e9, perSecond: 1e9 } };

/**
 * Runs the conformance suite through requests and responses.
 *
 * @param open opens one database twice, as two processes do
 */
export function describeConformance(name: string, open: () => Promise<readonly [Database, Database]>): void {
  void describe(`the server on ${name} keeps the storage contract`, () => {
    let database: Database;
    let logs: readonly ServerLog[] = [];
    let handlers: readonly SyncHandler[] = [];
    before(async () => {
      const databases = await open();
      [database] = databases;
      logs = await Promise.all(databases.map((each) => sqlLog(each)));
      handlers = logs.map((log) => createSyncHandler({ log, limits: UNHURRIED }));
    });
    after(async () => {
      for (const handler of handlers) handler.close();
      for (const log of logs) await log.close();
    });

    const one = (token?: string) => remote((request) => handlers[0]!(request), token);
    const other = (token?: string) => remote((request) => handlers[1]!(request), token);
    const tokenOf = (store: unknown): string => (store as ReturnType<typeof remote>).token;
    const create = async () => {
      await database.query(`TRUNCATE ${TABLES}`);
      return one();
    };
    const suite = logStorageConformance(create, {
      reopen: (closed) => other(tokenOf(closed)),
      peer: (open) => other(tokenOf(open)),
    });
    for (const { name: title, run } of suite) it(title, run);
  });
}
