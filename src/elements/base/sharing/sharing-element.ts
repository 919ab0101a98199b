import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  type PartnershipDocument,
  type TandemError,
  type TandemErrorCode,
  isTandemError,
} from '../../../core/index.js';
import type { Device, Sharing, SharingSnapshot } from '../../../sharing/types.js';
import { TandemElement } from '../element.js';
import { plainButton } from '../parts/action-button.js';
import { dayText, inLocale } from '../parts/dates.js';
import { heading } from '../parts/heading.js';
import { icon } from '../parts/icons.js';
import { sentence } from '../parts/sentence.js';
import { marks } from '../styles/marks.js';
import { commonWords } from '../words/common.js';
import { writingWords } from '../words/writing.js';
import { type SharingEventDetail, type SharingEventName, TandemSharingEvent } from './sharing-event.js';
import { sharingStyles } from './sharing.styles.js';
import { sharingErrorWords, sharingWords } from './sharing.words.js';
import { SharingSource } from './source.js';

/** What a widget for sharing draws from: devices and keys, seen with the eyes of the member who looks. */
export interface SharingView extends SharingSnapshot {
  readonly sharing: Sharing;
  /** Both members, once they are named; `undefined` also while the partnership is not open. */
  readonly document: PartnershipDocument | undefined;
  /** Id of the other member, as soon as anything tells it. */
  readonly partner: string | undefined;
  /** What they are called, or "your partner". */
  readonly partnerName: string;
  readonly mine: readonly Device[];
  readonly theirs: readonly Device[];
}

/** What became of the last thing that somebody did here. */
interface Outcome {
  /** Where it was done, and where it is said. */
  readonly place: string;
  readonly busy?: true;
  readonly error?: TandemError;
  readonly said?: unknown;
}

/**
 * What the widgets for inviting, devices and recovery share: they find their {@link Sharing}, show every state in which
 * there is nothing to do, say what became of what somebody did, and keep the focus where the person is.
 */
export abstract class SharingElement extends TandemElement {
  static override styles = [...TandemElement.styles, marks, sharingStyles];

  /** Devices and keys to show. Without it, those of the nearest `<tandem-partnership>` around the widget are used. */
  @property({ attribute: false }) sharing: Sharing | undefined;

  @state() private outcome: Outcome | undefined;

  readonly #source = new SharingSource(
    this,
    () => this.sharing ?? this.context?.sharing,
    () => {
      this.outcome = undefined;
      this.forget();
    },
  );
  #focused: Element | null = null;

  /** What is shown: the property, else the nearest provider's. */
  protected get source(): Sharing | undefined {
    return this.sharing ?? this.context?.sharing;
  }

  /** The widget has left the page, or shows another partnership from now on: links and codes are put away. */
  protected abstract forget(): void;

  /** Draws the widget: `unknown`, `shared` or `removed`. Pure. */
  protected abstract renderSharing(view: SharingView): TemplateResult;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move within the page is no leaving: it connects again before the microtask.
    queueMicrotask(() => {
      if (!this.isConnected) this.forget();
    });
  }

  /** Goes to the title. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[data-home]')?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#source.look();
    this.#focused = (this.renderRoot as ShadowRoot).activeElement;
  }

  /** Whoever stood at something that is gone goes on from the title. */
  protected override updated(): void {
    const isLost = this.#focused && !this.#focused.isConnected && !(this.renderRoot as ShadowRoot).activeElement;
    if (isLost) this.renderRoot.querySelector<HTMLElement>('[data-home]')?.focus();
  }

  /** Moves the focus once the next state is drawn. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { source } = this;
    if (!source) return super.render();
    const snapshot = source.getSnapshot();
    const { state, error, me, devices } = snapshot;
    if (state === 'opening') return error ? this.renderFailed(error, source) : this.renderOpening();
    const document = this.current?.getSnapshot().document;
    const other = me === undefined ? undefined : document?.members?.find(({ id }) => id !== me);
    return html`<section class="pad stack wide">
      ${error ? this.#renderTrouble(error) : nothing}
      ${this.renderSharing({
        ...snapshot,
        sharing: source,
        document,
        partner: other?.id ?? devices.find(({ member }) => member !== me)?.member,
        partnerName: other?.name.trim() || this.words(writingWords).yourPartner,
        mine: devices.filter(({ member }) => member === me),
        theirs: devices.filter(({ member }) => member !== me),
      })}
    </section>`;
  }

  /** Without a server there is nothing to share. */
  protected override renderView(): TemplateResult {
    const { localTitle, local } = this.words(sharingWords);
    return this.renderAside(localTitle, local);
  }

  protected override renderForming(): TemplateResult {
    return this.renderView();
  }

  /** What is shown may be old. */
  #renderTrouble(error: TandemError): TemplateResult {
    return html`<div class="notice bad stack tight" role="alert">
      <p>${this.words(sharingWords).outdated} ${this.sentenceFor(error)}</p>
      <div>
        ${plainButton({
          name: 'retry',
          label: this.words(commonWords).tryAgain,
          onClick: () => void this.act('retry', (sharing) => sharing.retry()),
        })}
        ${this.told('retry')}
      </div>
    </div>`;
  }

  /** The widget's title, which takes the focus of whoever lost it. */
  protected renderTitle(title: unknown, text: unknown = nothing): TemplateResult {
    return html`<div class="stack tight" tabindex="-1" data-home>
      ${heading(this.headingLevel, title)} ${text === nothing ? nothing : html`<p>${text}</p>`}
    </div>`;
  }

  /** A heading inside the widget. */
  protected subtitle(title: unknown): TemplateResult {
    return heading(this.headingLevel + 1, title, 'subtitle');
  }

  protected renderRemoved({ partnerName }: SharingView): TemplateResult {
    const terms = this.words(sharingWords);
    return this.renderTitle(terms.removedTitle, sentence(terms.removed, partnerName));
  }

  /**
   * Does something, one thing at a time. That it takes a moment and what goes wrong is said in {@link told} of the place.
   *
   * @returns whether it is done
   */
  protected async act(place: string, work: (sharing: Sharing) => Promise<unknown>): Promise<boolean> {
    const { source } = this;
    if (!source || this.outcome?.busy) return false;
    const mine = (this.outcome = { place, busy: true });
    let outcome: Outcome | undefined;
    try {
      await work(source);
      return true;
    } catch (error) {
      if (!isTandemError(error)) throw error;
      outcome = { place, error };
      return false;
    } finally {
      // Another partnership may be shown by now.
      if (this.outcome === mine) this.outcome = outcome;
    }
  }

  /** Says something at a place; it is announced. */
  protected say(place: string, said: unknown): void {
    this.outcome = { place, said };
  }

  /** The code of what went wrong last at a place. */
  protected problemAt(place: string): TandemError | undefined {
    return this.outcome?.place === place ? this.outcome.error : undefined;
  }

  /** What became of the last thing done at a place: stands beside its button. */
  protected told(place: string): TemplateResult {
    const { busy, error, said } = this.outcome?.place === place ? this.outcome : ({ place } as Outcome);
    return html`<div class="told">
      <div role="alert">${error ? html`<p class="problem">${this.sentenceFor(error)}</p>` : nothing}</div>
      <div role="status">
        ${busy ? html`<p class="hint">${this.words(sharingWords).busy}</p>` : nothing}
        ${said ? html`<p class="arrived">${icon('check')}<span>${said}</span></p>` : nothing}
      </div>
    </div>`;
  }

  protected override sentenceForCode(code: TandemErrorCode): string {
    const sentences: Partial<Record<TandemErrorCode, string>> = this.words(sharingErrorWords);
    return sentences[code] ?? super.sentenceForCode(code);
  }

  /** Tells the page. */
  protected tell(
    name: SharingEventName,
    { sharing }: Pick<SharingView, 'sharing'>,
    ids: Omit<SharingEventDetail, 'partnership'> = {},
  ): void {
    this.dispatchEvent(new TandemSharingEvent(name, { partnership: sharing.id, ...ids }));
  }

  /** A moment as people say it: "Tue 1 Dec, 10:00". */
  protected moment(at: string): string {
    const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
    const time = inLocale(this.locale, (locale) => new Date(at).toLocaleTimeString(locale, clock));
    return `${dayText(at, this.now(), this.locale)}, ${time}`;
  }

  /** The present time in ms since 1970. */
  protected now(): number {
    return this.current?.now() ?? Date.now();
  }
}
