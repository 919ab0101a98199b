import { type TemplateResult, html, nothing } from 'lit';
import type { AttentionItem, Command, Refusal } from '../../core/index.js';
import { ownWords } from './own-words.js';

/** What the tray shows and does, for one item. */
export interface TrayOptions {
  readonly item: AttentionItem<Command, Refusal>;
  readonly heading: TemplateResult;
  /** Why it did not go through. */
  readonly why: string;
  readonly audience: TemplateResult;
  readonly labels: {
    readonly tryAgain: string;
    readonly copy: string;
    readonly throwAway: string;
    readonly throwAwaySure: string;
    readonly keep: string;
  };
  /** What became of the copying, where it was tried. */
  readonly copied: string | undefined;
  /** The first click on "throw away" is done. */
  readonly isLeaving: boolean;
  readonly onRetry: () => void;
  readonly onCopy: () => void;
  readonly onThrowAway: () => void;
  readonly onKeep: () => void;
}

/** Something that was refused later, with the person's own words in full. */
export function trayItem(options: TrayOptions): TemplateResult {
  const { item, heading, why, audience, labels, copied, isLeaving } = options;
  const pieces = ownWords(item);
  const name = (action: string) => `${action}/${item.id}`;
  return html`<li class="item stack tight" part="item">
    ${heading}
    <p class="reason">${why}</p>
    ${
      pieces.length
        ? html`<blockquote class="stack tight" data-words=${item.id}>
              ${pieces.map((piece) => html`<p class="words" dir="auto">${piece}</p>`)}
            </blockquote>
            ${audience}`
        : nothing
    }
    <div class="row">
      ${
        item.kind === 'unreadable'
          ? nothing
          : html`<button type="button" part="button" data-action=${name('retry')} @click=${options.onRetry}>
              ${labels.tryAgain}
            </button>`
      }
      ${
        pieces.length
          ? html`<button type="button" part="button" data-action=${name('copy')} @click=${options.onCopy}>
              ${labels.copy}
            </button>`
          : nothing
      }
      <button type="button" class="link" part="button" data-action=${name('throw-away')} @click=${options.onThrowAway}>
        ${isLeaving ? labels.throwAwaySure : labels.throwAway}
      </button>
      ${
        isLeaving
          ? html`<button type="button" class="link" part="button" data-action=${name('keep')} @click=${options.onKeep}>
              ${labels.keep}
            </button>`
          : nothing
      }
      <span class="hint" role="status">${copied ?? nothing}</span>
    </div>
  </li>`;
}
