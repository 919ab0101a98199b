import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Sharing } from '../../sharing/types.js';
import { linkButton, plainButton } from '../base/parts/action-button.js';
import { choiceField, textField } from '../base/parts/fields.js';
import { sentence } from '../base/parts/sentence.js';
import { InvitingElement } from '../base/sharing/inviting-element.js';
import type { SharingView } from '../base/sharing/sharing-element.js';
import { fields } from '../base/styles/fields.js';
import { writingWords } from '../base/words/writing.js';
import { deviceName } from './device-name.js';
import { inviteStyles } from './invite.styles.js';
import { inviteWords } from './invite.words.js';
import { people } from './people.js';

/** How somebody comes to a partnership. */
type Way = 'start' | 'link' | 'code';

/**
 * The way into a shared partnership: on a new device it starts one, joins by a link or comes back by a recovery code;
 * afterwards it invites the partner and says when they are in.
 *
 * @tag tandem-invite
 * @summary The first screen on a new device, and the invitation of the partner.
 * @event {TandemSharingEvent} tandem-device-joined - This device is in.
 * @event {TandemSharingEvent} tandem-invitation-made - A link was made. The event does not carry it.
 * @event {TandemSharingEvent} tandem-invitation-withdrawn - A link opens nothing any more.
 * @csspart link - The link that was just made.
 * @csspart open-link - One of the links that are still open.
 * @csspart safety-number - The safety number with its explanation.
 * @csspart field - A field with its label.
 * @csspart button - A button.
 * @csspart primary-button - The button of what comes next.
 */
export class TandemInvite extends InvitingElement {
  static readonly tag: string = 'tandem-invite';
  static override styles = [...InvitingElement.styles, fields, inviteStyles];

  /** The link through which the page was opened. Without it, the one that the nearest `<tandem-partnership>` was given. */
  @property({ attribute: false }) link: string | undefined;

  @state() private way: Way | undefined;
  /** Somebody tried to go on with the field empty. */
  @state() private isMissing = false;

  #seen: string | undefined;
  #device: string | undefined;
  /** What was typed or pasted: a link, or a code. */
  #entry = '';

  protected override forget(): void {
    super.forget();
    this.way = undefined;
    this.isMissing = false;
    this.#entry = '';
  }

  /** A link that has just been opened comes before what was chosen. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.#given === this.#seen) return;
    this.#seen = this.#given;
    this.way = undefined;
  }

  protected override renderSharing(view: SharingView): TemplateResult {
    if (view.state === 'removed' && (!this.#given || this.way)) {
      return html`${this.renderRemoved(view)} ${this.renderClock(view)}
      ${this.#renderEntry(view, ['link', 'code'], this.words(inviteWords).comeBack)}`;
    }
    if (view.state !== 'shared') return this.#renderBegin(view);
    return html`${this.#renderInviting(view)}
      <div class="stack tight line">
        ${this.subtitle(this.words(inviteWords).whoIsIn)} ${people(view, this.words(inviteWords))}
      </div>
      ${this.renderSafetyNumber(view)}`;
  }

  /** The first screen: three ways in, or the one that the page was opened with. */
  #renderBegin(view: SharingView): TemplateResult {
    const terms = this.words(inviteWords);
    if (!this.#given || this.way) {
      return html`${this.renderTitle(terms.beginTitle, terms.begin)} ${this.renderClock(view)}
      ${this.#renderEntry(view, ['start', 'link', 'code'], terms.way)}`;
    }
    const otherWay = () => {
      this.#choose(view.state === 'removed' ? 'link' : 'start');
      void this.focusOn('[data-home]');
    };
    return html`${this.renderTitle(terms.invitedTitle, terms.invited)} ${this.renderClock(view)}
      <form class="stack" @submit=${(event: Event) => void this.#enter(event, view, 'link', this.#given)}>
        ${this.#renderDevice()}
        <div>
          <div class="row">
            ${plainButton({ name: 'join', label: terms.joinButton, primary: true })}
            ${linkButton('other-way', terms.otherWay, otherWay)}
          </div>
          ${this.told('enter')}
        </div>
      </form>`;
  }

  get #given(): string | undefined {
    return this.link ?? this.context?.link;
  }

  #choose(way: Way): void {
    this.way = way;
    this.isMissing = false;
    this.#entry = '';
    this.say('enter', undefined);
  }

  /** What is chosen, what it needs, and one button. */
  #renderEntry(view: SharingView, ways: readonly Way[], legend: string): TemplateResult {
    const terms = this.words(inviteWords);
    const way = this.way ?? ways[0] ?? 'start';
    const label = { start: terms.startButton, link: terms.joinButton, code: terms.codeButton }[way];
    return html`<form class="stack" @submit=${(event: Event) => void this.#enter(event, view, way)}>
      <div class="explained">
        ${choiceField<Way>({
          name: 'way',
          label: legend,
          value: way,
          onChange: (next) => this.#choose(next),
          choices: ways.map((value) => ({
            value,
            label: html`<strong>${terms[value]}</strong> <span class="small">${terms[`${value}Why`]}</span>`,
          })),
        })}
      </div>
      ${way === 'start' ? nothing : this.#renderSecret(way)} ${this.#renderDevice()}
      <div>
        <div class="row">${plainButton({ name: way, label, primary: true })}</div>
        ${this.#problemOf(way) ? nothing : this.told('enter')}
      </div>
    </form>`;
  }

  /** What is wrong with the link or the code itself is said at its field. */
  #problemOf(way: Way): string | undefined {
    if (this.isMissing) return this.words(writingWords).missing;
    const problem = this.problemAt('enter');
    const isAboutIt = problem?.code.startsWith(way === 'link' ? 'INVITATION' : 'RECOVERY');
    return isAboutIt && way !== 'start' ? this.sentenceFor(problem) : undefined;
  }

  #renderSecret(way: 'link' | 'code'): TemplateResult {
    const terms = this.words(inviteWords);
    return textField({
      name: way === 'link' ? 'link' : 'code',
      label: terms[`${way}Field`],
      hint: terms[`${way}Hint`],
      value: this.#entry,
      onChange: (value) => {
        this.#entry = value;
        if (this.isMissing) this.isMissing = false;
      },
      problem: this.#problemOf(way),
      single: way === 'code',
      secret: true,
    });
  }

  #renderDevice(): TemplateResult {
    const terms = this.words(inviteWords);
    return textField({
      name: 'device',
      label: terms.device,
      hint: terms.deviceHint,
      value: (this.#device ??= deviceName(navigator.userAgent)),
      onChange: (value) => (this.#device = value),
      single: true,
      maxLength: 80,
    });
  }

  /** Starts, joins or comes back. */
  async #enter(event: Event, view: SharingView, way: Way, given?: string): Promise<void> {
    event.preventDefault();
    const entry = given ?? this.#entry.trim();
    this.isMissing = way !== 'start' && !entry;
    const device = this.#device?.trim() ?? '';
    const work = (sharing: Sharing) =>
      way === 'start'
        ? sharing.start(device)
        : way === 'link'
          ? sharing.join(entry, device)
          : sharing.recover(entry, device);
    if (this.isMissing || !(await this.act('enter', work))) {
      await this.focusOn('[aria-invalid]');
      return;
    }
    this.#entry = '';
    this.way = undefined;
    const added = view.sharing.getSnapshot().devices.find(({ isThis }) => isThis);
    this.tell('tandem-device-joined', view, added && { device: added.id });
  }

  /** The partner is in, or can be invited, or has no name yet. */
  #renderInviting(view: SharingView): TemplateResult {
    const { partner, partnerName, theirs } = view;
    const terms = this.words(inviteWords);
    if (theirs.length) {
      return html`${this.renderTitle(sentence(terms.joinedTitle, partnerName), terms.joined)} ${this.told('arrival')}
      ${this.renderLinks(view)}`;
    }
    if (partner === undefined) return this.renderTitle(terms.unnamedTitle, terms.unnamed);
    const isOpen = this.fresh !== undefined || view.invitations.some(({ member }) => member === partner);
    return html`${this.renderTitle(sentence(terms.title, partnerName), sentence(terms.why, partnerName))}
    ${this.renderClock(view)} ${this.told('arrival')}
    ${
      this.fresh
        ? this.renderFresh(view)
        : html`<div>
            ${plainButton({
              name: 'invite',
              label: isOpen ? terms.makeAnother : terms.make,
              primary: !isOpen,
              onClick: () => void this.invite(view, partner),
            })}
            ${this.told('invite')}
          </div>`
    }
    ${this.renderLinks(view)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-invite': TandemInvite;
  }
}
