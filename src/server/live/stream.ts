import type { LogId } from '../../core/log/storage.js';

/** Beats that may find the one before them still unsent; with the next one the client counts as gone. */
const PATIENCE = 3;

const BEAT = 'event: beat\ndata: {}\n\n';

/** One stream of server-sent events. It holds back what its reader has no time for, and of that the newest only. */
export interface EventStream {
  readonly response: Response;
  /** Says something about a log, in place of what was not sent yet. */
  tell(log: LogId, event: 'head' | 'refused', data: Readonly<Record<string, unknown>>): void;
  /** Shows that the server is alive; gives the stream up where nobody has read for several beats. */
  beat(): void;
  /** Ends it in good order. */
  end(): void;
}

/** @param onEnd is called once, whoever ends it. */
export function createEventStream(onEnd: () => void): EventStream {
  const encoder = new TextEncoder();
  /** By log; the beat has the empty name, which no log has. */
  const unsent = new Map<LogId, string>();
  let missed = 0;
  let ended = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  function flush(): void {
    if (ended || unsent.size === 0 || (controller?.desiredSize ?? 0) <= 0) return;
    const text = [...unsent.values()].join('');
    unsent.clear();
    missed = 0;
    controller?.enqueue(encoder.encode(text));
  }

  function finish(how: () => void): void {
    if (ended) return;
    ended = true;
    how();
    onEnd();
  }

  const body = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    pull: flush,
    cancel: () => finish(() => undefined),
  });

  return {
    response: new Response(body, {
      headers: {
        'content-type': 'text/event-stream',
        // Neither kept nor compressed on the way: both would hold events back.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    }),

    tell(log, event, data) {
      unsent.set(log, `event: ${event}\ndata: ${JSON.stringify({ log, ...data })}\n\n`);
      flush();
    },

    beat() {
      if (unsent.has('')) missed += 1;
      if (missed > PATIENCE) return finish(() => controller?.error(new Error('The client does not read')));
      unsent.set('', BEAT);
      flush();
    },

    end: () => finish(() => controller?.close()),
  };
}
