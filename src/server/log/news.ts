import type { Unsubscribe } from '../../core/log/storage.js';
import type { Database } from '../database/database.js';
import { createOutbox } from './outbox.js';
import type { LogNews, ServerLog } from './server-log.js';

type Follower = Parameters<ServerLog['follow']>[0];

/** What goes through the database's own messages: ids and numbers, far below the 8,000 bytes that PostgreSQL allows. */
export const newsMessage = ({ log, head, access }: LogNews, sender = ''): string =>
  `${head}${access ? '!' : '='}${sender}:${log}`;

function readMessage(message: string): { readonly news: LogNews; readonly sender: string } | undefined {
  const [, head, mark, sender = '', log] = /^(\d+)([!=])([^:]*):(.+)$/.exec(message) ?? [];
  return log === undefined ? undefined : { news: { log, head: Number(head), access: mark === '!' }, sender };
}

interface News {
  readonly follow: ServerLog['follow'];
  /** Tells whoever follows logs, in this process at once and in all others soon. */
  tell(news: LogNews): void;
  /** Resolves when the others were told, as far as that is possible. */
  close(): Promise<void>;
}

/** Brings news to whoever follows logs in this process; listens once, and from the first follower on. */
export function createNews(database: Database): News {
  const followers = new Set<Follower>();
  const self = crypto.randomUUID();
  const outbox = createOutbox((all) => database.notify(all.map((news) => newsMessage(news, self))));
  let stop: Unsubscribe | undefined;
  const hear = (news: LogNews): void => followers.forEach((follower) => follower.news(news));
  const listen = (): Unsubscribe =>
    database.listen({
      message(text) {
        const message = readMessage(text);
        // What this process told the others, its own followers know.
        if (message !== undefined && message.sender !== self) hear(message.news);
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
    tell(news) {
      hear(news);
      outbox.put(news);
    },
    async close() {
      followers.clear();
      stop?.();
      await outbox.close();
    },
  };
}
