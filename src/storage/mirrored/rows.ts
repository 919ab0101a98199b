import type { Json, LogPage, StoredEntry, Version } from '../../core/log/storage.js';

/*
 * What stands in the mirror for an entry: its body with what the remote has proved about it, which a log keeps of no
 * entry by itself.
 */

/** An entry as the mirror's log keeps it. */
export const toRow = ({ id, body, author, control }: Omit<StoredEntry, 'version'>): { id: string; body: Json } => ({
  id,
  body: { body, ...(author !== undefined && { author }), ...(control && { control }) },
});

/** A page of the mirror's log as it is in the remote. What is no row is handed on as it is: the reader knows it for none. */
export const fromRows = ({ entries, head }: LogPage, least: Version = 0): LogPage => ({
  entries: entries.map(({ id, version, body: row }) => {
    const { body, author, control } = (row ?? {}) as Partial<StoredEntry>;
    if (body === undefined) return { id, version, body: row };
    return { id, version, body, ...(typeof author === 'string' && { author }), ...(control === true && { control }) };
  }),
  head: Math.max(head, least),
});
