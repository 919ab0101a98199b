import { type TemplateResult, html, nothing } from 'lit';
import { type CommandInput, nameOf, type Seat } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { FormElement } from '../base/form-element.js';
import { Forms } from '../base/forms.js';
import { textField } from '../base/parts/fields.js';
import { heading } from '../base/parts/heading.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { commonWords } from '../base/words/common.js';
import { breakWords } from './workspace.words.js';

interface Words {
  readonly words: string;
}

/** Pausing, resuming and ending: part of the workspace. */
export abstract class BreakElement extends FormElement {
  protected readonly forms = new Forms(this);

  protected renderBreak(view: View): TemplateResult {
    const { status } = view.document;
    const terms = this.words(breakWords);
    return html`<div class="pad stack wide">
      <div class="stack tight">
        <div tabindex="-1" data-home="">
          ${heading(this.headingLevel + 1, status === 'closed' ? terms.endedTitle : terms.title)}
        </div>
        ${status === 'closed' ? nothing : html`<p>${sentence(terms.why, view.partnerName)}</p>`}
      </div>
      ${
        status === 'closed'
          ? this.#renderClosed(view)
          : html`${status === 'paused' ? this.#renderPaused(view) : this.#renderPause(view)} ${this.#renderEnd(view)}`
      }
      ${this.renderProblem()}
    </div>`;
  }

  #renderPause(view: View): TemplateResult {
    const terms = this.words(breakWords);
    const draft = this.#draft(view, 'pause');
    const { words } = draft.values;
    const command: CommandInput = { type: 'partnership.pause', ...(words.trim() && { reason: words }) };
    return this.#renderPart(view, {
      draft,
      title: terms.pauseTitle,
      why: terms.pauseWhy,
      open: terms.pause,
      label: terms.reason,
      send: terms.pause,
      command,
      optional: true,
      field: 'reason',
    });
  }

  #renderPaused(view: View): TemplateResult {
    const terms = this.words(breakWords);
    const { pause } = view.document;
    return html`<div class="stack">
      ${
        pause
          ? html`<div class="notice seat-${pause.by} stack tight">
              <p>${sentence(terms.onBreak, nameOf(view.document, pause.by), this.day(pause.at, view))}</p>
              ${
                pause.reason
                  ? html`<p class="words" dir="auto">${pause.reason}</p>
                      ${this.audience(view, 'pair')}`
                  : nothing
              }
            </div>`
          : nothing
      }
      <div class="row">
        ${this.commandButton(
          {
            name: 'resume',
            label: terms.resume,
            primary: true,
            onClick: () => void this.#sendAndStay({ type: 'partnership.resume' }),
          },
          { type: 'partnership.resume' },
        )}
      </div>
    </div>`;
  }

  #renderEnd(view: View): TemplateResult {
    const terms = this.words(breakWords);
    const draft = this.#draft(view, 'close');
    const { words } = draft.values;
    const command: CommandInput = { type: 'partnership.close', ...(words.trim() && { reflection: words }) };
    return this.#renderPart(view, {
      draft,
      title: terms.endTitle,
      why: terms.endWhy,
      open: terms.end,
      label: terms.parting,
      hint: terms.partingHint,
      send: terms.endForBoth,
      command,
      optional: true,
      field: 'reflection',
    });
  }

  #renderClosed(view: View): TemplateResult {
    const terms = this.words(breakWords);
    const { closing } = view.document;
    if (!closing) return html``;
    const mine = closing.reflections[view.me];
    const draft = this.#draft(view, 'closing', mine ?? '');
    const { words } = draft.values;
    return html`<p>${sentence(terms.ended, nameOf(view.document, closing.by), this.day(closing.at, view))}</p>
      ${this.#renderParting(view, view.partner, closing.reflections[view.partner])}
      ${mine === null ? nothing : this.#renderParting(view, view.me, mine)}
      ${this.#renderPart(view, {
        draft,
        title: undefined,
        why: undefined,
        open: mine === null ? terms.write : terms.rewrite,
        primary: mine === null,
        label: terms.parting,
        example: mine === null ? terms.example : undefined,
        send: sentence(terms.leave, view.partnerName),
        command: { type: 'closing.reflect', reflection: words },
        optional: false,
        field: 'reflection',
      })}`;
  }

  #renderParting(view: View, seat: Seat, words: string | null): TemplateResult {
    const terms = this.words(breakWords);
    if (words === null) return html`<p class="soft">${sentence(terms.noneYet, nameOf(view.document, seat))}</p>`;
    const title = seat === view.me ? terms.mine : sentence(terms.theirs, nameOf(view.document, seat));
    return html`<div class="stack tight seat-${seat}">
      <div class="row">${person(view.document, seat, { bare: true })} ${heading(this.headingLevel + 2, title, '')}</div>
      <p class="words" dir="auto">${words}</p>
      ${this.audience(view, 'pair')}
    </div>`;
  }

  #renderPart(view: View, part: FormPart): TemplateResult {
    const { draft, title, why, open, label, hint, example, send, command, optional, field, primary } = part;
    const { key } = draft;
    const common = this.words(commonWords);
    const submit = () => void this.#sendAndStay(command, draft);
    // Whether it may happen does not depend on words that are not there yet.
    const asked: CommandInput = command.type === 'closing.reflect' ? { ...command, reflection: '…' } : command;
    return html`<div class="stack tight part">
      ${title ? heading(this.headingLevel + 2, title, '') : nothing} ${why ? html`<p class="soft">${why}</p>` : nothing}
      ${
        this.forms.isOpen(draft)
          ? html`<form
              class="stack"
              part="form"
              novalidate
              data-form=${key}
              aria-label=${this.landmark(open)}
              @submit=${(event: Event) => {
                event.preventDefault();
                submit();
              }}
              @keydown=${(event: KeyboardEvent) => {
                if (event.key === 'Escape') this.forms.close(key);
              }}
            >
              ${textField({
                name: `${key}-words`,
                label,
                value: draft.values.words,
                onChange: (words) => draft.set({ words }),
                optional: optional ? common.optional : undefined,
                hint: example && !draft.values.words ? this.#renderExample(draft, example) : hint,
                problem: this.problemsOf(draft, command)[field],
                audience: this.audience(view, 'pair'),
              })}
              <div class="row">
                ${this.commandButton({ name: `send-${key}`, label: send, primary: true, onClick: submit }, asked)}
                <button type="button" class="link" data-action="close-${key}" @click=${() => this.forms.close(key)}>
                  ${this.words(breakWords).back}
                </button>
                ${this.renderDraftNote(draft, view)}
              </div>
            </form>`
          : html`<div class="row">
              ${this.commandButton(
                { name: `open-${key}`, label: open, primary, opens: key, onClick: () => this.forms.open(key) },
                asked,
              )}
            </div>`
      }
    </div>`;
  }

  #renderExample(draft: Draft<Words>, example: string): TemplateResult {
    const common = this.words(commonWords);
    const take = () => {
      draft.set({ words: example });
      void this.focusOn(`[data-form="${draft.key}"] textarea`);
    };
    return html`${common.forExample} <q dir="auto">${example}</q>
      <button type="button" class="link" data-action="take-example" @click=${take}>${common.takeExample}</button>`;
  }

  #draft({ partnership }: View, key: string, words = ''): Draft<Words> {
    return draftOf<Words>(this, partnership, key, { words });
  }

  /** Whoever pressed a button that is gone afterwards goes on from the title. */
  async #sendAndStay(command: CommandInput, draft?: Draft<object>): Promise<void> {
    const sent = draft ? await this.submitForm(draft, command) : await this.send(command);
    if (!sent) return;
    if (draft) this.forms.close(draft.key);
    else await this.focusOn('[data-home]');
  }
}

interface FormPart {
  readonly draft: Draft<Words>;
  readonly title: string | undefined;
  readonly why: string | undefined;
  /** Says the button that opens the form. */
  readonly open: string;
  readonly primary?: boolean;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly example?: string | undefined;
  readonly send: unknown;
  readonly command: CommandInput;
  readonly optional: boolean;
  /** Where the words go in the command. */
  readonly field: string;
}
