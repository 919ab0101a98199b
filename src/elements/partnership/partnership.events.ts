/** The partnership is loaded. */
export class PartnershipOpenedEvent extends Event {
  constructor() {
    super('tandem-partnership-opened', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'tandem-partnership-opened': PartnershipOpenedEvent;
  }
}
