import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

/** What every field says about itself. */
interface FieldOptions<T> {
  /** Unique within the widget; also the key of the value in its draft. */
  readonly name: string;
  readonly label: unknown;
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  /** Who can read it: an {@link audienceMark}. */
  readonly audience?: TemplateResult | undefined;
  readonly hint?: unknown;
  /** Why it cannot be sent like this; announced with the field. */
  readonly problem?: string | undefined;
  /** The word "optional", where it is. */
  readonly optional?: string | undefined;
}

interface TextOptions extends FieldOptions<string> {
  readonly placeholder?: string | undefined;
  /** Most characters; more can be typed, so that nothing pasted is cut off, and is said. */
  readonly rows?: number | undefined;
  /** One line only. */
  readonly single?: boolean | undefined;
}

const describedBy = (name: string, hint: unknown, problem: string | undefined): string | typeof nothing =>
  [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || nothing;

const labelText = (label: unknown, optional: string | undefined) =>
  html`${label}${optional ? html` <span class="optional">(${optional})</span>` : nothing}`;

const under = ({ name, hint, problem, audience }: Omit<FieldOptions<never>, 'label' | 'value' | 'onChange'>) =>
  hint || problem || audience
    ? html`<div class="under">
        <span>
          ${problem ? html`<span class="problem" id="${name}-problem">${problem}</span>` : nothing}
          ${hint ? html`<span class="hint" id="${name}-hint">${hint}</span>` : nothing}
        </span>
        ${audience ?? nothing}
      </div>`
    : nothing;

/** A text field that grows with what is written. */
export function textField(options: TextOptions): TemplateResult {
  const { name, label, value = '', onChange, optional, hint, problem, placeholder, single, rows = 2 } = options;
  const onInput = (event: Event) => onChange((event.target as HTMLInputElement).value);
  const described = describedBy(name, hint, problem);
  return html`<div class="field" part="field">
    <label for=${name}>${labelText(label, optional)}</label>
    ${
      single
        ? html`<input
            id=${name}
            name=${name}
            dir="auto"
            .value=${live(value)}
            placeholder=${placeholder ?? nothing}
            aria-describedby=${described}
            aria-invalid=${problem ? 'true' : nothing}
            @input=${onInput}
          />`
        : html`<textarea
            id=${name}
            name=${name}
            dir="auto"
            rows=${rows}
            .value=${live(value)}
            placeholder=${placeholder ?? nothing}
            aria-describedby=${described}
            aria-invalid=${problem ? 'true' : nothing}
            @input=${onInput}
          ></textarea>`
    }
    ${under(options)}
  </div>`;
}

/** A day in the calendar: `2026-12-18`, or empty. */
export function dayField(options: FieldOptions<string>): TemplateResult {
  const { name, label, value = '', onChange, optional, hint, problem } = options;
  return html`<div class="field" part="field">
    <label for=${name}>${labelText(label, optional)}</label>
    <input
      id=${name}
      name=${name}
      type="date"
      .value=${live(value)}
      aria-describedby=${describedBy(name, hint, problem)}
      aria-invalid=${problem ? 'true' : nothing}
      @input=${(event: Event) => onChange((event.target as HTMLInputElement).value)}
    />
    ${under(options)}
  </div>`;
}

/** A whole number. */
export function numberField(
  options: FieldOptions<number | undefined> & { readonly min: number; readonly max: number },
): TemplateResult {
  const { name, label, value, onChange, optional, hint, problem, min, max } = options;
  return html`<div class="field" part="field">
    <label for=${name}>${labelText(label, optional)}</label>
    <input
      id=${name}
      name=${name}
      type="number"
      inputmode="numeric"
      min=${min}
      max=${max}
      .value=${live(value === undefined ? '' : `${value}`)}
      aria-describedby=${describedBy(name, hint, problem)}
      aria-invalid=${problem ? 'true' : nothing}
      @input=${(event: Event) => {
        const { valueAsNumber } = event.target as HTMLInputElement;
        onChange(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber);
      }}
    />
    ${under(options)}
  </div>`;
}

/** One of several, as a row of radio buttons: a rating of 0 to 10, a level, a kind. */
export function choiceField<T extends string | number>(
  options: FieldOptions<T> & {
    readonly choices: readonly { readonly value: T; readonly label: unknown; readonly title?: string | undefined }[];
    /** Words for both ends, e.g. "not at all" and "fully". */
    readonly ends?: readonly [string, string] | undefined;
  },
): TemplateResult {
  const { name, label, value, onChange, optional, hint, problem, choices, ends } = options;
  return html`<fieldset
    class="field"
    part="field"
    role="radiogroup"
    aria-describedby=${describedBy(name, hint, problem)}
    aria-invalid=${problem ? 'true' : nothing}
  >
    <legend>${labelText(label, optional)}</legend>
    <div class="rating">
      ${choices.map(
        (choice) =>
          html`<label title=${choice.title ?? nothing}
            ><input
              type="radio"
              name=${name}
              .checked=${live(choice.value === value)}
              value=${choice.value}
              @change=${() => onChange(choice.value)}
            /><span>${choice.label}</span></label
          >`,
      )}
    </div>
    ${ends ? html`<div class="under hint"><span>${ends[0]}</span><span>${ends[1]}</span></div>` : nothing}
    ${under(options)}
  </fieldset>`;
}

/** 0 to 10. */
export const ratingField = (
  options: FieldOptions<number> & { readonly ends: readonly [string, string] },
): TemplateResult =>
  choiceField({ ...options, choices: Array.from({ length: 11 }, (_, value) => ({ value, label: value })) });
