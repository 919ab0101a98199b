import { type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { isTandemError } from '../../core/index.js';
import type { View } from '../base/element.js';
import { linkButton, plainButton } from '../base/parts/action-button.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { eraseWords } from './workspace.words.js';

/** Taking everything away for good, where the provider can: part of the workspace. */
export abstract class EraseElement extends RoundElement {
  /** `sure`: it was pressed once. */
  @state() private erasing: 'sure' | 'busy' | undefined;

  protected override partnershipChanged(): void {
    super.partnershipChanged();
    this.erasing = undefined;
  }

  protected renderErase(view: View): TemplateResult | typeof nothing {
    const erase = this.context?.erase;
    if (!erase) return nothing;
    const terms = this.words(eraseWords);
    const isAsked = this.erasing !== undefined;
    const why = this.#isRemoved ? terms.whyRemoved : this.context?.sharing ? terms.whyShared : terms.why;
    return html`<div class="stack tight part">
      ${heading(this.headingLevel + 2, terms.title, '')}
      <p class="soft">${sentence(why, view.partnerName)}</p>
      ${isAsked ? this.#renderSure(view, erase) : html`<div class="row">${this.#renderAsk()}</div>`}
    </div>`;
  }

  /** The server lets this device do nothing any more. */
  get #isRemoved(): boolean {
    return this.context?.sharing?.getSnapshot().state === 'removed';
  }

  #renderAsk(): TemplateResult {
    const ask = () => void this.#turn('sure', '.sure');
    return plainButton({ name: 'erase', label: this.words(eraseWords).title, onClick: ask });
  }

  #renderSure(view: View, erase: () => Promise<void>): TemplateResult {
    const terms = this.words(eraseWords);
    const isBusy = this.erasing === 'busy';
    const keep = () => void this.#turn(undefined, '[data-action="erase"]');
    return html`<div
      class="notice bad stack tight sure"
      role="group"
      tabindex="-1"
      aria-labelledby="erase-sure"
      @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && !isBusy && keep()}
    >
      <p id="erase-sure" class="label">${this.#isRemoved ? terms.sureRemoved : terms.sure}</p>
      <div class="row">
        ${plainButton({ name: 'erase-yes', label: terms.yes, onClick: () => !isBusy && void this.#erase(erase) })}
        ${linkButton('erase-no', terms.no, () => !isBusy && keep())}
      </div>
      ${this.renderProblem()} ${view.pending ? html`<p class="small">${terms.pending}</p>` : nothing}
    </div>`;
  }

  async #turn(erasing: 'sure' | undefined, focus: string): Promise<void> {
    this.erasing = erasing;
    this.problem = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(focus)?.focus();
  }

  async #erase(erase: () => Promise<void>): Promise<void> {
    this.erasing = 'busy';
    this.problem = undefined;
    try {
      await erase();
    } catch (error) {
      if (!isTandemError(error)) throw error;
      // It was opened anew meanwhile, which forgot that somebody had asked.
      this.erasing = 'sure';
      this.problem = error;
    }
  }
}
