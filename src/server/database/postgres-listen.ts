import type { Client } from 'pg';
import { CHANNEL } from './channel.js';
import type { Database } from './database.js';

/** Milliseconds before the first, second … try to connect again; the last one from then on. */
const DELAYS = [50, 200, 1000, 3000];

/** A connection can die without a word; then only a statement shows it. */
const CHECK = 20_000;

/**
 * Keeps one connection that hears what transactions notify, for as long as nobody stops it.
 *
 * @returns ends it, and resolves when the connection is closed.
 */
export function listen(connect: () => Client, listener: Parameters<Database['listen']>[0]): () => Promise<void> {
  let current: Client | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;

  async function start(): Promise<void> {
    const client = connect();
    current = client;
    client.on('notification', ({ payload }) => {
      if (current === client && payload !== undefined) listener.message(payload);
    });
    client.on('error', () => again(client));
    client.on('end', () => again(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      again(client);
      return;
    }
    if (current !== client) return;
    failures = 0;
    check(client);
    listener.connected();
  }

  function check(client: Client): void {
    timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => {
          if (current === client) check(client);
        },
        () => again(client),
      );
    }, CHECK);
  }

  /** Gives a connection up, whoever noticed first that it is dead, and makes a new one after a while. */
  function again(client: Client): void {
    if (current !== client || stopped) return;
    current = undefined;
    clearTimeout(timer);
    void close(client);
    timer = setTimeout(() => void start(), DELAYS[Math.min(failures, DELAYS.length - 1)]);
    failures += 1;
  }

  void start();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    const client = current;
    current = undefined;
    if (client !== undefined) await close(client);
  };
}

/** Saying goodbye to a dead connection fails, and that is all there is to it. */
async function close(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
