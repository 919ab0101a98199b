import { type TemplateResult, html } from 'lit';

/**
 * A term with names or other people's words in it, each held apart (`<bdi>`), so that a right-to-left name does not
 * turn the sentence around. The order of the words stays the term's business.
 *
 * @example
 * ```ts
 * sentence((who) => `${who} has signed`, 'Ana'); // <bdi>Ana</bdi> has signed
 * ```
 */
export function sentence(
  term: string | ((...values: string[]) => string),
  ...values: readonly unknown[]
): TemplateResult {
  // Signs of the private use area stand for the values until the term has put them in their places.
  const places = values.map((_, index) => String.fromCharCode(0xe000 + index));
  const parts = (typeof term === 'string' ? term : term(...places)).split(/([\uE000-\uE00F])/u);
  return html`${parts.map((part) => {
    const index = places.indexOf(part);
    return index < 0 ? part : html`<bdi>${values[index]}</bdi>`;
  })}`;
}
