import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BodyReader, giveReader } from '../body.js';
import { Problem } from '../problem.js';
import { textOf } from '../text.js';

const peers = new WeakMap<Request, string>();

/** The address of the other end of the connection, for a request that came through {@link nodeListener}. */
export const peerAddress = (request: Request): string | undefined => peers.get(request);

/**
 * Turns a handler into a listener for `node:http`, Express and whatever else has Node's requests and responses. What
 * the client has not sent yet when the answer is there is read and thrown away, so that the answer gets through.
 *
 * @param handler answers and never rejects.
 * @example
 * ```ts
 * createServer(nodeListener(handler)).listen(8787);
 * ```
 */
export function nodeListener(
  handler: (request: Request) => Promise<Response>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) gone.abort();
    });
    const request = toRequest(incoming, gone.signal);
    const response = request ? await handler(request) : new Problem('bad-request').toResponse();
    try {
      await send(response, outgoing);
    } catch (error) {
      // The client has gone, or was too slow for a live stream. Whoever made the body hears of it by its cancelling.
      outgoing.destroy(error instanceof Error ? error : undefined);
    }
    if (!incoming.readableEnded) incoming.resume();
  };
}

/** Undefined for what HTTP allows and `Request` does not. */
function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const { method = 'GET', url = '/', headers, rawHeaders, socket } = incoming;
  try {
    const scheme = 'encrypted' in socket ? 'https' : 'http';
    // A host with a path in it would lead to another address than the one that a proxy has looked at.
    if (/[/\\?#@]/.test(headers.host ?? '')) return undefined;
    const address = url.startsWith('/') ? `${scheme}://${headers.host ?? 'localhost'}${url}` : url;
    const given: [string, string][] = [];
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      const name = rawHeaders[at] ?? '';
      if (!name.startsWith(':')) given.push([name, rawHeaders[at + 1] ?? '']);
    }
    const reader = readerOf(incoming);
    const body = method === 'GET' || method === 'HEAD' ? null : streamOf(reader);
    // `duplex` is demanded for a body that is a stream, and unknown to the types.
    const init: RequestInit & { duplex: 'half' } = { method, headers: given, body, signal, duplex: 'half' };
    const request = new Request(address, init);
    giveReader(request, reader);
    if (socket.remoteAddress !== undefined) peers.set(request, socket.remoteAddress);
    return request;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Reads only when it is asked, and leaves the connection alone when it is cancelled. */
function readerOf(incoming: IncomingMessage): BodyReader {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return {
    read: () => (chunks ??= incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>).next(),
    async cancel() {
      await chunks?.return?.();
    },
  };
}

function streamOf(reader: BodyReader): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value } = await reader.read();
        if (value === undefined) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  );
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  const text = textOf(response);
  if (text !== undefined) return void outgoing.end(text);
  if (response.body === null) return void outgoing.end();
  // Node's own type of a web stream is not the one of the DOM, though the object is.
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}
