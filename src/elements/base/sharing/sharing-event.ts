/** What happened, by the name of its event. */
export type SharingEventName =
  | 'tandem-device-joined'
  | 'tandem-device-removed'
  | 'tandem-invitation-made'
  | 'tandem-invitation-withdrawn'
  | 'tandem-recovery-code-made';

/** Ids that a host may act on; never a link, a code or a name. */
export interface SharingEventDetail {
  /** Local name of the partnership. */
  readonly partnership: string;
  /** The device that came or went. */
  readonly device?: string;
  /** The invitation that was made or withdrawn. */
  readonly invitation?: string;
  /** Whom it lets in. */
  readonly member?: string;
}

/** Somebody changed who can read the partnership, and it is done. Bubbles and crosses shadow roots. */
export class TandemSharingEvent extends CustomEvent<SharingEventDetail> {
  constructor(name: SharingEventName, detail: SharingEventDetail) {
    super(name, { bubbles: true, composed: true, detail });
  }
}

type SharingEventMap = { [E in SharingEventName]: TandemSharingEvent };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the map is extended by a mapped type
  interface HTMLElementEventMap extends SharingEventMap {}
}
