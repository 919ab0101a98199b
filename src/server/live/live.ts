import type { LogId, Version } from '../../core/log/storage.js';
import type { Clock } from '../../core/platform.js';
import type { OnEvent } from '../events.js';
import type { Limits } from '../limits.js';
import type { LogNews, ServerLog } from '../log/server-log.js';
import { Problem, type ProblemCode } from '../problem.js';
import { createGate } from './gate.js';
import { createEventStream, type EventStream } from './stream.js';

/** Milliseconds between two beats of a stream. */
export const BEAT = 15_000;

/** So many streams look into the database at a time when all have to, e.g. after it was away. */
const LOOKING_AT_ONCE = 8;

/** Calls back again and again, `ms` apart, until the function that it returns is called. */
export type Every = (ms: number, callback: () => void) => () => void;

/** A log that a client wants to follow. */
export interface Wanted {
  readonly log: LogId;
  readonly hash: string;
  /** Why it may not, where that is known before the log was asked. */
  readonly refused: ProblemCode | undefined;
}

interface Watch extends Wanted {
  readonly stream: EventStream;
  /** The log was there, and the token opened it, when it was looked at last. */
  open: boolean;
  /** What it was told last; undefined before it was told anything. */
  head: Version | undefined;
  until: number | undefined;
  looking: boolean;
  /** Something happened while it was looking, or looking failed: what it saw does not count. */
  again: boolean;
}

export interface Live {
  /** @throws (rejects) {@link Problem} `rate-limited`, `unavailable`. */
  open(wanted: readonly Wanted[], client: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Ends all streams; no new ones begin. */
  close(): void;
}

interface LiveOptions {
  readonly log: ServerLog;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly every: Every;
  readonly onEvent: OnEvent;
}

/** The live streams of one process. */
export function createLive({ log, limits, clock, every, onEvent }: LiveOptions): Live {
  const streams = new Map<EventStream, readonly Watch[]>();
  const watches = new Map<LogId, Set<Watch>>();
  const clients = new Map<string, number>();
  const gate = createGate(LOOKING_AT_ONCE);
  let stopBeating: (() => void) | undefined;
  let closed = false;
  const unfollow = log.follow({
    news: (news) => {
      for (const watch of watches.get(news.log) ?? []) hear(watch, news);
    },
    gap: () => {
      for (const watch of everyWatch()) lookOrReport(watch);
    },
  });

  const everyWatch = (): Watch[] => [...watches.values()].flatMap((set) => [...set]);
  const isOver = ({ until }: Watch): boolean => until !== undefined && until <= clock.now();

  /**
   * What was appended is told as it comes. Where access may have changed the log is asked; also where an older head comes
   * after a newer one, for that may be late news or a log that was begun anew.
   */
  function hear(watch: Watch, { head, access }: LogNews): void {
    const isOld = watch.head !== undefined && head < watch.head;
    if (access || isOld || !watch.open || watch.looking || watch.again || isOver(watch)) lookOrReport(watch);
    else tellHead(watch, head);
  }

  /** Asks the log what the token opens; never twice at a time, so that an older answer cannot come last. */
  async function look(watch: Watch): Promise<void> {
    watch.again = true;
    if (watch.looking) return;
    watch.looking = true;
    try {
      while (watch.again && isFollowed(watch)) {
        watch.again = false;
        const caller = { hash: watch.hash, now: clock.now() };
        const found = await gate(() => log.check(watch.log, caller));
        if (!watch.again && isFollowed(watch)) answer(watch, found);
      }
    } catch (error) {
      watch.again = true;
      throw error;
    } finally {
      watch.looking = false;
    }
  }

  /** The next beat looks again where the database could not be reached. */
  function lookOrReport(watch: Watch): void {
    look(watch).catch((error: unknown) => onEvent({ type: 'failure', error }));
  }

  function tellHead(watch: Watch, head: Version): void {
    if (watch.head === head) return;
    watch.head = head;
    watch.stream.tell(watch.log, 'head', { head });
  }

  /** A log that is not there may come, and so it is followed on. */
  function answer(watch: Watch, found: Awaited<ReturnType<ServerLog['check']>>): void {
    if (!('refused' in found)) {
      // After "there is no such log" any head is new.
      if (!watch.open) watch.head = undefined;
      watch.open = true;
      watch.until = found.until;
      tellHead(watch, found.head);
    } else if (found.refused !== 'log-unknown') refuse(watch, found.refused);
    else {
      if (watch.open) tellHead(watch, 0);
      else if (watch.head === undefined) watch.stream.tell(watch.log, 'refused', { code: 'log-unknown' });
      watch.open = false;
      watch.head = 0;
    }
  }

  function refuse(watch: Watch, code: ProblemCode): void {
    unwatch(watch);
    watch.stream.tell(watch.log, 'refused', { code });
  }

  const isFollowed = (watch: Watch): boolean => watches.get(watch.log)?.has(watch) ?? false;

  function unwatch(watch: Watch): void {
    const set = watches.get(watch.log);
    set?.delete(watch);
    if (set?.size === 0) watches.delete(watch.log);
  }

  function beat(): void {
    for (const watch of everyWatch()) if (watch.again || isOver(watch)) lookOrReport(watch);
    for (const stream of [...streams.keys()]) stream.beat();
  }

  function register(client: string | undefined): EventStream {
    const ofClient = client === undefined ? 0 : (clients.get(client) ?? 0);
    if (closed || streams.size >= limits.streams) throw new Problem('unavailable', { retryAfter: 5 });
    if (ofClient >= limits.streamsPerClient) throw new Problem('rate-limited', { retryAfter: 15 });
    const stream: EventStream = createEventStream(() => {
      for (const watch of streams.get(stream) ?? []) unwatch(watch);
      streams.delete(stream);
      if (client !== undefined) count(client, -1);
      if (streams.size === 0) {
        stopBeating?.();
        stopBeating = undefined;
      }
      onEvent({ type: 'stream', change: -1 });
    });
    streams.set(stream, []);
    if (client !== undefined) count(client, 1);
    stopBeating ??= every(BEAT, beat);
    onEvent({ type: 'stream', change: 1 });
    return stream;
  }

  function count(client: string, change: 1 | -1): void {
    const now = (clients.get(client) ?? 0) + change;
    if (now > 0) clients.set(client, now);
    else clients.delete(client);
  }

  return {
    async open(wanted, client, signal) {
      const stream = register(client);
      signal.addEventListener('abort', () => stream.end(), { once: true });
      if (signal.aborted) stream.end();
      stream.beat();
      const unseen = { open: false, head: undefined, until: undefined, looking: false, again: false };
      const followed = wanted.map((one): Watch => ({ ...one, ...unseen, stream }));
      if (streams.has(stream)) streams.set(stream, followed);
      for (const watch of followed) {
        if (watch.refused !== undefined) refuse(watch, watch.refused);
        else if (streams.has(stream)) watches.set(watch.log, (watches.get(watch.log) ?? new Set()).add(watch));
      }
      try {
        await Promise.all(followed.map(look));
      } catch (error) {
        stream.end();
        throw error;
      }
      return stream.response;
    },

    close() {
      closed = true;
      unfollow();
      for (const stream of [...streams.keys()]) stream.end();
    },
  };
}
