import { checkLogId } from '../../core/log/arguments.js';
import type { LogId, Version } from '../../core/log/storage.js';
import type { Grant, Grants, KeptEntry } from '../log/server-log.js';
import { Problem } from '../problem.js';
import type { Limits } from '../limits.js';
import { looksLikeToken } from '../token.js';

/*
 * What comes from outside, checked and in the server's own words. Everything here throws `Problem`s with a 4xx; their
 * details name fields and limits, never what was sent.
 */

type Fields = Readonly<Record<string, unknown>>;

const bad = (detail: string): Problem => new Problem('bad-request', { detail });

export function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(`${what} is an object`);
  return value as Fields;
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw bad(`${what} is a list`);
  return value;
}

export function logId(value: unknown): LogId {
  try {
    checkLogId(value as LogId);
  } catch (cause) {
    throw new Problem('bad-request', { detail: (cause as TypeError).message, cause });
  }
  return value as LogId;
}

export function version(value: unknown, what: string): Version {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw bad(`${what} is a whole number of at least 0`);
  return value as Version;
}

/** A number in the query part of an address. */
export function queryNumber(query: URLSearchParams, name: string, fallback: number, min: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d{1,16}$/.test(text) || Number(text) < min) throw bad(`${name} is a whole number of at least ${min}`);
  return Number(text);
}

/** The entries of an append; their bodies as JSON text. */
export function entries(value: unknown, limits: Limits): readonly KeptEntry[] {
  const given = list(value, 'entries');
  if (given.length === 0) throw bad('entries has at least one entry');
  if (given.length > limits.entriesPerAppend) {
    throw new Problem('body-too-large', { detail: `An append has at most ${limits.entriesPerAppend} entries` });
  }
  const kept = given.map((each) => entry(fields(each, 'an entry'), limits.entryBytes));
  if (new Set(kept.map(({ id }) => id)).size < kept.length) throw bad('an id of an entry is given once');
  return kept;
}

function entry({ id, body }: Fields, maxBytes: number): KeptEntry {
  if (typeof id !== 'string' || id.length < 1 || id.length > 200) {
    throw bad('the id of an entry has 1 to 200 characters');
  }
  const text = jsonText(body);
  if (text === undefined) throw bad('an entry has a body');
  if (new TextEncoder().encode(text).length > maxBytes) {
    throw new Problem('entry-too-large', { detail: `An entry has at most ${maxBytes} bytes`, entry: id });
  }
  return { id, body: text };
}

/** What was parsed can be written again, unless it is nested so deeply that writing it runs out of stack. */
function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new Problem('bad-request', { detail: 'a body is nested too deeply', cause });
  }
}

/** Who may use the log from now on; nothing where nothing was said. */
export function grants(value: unknown, limits: Limits): Grants {
  if (value === undefined) return { add: [], remove: [] };
  const { add = [], remove = [], only } = fields(value, 'access');
  const given = { add: list(add, 'access.add'), remove: list(remove, 'access.remove') };
  const kept = only === undefined ? undefined : list(only, 'access.only');
  if (Math.max(given.add.length, given.remove.length, kept?.length ?? 0) > limits.tokensPerLog) {
    throw new Problem('log-full', { detail: `A log has at most ${limits.tokensPerLog} tokens` });
  }
  const added = given.add.map((each) => grant(fields(each, 'a token to add')));
  return { add: added, remove: given.remove.map(hash), only: kept?.map(hash) };
}

function grant({ hash: given, until }: Fields): Grant {
  return { hash: hash(given), until: until === undefined ? undefined : moment(until) };
}

function hash(value: unknown): string {
  if (!looksLikeToken(value)) throw bad('the hash of a token has 43 characters of base64url');
  return value;
}

function moment(value: unknown): number {
  const isMoment = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/.test(value);
  const ms = isMoment ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) throw bad('until is a moment such as 2030-01-31T12:00:00Z');
  return ms;
}
