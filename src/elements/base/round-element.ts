import { type TemplateResult, html, nothing } from 'lit';
import type { CommandInput, Seat } from '../../core/index.js';
import { type Draft, draftOf } from './draft.js';
import type { View } from './element.js';
import type { Problems } from './form-element.js';
import { linkButton, plainButton } from './parts/action-button.js';
import { textField } from './parts/fields.js';
import { heading } from './parts/heading.js';
import { person } from './parts/person.js';
import { RoundBase, type RoundView } from './round-base.js';
import { writingWords } from './words/writing.js';
import { roundWords } from './words/round.js';

export type { Action, RoundView } from './round-base.js';

/** What a form is made of. */
export interface FormShell {
  readonly draft: Draft<object>;
  readonly title?: string | undefined;
  /** Drawn at once, or with what is wrong with them. */
  readonly fields: TemplateResult | readonly TemplateResult[] | ((problems: Problems) => TemplateResult);
  readonly label: unknown;
  /** Asked beforehand whether it would be refused. What is made new gets an id, the same again at a second try. */
  readonly command: CommandInput | ((id: string) => CommandInput);
  /** What is said once it is saved, if not what the change is called. */
  readonly said?: string | undefined;
  /** Sends the command unless given. */
  readonly onSubmit?: () => void;
}

/** Words to go with something that is done. */
export interface NoteDraft {
  readonly note: string;
}

/** What somebody suggests, to be taken or left. */
export interface Offer {
  readonly by: Seat;
  readonly title: unknown;
  readonly content: unknown;
  /** What it is about: problems show there. */
  readonly place: string;
  readonly accept: CommandInput;
  readonly decline: (reason: string | undefined) => CommandInput;
  readonly declineKey: string;
}

/** A widget about one member's round, with forms that open in place. */
export abstract class RoundElement extends RoundBase {
  /** A form around its fields. A refused command says why at the button, and every word stays. */
  protected renderForm(
    view: View,
    { draft, title, fields, label, command, said, onSubmit }: FormShell,
  ): TemplateResult {
    const terms = this.words(roundWords);
    const { key } = draft;
    const isNew = typeof command === 'function';
    const asked = isNew ? command('new') : command;
    const reason = this.refusalOf(asked);
    const send = async () => {
      const sent = await this.finish(draft, isNew ? command(this.#idFor(view, draft)) : command, said);
      // What was typed while it was sent is for another one.
      if (sent && isNew && view.partnership.drafts.get(key)) (draft as Draft<{ id: string }>).set({ id: '' });
    };
    return html`<form
      class="stack"
      part="form"
      data-form=${key}
      aria-label=${title ? this.landmark(title) : nothing}
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        if (!reason) void (onSubmit ?? send)();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.forms.close(key);
      }}
    >
      ${typeof fields === 'function' ? fields(this.problemsOf(draft, asked)) : fields}
      <div class="stack tight">
        <div class="row">
          ${plainButton({ name: 'send', label, primary: true, reason, reasonId: `${key}-reason` })}
          ${linkButton('close', terms.close, () => this.forms.close(key))}
          ${draft.touched ? linkButton('throw-away', terms.throwAway, () => this.forms.throwAway(draft)) : nothing}
          ${
            this.forms.canBringBack(draft)
              ? linkButton('bring-back', terms.bringBack, () => this.forms.bringBack(draft))
              : nothing
          }
          ${this.renderDraftNote(draft, view)}
        </div>
        ${reason ? html`<p class="reason" id="${key}-reason">${reason}</p>` : nothing} ${this.problemAt(key)}
      </div>
    </form>`;
  }

  #idFor({ partnership }: View, draft: Draft<{ id?: string }>): string {
    const id = draft.values.id || partnership.newId();
    draft.set({ id });
    return id;
  }

  /** A form with one question. */
  protected renderNoteForm(
    view: View,
    draft: Draft<NoteDraft>,
    question: string,
    label: string,
    command: CommandInput,
    isOptional = false,
  ): TemplateResult {
    return this.renderForm(view, {
      draft,
      label,
      command,
      fields: ({ reason, help }) => this.noteField(view, draft, question, reason ?? help, isOptional),
    });
  }

  protected noteField(
    view: View,
    draft: Draft<NoteDraft>,
    label: string,
    problem: string | undefined,
    isOptional: boolean,
  ): TemplateResult {
    const { optional } = this.words(writingWords);
    return textField({
      name: `${draft.key}/note`,
      label,
      value: draft.values.note,
      problem,
      optional: isOptional ? optional : undefined,
      audience: this.untilSent(view),
      onChange: (note) => draft.set({ note }),
    });
  }

  /** Who can read what is being written. */
  protected untilSent(view: View): TemplateResult {
    return this.audience(view, 'me', this.words(writingWords).onlyYouUntil(view.partnerName));
  }

  /** What somebody suggests; the member whose round it is takes or leaves it. */
  protected renderOffer(view: RoundView, offer: Offer): TemplateResult {
    const { by, title, content, place, accept, decline, declineKey } = offer;
    const terms = this.words(roundWords);
    const draft = draftOf<NoteDraft>(this, view.partnership, declineKey, { note: '' });
    const command = decline(draft.values.note.trim() || undefined);
    return html`<div class="notice stack tight seat-${by}" part="suggestion">
      <div class="row">${person(view.document, by, { bare: true })} ${heading(this.headingLevel + 2, title, '')}</div>
      ${content}
      ${
        view.isMine && this.forms.isOpen(draft)
          ? this.renderNoteForm(view, draft, terms.leaveWhy, terms.leave, command, true)
          : this.renderActions(declineKey, [
              {
                name: 'accept',
                label: terms.take,
                primary: true,
                command: accept,
                onClick: () => void this.act(place, accept),
              },
              this.opener('decline', terms.leave, command, draft.key),
            ])
      }
    </div>`;
  }
}
