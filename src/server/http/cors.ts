import { Problem } from '../problem.js';

/** Origins of pages that may use the server from another origin, e.g. `https://intranet.example`; `*` is everyone. */
export type Origins = '*' | readonly string[];

/** The headers that let pages of an allowed origin see the answer. */
export function corsHeaders(request: Request, origins: Origins): Readonly<Record<string, string>> {
  const origin = request.headers.get('origin');
  if (origin === null || !allows(origins, origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origins === '*' ? '*' : origin,
    'access-control-expose-headers': 'Retry-After, Date',
  };
}

/** Answers a browser that asks before it sends the real request. */
export function preflight(request: Request, origins: Origins): Response {
  const origin = request.headers.get('origin');
  if (origin === null || !allows(origins, origin)) {
    return new Problem('forbidden', { detail: 'Pages of this origin may not use the server' }).toResponse();
  }
  const headers = {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'Content-Type, Tandem-Token, Authorization',
    'access-control-max-age': '600',
  };
  return new Response(null, { status: 204, headers });
}

const allows = (origins: Origins, origin: string): boolean => origins === '*' || origins.includes(origin);
