import type { Route } from '../events.js';
import { Problem } from '../problem.js';

/** Where a request goes: the pattern of its address, and the log that is named in there, as it was written. */
export interface Place {
  readonly route: Route;
  readonly log: string;
}

const PATTERNS: readonly (readonly [pattern: RegExp, route: Route])[] = [
  [/^\/logs$/, '/logs'],
  [/^\/logs\/([^/]+)$/, '/logs/:log'],
  [/^\/logs\/([^/]+)\/entries$/, '/logs/:log/entries'],
  [/^\/live$/, '/live'],
  [/^\/healthz$/, '/healthz'],
  [/^\/readyz$/, '/readyz'],
  [/^\/metrics$/, '/metrics'],
];

/**
 * @param basePath what comes before the protocol's own addresses, e.g. `/api/tandem`; without a slash at its end.
 */
export function placeOf(pathname: string, basePath: string): Place {
  const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) : '';
  for (const [pattern, route] of PATTERNS) {
    const match = pattern.exec(path);
    if (match) return { route, log: match[1] ?? '' };
  }
  return { route: 'unknown', log: '' };
}

/**
 * The log's name out of its part of the address. Because `.` and `..` would vanish from an address, a leading `~`,
 * which no name has, may stand before any name.
 */
export function decodeLog(segment: string): string {
  try {
    return decodeURIComponent(segment).replace(/^~/, '');
  } catch (cause) {
    throw new Problem('bad-request', { detail: 'The address is not encoded in the right way', cause });
  }
}
