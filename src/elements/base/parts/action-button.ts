import { type TemplateResult, html, nothing } from 'lit';

/** What a button does, and why it may not. */
export interface ButtonOptions {
  /** Unique at its place. */
  readonly name: string;
  /** What happens, in a few words: "Propose to Ben". */
  readonly label: unknown;
  /** Without it, the button sends its form. */
  readonly onClick?: (() => void) | undefined;
  /** The one that matters most. */
  readonly primary?: boolean | undefined;
  /** Quiet, as words in a line. */
  readonly link?: boolean | undefined;
  /** Why it is not possible now; the button stays reachable by keyboard, and the reason stands beside it. */
  readonly reason?: string | undefined;
  /** Where the reason stands. */
  readonly reasonId?: string | undefined;
  /** What a screen reader says where the label alone would be ambiguous: "Edit: run the weekly review". */
  readonly ariaLabel?: string | undefined;
  /** Key of the form that it opens. */
  readonly opens?: string | undefined;
  /** What it is about, where several buttons have the same name. */
  readonly place?: string | undefined;
}

/** A button; what speaks against it stands elsewhere. */
export const plainButton = (options: ButtonOptions): TemplateResult => {
  const { name, label, onClick, primary, link, reason, reasonId, ariaLabel, opens, place } = options;
  return html`<button
    type=${onClick ? 'button' : 'submit'}
    class=${primary ? 'primary' : link ? 'link' : ''}
    part=${primary ? 'button primary-button' : 'button'}
    data-action=${name}
    data-place=${place ?? nothing}
    data-opens=${opens ?? nothing}
    aria-label=${ariaLabel ?? nothing}
    aria-disabled=${reason ? 'true' : nothing}
    aria-describedby=${reason ? (reasonId ?? nothing) : nothing}
    @click=${() => !reason && onClick?.()}
  >
    ${label}
  </button>`;
};

/** A quiet button for something that always goes. */
export const linkButton = (name: string, label: unknown, onClick: () => void): TemplateResult =>
  plainButton({ name, label, onClick, link: true });

/** What {@link actionButton} is made of. */
export type ActionButtonOptions = ButtonOptions & { readonly onClick: () => void };

/** A button that says beforehand why it would be refused. */
export const actionButton = (options: ActionButtonOptions): TemplateResult => {
  const { name, reason } = options;
  return html`${plainButton({ ...options, reasonId: `${name}-reason` })}
  ${reason ? html`<span class="reason" id="${name}-reason">${reason}</span>` : nothing}`;
};
