import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../../src/server/bin.ts', import.meta.url));

export interface RunningServer {
  readonly url: string;
  readonly child: ChildProcess;
  /** The lines that it has written so far. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** What the program writes and how it ends, for calls that do not start a server. */
export async function runProgram(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { env: { ...process.env, ...env } });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (texts.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (texts.stderr += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...texts };
}

/** Starts the program `tandem-sync` and waits until it listens. */
export async function startProgram(args: readonly string[]): Promise<RunningServer> {
  const command = ['--import', 'tsx', program, '--port', '0', ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: Readonly<Record<string, unknown>>[] = [];
  let messages = '';
  child.stderr.on('data', (chunk) => (messages += String(chunk)));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  const port = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Readonly<Record<string, unknown>>;
      lines.push(line);
      if (line.type === 'started') resolve(line.port as number);
    });
    void ended.then((how) => reject(new Error(`The server ended with ${how}: ${messages}`)));
  });
  return { url: `http://127.0.0.1:${await port}`, child, lines, ended };
}
