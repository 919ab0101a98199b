import { ContextConsumer } from '@lit/context';
import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  type Audience,
  type CommandInput,
  type Explanation,
  type FactType,
  type Partnership,
  type PartnershipSnapshot,
  type Refusal,
  type Seat,
  TandemError,
  isTandemError,
  nameOf,
  otherSeat,
} from '../../core/index.js';
import { partnershipContext } from './context.js';
import type { Draft } from './draft.js';
import { TandemFactEvent } from './fact-event.js';
import { type ActionButtonOptions, actionButton, linkButton, plainButton } from './parts/action-button.js';
import { audienceMark } from './parts/audience.js';
import { heading } from './parts/heading.js';
import { baseStyles } from './styles/index.js';
import { commonWords } from './words/common.js';
import { errorWords, refusalWords } from './words/problems.js';
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

/**
 * What all widgets share: they find their partnership, show every state in which there is none to show, send commands,
 * say why not, and tell the page what happened.
 */
export abstract class TandemElement extends LitElement {
  static override styles = baseStyles;

  /** The partnership to show. Without it, the nearest `<tandem-partnership>` around the widget is used. */
  @property({ attribute: false }) partnership: Partnership | undefined;

  /** Level of the widget's own heading, 1 to 6, to fit the page around it. */
  @property({ type: Number, attribute: 'heading-level', converter: (level) => Number(level) || 2 }) headingLevel = 2;

  /** What went wrong last, until the next attempt. */
  @state() protected problem: TandemError | undefined;

  readonly #context = new ContextConsumer(this, {
    context: partnershipContext,
    subscribe: true,
    callback: () => this.#watch(),
  });
  #watched: Partnership | undefined;
  #subscription: { unsubscribe(): void } | undefined;

  /** The partnership in use: the property, else the nearest provider's. */
  protected get current(): Partnership | undefined {
    return this.partnership ?? this.#context.value?.partnership;
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

  /** A page around the widget sees that the way back is offered here, and need not offer it twice. */
  protected override updated(): void {
    this.toggleAttribute('offers-undo', this.renderRoot.querySelector('[data-action="undo"]') !== null);
  }

  #watch(): void {
    const next = this.isConnected ? this.current : undefined;
    this.requestUpdate();
    if (next === this.#watched) return;
    this.#subscription?.unsubscribe();
    this.#subscription = next?.subscribe(() => this.requestUpdate());
    this.#watched = next;
    this.problem = undefined;
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
    return this.#context.value?.words;
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
      return snapshot.sync.error ? this.#renderFailed(snapshot.sync.error) : this.renderForming(current, snapshot);
    }
    if (!snapshot.seat) {
      const { strangerTitle, stranger } = this.words(commonWords);
      return this.#renderAside(strangerTitle, stranger);
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
    const context = this.#context.value;
    if (context?.error) return this.#renderFailed(context.error);
    if (context) return this.renderOpening();
    const { notConnectedTitle, notConnected } = this.words(commonWords);
    return this.#renderAside(notConnectedTitle, notConnected);
  }

  #renderAside(title: string, text: string): TemplateResult {
    return html`<div class="pad stack tight">
      ${heading(this.headingLevel, title)}
      <p class="soft">${text}</p>
    </div>`;
  }

  #renderFailed(error: Error | undefined): TemplateResult {
    const terms = this.words(commonWords);
    return html`<div class="pad">
      <div class="notice bad stack tight" role="alert">
        ${heading(this.headingLevel, terms.openFailedTitle)}
        <p>${this.sentenceFor(error)}</p>
        ${this.current ? html`<div>${plainButton({ name: 'retry', label: terms.tryAgain, onClick: () => void this.current?.retry() })}</div>` : nothing}
      </div>
    </div>`;
  }

  /** The last problem in plain words, announced to screen readers; nothing while there is none. */
  protected renderProblem(): TemplateResult {
    return html`<div role="alert">
      ${this.problem ? html`<p class="notice bad">${this.sentenceFor(this.problem)}</p>` : nothing}
    </div>`;
  }

  /** An error as a sentence that a person understands. */
  protected sentenceFor(error: Error | undefined): string {
    if (isTandemError(error, 'COMMAND_REFUSED')) return this.sentenceForRefusal(error.details.reason as Refusal);
    return this.words(errorWords)[isTandemError(error) ? error.code : 'STORAGE_FAILED'];
  }

  /** A rule's no as a sentence. */
  protected sentenceForRefusal({ code }: Pick<Refusal, 'code'>): string {
    const { seat, document } = this.current?.getSnapshot() ?? {};
    const partner = seat && document && nameOf(document, otherSeat(seat));
    // A reason kept on the device by another version may have a code that this one does not know.
    const sentence: string | ((partner: string) => string) | undefined = this.words(refusalWords)[code];
    const said = typeof sentence === 'function' ? sentence(partner || this.words(commonWords).yourPartner) : sentence;
    return said ?? this.words(errorWords).COMMAND_REFUSED;
  }

  /** Whether a command would be accepted now, and if not, why. */
  protected explain(command: CommandInput): Explanation {
    return this.current?.explain(command) ?? { allowed: false, code: 'STILL_OPENING', params: {} };
  }

  /**
   * Why a command would be refused now, in words. A form that is not filled in yet is no reason: its fields say what is
   * missing.
   */
  protected refusalOf(command: CommandInput): string | undefined {
    const answer = this.explain(command);
    return answer.allowed || answer.code === 'INVALID_COMMAND' ? undefined : this.sentenceForRefusal(answer);
  }

  /**
   * Sends a command. What goes wrong shows in {@link renderProblem}; what happens is told to the page as events.
   *
   * @returns whether it is saved, so that the caller may forget the draft.
   */
  protected async send(command: CommandInput): Promise<boolean> {
    const { current } = this;
    this.problem = undefined;
    try {
      if (!current) throw new TandemError('NOT_CONNECTED', 'The widget has no partnership');
      const { facts } = await current.send(command);
      for (const fact of facts) this.dispatchEvent(new TandemFactEvent(current.id, fact));
      return true;
    } catch (error) {
      if (!isTandemError(error)) throw error;
      this.problem = error;
      return false;
    }
  }

  readonly #submitting = new Set<string>();

  /**
   * Sends what a form says and forgets its draft once that is saved; a second click meanwhile does nothing. What was
   * typed in between stays.
   */
  protected async submit(draft: Draft<object>, command: CommandInput): Promise<boolean> {
    const { current } = this;
    if (this.#submitting.has(draft.key)) return false;
    this.#submitting.add(draft.key);
    try {
      const before = current?.drafts.get(draft.key);
      const sent = await this.send(command);
      if (sent && current?.drafts.get(draft.key) === before) draft.clear();
      return sent;
    } finally {
      this.#submitting.delete(draft.key);
    }
  }

  /** Says whether the draft of a form is kept; stands near its button. */
  protected renderDraftNote(draft: Draft<object>, view: Pick<View, 'draftError'>): TemplateResult {
    const terms = this.words(commonWords);
    if (view.draftError) return html`<span class="problem" role="status">${terms.draftNotKept}</span>`;
    return html`<span class="hint">${draft.touched && draft.durable ? terms.draftKept : nothing}</span>`;
  }

  /** Who can read a text: its author alone, or the pair. */
  protected audience(view: View, audience: Audience, sentence?: string): TemplateResult {
    const terms = this.words(commonWords);
    return audienceMark(audience, sentence ?? (audience === 'me' ? terms.onlyYou : terms.youAnd(view.partnerName)));
  }

  /** A button for a command; where the command would be refused, it says why. */
  protected commandButton(
    options: Omit<ActionButtonOptions, 'reason' | 'onClick'> & { onClick?: () => void },
    command: CommandInput,
  ): TemplateResult {
    return actionButton({ onClick: () => void this.send(command), ...options, reason: this.refusalOf(command) });
  }

  /** Takes back one's own latest change, where it is of one of these kinds and nothing was built on it. */
  protected renderUndo(view: View, ...types: FactType[]): TemplateResult | typeof nothing {
    const change = view.document.changes[view.me];
    if (!change?.before || view.readOnly || (types.length && !types.includes(change.type as FactType))) return nothing;
    const { undo } = this.words(commonWords);
    return linkButton('undo', undo, () => void this.send({ type: 'change.undo', change: change.command }));
  }
}

function closestAcrossShadows(element: Element, selector: string): Element | null {
  const found = element.closest(selector);
  if (found) return found;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closestAcrossShadows(root.host, selector) : null;
}
