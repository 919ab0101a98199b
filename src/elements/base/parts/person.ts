import { type TemplateResult, html, nothing } from 'lit';
import { type PartnershipDocument, type Seat, nameOf } from '../../../core/index.js';

/** A person in their colour, which stays theirs whatever the role: initials in a ring, with the name beside it. */
export const person = (document: PartnershipDocument, seat: Seat, options: { bare?: boolean } = {}): TemplateResult =>
  html`<span class="person seat-${seat}"
    ><span class="badge" aria-hidden="true">${initials(nameOf(document, seat))}</span
    >${options.bare ? nothing : html`<bdi>${nameOf(document, seat)}</bdi>`}</span
  >`;

/** First letters of the first and the last word, or the first two letters of a single one. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/u);
  const letters = (text: string | undefined, count: number) => [...(text ?? '')].slice(0, count).join('');
  const [first, last] = [parts[0], parts.length > 1 ? parts.at(-1) : undefined];
  return (last ? letters(first, 1) + letters(last, 1) : letters(first, 2)).toLocaleUpperCase();
}
