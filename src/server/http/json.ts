import { type BodyReader, readerOf } from '../body.js';
import { Problem } from '../problem.js';
import { textResponse } from '../text.js';

/**
 * Reads a request's body as JSON, and no further than it may be long.
 *
 * @throws (rejects) {@link Problem} `unsupported-media-type`, `body-too-large`, `bad-request`.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const { headers } = request;
  const type = headers.get('content-type') ?? '';
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type) || encoding !== 'identity') {
    throw new Problem('unsupported-media-type');
  }
  const tooLarge = (): Problem => new Problem('body-too-large', { detail: `A request has at most ${maxBytes} bytes` });
  if (Number(headers.get('content-length')) > maxBytes) throw tooLarge();
  const bytes = await readBytes(readerOf(request), maxBytes, tooLarge);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new Problem('bad-request', { detail: 'The body is not JSON in UTF-8', cause });
  }
}

async function readBytes(
  reader: BodyReader | undefined,
  maxBytes: number,
  tooLarge: () => Problem,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await reader?.read().catch((cause: unknown) => {
      throw new Problem('bad-request', { detail: 'The body broke off', cause });
    });
    if (chunk?.value === undefined) break;
    length += chunk.value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(chunk.value);
  }
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** An answer with a body that is JSON text already. */
export const jsonResponse = (text: string, status = 200): Response =>
  textResponse(text, { status, headers: { 'content-type': 'application/json' } });
