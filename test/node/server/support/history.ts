import assert from 'node:assert/strict';
import { hashOf, newToken } from './remote.js';

/** What a writer was told about one entry. */
interface Acknowledged {
  readonly log: string;
  readonly id: string;
  readonly version: number;
  readonly known: boolean;
}

interface Page {
  readonly entries: readonly { readonly id: string; readonly version: number; readonly body: unknown }[];
  readonly head: number;
}

/**
 * Writers that append to a few logs as fast as they are answered, through whichever server answers, and that try again
 * with the same ids until they are told where their entry is. Keeps what they were told.
 *
 * @param servers where the servers are at the moment; a server may leave and come back at another address
 */
export function createHistory(servers: () => readonly string[]) {
  const token = newToken();
  const logs = ['one', 'two', 'three'];
  const told: Acknowledged[] = [];
  const attempted = new Map<string, unknown>();
  const waiting = new Set<() => void>();
  let failures = 0;
  let stopping = false;

  async function call(method: string, url: string, body?: unknown): Promise<Response> {
    const headers = { 'tandem-token': token, 'content-type': 'application/json' };
    return fetch(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  }

  /** Asks one server after another until one gives an answer that is no 5xx. */
  async function persist(first: number, method: string, path: string, body?: unknown): Promise<Response> {
    for (let attempt = first; ; attempt += 1) {
      const all = servers();
      const response = await call(method, all[attempt % all.length] + path, body).catch(() => undefined);
      if (response !== undefined && response.status < 500) return response;
      await response?.body?.cancel();
      failures += 1;
      // Lets the processes that are to come back have the processor.
      await new Promise(setImmediate);
    }
  }

  async function write(writer: number): Promise<void> {
    for (let count = 0; !stopping; count += 1) {
      const log = logs[(writer + count) % logs.length] ?? '';
      const ids = [`w${writer}-${count}a`, `w${writer}-${count}b`].slice(0, 1 + (count % 2));
      const entries = ids.map((id) => ({ id, body: { writer, count, text: id } }));
      for (const { id, body } of entries) attempted.set(`${log}/${id}`, body);
      await append(writer, log, entries);
    }
  }

  async function append(writer: number, log: string, entries: readonly { id: string }[]): Promise<void> {
    for (let expected = 0, attempt = writer; ; attempt += 1) {
      const response = await persist(attempt, 'POST', `/logs/${log}/entries`, { expected, entries });
      const answer = (await response.json()) as { versions: number[]; known: boolean; newer: Page };
      if (response.status === 409) {
        expected = answer.newer.head;
        continue;
      }
      assert.equal(response.status, 200, JSON.stringify(answer));
      entries.forEach(({ id }, index) =>
        told.push({ log, id, version: answer.versions[index] ?? 0, known: answer.known }),
      );
      for (const check of waiting) check();
      return;
    }
  }

  return {
    token,
    logs,
    told: told as readonly Acknowledged[],
    /** How often a server gave no answer, or a 5xx. */
    failures: () => failures,

    async begin(): Promise<void> {
      const access = { add: [{ hash: hashOf(token) }] };
      for (const log of logs) await persist(0, 'POST', '/logs', { log, access });
    },

    /** Lets so many writers write; resolves when they are told to stop and have their last answer. */
    run: (writers: number): Promise<unknown> =>
      Promise.all(Array.from({ length: writers }, (_, writer) => write(writer))),

    stop: (): void => void (stopping = true),

    /** Resolves when so many more entries were acknowledged. */
    more(count: number): Promise<void> {
      const goal = told.length + count;
      return new Promise((resolve) => {
        const check = (): void => {
          if (told.length >= goal && waiting.delete(check)) resolve();
        };
        waiting.add(check);
      });
    },

    /** Reads everything and compares it with what the writers were told. */
    async verify(): Promise<void> {
      for (const log of logs) {
        const stored: { id: string; version: number; body: unknown }[] = [];
        for (let head = 1; stored.length < head;) {
          const response = await persist(0, 'GET', `/logs/${log}/entries?after=${stored.length}`);
          const page = (await response.json()) as Page;
          stored.push(...page.entries);
          head = page.head;
        }
        const versions = new Map(stored.map(({ id, version }) => [id, version]));
        assert.deepEqual(
          stored.map(({ version }) => version),
          stored.map((_, index) => index + 1),
          'no gaps',
        );
        assert.equal(versions.size, stored.length, 'nothing is doubled');
        for (const { id, body } of stored) assert.deepEqual(body, attempted.get(`${log}/${id}`), 'nothing is made up');
        const own = told.filter((each) => each.log === log);
        for (const { id, version } of own)
          assert.equal(versions.get(id), version, `${id} is where it was acknowledged`);
        assert.equal(own.length, stored.length, 'every entry was acknowledged in the end, and once');
        for (let writer = 0; stored.some(({ id }) => id.startsWith(`w${writer}-`)); writer += 1) {
          const counts = stored
            .filter(({ id }) => id.startsWith(`w${writer}-`))
            .map(({ id }) => parseInt(id.split('-')[1] ?? ''));
          assert.deepEqual(
            counts,
            [...counts].sort((a, b) => a - b),
            "each writer's entries are in its own order",
          );
        }
      }
    },
  };
}
