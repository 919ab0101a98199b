import type { LocalStore } from '../log/local-store.js';

/**
 * One member's part of a device's store. Two colleagues may share a browser: what one of them has half-written, or what
 * waits for one of them, is no business of the other.
 */
export function shelfOf(me: string, local: LocalStore): LocalStore {
  const prefix = `${me}/`; // no member id has a slash, so none is a prefix of another
  return {
    get: (key) => local.get(prefix + key),
    set: (key, value) => local.set(prefix + key, value),
    delete: (key) => local.delete(prefix + key),
    list: async (start) =>
      (await local.list(prefix + start)).map(([key, value]) => [key.slice(prefix.length), value] as const),
    close: () => local.close(),
  };
}
