import type { LogId, LogPage, LogStorage, Version } from '../core/log/storage.js';

/** Most entries that are asked for at once. */
export const PAGE = 500;
/** Pages that are on their way while one is proved. */
const AT_ONCE = 2;

/**
 * Reads a log from beginning to end; what comes next is fetched while a page is looked at.
 *
 * @param to nobody needs what comes after this version
 * @returns gives the page after a version
 */
export function pagesOf(storage: LogStorage, log: LogId, to: Version): (after: Version) => Promise<LogPage> {
  const coming: { readonly after: Version; readonly page: Promise<LogPage> }[] = [];
  const ask = (after: Version): Promise<LogPage> => storage.read(log, after, { limit: PAGE });
  return async (after) => {
    const next = coming.shift();
    const page = await (next?.after === after ? next.page : ask(after));
    // Whether it is a page is not known yet. Where the others are not as long as this one, they are asked for again.
    const step = Array.isArray(page.entries) ? page.entries.length : 0;
    for (let last = coming.at(-1)?.after ?? after; step > 0 && coming.length < AT_ONCE;) {
      last += step;
      if (last >= Math.min(page.head, to)) break;
      const early = ask(last);
      early.catch(() => undefined); // whoever waits for it gets the error
      coming.push({ after: last, page: early });
    }
    return page;
  };
}
