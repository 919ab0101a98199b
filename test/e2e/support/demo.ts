import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The running demo. */
export interface Demo {
  /** `http://127.0.0.1:4173` */
  readonly origin: string;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts the demo as `npm start` does, on any free port, and answers once it says where it is. */
export async function startDemo(): Promise<Demo> {
  const server = spawn(process.execPath, ['scripts/start.mjs', '--port', '0', '--data', 'memory', '--no-open'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill();
    await gone;
  };
  for await (const line of createInterface({ input: server.stdout })) {
    const origin = /http:\/\/127\.0\.0\.1:\d+/u.exec(line)?.[0];
    if (!origin) continue;
    server.stdout.resume();
    return { origin, stop };
  }
  throw new Error('The demo ended before it said where it is.');
}
