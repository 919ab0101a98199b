import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Invitation, OpenInvitation } from '../../../sharing/types.js';
import { linkButton, plainButton } from '../parts/action-button.js';
import { sentence } from '../parts/sentence.js';
import { copyText } from './copy.js';
import { SharingElement, type SharingView } from './sharing-element.js';
import { sharingWords } from './sharing.words.js';

/** Widgets that make links: shown once, and withdrawn where somebody has second thoughts. */
export abstract class InvitingElement extends SharingElement {
  /** Address of the page that a link opens; this page unless given. What follows a `#` is left out. */
  @property() page = '';

  /** The link that was just made. It lives in this field alone, until it is used or the widget leaves the page. */
  #fresh: Invitation | undefined;
  /** The list has had it: once it is missing there, it was opened or withdrawn. */
  #isListed = false;
  /** Devices that have been seen; `undefined` until there are any. */
  #known: ReadonlySet<string> | undefined;

  /** The link that is shown. */
  protected get fresh(): Invitation | undefined {
    return this.#fresh;
  }

  protected override forget(): void {
    this.#fresh = this.#known = undefined;
    this.#isListed = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const snapshot = this.source?.getSnapshot();
    if (!snapshot || !this.isConnected) return;
    const { invitations, devices, state, me } = snapshot;
    if (this.#fresh) {
      const isOpen = invitations.some(({ id }) => id === this.#fresh?.id);
      if (isOpen) this.#isListed = true;
      else if (this.#isListed) this.#fresh = undefined;
    }
    const arrived = devices.filter(({ id, isThis }) => !isThis && this.#known && !this.#known.has(id)).at(-1);
    this.#known = state === 'shared' ? new Set(devices.map(({ id }) => id)) : undefined;
    if (arrived) {
      const terms = this.words(sharingWords);
      const who = this.current?.getSnapshot().document.members?.find(({ id }) => id === arrived.member);
      this.say(
        'arrival',
        arrived.member === me || !who
          ? sentence(terms.isIn, arrived.name || terms.nameless)
          : sentence(terms.hasJoined, who.name),
      );
    }
  }

  /** Makes a link for a member and shows it. */
  protected async invite(view: SharingView, member: string): Promise<void> {
    const page = (this.page || location.href).replace(/#.*$/su, '');
    const done = await this.act('invite', async (sharing) => {
      const invitation = await sharing.invite(member, page);
      if (sharing === this.source && this.isConnected) {
        this.#fresh = invitation;
        this.#isListed = false;
      }
      this.tell('tandem-invitation-made', view, { invitation: invitation.id, member });
    });
    if (done) await this.focusOn('[data-action="copy"]');
  }

  async #withdraw(view: SharingView, { id }: OpenInvitation): Promise<void> {
    if (!(await this.act(`withdraw/${id}`, (sharing) => sharing.withdraw(id)))) return;
    this.tell('tandem-invitation-withdrawn', view, { invitation: id });
    if (this.#fresh?.id === id) this.#fresh = undefined;
    this.say('links', this.words(sharingWords).withdrawn);
    // The button of this link may be that of the next one now.
    await this.focusOn('[data-home]');
  }

  async #copy(link: string): Promise<void> {
    const terms = this.words(sharingWords);
    const worked = await copyText(link, this.renderRoot.querySelector('#fresh-link'));
    this.say('copy', worked ? terms.copied : terms.notCopied);
  }

  /** Links are timed: a wrong clock makes some that nobody can open, and finds good ones too old. */
  protected renderClock({ clockAhead }: SharingView): TemplateResult | typeof nothing {
    if (!clockAhead) return nothing;
    const momentIn = (ms: number) => this.moment(new Date(this.now() + ms).toISOString());
    return html`<p class="notice bad" role="status">
      ${this.words(sharingWords).clock(momentIn(0), momentIn(clockAhead))}
    </p>`;
  }

  /** The link that was just made, with all there is to know about it. */
  protected renderFresh(view: SharingView, picture: unknown = nothing): TemplateResult | typeof nothing {
    const fresh = this.#fresh;
    if (!fresh) return nothing;
    const terms = this.words(sharingWords);
    const isMine = fresh.member === view.me;
    const share = () =>
      void navigator.share({ url: fresh.link }).catch((error: unknown) => {
        // Whoever changes their mind needs no sentence about it.
        if ((error as Error).name !== 'AbortError') return this.#copy(fresh.link);
        return undefined;
      });
    const hide = () => {
      this.#fresh = undefined;
      this.requestUpdate();
    };
    return html`<div class="notice fresh" part="link">
      ${picture}
      <div class="stack tight">
        <div class="stack tight">
          <label class="label" for="fresh-link"
            >${isMine ? terms.linkForMe : sentence(terms.linkFor, view.partnerName)}</label
          >
          <input
            id="fresh-link"
            type="text"
            dir="ltr"
            readonly
            spellcheck="false"
            autocomplete="off"
            aria-describedby="link-once"
            .value=${fresh.link}
            @focus=${({ target }: Event) => (target as HTMLInputElement).select()}
          />
        </div>
        <p id="link-once" class="small">${sentence(terms.linkOnce, this.moment(fresh.until))}</p>
        <p class="small">${isMine ? terms.linkMine : sentence(terms.linkChannel, view.partnerName)}</p>
        <div>
          <div class="row">
            ${plainButton({ name: 'copy', label: terms.copy, primary: true, onClick: () => void this.#copy(fresh.link) })}
            ${'share' in navigator ? plainButton({ name: 'share', label: terms.share, onClick: share }) : nothing}
            ${linkButton('withdraw-fresh', terms.withdraw, () => void this.#withdraw(view, fresh))}
            ${linkButton('hide', terms.done, hide)}
          </div>
          ${this.told('copy')} ${this.told(`withdraw/${fresh.id}`)}
        </div>
      </div>
    </div>`;
  }

  /** Links that are still open, without the one that is shown. */
  protected renderLinks(view: SharingView): TemplateResult {
    const terms = this.words(sharingWords);
    const open = view.invitations.filter(({ id }) => id !== this.#fresh?.id);
    const row = (invitation: OpenInvitation) => {
      const { id, member, until } = invitation;
      const moment = this.moment(until);
      const isMine = member === view.me;
      const ariaLabel = `${terms.withdraw}: ${isMine ? terms.openForMe(moment) : terms.openFor(view.partnerName, moment)}`;
      const onClick = () => void this.#withdraw(view, invitation);
      return html`<li class="row" part="open-link">
        <span> ${isMine ? sentence(terms.openForMe, moment) : sentence(terms.openFor, view.partnerName, moment)} </span>
        ${plainButton({ name: `withdraw/${id}`, label: terms.withdraw, link: true, ariaLabel, onClick })}
        ${this.told(`withdraw/${id}`)}
      </li>`;
    };
    return html`${
      open.length
        ? html`<div class="stack tight">
            ${this.subtitle(terms.openLinks)}
            <ul class="plain links">
              ${open.map(row)}
            </ul>
          </div>`
        : nothing
    }
    ${this.told('links')}`;
  }

  /** The safety number, and what it is for; alone, there is nobody to compare it with. */
  protected renderSafetyNumber({ safetyNumber, partnerName, theirs }: SharingView): TemplateResult | typeof nothing {
    const terms = this.words(sharingWords);
    if (!safetyNumber || !theirs.length) return nothing;
    return html`<div class="stack tight line" part="safety-number">
      ${this.subtitle(terms.safetyTitle)}
      <p class="digits" dir="ltr">
        ${(safetyNumber.match(/\d{5}/gu) ?? [safetyNumber]).map((group) => html`<span>${group}</span> `)}
      </p>
      <p class="small">${sentence(terms.safety, partnerName)}</p>
      <details>
        <summary class="small">${terms.differTitle}</summary>
        <p class="small">${terms.differ}</p>
      </details>
    </div>`;
  }
}
