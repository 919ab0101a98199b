import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { type Measured, type Row, statistics } from './measure.js';
import { BODY, append, createLog, newToken } from './server-rows.js';
import { openClient } from './servers/client.js';
import { type BenchServer, startServer } from './servers/start.js';

const LISTENERS = 1000;
const RUNS = 20;
const WARM_UP = 3;

/** Somebody writes, and everybody hears of it. */
interface Crowd {
  /** Opens listeners that call back with the number of what they heard of. */
  open(onHeard: (value: number) => void): Promise<void>;
  write(value: number): unknown;
  close(): void;
}

/** (h) 1,000 who listen to one log, and an append that reaches all of them. */
export async function listenersRow(): Promise<Row> {
  const ours = await withServer('tandem-sync', (server) => measure(server, tandem(server.url)));
  const yjs = await withServer('hocuspocus', (server) => measure(server, hocuspocus(server.url)));
  return {
    what: `An append that reaches ${LISTENERS} live listeners, each`,
    ours: ours.measured,
    peers: [{ what: `Yjs and Hocuspocus: an update that reaches as many. ${yjs.note}`, measured: yjs.measured }],
    note: `from sending it to hearing of it, all in one process beside the server. ${ours.note}`,
  };
}

async function withServer<T>(
  kind: 'tandem-sync' | 'hocuspocus',
  work: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const server = await startServer(kind);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

async function measure(server: BenchServer, crowd: Crowd): Promise<{ measured: Measured; note: string }> {
  const before = await server.ask('memory');
  const times: number[] = [];
  let [current, start, left] = [0, 0, 0];
  let everybody: () => void = () => undefined;
  await crowd.open((value) => {
    if (value !== current) return;
    times.push(performance.now() - start);
    if ((left -= 1) === 0) everybody();
  });
  for (let run = -WARM_UP; run < RUNS; run += 1) {
    if (run === 0) times.length = 0;
    const all = new Promise<void>((resolve) => (everybody = resolve));
    [current, left, start] = [current + 1, LISTENERS, performance.now()];
    await Promise.all([crowd.write(current), all]);
  }
  const after = await server.ask('memory');
  crowd.close();
  const slow = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
  const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
  const each = ((after - before) / 1024 / LISTENERS).toFixed(0);
  return {
    measured: statistics(times),
    note: `99th percentile ${slow.toFixed(1)} ms; memory of the server ${mib(before)} MiB before and ${mib(after)} MiB with all of them, ${each} KiB each`,
  };
}

function tandem(url: string): Crowd {
  const client = openClient(url);
  const [log, token] = ['crowd', newToken()];
  return {
    async open(onHeard) {
      await createLog(client, log, token);
      const hear = (text: string): void => {
        for (const [, head] of text.matchAll(/"head":(\d+)/g)) onHeard(Number(head));
      };
      for (let at = 0; at < LISTENERS; at += 1) await client.listen({ logs: [{ log, token }] }, hear);
    },
    write: (value) => append(client, log, token, value - 1),
    close: () => void client.close(),
  };
}

function hocuspocus(url: string): Crowd {
  const providers: HocuspocusProvider[] = [];
  const open = async (onHeard: (value: number) => void): Promise<Y.Map<string | number>> => {
    const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket });
    const document = new Y.Doc();
    const map = document.getMap<string | number>('crowd');
    map.observe(({ keysChanged }) => keysChanged.has('head') && onHeard(Number(map.get('head'))));
    await new Promise<void>((resolve) => {
      const provider = new HocuspocusProvider({
        websocketProvider,
        name: 'crowd',
        document,
        onSynced: () => resolve(),
      });
      provider.attach();
      providers.push(provider);
    });
    return map;
  };
  let writer: Y.Map<string | number> | undefined;
  return {
    async open(onHeard) {
      writer = await open(() => undefined);
      for (let at = 0; at < LISTENERS; at += 1) await open(onHeard);
    },
    write: (value) =>
      writer?.doc?.transact(() => {
        writer?.set('body', BODY);
        writer?.set('head', value);
      }),
    close() {
      for (const provider of providers) {
        provider.destroy();
        provider.configuration.websocketProvider.destroy();
      }
    },
  };
}
