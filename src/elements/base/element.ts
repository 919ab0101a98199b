import { ContextConsumer } from '@lit/context';
import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import {
  type Partnership,
  type PartnershipSnapshot,
  type Seat,
  type TandemErrorCode,
  isTandemError,
  nameOf,
  otherSeat,
} from '../../core/index.js';
import { type PartnershipContext, partnershipContext } from './context.js';
import { plainButton } from './parts/action-button.js';
import { heading } from './parts/heading.js';
import { baseStyles } from './styles/index.js';
import { commonWords } from './words/common.js';
import { errorWords } from './words/errors.js';
import { type Terms, type WordOverrides, type Words, termsOf } from './words/words.js';

/** What a widget draws from: the snapshot, seen with the eyes of the member who looks at it. */
export interface View extends PartnershipSnapshot {
  readonly partnership: Partnership;
  /** The member's own seat. While forming, and for a stranger, widgets do not get this far. */
  readonly me: Seat;
  readonly partner: Seat;
  readonly partnerName: string;
  /** Nothing can be written: the log is ahead of this version, damaged, or the partnership has ended on this device. */
  readonly readOnly: boolean;
}

/** What all widgets share: they find their partnership, and show every state in which there is none to show. */
export abstract class TandemElement extends LitElement {
  static override styles = baseStyles;

  /** The partnership to show. Without it, the nearest `<tandem-partnership>` around the widget is used. */
  @property({ attribute: false }) partnership: Partnership | undefined;

  /** Level of the widget's own heading, 1 to 6, to fit the page around it. */
  @property({ type: Number, attribute: 'heading-level', converter: (level) => Number(level) || 2 }) headingLevel = 2;

  readonly #context = new ContextConsumer(this, {
    context: partnershipContext,
    subscribe: true,
    callback: () => this.#watch(),
  });
  #watched: Partnership | undefined;
  #subscription: { unsubscribe(): void } | undefined;

  /** What the nearest provider gives; `undefined` without one. */
  protected get context(): PartnershipContext | undefined {
    return this.#context.value;
  }

  /** The partnership in use: the property, else the nearest provider's. */
  protected get current(): Partnership | undefined {
    return this.partnership ?? this.context?.partnership;
  }

  /** A provider may come later than the widgets inside it: then it is asked again. */
  readonly #onProvider = ({ context }: HTMLElementEventMap['context-provider']): void => {
    if (context === partnershipContext) this.#context.hostConnected();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    // Typed for elements only; it bubbles up to the document.
    this.ownerDocument.addEventListener('context-provider', this.#onProvider as unknown as EventListener);
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener('context-provider', this.#onProvider as unknown as EventListener);
    this.#subscription?.unsubscribe();
    this.#subscription = this.#watched = undefined;
    // Where it is put next, there may be no provider.
    delete this.#context.value;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('partnership')) this.#watch();
  }

  #watch(): void {
    const next = this.isConnected ? this.current : undefined;
    this.requestUpdate();
    if (next === this.#watched) return;
    this.#subscription?.unsubscribe();
    this.#subscription = next?.subscribe(() => this.requestUpdate());
    this.#watched = next;
    this.partnershipChanged();
  }

  /** Another partnership, or none, is shown from now on. */
  protected partnershipChanged(): void {
    // Nothing is kept here that belongs to one.
  }

  /** Words of a group, with the host's own on top. */
  protected words<T extends Terms>(group: Words<T>): T {
    return termsOf(group, this.wordOverrides);
  }

  /** The accessible name of a landmark: a page may have two of the kind. */
  protected landmark(name: string): string {
    return this.words(commonWords).landmark(name);
  }

  protected get wordOverrides(): WordOverrides | undefined {
    return this.context?.words;
  }

  /** The language for dates and numbers: the nearest `lang`, else the browser's. */
  protected get locale(): string | undefined {
    return closestAcrossShadows(this, '[lang]')?.getAttribute('lang') || undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { current } = this;
    if (!current) return this.#renderUnconnected();
    const snapshot = current.getSnapshot();
    if (snapshot.sync.state === 'opening') return this.renderOpening();
    if (snapshot.document.status === 'forming') {
      // Not even read: then it is not known who the two are.
      return snapshot.sync.error ? this.renderFailed(snapshot.sync.error) : this.renderForming(current, snapshot);
    }
    if (!snapshot.seat) {
      const { strangerTitle, stranger } = this.words(commonWords);
      return this.renderAside(strangerTitle, stranger);
    }
    const partner = otherSeat(snapshot.seat);
    return this.renderView({
      ...snapshot,
      partnership: current,
      me: snapshot.seat,
      partner,
      partnerName: nameOf(snapshot.document, partner),
      readOnly: snapshot.sync.state === 'read-only' || snapshot.status === 'done',
    });
  }

  /** Draws the widget for a member. Pure: no `await`, no storage, no rule of its own. */
  protected abstract renderView(view: View): TemplateResult | typeof nothing;

  /** Drawn while nobody has said yet who the two are. Most widgets have nothing to show then. */
  protected renderForming(_partnership: Partnership, _snapshot: PartnershipSnapshot): TemplateResult | typeof nothing {
    return html`<div class="pad"><p class="soft">${this.words(commonWords).notAgreedYet}</p></div>`;
  }

  /** Drawn while the partnership is being read for the first time. */
  protected renderOpening(): TemplateResult {
    return html`<div class="pad" aria-busy="true">
      <p class="soft" role="status">${this.words(commonWords).opening}…</p>
    </div>`;
  }

  #renderUnconnected(): TemplateResult {
    const { context } = this;
    if (context?.error) return this.renderFailed(context.error);
    if (context) return this.renderOpening();
    return this.renderAside(this.words(commonWords).notConnectedTitle, this.sentenceForCode('NOT_CONNECTED'));
  }

  /** Drawn where there is nothing to do but to know why. */
  protected renderAside(title: string, text: string): TemplateResult {
    return html`<div class="pad stack tight">
      ${heading(this.headingLevel, title)}
      <p class="soft">${text}</p>
    </div>`;
  }

  /** Drawn where nothing could be read. `source` is asked to try again. */
  protected renderFailed(error: Error, source: Retryable | undefined = this.current): TemplateResult {
    const terms = this.words(commonWords);
    return html`<div class="pad">
      <div class="notice bad stack tight" role="alert">
        ${heading(this.headingLevel, terms.openFailedTitle)}
        <p>${this.sentenceFor(error)}</p>
        ${source ? html`<div>${plainButton({ name: 'retry', label: terms.tryAgain, onClick: () => void this.#retry(source) })}</div>` : nothing}
      </div>
    </div>`;
  }

  /** With success the button goes away: the focus goes on to the first thing that can have it. */
  async #retry(source: Retryable): Promise<void> {
    await source.retry();
    await this.updateComplete;
    if (this.ownerDocument.activeElement === this.ownerDocument.body)
      this.renderRoot.querySelector<HTMLElement>('[tabindex], button')?.focus();
  }

  /** An error as a sentence that a person understands. */
  protected sentenceFor(error: Error | undefined): string {
    return this.sentenceForCode(isTandemError(error) ? error.code : 'STORAGE_FAILED');
  }

  /** What only the widgets for sharing can meet has its sentence there. */
  protected sentenceForCode(code: TandemErrorCode): string {
    const sentences: Partial<Record<TandemErrorCode, string>> & Pick<typeof errorWords.english, 'NETWORK_REFUSED'> =
      this.words(errorWords);
    return sentences[code] ?? sentences.NETWORK_REFUSED;
  }
}

/** What can be asked to try again. */
interface Retryable {
  retry(): Promise<unknown>;
}

function closestAcrossShadows(element: Element, selector: string): Element | null {
  const found = element.closest(selector);
  if (found) return found;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closestAcrossShadows(root.host, selector) : null;
}
