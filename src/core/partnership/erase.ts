import type { PartnershipOptions } from './partnership.js';
import { logIds } from './partnership.js';
import { shelfOf } from './shelf.js';

/**
 * Erases a partnership for real: the pair's log, this member's own log, and all that this device has kept about them.
 * Close the partnership first. Whoever still has it open elsewhere is told that the log is gone (`LOG_REWRITTEN`); where
 * the storage is not live, close it in this member's other tabs too, or they keep a snapshot again when they are closed.
 *
 * @returns rejects with `STORAGE_*` where something could not be erased; calling it again is harmless.
 * @example
 * ```ts
 * await ana.close();
 * await erasePartnership({ id: 'ana-ben', me: 'ana', storage, local });
 * ```
 */
export async function erasePartnership({
  id,
  me,
  storage,
  local,
}: Pick<PartnershipOptions, 'id' | 'me' | 'storage' | 'local'>): Promise<void> {
  const { pair, own } = logIds(id, me);
  const shelf = shelfOf(me, local);
  const clear = async () => {
    for (const [key] of await shelf.list('')) {
      const [, log] = key.split('/');
      if (log === pair || log === own) await shelf.delete(key);
    }
  };
  await storage.erase(own);
  await clear();
  // The pair's log last: when it is gone, other tabs put everything away, and keep nothing of the own one any more.
  await storage.erase(pair);
  // What another tab has kept between the two.
  await clear();
}
