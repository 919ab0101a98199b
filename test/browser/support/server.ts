import { createSyncHandler } from '../../../src/server/handler.js';
import { type MemoryServerLog, memoryServerLog } from '../../node/log/simulation/server-log.js';

/** Where the server of this page is. */
export const SERVER = 'http://server.test';

/** A sync server in this page, with its log in memory. */
export interface PageServer {
  readonly log: MemoryServerLog;
  /** `fetch` that leads to it, for as long as there is a way. */
  fetchFor(isReachable?: () => boolean): typeof fetch;
  close(): void;
}

/** Starts a server; `log` is what it has already. */
export function openServer(log: MemoryServerLog = memoryServerLog()): PageServer {
  const unhurried = { burst: 1e9, perSecond: 1e9 };
  const handler = createSyncHandler({ log, limits: { tokenRate: unhurried, addressRate: unhurried } });
  return {
    log,
    fetchFor:
      (isReachable = () => true) =>
      async (input, init) => {
        const answer = isReachable() ? await handler(requestOf(input, init)) : undefined;
        if (!answer || !isReachable()) throw new TypeError('there is no way to the server');
        return answer;
      },
    close: () => void handler.close(),
  };
}

/** Firefox gives nobody the stream of a request's body. */
function requestOf(input: RequestInfo | URL, init: RequestInit = {}): Request {
  const request = new Request(input, init);
  if (init.body && !('body' in Request.prototype))
    Object.defineProperty(request, 'body', { value: new Response(init.body).body });
  return request;
}
