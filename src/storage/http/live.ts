import { isTandemError, type TandemError } from '../../core/errors.js';
import { backoff } from '../../core/log/backoff.js';
import { storageError } from '../../core/log/problems.js';
import type { AbortSignalLike, Connection, LogId, Unsubscribe, Version } from '../../core/log/storage.js';
import { codeOf } from '../shared/code.js';
import { createListeners } from '../shared/listeners.js';
import { createStatus } from '../shared/status.js';
import type { Schedule } from '../shared/timers.js';
import { isVersion, parse } from './answers.js';
import { failed, refused } from './problems.js';
import { pour, type createRequests } from './request.js';
import { parseEvents } from './sse.js';

/** Milliseconds to the first event; whoever keeps it back for longer gathers the whole answer before passing it on. */
const FIRST = 10_000;
/** Milliseconds of silence after which a stream is dead: two and a half beats of the server. */
const SILENCE = 37_500;
/** A stream that was heard within so many milliseconds needs no looking after when the page comes back. */
const FRESH = 20_000;

/** What {@link createLive} needs. */
export interface LiveOptions {
  readonly requests: ReturnType<typeof createRequests>;
  readonly token: (log: LogId) => string | undefined | Promise<string | undefined>;
  /** Asks for the head of a log. */
  readonly head: (log: LogId, signal: AbortSignalLike) => Promise<Version>;
  readonly schedule: Schedule;
  readonly random: () => number;
  readonly now: () => number;
  readonly onWake: (wake: () => void) => Unsubscribe;
}

/** The one stream for all logs that somebody listens to, and what is known of the way to the server. */
export function createLive({ requests, token, head, schedule, random, now, onWake }: LiveOptions) {
  const listeners = createListeners();
  const status = createStatus({ state: 'behind', lastHeard: undefined });
  /** Why a log is not let in; under `''` why nothing is. */
  const refusals = new Map<LogId, TandemError>();
  /** The logs of the stream that runs or is due. */
  let asked = new Set<LogId>();
  let live = false;
  let lastHeard: number | undefined;
  /** Why the last request got no answer. */
  let lost: TandemError | undefined;
  /** Why there is no stream. */
  let cut: TandemError | undefined;
  let interrupt: (() => void) | undefined;
  /** Streams in a row that were begun anew because a log was refused. */
  let renewals = 0;
  let cancelRenewal: Unsubscribe | undefined;
  let unwake: Unsubscribe | undefined;
  let closed = false;

  function show(): void {
    const refusal = ['', ...listeners.logs()].map((log) => refusals.get(log)).find(Boolean);
    const error = refusal ?? (live ? undefined : (lost ?? cut));
    status.set({ state: refusal ? 'refused' : live ? 'online' : lost ? 'offline' : 'behind', lastHeard, error });
  }

  /** The server has answered, for a log or a stream. */
  function heard(log: LogId): void {
    lastHeard = now();
    lost = undefined;
    const welcome = refusals.delete(log);
    if (welcome) renewals = 0;
    show();
    // It is let in again: it belongs into the stream.
    if (welcome && log !== '' && asked.has(log)) interrupt?.();
  }

  /** It has not, or not as one would wish. */
  function missed(log: LogId, error: unknown): void {
    if (isTandemError(error, 'NETWORK_REFUSED')) refusals.set(log, error);
    else if (isTandemError(error, 'NETWORK_OFFLINE') || isTandemError(error, 'NETWORK_FAILED')) lost = error;
    show();
  }

  function onEvent(name: string, data: string): void {
    const { log, head: version, code } = parse(data) ?? {};
    if (typeof log !== 'string' || !asked.has(log)) return;
    if (name === 'head' && isVersion(version)) {
      if (refusals.delete(log)) renewals = 0;
      listeners.tell(log, version);
    }
    // A log that nobody has written yet is no locked door: the server tells when it is there.
    if (name !== 'refused' || code === 'log-unknown') return;
    refusals.set(log, refused(codeOf(code) ?? 'refused'));
    // Another device may let this one in again.
    cancelRenewal ??= schedule(() => interrupt?.(), backoff((renewals += 1), { random }));
  }

  /** Runs until it is interrupted or fails. */
  async function stream(signal: AbortSignalLike, onLasting: () => void): Promise<never> {
    const body = async (): Promise<unknown> => {
      const logs: { log: LogId; token: string }[] = [];
      for (const log of asked) {
        const key = await token(log);
        if (key === undefined) refusals.set(log, refused('token-missing'));
        else logs.push({ log, token: key });
      }
      if (logs.length === 0) throw refused('token-missing');
      return { logs };
    };
    return requests.events('/live', { method: 'POST', body, signal, patience: FIRST }, async (response, wait) => {
      let beats = 0;
      const take = parseEvents((name, data) => {
        wait(SILENCE);
        live = true;
        cut = undefined;
        onEvent(name, data);
        heard('');
        if (name === 'beat' && (beats += 1) > 1) onLasting();
      });
      await pour(response, take);
      throw failed('ended');
    });
  }

  /** Keeps a stream running as long as somebody listens; without one, asks for the heads now and then. */
  async function run(): Promise<void> {
    let failures = 0;
    for (;;) {
      const controller = new AbortController();
      const { signal } = controller;
      interrupt = () => controller.abort();
      cancelRenewal?.();
      cancelRenewal = undefined;
      await Promise.resolve(); // whoever subscribes in the same moment comes along
      asked = new Set(listeners.logs());
      if (closed || asked.size === 0) break;
      try {
        await stream(signal, () => (failures = 0));
      } catch (cause) {
        if (closed) break;
        if (signal.aborted) continue;
        const error = storageError(cause);
        live = false;
        cut = error;
        const barred = isTandemError(error, 'NETWORK_REFUSED');
        if (barred) missed('', error);
        else await poll(signal);
        show();
        await pause(backoff((failures += 1), { error, random }), signal);
      }
    }
    interrupt = undefined;
    live = false;
    show();
  }

  async function poll(signal: AbortSignalLike): Promise<void> {
    try {
      for (const log of asked) listeners.tell(log, await head(log, signal));
    } catch (error) {
      cut = storageError(error); // the next round asks again
    }
  }

  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const cancel = schedule(resolve, ms);
      signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });

  return {
    connection: status as Connection,
    heard,
    missed,
    subscribe(log: LogId, listener: (head: Version) => void): Unsubscribe {
      const end = listeners.add(log, listener);
      unwake ??= onWake(() => {
        if (!live || refusals.size > 0 || now() - (lastHeard ?? 0) > FRESH) interrupt?.();
      });
      if (!interrupt) void run();
      else if (!asked.has(log)) interrupt();
      return () => {
        end();
        if (listeners.logs().length === 0) interrupt?.();
      };
    },

    close() {
      closed = true;
      listeners.clear();
      unwake?.();
      cancelRenewal?.();
      interrupt?.();
    },
  };
}
