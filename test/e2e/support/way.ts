import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request and what was answered, as it went over the wire. */
export interface Exchange {
  /** `POST /sync/live`, as it stood in the first line. */
  readonly line: string;
  /** Headers of both, and the status. */
  head: string;
  readonly sent: Buffer[];
  readonly got: Buffer[];
}

/**
 * What lies between browsers and server. `cut`: nobody reaches the sync server. `out`: somebody in between says that there
 * is none. `gathering`: answers come through when they are complete, which a stream never is.
 */
export type State = 'open' | 'cut' | 'out' | 'gathering';

/** The way from the browsers to the demo: it keeps a copy of all that goes over it, and can be cut. */
export interface Way {
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
  /** What is behind it from now on. */
  leadTo(origin: string): void;
  /** Pages come through in any state. */
  turn(state: State): void;
  close(): Promise<void>;
}

export async function openWay(): Promise<Way> {
  const exchanges: Exchange[] = [];
  const syncing = new Set<Socket>();
  let target = '';
  let state: State = 'open';

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers, socket } = request;
    const isSync = url.startsWith('/sync/');
    const exchange: Exchange = { line: `${method} ${url}`, head: JSON.stringify(headers), sent: [], got: [] };
    exchanges.push(exchange);
    request.on('data', (chunk: Buffer) => exchange.sent.push(chunk));
    if (isSync && state === 'cut') return void socket.destroy();
    if (isSync && state === 'out') {
      response.writeHead(502, { 'content-type': 'text/html', 'cache-control': 'no-store' });
      return void response.end('<h1>Bad Gateway</h1>');
    }
    if (isSync) syncing.add(socket);
    const isGathering = isSync && state === 'gathering';
    const onward = ask(target + url, { method, headers }, (answer) => {
      exchange.head += `${answer.statusCode} ${JSON.stringify(answer.headers)}`;
      const start = () => response.writeHead(answer.statusCode ?? 500, answer.headers);
      if (!isGathering) start().flushHeaders();
      answer.on('data', (chunk: Buffer) => {
        exchange.got.push(chunk);
        if (!isGathering) response.write(chunk);
      });
      answer.on('end', () => {
        if (isGathering) start().write(Buffer.concat(exchange.got));
        response.end();
      });
      answer.on('error', () => socket.destroy());
    });
    onward.on('error', () => socket.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  const server = createServer(pass);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    leadTo(origin) {
      target = origin;
    },
    turn(next) {
      state = next;
      for (const socket of syncing) socket.destroy();
      syncing.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
