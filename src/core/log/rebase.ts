import type { TandemErrorCode } from '../errors.js';
import type { LogLanguage } from './language.js';

/** What the rebase needs to know of a waiting command. */
export interface Queued {
  readonly command: { readonly id: string };
  /** The opening that sent it: order matters within one. */
  readonly session: string;
  /** Id of the last command that its session had waiting when it was sent. */
  readonly follows?: string | undefined;
  /** Why the storage will never take it. */
  readonly rejected?: TandemErrorCode | undefined;
}

/** What becomes of a waiting command. */
export interface Outcome<Document, Fact, Refusal> {
  /** What follows from it; missing where it has no effect. */
  readonly facts: readonly Fact[] | undefined;
  /** The document after it. */
  readonly after: Document;
  /** Why it may not go on; missing where it goes on waiting. */
  readonly stop:
    | { readonly kind: 'refused'; readonly reason: Refusal }
    | { readonly kind: 'rejected'; readonly code: TandemErrorCode }
    | { readonly kind: 'behind'; readonly behind: string }
    | undefined;
}

/**
 * Decides waiting commands again, strictly in order, on top of a document. Commands are rebased, never their facts.
 *
 * The first refused or rejected one of a session stops all that this session sent after it: a later command must not
 * overtake it. So does one that is neither in the log nor in the queue: it is in the attention tray, or was dismissed
 * from there, by another tab; or it was never kept.
 *
 * @param inLog whether a command is in the log
 * @param hold keep refused commands in the queue without any effect, instead of stopping them. For documents that are
 *   known to be incomplete, where a refusal proves nothing.
 */
export function rebase<Document, Command extends { readonly id: string }, Fact, Refusal>(
  language: Pick<LogLanguage<Document, Command, Fact, Refusal>, 'decide' | 'fold'>,
  base: Document,
  queue: readonly (Queued & { readonly command: Command })[],
  inLog: (id: string) => boolean,
  hold: boolean,
): Outcome<Document, Fact, Refusal>[] {
  /** By session: the command that all its later ones are behind. */
  const stopped = new Map<string, string>();
  const going = new Set<string>();
  let after = base;
  return queue.map(({ command, session, follows, rejected }) => {
    const inOrder = hold || follows === undefined || going.has(follows) || inLog(follows);
    const behind = stopped.get(session) ?? (inOrder ? undefined : follows);
    const decision = (behind ?? rejected) ? undefined : language.decide(after, command);
    const facts = decision?.status === 'accepted' ? decision.facts : undefined;
    if (facts) after = language.fold(after, facts);
    if (facts) going.add(command.id);
    else stopped.set(session, behind ?? command.id);
    if (facts || hold) return { facts, after, stop: undefined };
    const stop: Outcome<Document, Fact, Refusal>['stop'] =
      behind !== undefined
        ? { kind: 'behind', behind }
        : decision?.status === 'refused'
          ? { kind: decision.status, reason: decision.reason }
          : { kind: 'rejected', code: rejected as TandemErrorCode };
    return { facts, after, stop };
  });
}
