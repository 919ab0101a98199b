import { type LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Partnership } from '../../core/index.js';
import type { Sharing, SharingSnapshot } from '../../sharing/types.js';
import type { View } from '../base/element.js';
import { plainButton } from '../base/parts/action-button.js';
import { sentence } from '../base/parts/sentence.js';
import { SharingSource } from '../base/sharing/source.js';
import { commonWords } from '../base/words/common.js';
import { BreakElement } from './break-element.js';
import { type PartProperties, Parts, suffixOf } from './parts.js';
import { loadPeople, peopleParts } from './people.js';
import { workspaceWords } from './workspace.words.js';

/** Who may come in, and on which devices: part of the workspace. Its widgets are loaded when they are needed. */
export abstract class PeopleElement extends BreakElement {
  /** Devices and keys to show. Without it, those of the nearest `<tandem-partnership>` around the widget are used. */
  @property({ attribute: false }) sharing: Sharing | undefined;

  /** Somebody whose device was taken out reads what it had until then. */
  @state() private isReading = false;
  /** What became of a link that was opened here has been read. */
  @state() private isLinkRead = false;
  /** The widgets have not arrived. */
  @state() private isMissing = false;

  protected readonly parts: Parts = new Parts(suffixOf(this.localName, 'tandem-workspace'), () => this.requestUpdate());
  readonly #source = new SharingSource(
    this,
    () => this.sharing ?? this.context?.sharing,
    () => (this.isReading = this.isLinkRead = false),
  );
  #isOutside = false;
  #focused: Element | null = null;
  /** The widget for coming in, while it is all there is. */
  #door: LitElement | undefined;
  /** Whoever stood at something that is gone goes on in the open place or at the door, as soon as there is one. */
  #isEntering = false;

  /** The place where the widgets are shown is open. */
  protected abstract get showsPeople(): boolean;

  /** How this device stands to the partnership; `undefined` where nothing is shared. */
  protected get standing(): SharingSnapshot | undefined {
    return (this.sharing ?? this.context?.sharing)?.getSnapshot();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#source.look();
    this.#focused = (this.renderRoot as ShadowRoot).activeElement;
    const { state, error } = this.standing ?? {};
    this.#isOutside =
      state === 'unknown' || (state === 'removed' && !this.isReading) || (state === 'opening' && error !== undefined);
    if (!this.isMissing && (this.#isOutside || this.showsPeople)) this.#load();
  }

  protected override updated(): void {
    super.updated();
    if (this.#focused && !this.#focused.isConnected) this.#isEntering = true;
    if (!this.#isEntering) return;
    const panel = this.renderRoot.querySelector<HTMLElement>('.panel');
    const isElsewhere = this.ownerDocument.activeElement !== this.ownerDocument.body;
    const door = this.#isOutside ? this.#door : undefined;
    if (!isElsewhere) {
      panel?.focus();
      // It draws itself after this.
      void door?.updateComplete.then(() => door.focus());
    }
    if (panel ?? door ?? isElsewhere) this.#isEntering = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#isOutside) return this.#renderDoor();
    // This device is in; the partnership is opened with its keys.
    return this.standing && !this.current && !this.context?.error ? this.renderOpening() : super.render();
  }

  #load(): void {
    const names = this.#isOutside ? (['invite'] as const) : peopleParts;
    loadPeople(this.parts, names).catch(() => (this.isMissing = true));
  }

  /** The way in, instead of everything else. */
  #renderDoor(): TemplateResult {
    const { current } = this;
    const read = () => {
      this.isReading = true;
      this.#isEntering = true;
    };
    this.#door = this.parts.get('invite', this.#given(current, this.headingLevel)) as LitElement | undefined;
    return html`${this.#door ?? this.#renderMissing()}
    ${
      current && this.standing?.state === 'removed'
        ? html`<p class="row leave">
            ${plainButton({ name: 'read-on', label: this.words(workspaceWords).readOn, onClick: read })}
          </p>`
        : nothing
    }`;
  }

  /** Whoever opens a link hears what became of it. */
  protected renderIdleLink(): TemplateResult | typeof nothing {
    if (this.context?.link === undefined || this.standing?.state !== 'shared' || this.isLinkRead) return nothing;
    const terms = this.words(workspaceWords);
    const read = () => {
      this.isLinkRead = true;
      this.#isEntering = true;
    };
    return html`<div class="row apart absence" role="status">
      <span class="small">${terms.linkIdle}</span>
      ${plainButton({ name: 'link-read', label: terms.linkIdleRead, link: true, onClick: read })}
    </div>`;
  }

  /** Nothing is for two while one of them is not in. */
  protected renderAbsence(
    { document, partner, partnerName }: View,
    invite: () => void,
  ): TemplateResult | typeof nothing {
    const { devices } = this.standing ?? {};
    const id = document.members?.[partner - 1]?.id;
    if (!devices || devices.some(({ member }) => member === id)) return nothing;
    const terms = this.words(workspaceWords);
    return html`<div class="row apart absence seat-${partner}">
      <span class="small">${sentence(terms.notInYet, partnerName)}</span>
      ${plainButton({ name: 'invite', label: sentence(terms.invite, partnerName), link: true, onClick: invite })}
    </div>`;
  }

  /** Below each other; nobody is invited who is in. */
  protected renderPeople({ partnership, ...view }: View): TemplateResult {
    const part = (name: (typeof peopleParts)[number]) =>
      this.parts.get(name, this.#given(partnership, this.headingLevel + 1), 'part');
    const [invite, devices, recovery] = [part('invite'), part('devices'), part('recovery')];
    if (!invite || !devices || !recovery) return this.#renderMissing();
    return html`${this.#isAbsent(view) ? invite : nothing}${devices}${recovery}`;
  }

  #isAbsent({ document, partner }: Pick<View, 'document' | 'partner'>): boolean {
    const id = document.members?.[partner - 1]?.id;
    return !this.standing?.devices.some(({ member }) => member === id);
  }

  #given(partnership: Partnership | undefined, headingLevel: number): PartProperties {
    return { partnership, sharing: this.sharing, headingLevel };
  }

  /** They are on their way, or have got lost. */
  #renderMissing(): TemplateResult {
    if (!this.isMissing) return this.renderOpening();
    return html`<div class="pad">
      <div class="notice bad stack tight" role="alert">
        <p>${this.words(workspaceWords).partsMissing}</p>
        <div>
          ${plainButton({
            name: 'load',
            label: this.words(commonWords).tryAgain,
            onClick: () => (this.isMissing = false),
          })}
        </div>
      </div>
    </div>`;
  }
}
