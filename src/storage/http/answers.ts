import type { AppendResult, Entry, Json, LogId, LogPage, Version } from '../../core/log/storage.js';
import { failed } from './problems.js';

/** JSON of which nothing is known. */
export type Unknown = { readonly [key: string]: unknown };

/** Also for what is no object at all. */
const asObject = (value: unknown): Unknown => (typeof value === 'object' && value !== null ? (value as Unknown) : {});

/** The JSON object that a text is; empty for other JSON, `undefined` for other text. */
export function parse(text: string): Unknown | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const isVersion = (value: unknown): value is Version => Number.isSafeInteger(value) && (value as number) >= 0;

/**
 * Checks a page: in order, without gaps, nothing above its head.
 *
 * @throws TandemError `NETWORK_FAILED` for anything else
 */
export function pageOf(value: unknown, after: Version, limit: number): LogPage {
  const { entries, head } = asObject(value);
  if (!Array.isArray(entries) || !isVersion(head) || entries.length > limit) throw failed('no-page');
  if (after + entries.length > Math.max(head, after) || (entries.length === 0 && after < head)) throw failed('no-page');
  return {
    head,
    entries: entries.map((entry, index) => {
      const { id, body, version } = asObject(entry);
      if (typeof id !== 'string' || body === undefined || version !== after + index + 1) throw failed('no-page');
      return { id, body: body as Json, version };
    }),
  };
}

/**
 * Checks the answer to an append that went well.
 *
 * @throws TandemError `NETWORK_FAILED` where it does not fit what was asked
 */
export function appendedOf(value: unknown, expected: Version, added: readonly Entry[]): AppendResult {
  const { versions, known } = asObject(value);
  const fits =
    Array.isArray(versions) &&
    versions.length === added.length &&
    typeof known === 'boolean' &&
    versions.every((version, index) => (known ? isVersion(version) && version > 0 : version === expected + index + 1));
  if (!fits) throw failed('no-versions');
  return { status: 'appended', versions, known };
}

/**
 * Checks a list of log ids.
 *
 * @throws TandemError `NETWORK_FAILED` for anything else
 */
export function idsOf(value: unknown): readonly LogId[] {
  const isId = (id: unknown): id is LogId => typeof id === 'string' && /^[\w.:-]{1,200}$/.test(id);
  if (!Array.isArray(value) || !value.every(isId)) throw failed('no-logs');
  return value;
}
