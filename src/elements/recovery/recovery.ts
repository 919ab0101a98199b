import { type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { nameOf, seatOf } from '../../core/index.js';
import { linkButton, plainButton } from '../base/parts/action-button.js';
import { dayOf, dayText } from '../base/parts/dates.js';
import { copyText } from '../base/sharing/copy.js';
import { SharingElement, type SharingView } from '../base/sharing/sharing-element.js';
import { sharingWords } from '../base/sharing/sharing.words.js';
import { recoveryStyles } from './recovery.styles.js';
import { recoveryWords } from './recovery.words.js';
import { printSheet } from './sheet.js';

/**
 * The way back for somebody who has lost every device: makes a recovery code, shows it once, and prints it. It is used in
 * `<tandem-invite>`.
 *
 * @tag tandem-recovery
 * @summary The recovery code and its sheet.
 * @event {TandemSharingEvent} tandem-recovery-code-made - A code was made. The event does not carry it.
 * @csspart code - The code, while it is shown.
 * @csspart button - A button.
 * @csspart primary-button - The button of what comes next.
 */
export class TandemRecovery extends SharingElement {
  static readonly tag: string = 'tandem-recovery';
  static override styles = [...SharingElement.styles, recoveryStyles];

  /** "Make a new one" was pressed once. */
  @state() private isAsking = false;

  /** The code that was just made. It lives in this field alone, until it is put away or the widget leaves the page. */
  #code: string | undefined;

  protected override forget(): void {
    this.#code = undefined;
    this.isAsking = false;
  }

  protected override renderSharing(view: SharingView): TemplateResult {
    const terms = this.words(recoveryWords);
    if (view.state === 'removed') return this.renderRemoved(view);
    if (view.state !== 'shared') return this.renderTitle(terms.unknownTitle, terms.unknown);
    if (this.#code !== undefined) return this.#renderCode(view, this.#code);
    return html`${this.renderTitle(terms.title, terms.why)}
      <div class="stack">
        <p>${view.canRecover ? terms.set : terms.none}</p>
        ${this.isAsking ? this.#renderAsking(view) : this.#renderMaking(view)}
      </div>`;
  }

  #renderMaking(view: SharingView): TemplateResult {
    const terms = this.words(recoveryWords);
    const { canRecover } = view;
    const ask = () => {
      this.isAsking = true;
      void this.focusOn('.asking');
    };
    return html`<div>
      ${plainButton({
        name: 'make',
        label: canRecover ? terms.makeNew : terms.make,
        primary: !canRecover,
        onClick: canRecover ? ask : () => void this.#make(view),
      })}
      ${this.told('make')} ${canRecover ? this.told('kept') : nothing}
    </div>`;
  }

  /** The old code is worth something until then: asks once more. */
  #renderAsking(view: SharingView): TemplateResult {
    const terms = this.words(recoveryWords);
    const keep = () => {
      this.isAsking = false;
      void this.focusOn('[data-action="make"]');
    };
    return html`<div
      class="notice stack tight asking"
      role="group"
      tabindex="-1"
      aria-labelledby="asking"
      aria-describedby="asking-why"
      @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && keep()}
    >
      <p id="asking" class="label">${terms.makeNewTitle}</p>
      <p id="asking-why" class="small">${terms.makeNewWhy}</p>
      <div>
        <div class="row">
          ${plainButton({ name: 'make-new', label: terms.makeNewYes, onClick: () => void this.#make(view) })}
          ${linkButton('keep', terms.makeNewNo, keep)}
        </div>
        ${this.told('make')}
      </div>
    </div>`;
  }

  async #make(view: SharingView): Promise<void> {
    const done = await this.act('make', async (sharing) => {
      const code = await sharing.createRecoveryCode();
      if (sharing === this.source && this.isConnected) this.#code = code;
      this.tell('tandem-recovery-code-made', view);
    });
    if (!done) return;
    this.isAsking = false;
    await this.focusOn('[data-home]');
  }

  /** The code, once. */
  #renderCode(view: SharingView, code: string): TemplateResult {
    const terms = this.words(recoveryWords);
    const common = this.words(sharingWords);
    const copy = async () => {
      const worked = await copyText(code, this.renderRoot.querySelector('.code'));
      this.say('copy', worked ? common.copied : common.notCopied);
    };
    const putAway = () => {
      this.#code = undefined;
      this.say('kept', terms.kept);
      void this.focusOn('[data-home]');
    };
    return html`${this.renderTitle(terms.codeTitle, terms.once)}
      <div class="digits code" part="code" dir="ltr" role="group" aria-label=${terms.codeLabel}>
        ${code.split(/[\s-]+/u).map((group) => html`<span>${group}</span> `)}
      </div>
      <div>
        <div class="row">
          ${plainButton({ name: 'print', label: terms.print, primary: true, onClick: () => this.#print(view, code) })}
          ${plainButton({ name: 'copy', label: common.copy, onClick: () => void copy() })}
          ${plainButton({ name: 'safe', label: terms.safe, onClick: putAway })}
        </div>
        ${this.told('copy')}
      </div>`;
  }

  #print({ document, me, sharing }: SharingView, code: string): void {
    const terms = this.words(recoveryWords);
    const seat = document && me !== undefined ? seatOf(document, me) : undefined;
    const day = dayOf(this.now());
    printSheet({
      terms,
      code,
      name: document && seat ? nameOf(document, seat) : '',
      partnership: document?.members ? terms.sheetNames(nameOf(document, 1), nameOf(document, 2)) : sharing.id,
      // With the year: the sheet will be read in another one.
      date: dayText(day, 0, this.locale),
      page: location.origin + location.pathname,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-recovery': TandemRecovery;
  }
}
