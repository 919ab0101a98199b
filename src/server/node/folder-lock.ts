import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The folders that this process has locked. */
const own = new Set<string>();

/**
 * Makes sure that one process at a time uses a folder: two would ruin the database in there.
 *
 * @returns a function that gives the folder free.
 * @throws Error where another process that is alive has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = resolve(join(folder, 'tandem.lock'));
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      own.add(file);
      return async () => {
        own.delete(file);
        await rm(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    // In a container every process has the same number, the one that died before this one included.
    const isTaken = owner === process.pid ? own.has(file) : isAlive(owner);
    if (isTaken) throw new Error(`The folder ${folder} is in use by process ${owner}.`);
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
