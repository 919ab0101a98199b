/**
 * Runs inside an iframe of its own, see `storage-frame.ts`: another tab with everything in it, the partnership too.
 * Removing the iframe is the end of the tab, without any closing.
 */
import { type Partnership, openPartnership } from '../../../src/core/index.js';
import { indexedDb, indexedDbLocal } from '../../../src/storage/indexeddb.js';

/** Opens a partnership in the other tab, on the database of this name. */
export type OpenThere = (name: string, options: { readonly id: string; readonly me: string }) => Partnership;

declare global {
  interface Window {
    tandemPartnershipReady?: (open: OpenThere) => void;
  }
}

window.tandemPartnershipReady?.((name, options) =>
  openPartnership({ ...options, storage: indexedDb({ name }), local: indexedDbLocal({ name }) }),
);
