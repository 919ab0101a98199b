import type { Unsubscribe } from '../../core/log/storage.js';
import type { Database } from '../database/database.js';
import type { LogNews, ServerLog } from './server-log.js';

type Follower = Parameters<ServerLog['follow']>[0];

/** What goes through the database's own messages: ids and numbers, far below the 8,000 bytes that PostgreSQL allows. */
export const newsMessage = ({ log, head, access }: LogNews): string => `${head}${access ? '!' : '='}${log}`;

function readMessage(message: string): LogNews | undefined {
  const [, head, mark, log] = /^(\d+)([!=])(.+)$/.exec(message) ?? [];
  return log === undefined ? undefined : { log, head: Number(head), access: mark === '!' };
}

/** Hands what the database tells to whoever follows logs in this process; listens once, and from the first one on. */
export function createNews(database: Database): { follow: ServerLog['follow']; close(): void } {
  const followers = new Set<Follower>();
  let stop: Unsubscribe | undefined;
  const listen = (): Unsubscribe =>
    database.listen({
      message(text) {
        const news = readMessage(text);
        if (news !== undefined) for (const follower of followers) follower.news(news);
      },
      connected() {
        for (const follower of followers) follower.gap();
      },
    });
  return {
    follow(listener) {
      const follower = { ...listener };
      followers.add(follower);
      stop ??= listen();
      return () => void followers.delete(follower);
    },
    close() {
      followers.clear();
      stop?.();
    },
  };
}
