import type { Clock } from '../../core/platform.js';
import type { ServerEvent } from '../events.js';

/** What the server process itself has to say, beside {@link ServerEvent}s. */
export type ProcessEvent =
  | { readonly type: 'started'; readonly port: number; readonly database: string }
  | { readonly type: 'stopping' | 'stopped' };

/** One line of JSON for an event that an operator wants to see; undefined for what is only counted. */
export function lineOf(event: ServerEvent | ProcessEvent, clock: Clock): string | undefined {
  const level = event.type === 'failure' ? 'error' : 'info';
  const told = event.type === 'failure' ? { type: event.type, ...describe(event.error) } : event;
  if (event.type === 'appended' || event.type === 'conflict' || event.type === 'stream') return undefined;
  return JSON.stringify({ time: new Date(clock.now()).toISOString(), level, ...told });
}

/** Writes lines, all of one turn at once: each writing of its own would hold up the requests that wait. */
export function writerTo(stream: NodeJS.WritableStream): (line: string) => void {
  let text = '';
  return (line) => {
    if (text === '') {
      setImmediate(() => {
        stream.write(text);
        text = '';
      });
    }
    text += `${line}\n`;
  };
}

/**
 * What an error says without saying what somebody sent: messages of a database quote values, so its name, its code and
 * the places in the program have to do.
 */
function describe(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { code?: unknown };
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    code: typeof code === 'string' ? code : undefined,
    at: places.slice(0, 5).map((line) => line.trim().replace(/^at /, '')),
  };
}
