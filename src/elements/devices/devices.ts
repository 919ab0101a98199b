import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { seatOf } from '../../core/index.js';
import type { Device } from '../../sharing/types.js';
import { linkButton, plainButton } from '../base/parts/action-button.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { InvitingElement } from '../base/sharing/inviting-element.js';
import type { SharingView } from '../base/sharing/sharing-element.js';
import { sharingWords } from '../base/sharing/sharing.words.js';
import { devicesStyles } from './devices.styles.js';
import { devicesWords } from './devices.words.js';
import { type QrCode, qrCode, qrPicture } from './qr.js';

/** The picture of one link; none where it could not be drawn. */
interface Picture {
  readonly link: string;
  readonly code?: QrCode;
}

/**
 * On which devices the two can read what they write: adds one of one's own, removes one, lets a partner back in who has
 * lost theirs, and shows the safety number.
 *
 * @tag tandem-devices
 * @summary The devices of both, and the safety number.
 * @event {TandemSharingEvent} tandem-device-removed - A device was taken out.
 * @event {TandemSharingEvent} tandem-invitation-made - A link was made. The event does not carry it.
 * @event {TandemSharingEvent} tandem-invitation-withdrawn - A link opens nothing any more.
 * @csspart owner - A member with their devices.
 * @csspart device - One device.
 * @csspart link - The link that was just made.
 * @csspart qr - The same link as a picture.
 * @csspart open-link - One of the links that are still open.
 * @csspart safety-number - The safety number with its explanation.
 * @csspart button - A button.
 * @csspart primary-button - The button of what comes next.
 */
export class TandemDevices extends InvitingElement {
  static readonly tag: string = 'tandem-devices';
  static override styles = [...InvitingElement.styles, devicesStyles];

  /** The device whose "remove" was pressed once. */
  @state() private leaving: string | undefined;
  /** What is said about letting the partner back in. */
  @state() private isLetting = false;
  @state() private picture: Picture | undefined;
  /** The link whose picture was asked for. */
  #drawn: string | undefined;

  protected override forget(): void {
    super.forget();
    this.leaving = this.picture = undefined;
    this.isLetting = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { fresh } = this;
    const link = fresh && fresh.member === this.source?.getSnapshot().me ? fresh.link : undefined;
    if (link !== this.#drawn) {
      this.#drawn = link;
      this.picture = undefined;
      if (link !== undefined) void this.#draw(link);
    }
  }

  /** Offline, what draws it may not arrive; there is the link. */
  async #draw(link: string): Promise<void> {
    const code = await qrCode(link).catch(() => undefined);
    if (this.#drawn === link) this.picture = { link, ...(code && { code }) };
  }

  protected override renderSharing(view: SharingView): TemplateResult {
    const terms = this.words(devicesWords);
    if (view.state === 'removed') return this.renderRemoved(view);
    if (view.state !== 'shared') return this.renderTitle(terms.unknownTitle, terms.unknown);
    return html`${this.renderTitle(terms.title, terms.why)} ${this.told('arrival')}
      ${view.keepsKeys ? nothing : html`<p class="notice bad" role="status">${terms.forgets}</p>`}
      <div class="owners">
        ${this.#renderOwner(view, terms.mine, view.mine, view.me)}
        ${this.#renderOwner(view, sentence(terms.theirs, view.partnerName), view.theirs, view.partner)}
      </div>
      ${this.told('removed')} ${this.#renderAdding(view)} ${this.renderLinks(view)} ${this.renderSafetyNumber(view)}`;
  }

  #renderOwner(
    view: SharingView,
    name: unknown,
    devices: readonly Device[],
    member: string | undefined,
  ): TemplateResult {
    const { document, partnerName } = view;
    const seat = document && member !== undefined ? seatOf(document, member) : undefined;
    return html`<div class="owner" part="owner">
      <div class="row">
        ${document && seat ? person(document, seat, { bare: true }) : nothing} ${this.subtitle(name)}
      </div>
      ${
        devices.length
          ? html`<ul class="plain">
              ${repeat(
                devices,
                ({ id }) => id,
                (device) => this.#renderDevice(view, device),
              )}
            </ul>`
          : html`<p class="soft">${sentence(this.words(devicesWords).noneYet, partnerName)}</p>`
      }
    </div>`;
  }

  #renderDevice(view: SharingView, device: Device): TemplateResult {
    const { id, isThis, member, letInBy } = device;
    const terms = this.words(devicesWords);
    const name = device.name || this.words(sharingWords).nameless;
    const ask = () => {
      this.leaving = id;
      void this.focusOn('.sure');
    };
    return html`<li part="device">
      <div class="device">
        <span>
          <bdi>${name}</bdi> ${isThis ? html`<span class="tag">${terms.thisDevice}</span>` : nothing}
          ${
            letInBy === member
              ? nothing
              : html`<span class="hint">
                  ${letInBy === view.me ? terms.letInByYou : sentence(terms.letInBy, view.partnerName)}
                </span>`
          }
        </span>
        ${
          this.leaving === id
            ? nothing
            : plainButton({
                name: `remove/${id}`,
                label: terms.remove,
                link: true,
                ariaLabel: isThis ? terms.removeThis(name) : terms.removeName(name),
                onClick: ask,
              })
        }
      </div>
      ${this.leaving === id ? this.#renderSure(view, device, name) : nothing}
    </li>`;
  }

  /** Asks once more, and says what it means. */
  #renderSure(view: SharingView, device: Device, name: string): TemplateResult {
    const { id, isThis, member } = device;
    const { mine, me, partnerName } = view;
    const terms = this.words(devicesWords);
    const keep = () => {
      this.leaving = undefined;
      void this.focusOn(`[data-action="remove/${CSS.escape(id)}"]`);
    };
    const remove = async () => {
      if (!(await this.act('remove', (sharing) => sharing.removeDevice(id)))) return;
      this.leaving = undefined;
      this.tell('tandem-device-removed', view, { device: id });
      this.say('removed', sentence(terms.removed, name));
      await this.focusOn('[data-home]');
    };
    return html`<div
      class="notice bad stack tight sure"
      role="group"
      tabindex="-1"
      aria-labelledby="sure"
      aria-describedby="meaning"
      @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && keep()}
    >
      <p id="sure" class="label">${sentence(terms.sure, name)}</p>
      <p id="meaning" class="small">
        ${isThis ? terms.meaningThis : terms.meaning}
        ${member === me && mine.length === 1 ? sentence(terms.meaningLast, partnerName) : nothing}
        ${member === me ? nothing : sentence(terms.meaningTheirs, partnerName)}
      </p>
      <div>
        <div class="row">
          ${plainButton({ name: 'remove-yes', label: terms.removeYes, onClick: () => void remove() })}
          ${linkButton('remove-no', terms.removeNo, keep)}
        </div>
        ${this.told('remove')}
      </div>
    </div>`;
  }

  /** A device of one's own, or the partner's after they have lost theirs. */
  #renderAdding(view: SharingView): TemplateResult {
    const { fresh } = this;
    const { me, partner, partnerName, theirs } = view;
    const terms = this.words(devicesWords);
    if (fresh)
      return html`${this.renderClock(view)}${this.renderFresh(view, fresh.member === me ? this.#renderPicture(fresh.link) : nothing)}`;
    const open = (isLetting: boolean) => {
      this.isLetting = isLetting;
      void this.focusOn(isLetting ? '.letting' : '[data-action="lost"]');
    };
    return html`<div>
        <div class="row">
          ${plainButton({ name: 'add', label: terms.add, onClick: () => void (me && this.invite(view, me)) })}
          ${
            theirs.length && partner !== undefined && !this.isLetting
              ? linkButton('lost', sentence(terms.lost, partnerName), () => open(true))
              : nothing
          }
        </div>
        ${this.isLetting ? nothing : this.told('invite')}
      </div>
      ${this.isLetting && partner !== undefined ? this.#renderLetting(view, partner, () => open(false)) : nothing}`;
  }

  #renderLetting(view: SharingView, partner: string, close: () => void): TemplateResult {
    const terms = this.words(devicesWords);
    const { partnerName } = view;
    const invite = async () => {
      await this.invite(view, partner);
      if (this.fresh) this.isLetting = false;
    };
    return html`<div
      class="notice stack tight letting"
      role="group"
      tabindex="-1"
      aria-labelledby="letting"
      @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && close()}
    >
      <div id="letting">${this.subtitle(sentence(terms.lostTitle, partnerName))}</div>
      <p>${sentence(terms.lostFirst, partnerName, partnerName, partnerName)}</p>
      <p>${terms.lostWhat}</p>
      <p>${terms.lostOld}</p>
      <div>
        <div class="row">
          ${plainButton({
            name: 'let-in',
            label: sentence(terms.lostButton, partnerName),
            primary: true,
            onClick: () => void invite(),
          })}
          ${linkButton('close', terms.lostClose, close)}
        </div>
        ${this.told('invite')}
      </div>
    </div>`;
  }

  /** For the camera of the other device, once it is drawn. */
  #renderPicture(link: string): TemplateResult {
    const terms = this.words(devicesWords);
    // Its place is kept free: what stands below, and has the focus, does not move away.
    if (this.picture?.link !== link) return html`<div class="qr"></div>`;
    const { code } = this.picture;
    return code ? qrPicture(code, terms.picture) : html`<p class="small soft">${terms.noPicture}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-devices': TandemDevices;
  }
}
