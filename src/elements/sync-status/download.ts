import type { Partnership, StoredEntry } from '../../core/index.js';

/** Everything in both logs, as they have it: also what this version cannot read. */
export async function rawCopy(partnership: Partnership): Promise<string> {
  const [pair, own] = await Promise.all([allEntries(partnership, 'pair'), allEntries(partnership, 'own')]);
  return JSON.stringify({ partnership: partnership.id, member: partnership.me, pair, own }, null, 2);
}

/** What of a log can be had: of one that goes on with what cannot be followed, or reached now, all in front of that. */
async function allEntries(partnership: Partnership, log: 'pair' | 'own'): Promise<readonly StoredEntry[]> {
  const all: StoredEntry[] = [];
  try {
    for (;;) {
      const after = all.at(-1)?.version ?? 0;
      const { entries, head } = await partnership.rawEntries(log, after, 500);
      all.push(...entries);
      if (entries.length === 0 || (all.at(-1)?.version ?? 0) >= head) return all;
    }
  } catch (error) {
    if (all.length === 0) throw error;
    return all;
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
