import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

/** What {@link entryField} is made of. */
export interface EntryOptions {
  /** Unique within the widget. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: unknown;
  /** Why it does not work like this; announced with the field. */
  readonly problem?: string | undefined;
  readonly maxLength?: number;
  /** More than one line, for what is pasted with something around it. */
  readonly rows?: number;
  /** A link or a code: the browser neither remembers it nor sends it to a spelling service. */
  readonly secret?: boolean;
}

/** A field that is sent at once and kept nowhere: no draft of it exists. */
export function entryField(options: EntryOptions): TemplateResult {
  const { name, label, value, onInput, hint, problem, maxLength, rows, secret } = options;
  const describedBy = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || nothing;
  const listen = ({ target }: Event) => onInput((target as HTMLInputElement | HTMLTextAreaElement).value);
  const dir = secret ? 'ltr' : 'auto';
  const className = secret ? 'secret' : '';
  return html`<div class="field narrow" part="field">
    <label for=${name}>${label}</label>
    ${
      rows
        ? html`<textarea
            id=${name}
            name=${name}
            class=${className}
            dir=${dir}
            rows=${rows}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            .value=${live(value)}
            aria-describedby=${describedBy}
            aria-invalid=${problem ? 'true' : nothing}
            @input=${listen}
          ></textarea>`
        : html`<input
            id=${name}
            name=${name}
            class=${className}
            dir=${dir}
            type="text"
            autocomplete="off"
            autocapitalize=${secret ? 'characters' : 'sentences'}
            spellcheck="false"
            maxlength=${maxLength ?? nothing}
            .value=${live(value)}
            aria-describedby=${describedBy}
            aria-invalid=${problem ? 'true' : nothing}
            @input=${listen}
          />`
    }
    ${problem ? html`<span class="problem" id="${name}-problem">${problem}</span>` : nothing}
    ${hint ? html`<span class="hint" id="${name}-hint">${hint}</span>` : nothing}
  </div>`;
}
