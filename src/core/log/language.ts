import type { Json } from './storage.js';

/**
 * Answer of {@link LogLanguage.decide}: what follows from the command, or the reason why it may not happen.
 */
export type Decision<Fact, Refusal> =
  | { readonly status: 'accepted'; readonly facts: readonly Fact[] }
  | { readonly status: 'refused'; readonly reason: Refusal };

/**
 * What the entries of a log mean. The replica knows nothing else about its subject.
 *
 * `Document`, `Command`, `Fact` and `Refusal` are plain JSON (what `JSON.parse(JSON.stringify(x))` gives back unchanged),
 * because documents go into snapshots, and commands and refusals into the device store.
 *
 * All functions are pure: no clock, no random source, the same answer for the same arguments on every device.
 *
 * @example A list of words in which no word may occur twice:
 * ```ts
 * const words: LogLanguage<readonly string[], { id: string; word: string }, string, 'TWICE'> = {
 *   empty: [],
 *   decide: (list, { word }) =>
 *     list.includes(word) ? { status: 'refused', reason: 'TWICE' } : { status: 'accepted', facts: [word] },
 *   fold: (list, facts) => [...list, ...facts],
 *   encode: (_command, facts) => facts,
 *   decode: (body) => body as string[],
 *   reviveCommand: (value) => value as { id: string; word: string },
 *   snapshotFormat: 1,
 * };
 * ```
 */
export interface LogLanguage<Document, Command extends { readonly id: string }, Fact, Refusal> {
  /** The document before anything happened. */
  readonly empty: Document;

  /** May the command happen now, and what follows from it? Never changes the document. */
  decide(document: Document, command: Command): Decision<Fact, Refusal>;

  /**
   * The document after the facts. Total: it neither throws nor asks a rule. Folding facts in several calls gives the
   * same document as folding them in one; the replica hands over a page of entries at once, so an implementation may
   * work on a private draft within one call.
   */
  fold(document: Document, facts: readonly Fact[]): Document;

  /** The body of the entry that records an accepted command. */
  encode(command: Command, facts: readonly Fact[]): Json;

  /**
   * Reads a body back: `decode(encode(command, facts))` equals `facts`.
   *
   * @param author who wrote the entry, where the storage can prove that: it must speak for nobody else.
   * @throws TandemError `FACT_UNKNOWN` where a newer version wrote it, `LOG_ENTRY_CORRUPT` where it makes no sense.
   */
  decode(body: Json, author?: string): readonly Fact[];

  /**
   * Reads a command that waited on the device, possibly written by another version of the app, or `undefined` when
   * it makes no sense to this one (the stored value is then kept as it is, and shown as unreadable).
   */
  reviveCommand(value: Json): Command | undefined;

  /** Raise it when the shape of `Document` changes: older snapshots are then ignored. */
  readonly snapshotFormat: number;
}
