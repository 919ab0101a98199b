import type { Partnership, StoredEntry } from '../../core/index.js';

/** Everything in both logs, as they have it: also what this version cannot read. */
export async function rawCopy(partnership: Partnership): Promise<string> {
  const [pair, own] = await Promise.all([allEntries(partnership, 'pair'), allEntries(partnership, 'own')]);
  return JSON.stringify({ partnership: partnership.id, member: partnership.me, pair, own }, null, 2);
}

async function allEntries(partnership: Partnership, log: 'pair' | 'own'): Promise<readonly StoredEntry[]> {
  const all: StoredEntry[] = [];
  for (;;) {
    const after = all.at(-1)?.version ?? 0;
    const { entries } = await partnership.rawEntries(log, after, 500);
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}

/** Lets the browser save a text as a file. */
export function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.click();
  // The browser has taken the file over by then.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
