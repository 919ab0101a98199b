import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { timeline } from '../../core/index.js';
import { TandemElement, type View } from '../base/element.js';
import { dayText } from '../base/parts/dates.js';
import { heading } from '../base/parts/heading.js';
import { commonWords, levelWords } from '../base/words/common.js';
import { checkInWords } from '../check-in/check-in.words.js';
import { timeFormat, nearDay } from './timeline.dates.js';
import { timelineItem } from './timeline.item.js';
import { TimelinePages } from './timeline.pages.js';
import { timelineStyles } from './timeline.styles.js';
import { type Told, tell } from './timeline.tell.js';
import { happenedWords, timelineWords } from './timeline.words.js';

/**
 * The shared history, newest first: who did what, in the words of the time. It reads as much as is looked at.
 *
 * @tag tandem-timeline
 * @summary What both did so far, newest first.
 * @csspart item - One thing that happened.
 * @csspart milestone - A step of the cycle, in the line of things that happened.
 * @csspart details - Longer words, shown on request.
 * @csspart button - A button.
 */
export class TandemTimeline extends TandemElement {
  static readonly tag: string = 'tandem-timeline';
  static override styles = [...TandemElement.styles, timelineStyles];

  readonly #pages = new TimelinePages(this);
  #announced = '';

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { current } = this;
    const snapshot = current?.getSnapshot();
    if (current && snapshot?.seat && snapshot.sync.state !== 'opening') this.#pages.follow(current);
  }

  protected override renderView(view: View): TemplateResult {
    const terms = this.words(timelineWords);
    const { isRead, hasLater, hasEarlier, error } = this.#pages;
    return html`<section class="pad stack wide" aria-busy=${isRead || error ? 'false' : 'true'}>
      <header class="row apart">${heading(this.headingLevel, terms.title)} ${this.audience(view, 'pair')}</header>
      ${hasLater ? html`<div>${this.#button('later', terms.later)}</div>` : nothing}
      ${isRead ? this.#renderDays(view) : error ? nothing : html`<p class="soft" role="status">${terms.reading}…</p>`}
      ${error ? this.#renderError(terms.failed) : nothing}
      ${
        hasEarlier
          ? html`<div>${this.#button('earlier', terms.earlier)}</div>`
          : isRead
            ? html`<p class="small soft" tabindex="-1" data-end>
                ${this.#pages.entries.length ? terms.beginning : terms.empty}
              </p>`
            : nothing
      }
      <p class="hidden-text" role="status">${this.#announced}</p>
    </section>`;
  }

  #renderDays(view: View): TemplateResult {
    const { document } = view;
    const [terms, happened, checkIns] = [
      this.words(timelineWords),
      this.words(happenedWords),
      { ...this.words(checkInWords), ...this.words(levelWords) },
    ];
    const now = view.partnership.now();
    const day = (at: string) => dayText(at, now, this.locale);
    const time = timeFormat(this.locale);
    const items = timeline(document, this.#pages.entries, this.#pages.undone);
    return html`<div class="days">
      ${repeat(
        byDay(tell(items, { document, terms, checkIns, day })),
        ([first]) => dayKey(first),
        (told) => {
          const at = told[0]?.item.at ?? '';
          const title = nearDay(at, now, this.locale) ?? day(at);
          return html`<section class="day">
            ${heading(this.headingLevel + 1, title, 'heading')}
            <ol class="plain">
              ${repeat(
                told,
                ({ item }) => item.id,
                (each) => timelineItem({ told: each, document, terms, happened, time }),
              )}
            </ol>
          </section>`;
        },
      )}
    </div>`;
  }

  #renderError(sentence: string): TemplateResult {
    return html`<div class="notice bad stack tight" role="alert">
      <p>${sentence} ${this.sentenceFor(this.#pages.error)}</p>
      <div>
        <button type="button" part="button" data-action="retry" @click=${() => void this.#pages.refresh()}>
          ${this.words(commonWords).tryAgain}
        </button>
      </div>
    </div>`;
  }

  #button(where: 'earlier' | 'later', label: string): TemplateResult {
    return html`<button type="button" part="button" data-action=${where} @click=${() => void this.#show(where)}>
      ${label}
    </button>`;
  }

  async #show(where: 'earlier' | 'later'): Promise<void> {
    const isEarlier = where === 'earlier';
    const shown = await (isEarlier ? this.#pages.showEarlier() : this.#pages.showLater());
    const terms = this.words(timelineWords);
    this.#announced = shown ? (isEarlier ? terms.shownEarlier : terms.shownLater)(shown) : '';
    this.requestUpdate();
    await this.updateComplete;
    // The last page takes the button away.
    if (!this.renderRoot.querySelector(`[data-action="${where}"]`)) {
      this.renderRoot.querySelector<HTMLElement>(isEarlier ? '[data-end]' : '[data-action="earlier"]')?.focus();
    }
  }
}

const dayKey = (told: Told | undefined): string => (told ? new Date(told.item.at).toDateString() : '');

/** Stretches of the same day. The log, not the clock, says what comes first. */
function byDay(all: readonly Told[]): readonly (readonly Told[])[] {
  const days: Told[][] = [];
  for (const told of all) {
    const last = days.at(-1);
    if (last && dayKey(last[0]) === dayKey(told)) last.push(told);
    else days.push([told]);
  }
  return days;
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-timeline': TandemTimeline;
  }
}
