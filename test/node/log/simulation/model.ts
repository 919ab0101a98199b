import assert from 'node:assert/strict';
import type { LogStorage, StoredEntry } from '../../../../src/core/log/storage.js';
import { shopping, type ShoppingList } from '../shopping.js';
import { LOG } from '../world.js';

/** The log as it has to be: it only grows, and what it says is the fold of it. */
export class Model {
  readonly entries: StoredEntry[] = [];
  readonly #ids = new Set<string>();
  /** The document after each version. */
  readonly #documents: ShoppingList[] = [shopping.empty];

  #following: Promise<void> = Promise.resolve();

  constructor(readonly truth: LogStorage) {}

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  documentAt(version: number): ShoppingList | undefined {
    return this.#documents[version];
  }

  /** Reads what is new. */
  follow(): Promise<void> {
    return (this.#following = this.#following.then(() => this.#follow())); // never two at once
  }

  async #follow(): Promise<void> {
    for (;;) {
      const { entries, head } = await this.truth.read(LOG, this.entries.length);
      for (const entry of entries) {
        assert.equal(entry.version, this.entries.length + 1, 'a gap');
        assert.ok(!this.has(entry.id), 'an id twice');
        this.#documents.push(shopping.fold(this.#documents.at(-1)!, factsOf(entry)));
        this.entries.push(entry);
        this.#ids.add(entry.id);
      }
      if (this.entries.length >= head) return assert.equal(head, this.entries.length, 'the log is shorter');
      assert.ok(entries.length > 0, 'a gap');
    }
  }

  /** The log is as it was read, entry by entry, and one fold of it all gives what many small ones gave. */
  async proveUnchanged(): Promise<void> {
    const again = new Model(this.truth);
    await again.follow();
    assert.deepEqual(again.entries, this.entries, 'the log has changed');
    assert.deepEqual(shopping.fold(shopping.empty, this.entries.flatMap(factsOf)), this.#documents.at(-1));
  }
}

/** What an entry says: nothing, where it is the storage's own. */
export const factsOf = ({ body, control }: StoredEntry) => (control ? [] : shopping.decode(body));

/** What a device has copied is the beginning of the log, entry by entry, and at least so many of them. */
export async function provePrefix(mirror: LogStorage, log: readonly StoredEntry[], least = log.length): Promise<void> {
  const { entries, head } = await mirror.read(LOG, 0);
  assert.equal(entries.length, head, 'a gap in the copy');
  assert.ok(head >= least && head <= log.length, `the copy has ${head} of ${log.length} entries`);
  for (const [at, { id, body }] of entries.entries()) {
    const { id: right, body: content, author, control } = log[at]!;
    const { author: said = author, ...row } = body as { readonly author?: string };
    assert.deepEqual({ id, said, ...row }, { id: right, said: author, body: content, ...(control && { control }) });
  }
}
