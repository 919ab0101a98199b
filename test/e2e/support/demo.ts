import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The running demo. */
export interface Demo {
  /** `http://127.0.0.1:4173` */
  readonly origin: string;
  /** Of the process. */
  readonly pid: number;
  /** All that it has written to its outputs. */
  output(): string;
  stop(): Promise<void>;
}

/** Settings of {@link startDemo}. */
export interface DemoOptions {
  /** Where the sync server keeps its logs; in memory unless given. */
  readonly data?: string;
  /** Of Node, in front of the script. */
  readonly flags?: readonly string[];
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts the demo as `npm start` does, on any free port, and answers once it says where it is. */
export async function startDemo({ data = 'memory', flags = [] }: DemoOptions = {}): Promise<Demo> {
  const script = ['scripts/start.mjs', '--port', '0', '--data', data, '--no-open'];
  const server = spawn(process.execPath, [...flags, ...script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const written: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => written.push(String(text)));
  const output = () => written.join('');
  const gone = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill();
    await gone;
  };
  for await (const line of createInterface({ input: server.stdout })) {
    const origin = /http:\/\/127\.0\.0\.1:\d+/u.exec(line)?.[0];
    if (!origin || server.pid === undefined) continue;
    server.stdout.resume();
    return { origin, pid: server.pid, output, stop };
  }
  throw new Error(`The demo ended before it said where it is: ${output()}`);
}
