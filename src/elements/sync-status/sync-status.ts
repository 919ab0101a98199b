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
import { ActingElement } from '../base/acting-element.js';
import type { View } from '../base/element.js';
import { TandemFactEvent } from '../base/fact-event.js';
import { plainButton } from '../base/parts/action-button.js';
import { audienceMark } from '../base/parts/audience.js';
import { heading } from '../base/parts/heading.js';
import { icon } from '../base/parts/icons.js';
import { commonWords } from '../base/words/common.js';
import { writingWords } from '../base/words/writing.js';
import { roundWords } from '../base/words/round.js';
import { agoText } from './sync-status.ago.js';
import { rawCopy, saveFile } from './download.js';
import { ownWords } from './own-words.js';
import { syncStatusStyles } from './sync-status.styles.js';
import { statusWords, syncWords, thingWords, wayWords } from './sync-status.words.js';

type Item = AttentionItem<Command, Refusal>;

/** Shortest time in ms between two clicks that are meant as two. */
const SECOND_THOUGHT = 500;

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
export class TandemSyncStatus extends ActingElement {
  static readonly tag: string = 'tandem-sync-status';
  static override styles = [...ActingElement.styles, syncStatusStyles];

  /** Shows the details. Opens by itself when something needs the person. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** The item whose "throw away" was pressed once. */
  @state() private leaving = '';
  /** The item whose words were copied, and what became of it. */
  @state() private copied: { readonly item: string; readonly worked: boolean } | undefined;

  #items = 0;
  #asked = 0;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const items = this.current?.getSnapshot().attention.length ?? 0;
    if (items > this.#items) this.open = true;
    this.#items = items;
  }

  protected override renderView(view: View): TemplateResult {
    return this.renderForming(view.partnership, view);
  }

  protected override renderForming(partnership: Partnership, snapshot: PartnershipSnapshot): TemplateResult {
    const { attention, draftError } = snapshot;
    const terms = this.words(syncWords);
    const standing = standingOf(partnership, snapshot);
    const way = wayOf(snapshot);
    return html`<div class="row top">
        <div class="row lines" role="status">
          <p class="line ${standing}">${this.words(statusWords)[standing]}</p>
          ${way ? html`<p class="line ${way}">${this.words(wayWords)[way]}</p>` : nothing}
          ${attention.length ? html`<p class="line needs-you">${terms.needsYou(attention.length)}</p>` : nothing}
        </div>
        <button
          type="button"
          class="link more"
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
      ${draftError ? html`<p class="problem" role="status">${this.words(writingWords).draftNotKept}</p>` : nothing}
      <div id="panel" class="panel stack" part="panel" ?hidden=${!this.open}>
        ${this.open ? this.#renderPanel(partnership, snapshot) : nothing}
      </div>`;
  }

  protected override renderOpening(): TemplateResult {
    return html`<p class="line opening" role="status">${this.words(statusWords).opening}</p>`;
  }

  #renderPanel(partnership: Partnership, snapshot: PartnershipSnapshot): TemplateResult {
    const { sync, pending, attention, connection } = snapshot;
    const terms = this.words(syncWords);
    const error = sync.error ?? partnership.storage.degraded ?? connection?.error;
    const isReadOnly = sync.state === 'read-only';
    const canRetry = isReadOnly || sync.state === 'waiting' || sync.state === 'unsaved';
    const way = wayOf(snapshot);
    // Told anew whenever something changes or the panel is opened: no clock ticks for it.
    const heard =
      connection && connection.state !== 'online' && connection.lastHeard !== undefined
        ? agoText(connection.lastHeard, partnership.now(), this.locale)
        : undefined;
    const download = async () => saveFile(`tandem-${partnership.id}.json`, await rawCopy(partnership));
    return html`<div class="stack tight small">
        <p>
          ${this.words(statusWords)[`${standingOf(partnership, snapshot)}Meaning`]}
          ${pending ? terms.pending(pending) : nothing} ${way ? this.words(wayWords)[`${way}Meaning`] : nothing}
          ${heard ? terms.heard(heard) : nothing}
        </p>
        ${error ? html`<p class="soft">${this.sentenceFor(error)}</p>` : nothing}
        ${isReadOnly ? html`<p class="soft" id="download-hint">${terms.downloadHint}</p>` : nothing}
        <div role="group" aria-describedby=${isReadOnly ? 'download-hint' : nothing}>
          ${canRetry ? button('retry', this.words(commonWords).tryAgain, () => this.#attempt(() => partnership.retry())) : nothing}
          ${isReadOnly ? button('download', terms.download, () => this.#attempt(download)) : nothing}
        </div>
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

  /** Something that was refused later, with the person's own words in full. */
  #renderItem(item: Item): TemplateResult {
    const { id, kind } = item;
    const terms = this.words(syncWords);
    const common = this.words(commonWords);
    const isReadable = kind !== 'unreadable';
    const things: Readonly<Record<string, string>> = this.words(thingWords);
    const thing = isReadable ? things[item.command.type.split('.')[0] ?? ''] : undefined;
    const pieces = ownWords(item);
    const isLeaving = this.leaving === id;
    const keep = () => {
      this.leaving = '';
      return this.#focus(`[data-action="throw-away/${id}"]`);
    };
    return html`<li class="item stack tight" part="item">
      ${thing ? heading(this.headingLevel + 1, thing, '') : nothing}
      <p class="reason">${this.#reasonFor(item)}</p>
      ${
        pieces.length
          ? html`<div class="stack tight" data-words=${id}>
                ${pieces.map((piece) => html`<p class="words" dir="auto">${piece}</p>`)}
              </div>
              ${audienceMark('me', this.words(writingWords).onlyYou)}`
          : nothing
      }
      <div class="row">
        ${isReadable ? button(`retry/${id}`, common.tryAgain, () => this.#retry(id)) : nothing}
        ${pieces.length ? button(`copy/${id}`, terms.copy, () => this.#copy(id, pieces)) : nothing}
        ${button(
          `throw-away/${id}`,
          isLeaving ? terms.throwAwaySure : this.words(roundWords).throwAway,
          () => this.#throwAway(id),
          true,
        )}
        ${isLeaving ? button(`keep/${id}`, terms.keep, keep, true) : nothing}
        <span class="hint" role="status"
          >${this.copied?.item === id ? (this.copied.worked ? terms.copied : terms.notCopied) : nothing}</span
        >
      </div>
    </li>`;
  }

  #reasonFor(item: Item): string {
    if (item.kind === 'refused') return this.sentenceForRefusal(item.reason);
    return item.kind === 'rejected' ? this.sentenceForCode(item.code) : this.words(syncWords)[item.kind];
  }

  async #retry(id: string): Promise<void> {
    const { current } = this;
    await this.#attempt(async () => {
      const receipt = await current?.attention.retry(id);
      for (const fact of receipt?.facts ?? []) this.dispatchEvent(new TandemFactEvent(current?.id ?? '', fact));
    });
  }

  /** The first click asks, the second one does it; a double click is no second thought. */
  async #throwAway(id: string): Promise<void> {
    const now = performance.now();
    if (this.leaving !== id) {
      this.leaving = id;
      this.#asked = now;
    } else if (now > this.#asked + SECOND_THOUGHT) {
      this.leaving = '';
      await this.#attempt(async () => this.current?.attention.dismiss(id));
    }
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

  async #copy(item: string, pieces: readonly string[]): Promise<void> {
    let worked = true;
    try {
      await navigator.clipboard.writeText(pieces.join('\n\n'));
    } catch {
      worked = false;
      const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-words]')];
      const words = all.find(({ dataset }) => dataset.words === item);
      if (words) getSelection()?.selectAllChildren(words);
    }
    this.copied = { item, worked };
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>(selector)];
    if (!(this.renderRoot as ShadowRoot).activeElement) found.at(-1)?.focus();
  }
}

const button = (name: string, label: string, act: () => Promise<unknown>, link = false): TemplateResult =>
  plainButton({ name, label, link, onClick: () => void act() });

/** What the line says. */
function standingOf({ storage }: Partnership, { sync, connection }: PartnershipSnapshot) {
  const { state, error } = sync;
  if (state === 'waiting') {
    const isRefused = connection?.state === 'refused' || /^ENCRYPTION|_REFUSED$/.test(error?.code ?? '');
    if (isRefused) return 'waitingRefused';
    return connection?.state === 'offline' || error?.code === 'NETWORK_OFFLINE' ? 'waitingOffline' : state;
  }
  if (state !== 'saved') return state;
  if (storage.degraded || !storage.supports.durable) return 'fleeting';
  return storage.supports.shared ? 'savedShared' : state;
}

/** What is to be said of the way to the server, where the line does not say it already. */
function wayOf({ sync, connection }: PartnershipSnapshot) {
  if (!connection || connection.state === 'online' || sync.state === 'closed') return undefined;
  return sync.state === 'waiting' && connection.state !== 'behind' ? undefined : connection.state;
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-sync-status': TandemSyncStatus;
  }
}
