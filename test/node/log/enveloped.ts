import type { Entry, Json, LogId, LogPage, LogStorage, StoredEntry } from '../../../src/core/log/storage.js';

type Envelope = { readonly body: Json; readonly author?: string | undefined; readonly control?: true };

/** A storage that proves who wrote what, and has entries of its own between those of its users. */
export interface Enveloped {
  /** The storage as a device of one member uses it; without one, it proves nothing. */
  of(author: string | undefined): LogStorage;
  /** Adds entries of the storage's own. */
  keepBooks(log: LogId, ...ids: readonly string[]): Promise<void>;
}

/** Keeps every body with its author in an envelope, as storages that encrypt do. */
export function enveloped(inner: LogStorage): Enveloped {
  const open = ({ body, ...rest }: StoredEntry): StoredEntry => ({ ...rest, ...(body as Envelope) });
  const page = ({ entries, head }: LogPage): LogPage => ({ entries: entries.map(open), head });
  const close = (entries: readonly Entry[], rest: Omit<Envelope, 'body'>): Entry[] =>
    entries.map(({ id, body }) => ({ id, body: { body, ...rest } as Json }));
  return {
    of: (author) => ({
      ...inner,
      read: async (...args) => page(await inner.read(...args)),
      append: async (log, expected, entries, options) => {
        const result = await inner.append(log, expected, close(entries, { author }), options);
        return result.status === 'conflict' ? { ...result, newer: page(result.newer) } : result;
      },
    }),
    async keepBooks(log, ...ids) {
      const { head } = await inner.read(log, 0);
      const entries = ids.map((id) => ({ id, body: 'keys' }));
      await inner.append(log, head, close(entries, { control: true }));
    },
  };
}
