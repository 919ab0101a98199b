import { startSyncServer } from './server.js';
import { readSettings, SettingsError, USAGE } from './settings.js';

/** The program `tandem-sync`: runs the server until a signal ends it. A second signal ends it at once. */
export async function program({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>): Promise<void> {
  try {
    const settings = readSettings(argv.slice(2), env);
    if (settings === undefined) return say(process.stdout, USAGE);
    const server = await startSyncServer(settings);
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) process.exit(1);
      isStopping = true;
      server.close().catch(fail);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  const isMisuse = error instanceof SettingsError;
  say(process.stderr, `tandem-sync: ${reason(error)}${isMisuse ? `\n\n${USAGE}` : ''}`);
  process.exitCode = isMisuse ? 2 : 1;
}

/** What went wrong, down to the first cause: "cannot be reached" alone helps no operator. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.message || (error as { code?: string }).code || error.name;
  return error.cause === undefined ? own : `${own} (${reason(error.cause)})`;
}

const say = (stream: NodeJS.WriteStream, text: string): void => void stream.write(`${text}\n`);
