import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { timeline } from '../../core/index.js';
import { agreementWords } from '../agreement/agreement.words.js';
import { TandemElement, type View } from '../base/element.js';
import { plainButton } from '../base/parts/action-button.js';
import { audienceMark } from '../base/parts/audience.js';
import { dayText } from '../base/parts/dates.js';
import { heading } from '../base/parts/heading.js';
import { marks } from '../base/styles/marks.js';
import { commonWords, levelWords, phaseWords } from '../base/words/common.js';
import { writingWords } from '../base/words/writing.js';
import { didWords } from '../base/words/did.js';
import { roundWords } from '../base/words/round.js';
import { checkInWords } from '../check-in/check-in.words.js';
import { timeFormat, nearDay } from './timeline.dates.js';
import { timelineItem } from './timeline.item.js';
import { TimelinePages } from './timeline.pages.js';
import { timelineStyles } from './timeline.styles.js';
import { type ToldItem, tell } from './timeline.tell.js';
import { timelineWords } from './timeline.words.js';

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
  static override styles = [...TandemElement.styles, marks, timelineStyles];

  #pages: TimelinePages | undefined;
  #announced = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pages = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { current } = this;
    if (current !== this.#pages?.partnership) {
      this.#pages = current && new TimelinePages(current, () => this.requestUpdate());
    }
    const snapshot = current?.getSnapshot();
    if (snapshot?.seat && snapshot.sync.state !== 'opening') this.#pages?.follow(snapshot);
  }

  protected override renderView(view: View): TemplateResult | typeof nothing {
    const pages = this.#pages;
    if (!pages) return nothing;
    const terms = this.words(timelineWords);
    const { isRead, error } = pages;
    const end = html`<p class="small soft" tabindex="-1" data-end>
      ${pages.entries.length ? terms.beginning : terms.empty}
    </p>`;
    return html`<section class="pad stack wide" aria-busy=${isRead || error ? 'false' : 'true'}>
      <header class="row apart">
        ${heading(this.headingLevel, terms.title)}
        ${audienceMark('pair', this.words(writingWords).youAnd(view.partnerName))}
      </header>
      ${pages.hasLater ? this.#button('later', terms.later) : nothing}
      ${isRead ? this.#renderDays(view, pages) : error ? nothing : html`<p class="soft" role="status">${terms.reading}…</p>`}
      ${
        error
          ? html`<div class="notice bad stack tight" role="alert">
              <p>${terms.failed} ${this.sentenceFor(error)}</p>
              ${this.#button('retry', this.words(commonWords).tryAgain)}
            </div>`
          : nothing
      }
      ${pages.hasEarlier ? this.#button('earlier', terms.earlier) : isRead ? end : nothing}
      <p class="hidden-text" role="status">${this.#announced}</p>
    </section>`;
  }

  #renderDays({ document, partnership }: View, pages: TimelinePages): TemplateResult {
    const now = partnership.now();
    const day = (at: string) => dayText(at, now, this.locale);
    const terms = this.words(timelineWords);
    const checkIns = { ...this.words(checkInWords), ...this.words(levelWords) };
    const { rating } = this.words(roundWords);
    const context = {
      document,
      terms,
      day,
      time: timeFormat(this.locale),
      did: this.words(didWords),
      phases: this.words(phaseWords),
      agreements: this.words(agreementWords),
      checkIns,
      confidence: (value: number) => checkIns.confidenceNow(rating(value)),
    };
    const items = timeline(document, pages.entries, pages.undone);
    return html`<div class="stack days">
      ${repeat(
        byDay(tell(items, context)),
        ([first]) => dayKey(first),
        (told) => {
          const at = told[0]?.item.at ?? '';
          return html`<section class="stack day">
            ${heading(this.headingLevel + 1, nearDay(at, now, this.locale) ?? day(at), 'heading')}
            <ol class="plain">
              ${repeat(
                told,
                ({ item }) => item.id,
                (each) => timelineItem({ ...context, told: each }),
              )}
            </ol>
          </section>`;
        },
      )}
    </div>`;
  }

  #button(name: 'earlier' | 'later' | 'retry', label: string): TemplateResult {
    return html`<div>${plainButton({ name, label, onClick: () => void this.#show(name) })}</div>`;
  }

  async #show(where: 'earlier' | 'later' | 'retry'): Promise<void> {
    const isEarlier = where === 'earlier';
    const pages = this.#pages;
    const shown = await (isEarlier ? pages?.showEarlier() : where === 'later' ? pages?.showLater() : pages?.refresh());
    const terms = this.words(timelineWords);
    this.#announced = shown ? (isEarlier ? terms.shownEarlier : terms.shownLater)(shown) : '';
    this.requestUpdate();
    await this.updateComplete;
    // The last page takes the button away, and so does a second try that succeeds.
    if (!this.renderRoot.querySelector(`[data-action="${where}"]`)) {
      this.renderRoot.querySelector<HTMLElement>('[data-action="earlier"], [data-end]')?.focus();
    }
  }
}

const dayKey = (told: ToldItem | undefined): string => (told ? new Date(told.item.at).toDateString() : '');

/** Stretches of the same day. The log, not the clock, says what comes first. */
function byDay(all: readonly ToldItem[]): readonly (readonly ToldItem[])[] {
  const days: ToldItem[][] = [];
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
