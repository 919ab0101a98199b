import { type TemplateResult, html, nothing } from 'lit';
import {
  type CommandInput,
  type NextStepAction,
  type PartnershipDocument,
  type Seat,
  nameOf,
} from '../../core/index.js';
import { draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { textField } from '../base/parts/fields.js';
import { exampleOffer } from '../base/parts/form.js';
import { heading } from '../base/parts/heading.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { writingWords } from '../base/words/writing.js';
import { EraseElement } from './erase-element.js';
import { breakWords } from './workspace.words.js';

/** A form with one text, and the button that opens it. */
interface FormPart {
  /** Key of the draft. */
  readonly key: string;
  /** Why one would; the form then has a title and stands by itself. */
  readonly why?: string;
  /** Says the button that opens the form. */
  readonly open: string;
  readonly primary?: boolean;
  readonly label: string;
  /** What was written before; `undefined` where the text is optional. */
  readonly start?: string;
  readonly example?: string | undefined;
  readonly send: unknown;
  readonly command: (words: string) => CommandInput;
}

/** Pausing, resuming and ending: part of the workspace. */
export abstract class BreakElement extends EraseElement {
  protected override readonly business: readonly NextStepAction[] = [];

  protected renderBreak(view: View): TemplateResult {
    const { closing, pause } = view.document;
    const terms = this.words(breakWords);
    return html`<div class="pad stack wide">
      <div class="stack tight">
        <div tabindex="-1" data-home="">
          ${heading(this.headingLevel + 1, closing ? terms.endedTitle : terms.title)}
        </div>
        ${closing ? nothing : html`<p>${sentence(terms.why, view.partnerName)}</p>`}
      </div>
      ${
        closing
          ? this.#renderClosed(view, closing)
          : [
              pause
                ? this.#renderPaused(view, pause)
                : this.#renderPart(view, {
                    key: 'pause',
                    why: terms.pauseWhy,
                    open: terms.pause,
                    label: terms.reason,
                    send: terms.pause,
                    command: (reason) => ({ type: 'partnership.pause', ...(reason.trim() && { reason }) }),
                  }),
              this.#renderPart(view, {
                key: 'close',
                why: terms.endWhy,
                open: terms.end,
                label: terms.parting,
                send: terms.endForBoth,
                command: (reflection) => ({ type: 'partnership.close', ...(reflection.trim() && { reflection }) }),
              }),
            ]
      }
      ${this.renderErase(view)}
    </div>`;
  }

  #renderPaused(view: View, { by, at, reason }: NonNullable<PartnershipDocument['pause']>): TemplateResult {
    const terms = this.words(breakWords);
    return html`<div class="stack">
      <div class="notice seat-${by} stack tight">
        <p>${sentence(terms.onBreak, nameOf(view.document, by), this.day(at, view))}</p>
        ${
          reason
            ? html`<p class="words" dir="auto">${reason}</p>
                ${this.audience(view, 'pair')}`
            : nothing
        }
      </div>
      <div class="row">
        ${this.commandButton({ name: 'resume', label: terms.resume, primary: true }, { type: 'partnership.resume' })}
      </div>
    </div>`;
  }

  #renderClosed(view: View, { by, at, reflections }: NonNullable<PartnershipDocument['closing']>): TemplateResult {
    const terms = this.words(breakWords);
    const mine = reflections[view.me];
    return html`<p>${sentence(terms.ended, nameOf(view.document, by), this.day(at, view))}</p>
      ${this.#renderParting(view, view.partner, reflections[view.partner])}
      ${mine === null ? nothing : this.#renderParting(view, view.me, mine)}
      ${this.#renderPart(view, {
        // The same words, whoever ends first.
        key: 'close',
        open: mine === null ? terms.write : terms.rewrite,
        primary: mine === null,
        label: terms.parting,
        start: mine ?? '',
        example: mine === null ? terms.example : undefined,
        send: sentence(terms.leave, view.partnerName),
        command: (reflection) => ({ type: 'closing.reflect', reflection }),
      })}`;
  }

  #renderParting(view: View, seat: Seat, words: string | null): TemplateResult {
    const terms = this.words(breakWords);
    const name = nameOf(view.document, seat);
    if (words === null) return html`<p class="soft">${sentence(terms.noneYet, name)}</p>`;
    return html`<div class="stack tight seat-${seat}">
      <div class="row">
        ${person(view.document, seat, { bare: true })}
        ${heading(this.headingLevel + 2, sentence(terms.theirs, name), '')}
      </div>
      <p class="words" dir="auto">${words}</p>
      ${this.audience(view, 'pair')}
    </div>`;
  }

  #renderPart(view: View, part: FormPart): TemplateResult {
    const { key, why, open, primary, label, start, example, send } = part;
    const common = this.words(writingWords);
    const draft = draftOf(this, view.partnership, key, { words: start ?? '' });
    const { words } = draft.values;
    const command = part.command(words);
    const field = `${key}-words`;
    const fields = () =>
      html`<div class="stack tight">
        ${textField({
          name: field,
          label,
          value: words,
          onChange: (value) => draft.set({ words: value }),
          optional: start === undefined ? common.optional : undefined,
          problem: Object.values(this.problemsOf(draft, command))[0],
          audience: this.untilSent(view),
        })}
        ${example && !words ? exampleOffer(field, example, common, (value) => draft.set({ words: value })) : nothing}
      </div>`;
    return html`<div class="stack tight part">
      ${
        why
          ? html`${heading(this.headingLevel + 2, open, '')}
              <p class="soft">${why}</p>`
          : nothing
      }
      ${
        this.forms.isOpen(draft)
          ? this.renderForm(view, {
              draft,
              title: open,
              fields: fields(),
              label: send,
              command,
              onSubmit: () => void this.finish(draft, command),
            })
          : html`<div class="row">
              ${this.commandButton(
                { name: `open-${key}`, label: open, primary, opens: key, onClick: () => this.forms.open(key) },
                // Whether it may happen does not depend on words that are not there yet.
                part.command('…'),
              )}
            </div>`
      }
    </div>`;
  }
}
