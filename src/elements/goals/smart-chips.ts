import { type TemplateResult, html, nothing } from 'lit';
import { type SmartLanguage, smartHints } from '../../core/index.js';
import { icon } from '../base/parts/icons.js';
import { type GoalDraft, goalText } from './goal-draft.js';
import type { SmartTerms } from './goals.words.js';

/** The letters, with a question at each that is missing. Hints never hold anybody up. */
export function smartChips(values: GoalDraft, terms: SmartTerms, language: SmartLanguage | undefined): TemplateResult {
  const isEmpty = !values.statement.trim();
  const hints = smartHints(goalText(values), language);
  return html`<ul class="plain row smart" part="smart" aria-label=${terms.label}>
      ${hints.map(
        ({ letter, ok, reason }) =>
          html`<li class=${ok ? 'tag on' : 'tag'} data-letter=${letter} data-ok=${ok ? 'true' : 'false'}>
            ${ok ? icon('check') : nothing}${terms[letter]}${isEmpty || !reason ? nothing : `: ${terms[reason]}`}
          </li>`,
      )}
    </ul>
    ${isEmpty ? html`<p class="hint">${terms.begin}</p>` : nothing}`;
}

/** What the letters show, in words. */
export function smartSentence(values: GoalDraft, terms: SmartTerms, language: SmartLanguage | undefined): string {
  const open = smartHints(goalText(values), language).flatMap(({ letter, reason }) =>
    reason ? `${terms[letter]}: ${terms[reason]}` : [],
  );
  return open.length ? terms.open(open.join(' ')) : terms.complete;
}
