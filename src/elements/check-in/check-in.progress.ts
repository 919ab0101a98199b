import { type TemplateResult, html, nothing } from 'lit';
import type { RoundProgress } from '../../core/index.js';
import { levelBar } from '../base/parts/level-bar.js';
import { levelWords } from './check-in.levels.js';
import type { CheckInTerms } from './check-in.words.js';

/** Where each goal stands, and all of them together; small and quiet. */
export function progressSummary(
  { goals, tScore }: RoundProgress,
  terms: CheckInTerms,
  title: TemplateResult,
  locale: string | undefined,
): TemplateResult {
  const counted = goals.filter(({ goal }) => goal.state !== 'dropped');
  return html`<section class="stack tight progress" part="progress">
    ${title}
    <ul class="plain stack tight">
      ${counted.map(
        ({ goal, level }) =>
          html`<li class="stack nearer">
            <p class="clamp soft" dir="auto">${goal.text.statement}</p>
            ${levelBar(level)}
            <p dir="auto">${levelWords(goal.text, level, terms)}</p>
          </li>`,
      )}
    </ul>
    ${
      tScore === undefined
        ? nothing
        : html`<p class="soft">${terms.score(Math.round(tScore).toLocaleString(locale))}</p>`
    }
  </section>`;
}
