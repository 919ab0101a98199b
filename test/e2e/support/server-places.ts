import { readFile, readdir, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Meeting } from './shared-stage.js';
import type { Exchange } from './way.js';

/** The places on the side of the server in which something could be left. */

/** Everything that the server has in memory. It was started with `--heapsnapshot-signal=SIGUSR2`. */
export async function memoryOf({ demo, folder }: Meeting): Promise<Buffer> {
  const written = fileIn(folder, /\.heapsnapshot$/u);
  process.kill(demo().pid, 'SIGUSR2');
  const name = await written;
  // It writes all of it in one go and answers nothing meanwhile.
  await fetch(`${demo().origin}/sync/healthz`);
  return readFile(join(folder, name));
}

async function fileIn(folder: string, name: RegExp): Promise<string> {
  for await (const { filename } of watch(folder)) if (filename !== null && name.test(filename)) return filename;
  throw new Error('The folder is watched no longer.');
}

/** All that is in the database of a server that has ended: every row, and every file of it. */
export async function databaseOf(data: string): Promise<Buffer[]> {
  const folder = join(data, 'postgresql');
  const database = await PGlite.create(folder);
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const rows: Buffer[] = [];
  for (const { name } of tables) {
    const all = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    rows.push(...all.rows.map(({ row }) => Buffer.from(row)));
  }
  await database.query('CHECKPOINT');
  await database.close();
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return [...rows, ...(await Promise.all(paths.map((path) => readFile(path))))];
}

/** All that went over the wire to the sync server and back, and every address and header that went anywhere. */
export const trafficOf = (exchanges: readonly Exchange[]): Buffer[] =>
  exchanges.flatMap(({ line, head, sent, got }) => [
    Buffer.from(`${line}\n${head}\n`),
    ...sent,
    ...(line.includes(' /sync/') ? got : []),
  ]);

/** Sizes in bytes of the entries that people wrote, as they were sent, in their order; book-keeping is left out. */
export function sizesOf(exchanges: readonly Exchange[]): number[] {
  const appends = exchanges.filter(({ line }) => /^POST \/sync\/logs\/[^/]+\/entries/u.test(line));
  return appends.flatMap(({ sent }) => {
    const { entries } = JSON.parse(Buffer.concat(sent).toString()) as { entries: { body: string | null }[] };
    // Without a body it is a question: whether these entries are there already.
    const bodies = entries.flatMap(({ body }) => (body === null ? [] : [Buffer.from(body, 'base64url')]));
    return bodies.filter((body) => body[1] === 0).map((body) => body.length);
  });
}
