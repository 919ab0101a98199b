import { isTandemError, TandemError } from '../../core/errors.js';
import { throwIfAborted } from '../../core/log/arguments.js';
import type { AbortSignalLike } from '../../core/log/storage.js';
import { closedError } from '../shared/closed.js';
import type { Schedule } from '../shared/timers.js';
import { parse, type Unknown } from './answers.js';
import { errorOf, failed, refused } from './problems.js';

/** Longest answer that is taken, in characters. */
const MOST = 1 << 26;

/** One request, beside its address. */
export interface Call {
  readonly method?: string;
  /** The token that it shows; without one there is no request. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /** What it sends, as JSON. */
  readonly body?: () => unknown;
  readonly signal?: AbortSignalLike | undefined;
  /** Milliseconds until it counts as lost. */
  readonly patience?: number;
}

/** What is done with an answer. `wait` begins the time anew after which it counts as lost. */
export type Take<T> = (response: Response, wait: (ms: number) => void) => Promise<T>;

/** What {@link createRequests} needs. */
export interface RequestOptions {
  readonly url: string;
  readonly headers?: (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>) | undefined;
  readonly fetch: typeof fetch;
  readonly timeout: number;
  readonly schedule: Schedule;
}

/** Speaks with the server: each request ends, with an answer or with a coded error. */
export function createRequests({ url, headers, fetch, timeout, schedule }: RequestOptions) {
  const base = url.replace(/\/+$/, '');
  const running = new Set<AbortController>();
  let closed = false;

  async function call<T>(
    path: string,
    { method = 'GET', token, body, signal, patience = timeout }: Call,
    take: Take<T>,
  ) {
    throwIfAborted(signal);
    if (closed) throw closedError('http');
    const controller = new AbortController();
    const stop = () => controller.abort();
    const stopped = new Promise<never>((_, reject) => controller.signal.addEventListener('abort', reject));
    const caller = signal as Partial<AbortSignal> | undefined;
    let cancel = schedule(stop, patience);
    const wait = (ms: number): void => {
      cancel();
      cancel = schedule(stop, ms);
    };
    const work = async (): Promise<T> => {
      const all: Record<string, string> = { ...(await headers?.()) };
      const init: RequestInit = {
        method,
        headers: all,
        redirect: 'manual',
        cache: 'no-store',
        signal: controller.signal,
      };
      if (token) {
        const key = await token();
        if (key === undefined) throw refused('token-missing');
        all['Tandem-Token'] = key;
      }
      if (body) {
        all['Content-Type'] = 'application/json';
        init.body = JSON.stringify(await body());
      }
      return take(await fetch(base + path, init), wait);
    };
    running.add(controller);
    caller?.addEventListener?.('abort', stop);
    try {
      // Whatever of it does not listen to the signal is left behind.
      return await Promise.race([stopped, work()]);
    } catch (cause) {
      if (closed) throw closedError('http');
      throwIfAborted(signal);
      if (isTandemError(cause)) throw cause;
      throw new TandemError('NETWORK_OFFLINE', 'The server cannot be reached', { retryable: true, cause });
    } finally {
      cancel();
      caller?.removeEventListener?.('abort', stop);
      running.delete(controller);
      stop(); // nobody wants the rest
    }
  }

  return {
    /** A request that is answered with JSON. `accept` lists codes that are no error, whatever their status. */
    json: <T>(path: string, request: Call, take: (body: Unknown, code: unknown) => T, accept: readonly string[] = []) =>
      call(path, request, async (response) => {
        const { ok, status } = response;
        const body = status === 204 ? {} : await bodyOf(response);
        if (ok) {
          if (!body) throw failed('no-json');
          return take(body, undefined);
        }
        const { code } = body ?? {};
        if (!accept.includes(code as string)) throw errorOf(response, body ?? {});
        return take(body ?? {}, code);
      }),

    /** Opens a stream of events. */
    events: (path: string, request: Call, take: Take<never>) =>
      call(path, request, async (response, wait) => {
        if (!response.ok) throw errorOf(response, (await bodyOf(response)) ?? {});
        if (!typeOf(response).startsWith('text/event-stream')) throw failed('no-stream');
        return take(response, wait);
      }),

    close() {
      closed = true;
      for (const controller of running) controller.abort();
    },
  };
}

/** The body of an answer as text, piece by piece as it comes. */
export async function pour({ body }: Response, onText: (text: string) => void): Promise<void> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  for (let next; reader && !(next = await reader.read()).done;) onText(decoder.decode(next.value, { stream: true }));
}

const typeOf = ({ headers }: Response): string => headers.get('content-type') ?? '';

/** `undefined` where it is no JSON: what that means is for the status to say. */
async function bodyOf(response: Response): Promise<Unknown | undefined> {
  let text = '';
  if (!/^application\/(problem\+)?json\b/.test(typeOf(response))) return undefined;
  await pour(response, (more) => {
    text += more;
    if (text.length > MOST) throw failed('too-long');
  });
  return parse(text);
}
