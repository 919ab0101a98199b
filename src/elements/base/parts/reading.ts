import { type TemplateResult, html } from 'lit';

/** What somebody wrote, each text under its name; what is empty is left out. */
export const reading = (texts: readonly (readonly [name: unknown, text: string | undefined])[]): TemplateResult =>
  html`<dl class="stack tight">
    ${texts
      .filter(([, text]) => text?.trim())
      .map(
        ([name, text]) =>
          html`<div>
            <dt class="eyebrow">${name}</dt>
            <dd class="words" dir="auto">${text}</dd>
          </div>`,
      )}
  </dl>`;
