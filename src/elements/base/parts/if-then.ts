import { type TemplateResult, html } from 'lit';
import { words } from '../words/words.js';

export const ifThenWords = words('ifThen', { if: 'If', then: 'then' });

/** A person may begin with a word of their own instead of the "if". */
const ownBeginning = /^(?:if|when|whenever|once|as soon as|after|before|every|each time)\b/iu;

/** An if-then plan as one sentence. What people write although the form says it already stands there once. */
export function ifThen(
  step: { readonly if: string; readonly then: string },
  terms = ifThenWords.english,
): TemplateResult {
  const situation = step.if.trim().replace(/[\s,.…]*(?:[\s,]then)?[\s,.…]*$/iu, '');
  const action = step.then.trim().replace(/^(?:[,….\s]*then\b[,\s]*|[,….\s]+)/iu, '');
  const begin = ownBeginning.test(situation) ? '' : `${terms.if} `;
  return html`<span class="words" dir="auto"
    >${begin}${situation}, <span class="then">${terms.then}</span> ${action}</span
  >`;
}
