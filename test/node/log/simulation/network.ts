import { DEFAULT_LIMITS, createSyncHandler, type ServerLog, type SyncHandler } from '../../../../src/server/index.js';
import type { Place } from './storages.js';
import { SERVER, type Wires } from './wires.js';

const UNHURRIED = { burst: 1e9, perSecond: 1e9 };

/** The real server behind a network on which everything goes wrong. */
export interface Network {
  fetch(place: Place): typeof fetch;
  /** The server ends, with all its streams, and starts again on the same log. */
  restart(): void;
}

/** @param pageEntries most entries on a page: few, so that logs have several */
export function simulatedNetwork(wires: Wires, log: ServerLog, pageEntries = DEFAULT_LIMITS.pageEntries): Network {
  const start = (): SyncHandler =>
    createSyncHandler({
      log,
      limits: { tokenRate: UNHURRIED, addressRate: UNHURRIED, pageEntries },
      clock: { now: () => wires.now },
      every(ms, callback) {
        let cancel: (() => void) | undefined;
        const wait = (): void => {
          cancel = wires.later(SERVER, () => (callback(), wait()), ms);
        };
        wait();
        return () => cancel?.();
      },
      onEvent(event) {
        if (event.type === 'failure') failures.push(event.error);
      },
    });
  const failures: unknown[] = [];
  let handler = start();

  return {
    restart() {
      handler.close();
      handler = start();
    },

    fetch: (place) => async (input, init) => {
      const url = input as string;
      const { signal, ...rest } = init ?? {};
      const isStream = url.endsWith('/live');
      const name = isStream ? 'live' : rest.method === 'GET' ? 'read' : 'append';
      const answer = await place.call('log', name, async () => {
        const response = await handler(new Request(url, rest));
        if (failures.length > 0) throw failures[0];
        const { status, headers } = response;
        const stream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
        return { status, headers, body: stream ? response.body : await response.text() };
      });
      const { status, headers, body } = answer;
      if (signal?.aborted) throw new DOMException('stopped', 'AbortError');
      if (typeof body === 'string' || !body) return new Response(status === 204 ? null : body, { status, headers });
      return new Response(carried(place, body, signal), { status, headers });
    },
  };
}

/** What arrives of a stream: everything in order, up to where it is cut; or nothing more, and nobody says so. */
function carried(
  place: Place,
  from: ReadableStream<Uint8Array>,
  signal: AbortSignal | null | undefined,
): ReadableStream<Uint8Array> {
  const reader = from.getReader();
  let ended = false;
  const hangUp = (): void => {
    ended = true;
    reader.cancel().catch(() => undefined); // it has broken off already
  };
  place.onGone(hangUp);
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      signal?.addEventListener('abort', () => {
        hangUp();
        controller.error(new DOMException('stopped', 'AbortError'));
      });
      const carry = async (): Promise<void> => {
        const { done, value } = await reader.read();
        place.deliver((outcome) => {
          if (ended || outcome === 'late') return;
          if (outcome === 'fails before' || outcome === 'answer lost') {
            hangUp();
            controller.error(new TypeError('the connection broke'));
          } else if (done) controller.close();
          else {
            controller.enqueue(value);
            void carry();
          }
        }, 'stream');
      };
      void carry();
    },
    cancel: hangUp,
  });
}
