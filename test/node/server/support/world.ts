import { createSyncHandler, sqlLog, pglite, type ServerEvent, type ServerLog } from '../../../../src/server/index.js';
import type { SyncHandlerOptions } from '../../../../src/server/index.js';
import { fakeClock } from '../../../../src/testing/index.js';
import { UNHURRIED } from './conformance.js';
import { ask, hashOf, newToken, pathOf } from './remote.js';

let shared: Promise<ServerLog> | undefined;

/** One log in memory for all tests of a file; each test takes names of its own. */
export const sharedLog = (): Promise<ServerLog> => (shared ??= pglite().then((database) => sqlLog(database)));

/** A handler with a clock and a beat of its own, and what a test does with it all the time. */
export async function openWorld(options: Partial<SyncHandlerOptions> = {}) {
  const log = options.log ?? (await sharedLog());
  const clock = fakeClock();
  const events: ServerEvent[] = [];
  const beats = new Set<() => void>();
  const handler = createSyncHandler({
    clock,
    every(_ms, callback) {
      beats.add(callback);
      return () => beats.delete(callback);
    },
    onEvent: (event) => void events.push(event),
    ...options,
    log,
    limits: { ...UNHURRIED, ...options.limits },
  });

  const send = (method: string, path: string, token?: string, body?: unknown): Promise<Response> =>
    handler(ask(method, path, token, body));

  const create = (name: string, token: string, more: readonly object[] = []) =>
    send('POST', '/logs', token, { log: name, access: { add: [{ hash: hashOf(token) }, ...more] } });
  const append = (name: string, token: string, expected: number, entries: readonly object[], access?: object) =>
    send('POST', pathOf(name, '/entries'), token, { expected, entries, access });

  return {
    handler,
    clock,
    events,
    send,
    log,
    create,
    append,
    read: (name: string, token: string, query = '') => send('GET', pathOf(name, `/entries${query}`), token),
    /** How many timers run. */
    timers: () => beats.size,
    beat: () => beats.forEach((callback) => callback()),

    /** A log that is there, and the token that opens it. */
    async given(entries: readonly object[] = []): Promise<{ readonly name: string; readonly token: string }> {
      const [name, token] = [newToken(), newToken()];
      await create(name, token);
      if (entries.length > 0) await append(name, token, 0, entries);
      return { name, token };
    },
  };
}
