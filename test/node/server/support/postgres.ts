import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import pg from 'pg';

/** A real PostgreSQL server for tests. */
export interface TestPostgres {
  /** Makes an empty database and answers with its address. */
  createDatabase(): Promise<string>;
  readonly stop: () => void;
}

/** A server of our own, with which a test may do what it likes. */
export interface TestCluster extends TestPostgres {
  /** Ends all connections, stops the server and starts it again. */
  restart(): Promise<void>;
}

/**
 * Describes what needs a PostgreSQL server; where there is none, says so in place of testing.
 *
 * @param which whether the server that `TEST_DATABASE_URL` names will do
 */
export function withPostgres(name: string, tests: () => void, which: 'any' | 'own' = 'any'): void {
  const isGiven = which === 'any' && process.env.TEST_DATABASE_URL !== undefined;
  const isThere = isGiven || folderOfPrograms() !== undefined;
  void describe(`PostgreSQL: ${name}`, () => {
    if (isThere) tests();
    else it('left out', (run) => run.skip('no PostgreSQL here: apt-get install postgresql, or set TEST_DATABASE_URL'));
  });
}

/** The server that `TEST_DATABASE_URL` names, or else a throw-away one of its own. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined) return { createDatabase: () => createDatabase(given), stop: () => undefined };
  return startCluster();
}

/** A cluster in a temporary folder. PostgreSQL refuses to run as root: there it runs as the user it came with. */
export async function startCluster(): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-postgres-'));
  const user = process.getuid?.() === 0 ? numbersOf('postgres') : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const run = (program: string, ...args: string[]): void => {
    const path = join(folderOfPrograms() ?? '', program);
    execFileSync(path, args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'tandem', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync');
  const port = await freePort();
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=130`;
  const controlArgs = (...verb: string[]): string[] => [
    '-D',
    data,
    '-w',
    '-s',
    '-l',
    join(folder, 'messages'),
    '-o',
    settings,
    ...verb,
  ];
  const control = (...verb: string[]): void => run('pg_ctl', ...controlArgs(...verb));
  control('start');
  return {
    createDatabase: () => createDatabase(`postgres://tandem@127.0.0.1:${port}/postgres`),
    async restart() {
      // Not as the others, for the test has to go on meanwhile.
      const child = spawn(join(folderOfPrograms() ?? '', 'pg_ctl'), controlArgs('restart', '-m', 'fast'), {
        ...user,
        cwd: folder,
        stdio: 'ignore',
      });
      const [code] = (await once(child, 'close')) as [number];
      if (code !== 0) throw new Error(`pg_ctl restart ended with ${code}`);
    },
    stop() {
      control('stop', '-m', 'immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(url: string): Promise<string> {
  const name = `tandem_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/** Where a program of the installed server is, e.g. `pgbench`; `undefined` where there is none. */
export function programOf(name: string): string | undefined {
  const folder = folderOfPrograms();
  return folder === undefined ? undefined : join(folder, name);
}

/** Debian keeps them beside the path, one folder for each version. */
function folderOfPrograms(): string | undefined {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(installed, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

function numbersOf(user: string): { readonly uid: number; readonly gid: number } {
  const number = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
