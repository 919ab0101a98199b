import { Agent, request } from 'node:http';

/** Speaks with the server at the least cost: connections stay open, and of an answer only the status is looked at. */
export function openClient(url: string) {
  const agent = new Agent({ keepAlive: true });
  return {
    /** @returns the status. */
    post: (path: string, token: string, body: unknown): Promise<number> =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'tandem-token': token };
        request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        })
          .once('error', reject)
          .end(JSON.stringify(body));
      }),

    /** Opens a live stream. @returns when its first piece has come. */
    listen: (body: unknown, onText: (text: string) => void): Promise<void> =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json' };
        request(`${url}/live`, { method: 'POST', agent, headers }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`No stream: ${response.statusCode}`));
          response.setEncoding('utf8').on('data', (text: string) => (onText(text), resolve()));
        })
          .once('error', reject)
          .end(JSON.stringify(body));
      }),

    close: () => agent.destroy(),
  };
}
export type Client = ReturnType<typeof openClient>;
