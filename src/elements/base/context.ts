import { createContext } from '@lit/context';
import type { Partnership } from '../../core/index.js';
import type { Sharing } from '../../sharing/types.js';
import type { WordOverrides } from './words/words.js';

/** What a provider gives to the widgets inside it. */
export interface PartnershipContext {
  /** `undefined` while it is being opened. */
  readonly partnership: Partnership | undefined;
  /** Why it could not be opened. */
  readonly error?: Error | undefined;
  /** Devices and keys, where the partnership is shared through a server. */
  readonly sharing?: Sharing | undefined;
  /** The link through which the page was opened. Whoever has it first is in: keep it nowhere. */
  readonly link?: string | undefined;
  /** Erases the partnership for real, on this device and on the server, where the provider can. */
  readonly erase?: (() => Promise<void>) | undefined;
  /** The host's own words. */
  readonly words?: WordOverrides | undefined;
}

/** The nearest partnership. The key is a well-known symbol, so that two copies of the package understand each other. */
export const partnershipContext = createContext<PartnershipContext>(Symbol.for('tandem-coaching/partnership'));
