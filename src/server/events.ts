/** The addresses of the protocol, without what is particular to one log. */
export type Route =
  '/logs' | '/logs/:log' | '/logs/:log/entries' | '/live' | '/healthz' | '/readyz' | '/metrics' | 'unknown';

/**
 * What happens in the server, for log lines and metrics: kinds, numbers and durations. Never an id, an address, a token
 * or anything that somebody wrote.
 */
export type ServerEvent =
  | {
      readonly type: 'request';
      readonly route: Route;
      readonly method: string;
      readonly status: number;
      /** Until the answer began, in ms. */
      readonly duration: number;
    }
  | { readonly type: 'appended'; readonly entries: number; readonly known: boolean }
  | { readonly type: 'conflict' }
  /** A live stream began (+1) or ended (-1). */
  | { readonly type: 'stream'; readonly change: 1 | -1 }
  /** Why a request was answered with a 5xx: an error of the database or a mistake in the program. */
  | { readonly type: 'failure'; readonly error: unknown };

export type OnEvent = (event: ServerEvent) => void;
