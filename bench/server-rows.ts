import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as sql from '../src/server/log/statements.js';
import { programOf, startCluster } from '../test/node/server/support/postgres.js';
import { type Row, sideBySide } from './measure.js';
import { type Client, openClient } from './servers/client.js';
import { startServer } from './servers/start.js';

/** The size of an ordinary entry, encrypted and padded, as JSON text. */
export const BODY = 'x'.repeat(920);
const SECONDS = 3;
const RUNS = 5;
const ARGUMENTS = ['-n', '-M', 'prepared'];

export const newToken = (): string => randomBytes(32).toString('base64url');
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Makes a log that a token opens. */
export async function createLog(client: Client, log: string, token: string): Promise<void> {
  const status = await client.post('/logs', token, { log, access: { add: [{ hash: hashOf(token) }] } });
  if (status !== 201) throw new Error(`No log: ${status}`);
}

/** Appends one entry. */
export async function append(client: Client, log: string, token: string, head: number): Promise<void> {
  const body = { expected: head, entries: [{ id: `entry-${head}`, body: BODY }] };
  const status = await client.post(`/logs/~${log}/entries`, token, body);
  if (status !== 200) throw new Error(`Not appended: ${status}`);
}

/** (f) Appends a second: clients that write to a log each, one entry after another. Nothing where there is no PostgreSQL. */
export async function appendRows(): Promise<readonly Row[]> {
  const pgbench = programOf('pgbench');
  if (pgbench === undefined) return [];
  const cluster = await startCluster();
  const folder = await mkdtemp(join(tmpdir(), 'tandem-bench-'));
  try {
    const database = await cluster.createDatabase();
    const server = await startServer('tandem-sync', database);
    const client = openClient(server.url);
    const rows: Row[] = [];
    for (const clients of [1, 100]) {
      const token = newToken();
      const numbers = Array.from({ length: clients }, (_, number) => number);
      const heads = numbers.map(() => 0);
      for (const number of numbers) await createLog(client, `ours-${clients}-${number}`, token);
      const script = join(folder, 'append.sql');
      const given = ['-c', `${clients}`, '-j', `${Math.min(2, clients)}`, '-T', `${SECONDS}`, '-D', 'version=0'];
      let round = 0;
      const pgbenchRun = async (isTelling: boolean): Promise<number> => {
        // Its clients know no heads from the time before, and so each round has logs of its own.
        const prefix = `pgbench-${clients}-${(round += 1)}-`;
        for (const number of numbers) await createLog(client, `${prefix}${number}`, token);
        await writeFile(script, scriptFor(prefix, token, isTelling));
        const { stdout } = await promisify(execFile)(pgbench, [...ARGUMENTS, ...given, '-f', script, database]);
        return 1000 / Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
      };
      const { ours, telling, silent } = await sideBySide(RUNS, 1, {
        async ours() {
          let done = 0;
          const start = performance.now();
          const writes = async (number: number): Promise<void> => {
            for (let head = heads[number] ?? 0; performance.now() - start < SECONDS * 1000; done += 1) {
              await append(client, `ours-${clients}-${number}`, token, head);
              heads[number] = head += 1;
            }
          };
          await Promise.all(numbers.map(writes));
          return (performance.now() - start) / done;
        },
        telling: () => pgbenchRun(true),
        silent: () => pgbenchRun(false),
      });
      rows.push({
        what: `Appends over HTTP to ${clients === 1 ? 'one log by one client' : `${clients} logs by ${clients} clients`}, PostgreSQL`,
        ours,
        peers: [
          {
            what: '`pgbench`: the same prepared statement, then one that notifies as ours does; no HTTP',
            measured: telling,
          },
          { what: '`pgbench`: the statement alone, and nobody is told', measured: silent },
        ],
        unit: 'a second',
        target: 'half',
        note: `one entry of ${BODY.length} bytes each, committed with fsync before the answer; no appends are batched, and the server tells of several logs in one statement`,
      });
    }
    await client.close();
    await server.stop();
    return rows;
  } finally {
    cluster.stop();
    await rm(folder, { recursive: true });
  }
}

/** What the server sends for an append, in the language of pgbench: each of its clients has a log of its own. */
function scriptFor(prefix: string, token: string, isTelling: boolean): string {
  const size = BODY.length + 2;
  const values = [
    `'${prefix}' || :client_id`,
    `'${hashOf(token)}'`,
    ':version',
    `ARRAY['entry-' || :version]`,
    `ARRAY['"${BODY}"']`,
    `ARRAY['${size}']`,
    `${size}`,
    `${2 ** 40}`,
    '0',
  ];
  const bound = sql.APPEND.replace(/\$(\d)/g, (_, place: string) => `(${values[Number(place) - 1] ?? ''})`);
  const append = `${bound.replace(/\s+/g, ' ')} \\gset\n`;
  const tell = `SELECT pg_notify('tandem', :version || '=pgbench:' || '${prefix}' || :client_id) FROM set_config('synchronous_commit', 'off', true);\n`;
  return isTelling ? append + tell : append;
}
