import { type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import {
  type Audience,
  type CommandInput,
  type Explanation,
  type FactType,
  type Refusal,
  TandemError,
  isTandemError,
  nameOf,
  otherSeat,
} from '../../core/index.js';
import type { Draft } from './draft.js';
import { TandemElement, type View } from './element.js';
import { TandemFactEvent } from './fact-event.js';
import { type ActionButtonOptions, actionButton, linkButton } from './parts/action-button.js';
import { audienceMark } from './parts/audience.js';
import { marks } from './styles/marks.js';
import { writingWords } from './words/writing.js';
import { errorWords } from './words/errors.js';
import { refusalWords } from './words/refusals.js';

/** A widget in which something can be done: it sends commands, says why not, and tells the page what happened. */
export abstract class ActingElement extends TandemElement {
  static override styles = [...TandemElement.styles, marks];

  /** What went wrong last, until the next attempt. */
  @state() protected problem: TandemError | undefined;

  protected override partnershipChanged(): void {
    this.problem = undefined;
  }

  /** A page around the widget sees that the way back is offered here, and need not offer it twice. */
  protected override updated(): void {
    this.toggleAttribute('offers-undo', this.renderRoot.querySelector('[data-action="undo"]') !== null);
  }

  /** The last problem in plain words, announced to screen readers; nothing while there is none. */
  protected renderProblem(): TemplateResult {
    return html`<div role="alert">
      ${this.problem ? html`<p class="notice bad">${this.sentenceFor(this.problem)}</p>` : nothing}
    </div>`;
  }

  protected override sentenceFor(error: Error | undefined): string {
    return isTandemError(error, 'COMMAND_REFUSED')
      ? this.sentenceForRefusal(error.details.reason as Refusal)
      : super.sentenceFor(error);
  }

  /** A rule's no as a sentence. */
  protected sentenceForRefusal({ code }: Pick<Refusal, 'code'>): string {
    const { seat, document } = this.current?.getSnapshot() ?? {};
    const partner = seat && document && nameOf(document, otherSeat(seat));
    // A reason kept on the device by another version may have a code that this one does not know.
    const sentence: string | ((partner: string) => string) | undefined = this.words(refusalWords)[code];
    const said = typeof sentence === 'function' ? sentence(partner || this.words(writingWords).yourPartner) : sentence;
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
    const terms = this.words(writingWords);
    if (view.draftError) return html`<span class="problem" role="status">${terms.draftNotKept}</span>`;
    return html`<span class="hint">${draft.touched && draft.durable ? terms.draftKept : nothing}</span>`;
  }

  /** Who can read a text: its author alone, or the pair. */
  protected audience(view: View, audience: Audience, sentence?: string): TemplateResult {
    const terms = this.words(writingWords);
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
    const { undo } = this.words(writingWords);
    return linkButton('undo', undo, () => void this.send({ type: 'change.undo', change: change.command }));
  }
}
