import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../core/platform.js';
import type { ServerEvent } from '../events.js';
import { createSyncHandler, type SyncHandlerOptions } from '../handler.js';
import { sqlLog } from '../log/sql-log.js';
import { clientAddress } from './address.js';
import { kindOf, openDatabase } from './database.js';
import { lineOf, writerTo, type ProcessEvent } from './lines.js';
import { nodeListener } from './listener.js';
import { createMetrics, type Metrics } from './metrics.js';

/** Settings of {@link startSyncServer}. */
export interface SyncServerOptions extends Pick<SyncHandlerOptions, 'authorize' | 'limits' | 'origins' | 'basePath'> {
  /** 0 takes any that is free; 8787 unless given. */
  readonly port?: number;
  /** The address to listen at; `127.0.0.1`, this machine alone, unless given. */
  readonly host?: string;
  /** `postgres://…`, a folder, or `memory`, which is gone with the process; `./tandem-data` unless given. */
  readonly database?: string;
  /** How many reverse proxies stand in front, each of which adds to `X-Forwarded-For`; 0 unless given. */
  readonly proxies?: number;
  /** `GET /metrics` on the same port (true, unless given), on one of its own, or not at all. */
  readonly metrics?: boolean | number;
  /** Milliseconds that running requests have when the server is closed; 10,000 unless given. */
  readonly grace?: number;
  /** Takes one line of JSON for each request and event; standard output unless given. */
  readonly writeLine?: (line: string) => void;
}

/** A server that runs. */
export interface SyncServer {
  readonly port: number;
  readonly url: string;
  /** Where `/metrics` has a port of its own. */
  readonly metricsPort: number | undefined;
  /** Takes no new connections, ends live streams, lets running requests finish, and closes the database. */
  close(): Promise<void>;
}

/**
 * Runs the sync server in this process.
 *
 * @throws Error where a package is missing, the database cannot be opened, or the port is taken.
 * @example
 * ```ts
 * const server = await startSyncServer({ database: './data', origins: ['https://intranet.example'] });
 * process.once('SIGTERM', () => void server.close());
 * ```
 */
export async function startSyncServer(options: SyncServerOptions = {}): Promise<SyncServer> {
  const { port = 8787, host = '127.0.0.1', database = './tandem-data', proxies = 0, grace = 10_000 } = options;
  const { metrics: wanted = true, writeLine = writerTo(process.stdout) } = options;
  const metrics = wanted === false ? undefined : await createMetrics();
  const write = (event: ServerEvent | ProcessEvent): void => {
    const line = lineOf(event, systemClock);
    if (line !== undefined) writeLine(line);
  };
  const log = await openLog(database);
  const { metrics: _, ...settings } = options;
  const handler = createSyncHandler({
    ...settings,
    log,
    clientAddress: clientAddress(proxies),
    onEvent(event) {
      metrics?.count(event);
      write(event);
    },
    ...(metrics && wanted === true ? { metrics: () => metrics.text() } : {}),
  });
  const servers: Server[] = [];
  try {
    servers.push(await serve(handler, port, host));
    if (metrics && typeof wanted === 'number') servers.push(await serve(metricsOnly(metrics), wanted, host));
  } catch (error) {
    await Promise.all([...servers.map((server) => stop(server, 0)), log.close()]);
    throw error;
  }
  const [actual = port, metricsPort] = servers.map((server) => (server.address() as AddressInfo).port);
  write({ type: 'started', port: actual, database: kindOf(database) });

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    write({ type: 'stopping' });
    const stopping = servers.map((server) => stop(server, grace));
    handler.close();
    await Promise.all(stopping);
    await log.close();
    write({ type: 'stopped' });
  }
  const name = host.includes(':') ? `[${host}]` : host;
  return { port: actual, url: `http://${name}:${actual}`, metricsPort, close: () => (closing ??= close()) };
}

async function openLog(setting: string): ReturnType<typeof sqlLog> {
  const database = await openDatabase(setting);
  try {
    return await sqlLog(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Requests have a minute to arrive; what comes later has to be a new request. */
function serve(handler: (request: Request) => Promise<Response>, port: number, host: string): Promise<Server> {
  const listener = nodeListener(handler);
  const server = createServer({ requestTimeout: 60_000 }, (incoming, outgoing) => {
    // A connection that is kept alive would keep a closing server alive as well.
    outgoing.once('close', () => setImmediate(() => server.listening || server.closeIdleConnections()));
    void listener(incoming, outgoing);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.off('error', reject)));
  });
}

function stop(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const metricsOnly =
  (metrics: Metrics) =>
  async (request: Request): Promise<Response> =>
    new URL(request.url).pathname === '/metrics' && request.method === 'GET'
      ? new Response(await metrics.text(), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
      : new Response(null, { status: 404 });
