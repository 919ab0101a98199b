/**
 * Two people, two machines: a partnership that is shared through a server which cannot read it.
 *
 * `open-shared` puts the parts together ({@link openShared}), `browser` does so on a browser's own databases, `sharing`
 * follows who is in and changes it, `types` is what widgets see of that, and `shared` is what all of it comes to.
 *
 * @module tandem-coaching/sharing
 */
export { type SharedOptions, openShared } from './open-shared.js';
export { type BrowserOptions, openSharedInBrowser } from './browser.js';
export type { Shared } from './shared.js';
export type * from './types.js';
