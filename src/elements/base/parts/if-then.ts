import { type TemplateResult, html } from 'lit';
import { words } from '../words/words.js';

export const ifThenWords = words('ifThen', { if: 'If', then: 'then' });

/** A person may begin with a word of their own instead of the "if". */
const ownBeginning = /^(?:if|when|whenever|once|as soon as|after|before|every|each time)\b/iu;

interface IfThen {
  readonly if: string;
  readonly then: string;
}

/** What people write although the form says it already stands there once. */
function parts(step: IfThen, terms: typeof ifThenWords.english): readonly [situation: string, action: string] {
  const situation = step.if.trim().replace(/[\s,.…]*(?:[\s,]then)?[\s,.…]*$/iu, '');
  const action = step.then.trim().replace(/^(?:[,….\s]*then\b[,\s]*|[,….\s]+)/iu, '');
  return [`${ownBeginning.test(situation) ? '' : `${terms.if} `}${situation}`, action];
}

/** An if-then plan as one sentence. */
export function ifThen(step: IfThen, terms = ifThenWords.english): TemplateResult {
  const [situation, action] = parts(step, terms);
  return html`<span class="words" dir="auto">${situation}, <span class="then">${terms.then}</span> ${action}</span>`;
}

/** {@link ifThen} as text alone. */
export function ifThenText(step: IfThen, terms = ifThenWords.english): string {
  const [situation, action] = parts(step, terms);
  return `${situation}, ${terms.then} ${action}`;
}
