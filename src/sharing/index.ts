/**
 * Two people, two machines: a partnership that is shared through a server which cannot read it.
 *
 * @module tandem-coaching/sharing
 */
export { type SharedOptions, openShared } from './open-shared.js';
export { type BrowserOptions, openSharedInBrowser } from './browser.js';
export type { Shared } from './shared.js';
export type * from './types.js';
