import type { LogId } from '../../core/log/storage.js';
import type { LogNews } from './server-log.js';

/** Milliseconds before the second, third … try; the last one from then on. */
const DELAYS = [50, 200, 1000, 3000];

/** News on its way to the other processes. */
export interface Outbox {
  put(news: LogNews): void;
  /** Sends what is left, with one try. */
  close(): Promise<void>;
}

/**
 * Sends one batch at a time, with the newest head of each log; what comes meanwhile goes along with the next. Tries again
 * while the database is away.
 *
 * @param send rejects where a batch may not have been sent.
 */
export function createOutbox(send: (batch: readonly LogNews[]) => Promise<void>): Outbox {
  const unsent = new Map<LogId, LogNews>();
  let sending: Promise<void> | undefined;
  let endPause = (): void => undefined;
  let closed = false;

  /** Answers of the database may overtake each other, and so the newest head need not come last. */
  function keep(news: LogNews): void {
    if ((unsent.get(news.log)?.head ?? -1) < news.head) unsent.set(news.log, news);
  }

  async function sendAll(): Promise<void> {
    for (let failures = 0; unsent.size > 0;) {
      const batch = [...unsent.values()];
      unsent.clear();
      try {
        await send(batch);
        failures = 0;
      } catch {
        if (closed) break;
        batch.forEach(keep);
        await pause(DELAYS[Math.min(failures, DELAYS.length - 1)] ?? 0);
        failures += 1;
      }
    }
    sending = undefined;
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    put(news) {
      keep(news);
      sending ??= sendAll();
    },
    async close() {
      closed = true;
      endPause();
      await sending;
    },
  };
}
