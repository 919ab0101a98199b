import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

/** What every field says about itself. */
interface About {
  /** Unique within the widget; also the key of the value in its draft. */
  readonly name: string;
  readonly label: unknown;
  /** Who can read it: an {@link audienceMark}. */
  readonly audience?: TemplateResult | undefined;
  readonly hint?: unknown;
  /** Why it cannot be sent like this; announced with the field. */
  readonly problem?: string | undefined;
  /** The word "optional", where it is. */
  readonly optional?: string | undefined;
}

interface FieldOptions<T> extends About {
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
}

interface TextOptions extends FieldOptions<string> {
  /** Lines that it has from the start. */
  readonly rows?: number | undefined;
  /** One line only. */
  readonly single?: boolean | undefined;
  /** Most letters that fit; for what is a name and no text. */
  readonly maxLength?: number | undefined;
  /** A link or a code: the browser neither remembers it nor sends it to a spelling service. */
  readonly secret?: boolean | undefined;
}

/** What the browser is told about something that is nobody else's business. */
const privacy = (secret: boolean | undefined) =>
  ({
    autocomplete: secret ? 'off' : nothing,
    capitals: secret ? 'none' : nothing,
    spelling: secret ? 'false' : nothing,
    dir: secret ? 'ltr' : 'auto',
  }) as const;

const describedBy = (name: string, hint: unknown, problem: string | undefined): string | typeof nothing =>
  [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || nothing;

const labelText = (label: unknown, optional: string | undefined) =>
  html`${label} ${optional ? html`<span class="optional">(${optional})</span>` : nothing}`;

const under = ({ name, hint, problem, audience }: About) =>
  hint || problem || audience
    ? html`<div class="under">
        <span>
          ${problem ? html`<span class="problem" id="${name}-problem">${problem}</span>` : nothing}
          ${hint ? html`<span class="hint" id="${name}-hint">${hint}</span>` : nothing}
        </span>
        ${audience ?? nothing}
      </div>`
    : nothing;

const field = (options: About, control: TemplateResult): TemplateResult =>
  html`<div class="field" part="field">
    <label for=${options.name}>${labelText(options.label, options.optional)}</label>
    ${control} ${under(options)}
  </div>`;

const onInput =
  ({ onChange }: { readonly onChange: (value: string) => void }) =>
  (event: Event): void =>
    onChange((event.target as HTMLInputElement).value);

interface Range {
  readonly min?: number;
  readonly max?: number;
}

function input(
  options: FieldOptions<string> & Pick<TextOptions, 'maxLength' | 'secret'>,
  type: 'text' | 'date' | 'number',
  { min, max }: Range = {},
) {
  const { name, value = '', hint, problem, maxLength, secret } = options;
  const { autocomplete, capitals, spelling, dir } = privacy(secret);
  return field(
    options,
    html`<input
      id=${name}
      name=${name}
      type=${type}
      dir=${type === 'text' ? dir : nothing}
      autocomplete=${autocomplete}
      autocapitalize=${capitals}
      spellcheck=${spelling}
      maxlength=${maxLength ?? nothing}
      min=${min ?? nothing}
      max=${max ?? nothing}
      .value=${live(value)}
      aria-describedby=${describedBy(name, hint, problem)}
      aria-invalid=${problem ? 'true' : nothing}
      @input=${onInput(options)}
    />`,
  );
}

/** A text field that grows with what is written. */
export function textField(options: TextOptions): TemplateResult {
  const { name, value = '', hint, problem, single, secret, rows = 2 } = options;
  if (single) return input(options, 'text');
  const { autocomplete, capitals, spelling, dir } = privacy(secret);
  return field(
    options,
    html`<textarea
      id=${name}
      name=${name}
      dir=${dir}
      rows=${rows}
      autocomplete=${autocomplete}
      autocapitalize=${capitals}
      spellcheck=${spelling}
      .value=${live(value)}
      aria-describedby=${describedBy(name, hint, problem)}
      aria-invalid=${problem ? 'true' : nothing}
      @input=${onInput(options)}
    ></textarea>`,
  );
}

/** A day in the calendar: `2026-12-18`, or empty. */
export const dayField = (options: FieldOptions<string>): TemplateResult => input(options, 'date');

/** A whole number. */
export const numberField = (
  options: FieldOptions<number | undefined> & { readonly min: number; readonly max: number },
): TemplateResult =>
  input(
    {
      ...options,
      value: `${options.value ?? ''}`,
      onChange: (value) => options.onChange(value === '' ? undefined : Number(value)),
    },
    'number',
    options,
  );

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
