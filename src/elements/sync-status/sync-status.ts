import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  type AttentionItem,
  type Command,
  type Partnership,
  type PartnershipSnapshot,
  type Refusal,
  isTandemError,
} from '../../core/index.js';
import { TandemElement, type View } from '../base/element.js';
import { TandemFactEvent } from '../base/fact-event.js';
import { audienceMark } from '../base/parts/audience.js';
import { heading } from '../base/parts/heading.js';
import { icon } from '../base/parts/icons.js';
import { commonWords } from '../base/words/common.js';
import { rawCopy, saveFile } from './download.js';
import { ownWords } from './own-words.js';
import { syncStatusStyles } from './sync-status.styles.js';
import { statusWords, syncWords, thingWords } from './sync-status.words.js';
import { trayItem } from './tray.js';

type Item = AttentionItem<Command, Refusal>;

/**
 * One quiet line that says whether everything is saved. It opens into what that means, what can be done about it, and
 * what did not go through and needs the person.
 *
 * @tag tandem-sync-status
 * @summary Whether everything is saved, and what needs attention.
 * @csspart panel - What the line opens into.
 * @csspart item - Something that did not go through.
 * @csspart button - Each button.
 */
export class TandemSyncStatus extends TandemElement {
  static readonly tag: string = 'tandem-sync-status';
  static override styles = [...TandemElement.styles, syncStatusStyles];

  /** Shows the details. Opens by itself when something needs the person. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** The item whose "throw away" was pressed once. */
  @state() private leaving = '';
  @state() private copied: { readonly item: string; readonly worked: boolean } | undefined;

  #items = 0;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const items = this.current?.getSnapshot().attention.length ?? 0;
    if (items > this.#items) this.open = true;
    this.#items = items;
  }

  protected override renderView(view: View): TemplateResult {
    return this.#renderStatus(view.partnership, view);
  }

  protected override renderForming(partnership: Partnership, snapshot: PartnershipSnapshot): TemplateResult {
    return this.#renderStatus(partnership, snapshot);
  }

  protected override renderOpening(): TemplateResult {
    return html`<p class="line opening" role="status">${this.words(statusWords).opening}</p>`;
  }

  #renderStatus(partnership: Partnership, snapshot: PartnershipSnapshot): TemplateResult {
    const { attention, draftError } = snapshot;
    const terms = this.words(syncWords);
    const { name, label, meaning } = this.#standing(partnership, snapshot);
    return html`<div class="top">
        <div class="lines" role="status">
          <p class="line ${name}">${label}</p>
          ${attention.length ? html`<p class="line needs-you">${terms.needsYou(attention.length)}</p>` : nothing}
        </div>
        <button
          type="button"
          class="more"
          part="button"
          data-action="details"
          aria-label=${terms.details}
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-controls="panel"
          @click=${() => (this.open = !this.open)}
        >
          ${icon('more')}
        </button>
      </div>
      ${draftError ? html`<p class="problem" role="status">${terms.draftError}</p>` : nothing}
      <div id="panel" class="panel stack" part="panel" ?hidden=${!this.open}>
        ${this.open ? this.#renderPanel(partnership, snapshot, meaning) : nothing}
      </div>`;
  }

  /** What the line says. */
  #standing({ storage }: Partnership, { sync: { state } }: PartnershipSnapshot) {
    const terms = this.words(syncWords);
    const lines = this.words(statusWords);
    if (state === 'saved' && (storage.degraded || !storage.supports.durable)) {
      return { name: 'fleeting', label: terms.fleeting, meaning: terms.fleetingMeaning };
    }
    if (state === 'saved' && storage.supports.shared) {
      return { name: state, label: terms.savedShared, meaning: terms.savedSharedMeaning };
    }
    return { name: state, label: lines[state], meaning: lines[`${state}Meaning`] };
  }

  #renderPanel(partnership: Partnership, snapshot: PartnershipSnapshot, meaning: string): TemplateResult {
    const { sync, pending, attention } = snapshot;
    const terms = this.words(syncWords);
    const error = sync.error ?? partnership.storage.degraded;
    const canRetry = sync.state === 'waiting' || sync.state === 'unsaved';
    return html`<div class="stack tight small">
        <p>${meaning} ${pending > 0 ? terms.pending(pending) : nothing}</p>
        ${error ? html`<p class="soft">${this.sentenceFor(error)}</p>` : nothing}
        ${
          canRetry
            ? html`<div>
                <button type="button" part="button" data-action="retry" @click=${() => void partnership.retry()}>
                  ${this.words(commonWords).tryAgain}
                </button>
              </div>`
            : nothing
        }
        ${
          sync.state === 'read-only'
            ? html`<p class="soft" id="download-hint">${terms.downloadHint}</p>
                <div>
                  <button
                    type="button"
                    part="button"
                    data-action="download"
                    aria-describedby="download-hint"
                    @click=${() => void this.#download(partnership)}
                  >
                    ${terms.download}
                  </button>
                </div>`
            : nothing
        }
      </div>
      ${attention.length ? this.#renderTray(attention) : nothing} ${this.renderProblem()}`;
  }

  #renderTray(items: readonly Item[]): TemplateResult {
    const terms = this.words(syncWords);
    return html`<section class="stack" aria-label=${this.landmark(terms.trayTitle)}>
      <div id="tray" tabindex="-1">${heading(this.headingLevel, terms.trayTitle, '')}</div>
      <p class="small">${terms.trayWhy}</p>
      <ul class="plain stack wide">
        ${repeat(
          items,
          ({ id }) => id,
          (item) => this.#renderItem(item),
        )}
      </ul>
    </section>`;
  }

  #renderItem(item: Item): TemplateResult {
    const terms = this.words(syncWords);
    const common = this.words(commonWords);
    const things: Readonly<Record<string, string>> = this.words(thingWords);
    const thing = item.kind === 'unreadable' ? undefined : things[item.command.type.split('.')[0] ?? ''];
    const { copied } = this;
    return trayItem({
      item,
      heading: thing ? heading(this.headingLevel + 1, thing, '') : html``,
      why: item.kind === 'refused' ? this.sentenceForRefusal(item.reason) : terms[item.kind],
      audience: audienceMark('me', common.onlyYou),
      labels: { ...terms, tryAgain: common.tryAgain },
      copied: copied?.item === item.id ? (copied.worked ? terms.copied : terms.notCopied) : undefined,
      isLeaving: this.leaving === item.id,
      onRetry: () => void this.#retry(item),
      onCopy: () => void this.#copy(item),
      onThrowAway: () => void this.#throwAway(item),
      onKeep: () => {
        this.leaving = '';
        void this.#focus(`[data-action="throw-away/${item.id}"]`);
      },
    });
  }

  async #retry({ id }: Item): Promise<void> {
    const { current } = this;
    await this.#attempt(async () => {
      const receipt = await current?.attention.retry(id);
      for (const fact of receipt?.facts ?? []) this.dispatchEvent(new TandemFactEvent(current?.id ?? '', fact));
    });
  }

  /** The first click asks, the second one does it. */
  async #throwAway({ id }: Item): Promise<void> {
    if (this.leaving !== id) {
      this.leaving = id;
      return;
    }
    this.leaving = '';
    await this.#attempt(async () => this.current?.attention.dismiss(id));
  }

  /** What goes wrong is said; whoever stood at an item that is gone goes on from the tray, or from the line. */
  async #attempt(work: () => Promise<unknown>): Promise<void> {
    this.problem = undefined;
    try {
      await work();
      await this.#focus(':is(#tray, [data-action="details"])');
    } catch (error) {
      if (!isTandemError(error)) throw error;
      this.problem = error;
    }
  }

  async #copy(item: Item): Promise<void> {
    try {
      await navigator.clipboard.writeText(ownWords(item).join('\n\n'));
      this.copied = { item: item.id, worked: true };
    } catch {
      this.copied = { item: item.id, worked: false };
      const words = [...this.renderRoot.querySelectorAll('blockquote')].find(
        ({ dataset }) => dataset.words === item.id,
      );
      if (words) getSelection()?.selectAllChildren(words);
    }
  }

  async #download(partnership: Partnership): Promise<void> {
    await this.#attempt(async () => saveFile(`tandem-${partnership.id}.json`, await rawCopy(partnership)));
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>(selector)];
    if (!(this.renderRoot as ShadowRoot).activeElement) found.at(-1)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-sync-status': TandemSyncStatus;
  }
}
