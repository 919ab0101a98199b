import { type TemplateResult, html, nothing } from 'lit';
import type { Goal } from '../../core/index.js';
import type { ReflectionTerms } from './reflection.words.js';

/** The goals of a round with how each ends. `actions` draws what the coachee can still decide. */
export const goalList = (
  goals: readonly Goal[],
  terms: ReflectionTerms,
  actions: (goal: Goal) => unknown,
): TemplateResult =>
  html`<ul class="plain stack goals">
    ${goals.map(
      (goal) =>
        html`<li class="stack tight" data-goal=${goal.id}>
          <p class="words" dir="auto">${goal.text.statement}</p>
          ${
            goal.state === 'open'
              ? actions(goal)
              : html`<p class="small row">
                  <span class="tag ${goal.state === 'dropped' ? '' : 'on'}">${terms[goal.state]}</span>
                  ${goal.reason ? html`<span class="words soft" dir="auto">${goal.reason}</span>` : nothing}
                </p>`
          }
        </li>`,
    )}
  </ul>`;
