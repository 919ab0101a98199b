import { Pool } from 'undici';

/** Speaks with the server at the least cost: connections stay open, and of an answer only the status is looked at. */
export function openClient(url: string) {
  const pool = new Pool(url, { bodyTimeout: 0 });
  const post = (path: string, headers: Record<string, string>, body: unknown) =>
    pool.request({
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    /** @returns the status. */
    async post(path: string, token: string, body: unknown): Promise<number> {
      const { statusCode, body: answer } = await post(path, { 'tandem-token': token }, body);
      await answer.dump();
      return statusCode;
    },

    /** Opens a live stream. @returns when its first piece has come. */
    async listen(body: unknown, onText: (text: string) => void): Promise<void> {
      const { statusCode, body: answer } = await post('/live', {}, body);
      if (statusCode !== 200) throw new Error(`No stream: ${statusCode}`);
      await new Promise<void>((resolve) => {
        // Events are ASCII: no sign is ever cut in two.
        answer.on('data', (chunk: Uint8Array) => (onText(String(Buffer.from(chunk))), resolve()));
        answer.on('error', () => undefined); // the stream is cut off when all is measured
      });
    },

    close: () => pool.destroy(),
  };
}
export type Client = ReturnType<typeof openClient>;
