import { join } from 'node:path';
import { pglite } from '../database/pglite.js';
import { postgres } from '../database/postgres.js';
import type { Database } from '../database/database.js';
import { lockFolder } from './folder-lock.js';

/** What kind of database a setting means. */
export const kindOf = (setting: string): 'postgres' | 'memory' | 'folder' =>
  /^postgres(ql)?:\/\//.test(setting) ? 'postgres' : setting === 'memory' ? 'memory' : 'folder';

/**
 * Opens what a setting names: `postgres://…` is a PostgreSQL, `memory` forgets everything at the end, and everything
 * else is a folder.
 *
 * @throws Error where a package is not installed, or another process has the folder.
 */
export async function openDatabase(setting: string): Promise<Database> {
  const kind = kindOf(setting);
  if (kind === 'postgres') return postgres({ url: setting });
  if (kind === 'memory') return pglite();
  const unlock = await lockFolder(setting);
  try {
    const database = await pglite(join(setting, 'postgresql'));
    return { ...database, close: () => database.close().finally(unlock) };
  } catch (error) {
    await unlock();
    throw error;
  }
}
