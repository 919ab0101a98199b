import { TandemError } from '../../core/errors.js';
import type { LocalStore } from '../../core/log/local-store.js';
import { erasePartnership } from '../../core/partnership/erase.js';
import type { Partnership } from '../../core/index.js';

/** Erases what a provider has opened; most pages never load this. */
export async function eraseOpened(
  opened: Partnership | undefined,
  local: LocalStore | undefined,
  reopen: () => Promise<void>,
): Promise<void> {
  if (!opened || !local) throw new TandemError('NOT_CONNECTED', 'Nothing is open');
  await opened.close();
  try {
    await erasePartnership({ ...opened, local });
  } finally {
    await reopen();
  }
}
