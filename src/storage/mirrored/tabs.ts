import { TandemError, type TandemErrorCode } from '../../core/errors.js';
import type { ConnectionState, ConnectionStatus, LogId, Unsubscribe } from '../../core/log/storage.js';
import { codeOf } from '../shared/code.js';
import type { Schedule } from '../shared/timers.js';

/** What is needed of `navigator.locks`. */
export interface Locks {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<unknown>;
}

/** What is needed of a `BroadcastChannel`. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** What {@link joinTabs} needs. */
export interface TabsOptions {
  /** The same in all tabs that share a mirror. */
  readonly name: string;
  readonly locks: Locks;
  readonly channel: Channel;
  readonly schedule: Schedule;
  /** The status of this tab's own connection, to tell the others. */
  readonly status: () => ConnectionStatus | undefined;
  /** Another tab could not bring this log into the mirror, for a reason to be seen for oneself. */
  readonly onTrouble: (log: LogId) => void;
  /** {@link Tabs.word} has changed. */
  readonly onWord: () => void;
}

/** How the tabs of a browser share one connection: for each log one leads, and the others hear from it how things are. */
export interface Tabs {
  /** Calls `begin` when it is this tab's turn to lead; what that returns ends it. */
  lead(log: LogId, begin: () => Unsubscribe): Unsubscribe;
  /** What the leader said last of the connection; `undefined` where this tab leads or has heard nothing. */
  word(): ConnectionStatus | undefined;
  tell(message: { readonly log: LogId } | ConnectionStatus): void;
  close(): void;
}

/** Without a word for so long, a leader is asked; without an answer for as long again, it is taken for frozen. */
const PATIENCE = 30_000;

export function joinTabs({ name, locks, channel, schedule, status, onTrouble, onWord }: TabsOptions): Tabs {
  /** What begins the logs that this tab waits to lead. */
  const waiting = new Set<() => void>();
  let leading = 0;
  let word: ConnectionStatus | undefined;
  let cancel: Unsubscribe | undefined;

  /** Somebody else leads: listens whether they are still there. */
  function watch(asked = false): void {
    cancel?.();
    if (waiting.size === 0) return;
    cancel = schedule(() => {
      if (asked) for (const begin of waiting) begin();
      else channel.postMessage({ hello: true });
      watch(!asked);
    }, PATIENCE);
  }

  function tell(message: { readonly log: LogId } | ConnectionStatus): void {
    if (!('state' in message)) channel.postMessage(message);
    else if (leading > 0) {
      const { state, lastHeard, error } = message;
      channel.postMessage({ state, lastHeard, code: error?.code, why: error?.details['code'] });
    }
  }

  // Any script of the origin can post to the channel: it can make tabs look, and colour the status, and nothing else.
  channel.addEventListener('message', ({ data }) => {
    const { hello, log, state, lastHeard, code, why } = (data ?? {}) as { readonly [key: string]: unknown };
    const mine = status();
    if (hello && mine) tell(mine);
    else if (typeof log === 'string') onTrouble(log);
    else if (typeof state === 'string' && /^(online|behind|offline|refused)$/.test(state)) {
      word = {
        state: state as ConnectionState,
        lastHeard: typeof lastHeard === 'number' ? lastHeard : undefined,
        error:
          typeof code === 'string'
            ? new TandemError(code as TandemErrorCode, 'Another tab met this', { details: { code: codeOf(why) } })
            : undefined,
      };
      watch();
      onWord();
    }
  });

  return {
    word: () => (leading > 0 ? undefined : word),
    tell,

    lead(log, begin) {
      const controller = new AbortController();
      let end: Unsubscribe | undefined;
      const start = (): void => {
        if (!waiting.delete(start)) return;
        leading += 1;
        const stop = begin();
        end = () => {
          leading -= 1;
          stop();
        };
        const mine = status();
        if (mine) tell(mine);
        onWord();
      };
      waiting.add(start);
      const hold = (): Promise<void> =>
        new Promise((resolve) => {
          controller.signal.addEventListener('abort', () => resolve());
          start();
        });
      // Where there are no locks after all, every tab leads.
      locks.request(`${name}/${log}`, { signal: controller.signal }, hold).catch(start);
      if (waiting.size === 1) channel.postMessage({ hello: true });
      watch();
      return () => {
        waiting.delete(start);
        end?.();
        end = undefined;
        controller.abort();
      };
    },

    close() {
      cancel?.();
      waiting.clear();
      channel.close();
    },
  };
}
