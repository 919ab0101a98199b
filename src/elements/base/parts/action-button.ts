import { type TemplateResult, html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

/** What a button does, and why it may not. */
export interface ActionButtonOptions {
  /** Unique within the widget. */
  readonly name: string;
  /** What happens, in a few words: "Propose to Ben". */
  readonly label: unknown;
  readonly onClick: () => void;
  readonly primary?: boolean | undefined;
  /** Why it is not possible now; the button stays reachable by keyboard, and the reason stands beside it. */
  readonly reason?: string | undefined;
  /** What a screen reader says where the label alone would be ambiguous: "Edit: run the weekly review". */
  readonly ariaLabel?: string | undefined;
  /** Key of the form that it opens. */
  readonly opens?: string | undefined;
}

/** A button that says beforehand why it would be refused. */
export const actionButton = ({
  name,
  label,
  onClick,
  primary,
  reason,
  ariaLabel,
  opens,
}: ActionButtonOptions): TemplateResult =>
  html`<button
      type="button"
      class=${primary ? 'primary' : ''}
      part=${primary ? 'button primary-button' : 'button'}
      data-action=${name}
      data-opens=${ifDefined(opens)}
      aria-label=${ifDefined(ariaLabel)}
      aria-disabled=${reason ? 'true' : nothing}
      aria-describedby=${reason ? `${name}-reason` : nothing}
      @click=${() => !reason && onClick()}
    >
      ${label}
    </button>
    ${reason ? html`<span class="reason" id="${name}-reason">${reason}</span>` : nothing}`;
