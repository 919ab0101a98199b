import { type TemplateResult, html } from 'lit';
import type { writingWords } from '../words/writing.js';
import { linkButton } from './action-button.js';

/** One good example under a field that is still empty; taken over by a click, which leaves focus in the field. */
export function exampleOffer(
  field: string,
  example: string,
  { forExample, takeExample }: Pick<typeof writingWords.english, 'forExample' | 'takeExample'>,
  take: (example: string) => void,
): TemplateResult {
  const onClick = (event: Event) => {
    const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
    take(example);
    root.getElementById(field)?.focus();
  };
  return html`<p class="hint" data-example=${field}>
    ${forExample} <q dir="auto">${example}</q>
    <button
      type="button"
      class="link"
      data-action="take-${field}"
      aria-describedby="${field}-example"
      @click=${onClick}
    >
      ${takeExample}</button
    ><span class="hidden-text" id="${field}-example">${example}</span>
  </p>`;
}

/** One good example where there is nothing yet; a click makes it the beginning of one's own words. */
export const exampleFigure = (example: unknown, label: string, take: () => void): TemplateResult =>
  html`<figure class="example stack tight">
    <blockquote>${example}</blockquote>
    <figcaption>${linkButton('example', label, take)}</figcaption>
  </figure>`;
