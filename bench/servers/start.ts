import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the process is to be; see `child.ts`. */
export type Kind = 'tandem' | 'tandem-sync' | 'hocuspocus';
/** Its memory in bytes, with the garbage collected; or that it is to keep so many facts. */
export type Question = 'memory' | { readonly facts: number };
export type Answer = { readonly url: string } | { readonly value: number };

/** A server in a process of its own. */
export interface BenchServer {
  readonly url: string;
  ask(question: Question): Promise<number>;
  stop(): Promise<void>;
}

/** @param database as `openDatabase` takes it. */
export async function startServer(kind: Kind, database = 'memory'): Promise<BenchServer> {
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), [kind, database], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    // It writes a line for each request, as it does where it is read.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const hear = async (): Promise<Answer> => {
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
    if (typeof answer !== 'object' || answer === null) throw new Error(`The server ${kind} ended`);
    return answer as Answer;
  };
  const first = await hear();
  return {
    url: 'url' in first ? first.url : '',
    async ask(question) {
      child.send(question);
      const answer = await hear();
      return 'value' in answer ? answer.value : Number.NaN;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
