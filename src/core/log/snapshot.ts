import type { Json, Version } from './storage.js';

/**
 * A folded document, kept so that the next opening need not fold the whole log. Only ever a saving of work: the log is
 * the truth, and a snapshot counts only while the log still has the entry that it ends with.
 */
export interface Snapshot<Document> {
  readonly version: Version;
  /** Of the entries 1..version: they tell whether a command is in the log already. */
  readonly ids: readonly string[];
  readonly document: Document;
}

/** A snapshot as the device store keeps it: one text, with a sum that tells whether it is still the same. */
export function packSnapshot(format: number, { version, ...rest }: Snapshot<unknown>): Json {
  const text = JSON.stringify(rest);
  return { format, version, text, sum: sumOf([format, version, text]) };
}

/**
 * Reads what {@link packSnapshot} wrote. Of another format only the version counts: the log has been that long. What
 * somebody has edited, or what was cut off, is nothing at all.
 */
export function unpackSnapshot<Document>(
  format: number,
  row: Json | undefined,
): Partial<Snapshot<Document>> & { readonly version: Version } {
  const { format: itsFormat, version, text, sum } = (row ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof version !== 'number' || typeof text !== 'string' || sum !== sumOf([itsFormat, version, text]))
    return { version: 0 };
  return itsFormat === format ? { version, ...(JSON.parse(text) as Omit<Snapshot<Document>, 'version'>) } : { version };
}

/** Not against malice, only against accidents. */
function sumOf(parts: readonly unknown[]): number {
  let sum = 0;
  const text = parts.join();
  for (let index = 0; index < text.length; index += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return sum;
}
