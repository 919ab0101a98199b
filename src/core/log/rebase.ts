import type { LogLanguage } from './language.js';

/** What the rebase needs to know of a waiting command. */
export interface Queued<Command> {
  readonly command: Command;
  /** The session that sent it: order matters within one. */
  readonly session: string;
}

/** A command that goes on waiting. `facts` is missing for one that is held back (see {@link rebase}). */
export interface Kept<Item, Document, Fact> {
  readonly item: Item;
  readonly facts: readonly Fact[] | undefined;
  /** The document after it. */
  readonly after: Document;
}

/** A command that may not go on. */
export type Stopped<Item, Refusal> =
  | { readonly kind: 'refused'; readonly item: Item; readonly reason: Refusal }
  | { readonly kind: 'behind'; readonly item: Item; readonly behind: string };

/** Result of {@link rebase}; both lists keep the order of the queue. */
export interface Rebased<Item, Document, Fact, Refusal> {
  readonly document: Document;
  readonly kept: readonly Kept<Item, Document, Fact>[];
  readonly stopped: readonly Stopped<Item, Refusal>[];
}

/**
 * Decides waiting commands again, strictly in order, on top of a document. Commands are rebased, never their facts.
 * The first refused one of a session stops all that this session sent after it: a later command must not overtake it.
 *
 * @param hold keep refused commands in the queue without any effect, instead of stopping them. For documents that are
 *   known to be incomplete, where a refusal proves nothing.
 */
export function rebase<Document, Command extends { readonly id: string }, Fact, Refusal, Item extends Queued<Command>>(
  language: Pick<LogLanguage<Document, Command, Fact, Refusal>, 'decide' | 'fold'>,
  base: Document,
  queue: readonly Item[],
  hold: boolean,
): Rebased<Item, Document, Fact, Refusal> {
  const kept: Kept<Item, Document, Fact>[] = [];
  const stopped: Stopped<Item, Refusal>[] = [];
  const refusedBySession = new Map<string, string>();
  let document = base;
  for (const item of queue) {
    const behind = refusedBySession.get(item.session);
    const decision = behind === undefined ? language.decide(document, item.command) : undefined;
    if (decision?.status === 'accepted') {
      document = language.fold(document, decision.facts);
      kept.push({ item, facts: decision.facts, after: document });
      continue;
    }
    if (decision) refusedBySession.set(item.session, item.command.id);
    if (hold) kept.push({ item, facts: undefined, after: document });
    else if (decision) stopped.push({ kind: 'refused', item, reason: decision.reason });
    else if (behind !== undefined) stopped.push({ kind: 'behind', item, behind });
  }
  return { document, kept, stopped };
}
