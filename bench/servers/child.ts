/**
 * A server in a process of its own, as `start.ts` starts it: `tandem` is a page with the protocol under `/sync`,
 * `tandem-sync` the program as it is, `hocuspocus` what stands beside them.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from '@hocuspocus/server';
import type * as Y from 'yjs';
import { type Fact, isOwnFact } from '../../src/core/index.js';
import { createSyncHandler, sqlLog } from '../../src/server/index.js';
import { nodeListener, openDatabase, startSyncServer } from '../../src/server/node.js';
import { longPartnership, play } from '../../src/testing/index.js';
import { pageOf } from './page.js';
import type { Answer, Kind, Question } from './start.js';

/** Nobody is slowed down on purpose: measured is how fast it is, and not how often it lets somebody ask. */
const limits = {
  tokenRate: { burst: 1e9, perSecond: 1e9 },
  addressRate: { burst: 1e9, perSecond: 1e9 },
  streamsPerClient: 1e6,
};

const [kind, database = ''] = process.argv.slice(2);

const START: Readonly<Record<Kind, () => Promise<string>>> = {
  async tandem() {
    const log = await sqlLog(await openDatabase(database));
    const protocol = nodeListener(createSyncHandler({ log, limits, basePath: '/sync' }));
    const page = await pageOf('bench/page/shared.ts');
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/sync/')) void protocol(request, response);
      else page(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  'tandem-sync': async () => (await startSyncServer({ port: 0, database, limits })).url,
  async hocuspocus() {
    await other.listen();
    return other.webSocketURL;
  },
};
const other = new Server({ port: 0, address: '127.0.0.1', quiet: true });

/** Keeps the facts that Ana can read, in memory; written command by command, as they came about. */
async function keepFacts(count: number): Promise<number> {
  const { facts } = play(longPartnership({ facts: count }));
  const read = facts.filter((fact) => fact.by === 'ana' || !isOwnFact(fact));
  const commands = new Map<string, Fact[]>();
  for (const fact of read) commands.set(fact.command, [...(commands.get(fact.command) ?? []), fact]);
  const connection = await other.hocuspocus.openDirectConnection('facts');
  for (const each of commands.values())
    await connection.transact((document: Y.Doc) =>
      document.getArray('facts').push(each.map((fact): object => ({ ...fact }))),
    );
  return read.length;
}

function memory(): number {
  for (let time = 0; time < 3; time += 1) globalThis.gc?.();
  return process.memoryUsage().rss;
}

const tell = (answer: Answer): void => void process.send?.(answer);
// It is of no use to anybody else.
process.on('disconnect', () => process.exit());
process.on('message', (question: Question) => {
  if (question === 'memory') tell({ value: memory() });
  else void keepFacts(question.facts).then((value) => tell({ value }));
});
tell({ url: await START[kind as Kind]() });
