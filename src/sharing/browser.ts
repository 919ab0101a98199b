import { indexedDbKeys, isLink } from '../encryption/index.js';
import { openIndexedDb } from '../storage/indexeddb.js';
import { type SharedOptions, openShared } from './open-shared.js';
import type { Shared } from './shared.js';

/** Settings of {@link openSharedInBrowser}. */
export interface BrowserOptions extends Pick<SharedOptions, 'id' | 'me'> {
  /** Address of the sync server; it may be relative to the page. */
  readonly server: string;
  /** Name of the databases in this browser. */
  readonly database: string;
}

/**
 * {@link openShared} on this browser's IndexedDB. An invitation in the page's address is taken out of it at once, also one
 * that is opened while the page is there already.
 *
 * @throws (rejects) TandemError `STORAGE_*` where the browser's databases cannot be opened now; `ENCRYPTION_UNAVAILABLE`
 * on a page that was not served over HTTPS.
 * @example
 * ```ts
 * const shared = await openSharedInBrowser({ id: 'ana-ben', server: '/sync', database: 'coaching' });
 * shared.sharing.subscribe(() => show(shared.sharing.getSnapshot()));
 * ```
 */
export async function openSharedInBrowser({ id, me, server, database }: BrowserOptions): Promise<Shared> {
  let link = takeLink();
  /** It came when this device was in already, so it was not used. */
  let isIdle = false;
  const [{ storage: mirror, local }, keys] = await Promise.all([
    openIndexedDb({ name: database }),
    indexedDbKeys({ name: `${database}-keys` }),
  ]);
  const shared = await openShared({
    id,
    me,
    server: new URL(server, document.baseURI).href,
    mirror,
    local,
    keys,
    name: database,
  });
  const isIn = () => shared.sharing.getSnapshot().state === 'shared';
  /** Whoever came in by it needs it no more, also when they are put out again. */
  const look = () => {
    if (isIn() !== isIdle) link = undefined;
  };
  const take = (opened: string | undefined) => {
    if (opened === undefined) return;
    link = opened;
    isIdle = isIn();
  };
  const onHashChange = () => take(takeLink());
  addEventListener('hashchange', onHashChange);
  const unsubscribe = shared.sharing.subscribe(look);
  take(takeLink() ?? link);
  return {
    ...shared,
    get link() {
      return link;
    },
    async close() {
      removeEventListener('hashchange', onHashChange);
      unsubscribe();
      await shared.close();
      await Promise.all([mirror.close(), local.close()]);
    },
  };
}

/** Whoever looks over one's shoulder, a history or a referrer must not learn the link. */
function takeLink(): string | undefined {
  const { href } = location;
  if (!isLink(href)) return undefined;
  history.replaceState(history.state, '', href.replace(/#.*$/su, ''));
  return href;
}
