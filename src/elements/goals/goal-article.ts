import { type TemplateResult, html, nothing } from 'lit';
import { type Goal, type GoalState, type Level, type Seat, nameOf, otherSeat } from '../../core/index.js';
import { icon } from '../base/parts/icons.js';
import { levelBar, levels } from '../base/parts/level-bar.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import type { RoundView } from '../base/round-element.js';
import type { LevelTerms } from '../base/words/common.js';
import type { GoalsTerms } from './goals.words.js';

/** What a goal is drawn with. */
export interface GoalLook extends RoundView {
  readonly terms: GoalsTerms;
  readonly levelNames: LevelTerms;
  /** A day or a moment as people say it. */
  readonly day: (moment: string) => string;
}

/** Five segments, with words at both ends and at now. */
export function goalScale({ text, level }: Goal, { terms, levelNames }: GoalLook): TemplateResult {
  const start: Level = text.baseline ?? -1;
  const now = level ?? start;
  // A level in the goal's own words, else in general ones.
  const words = (each: Level) => text.scale?.[each + 2]?.trim() || levelNames[each];
  const mark = (each: Level) => {
    const name = each === now && level !== null ? terms.now : each === start ? terms.start : undefined;
    return name ? html`<span class="mark">${name}</span>` : nothing;
  };
  const place = (each: Level, name: string) =>
    html`<span class=${name}><bdi class=${each === now ? 'strong' : ''}>${words(each)}</bdi> ${mark(each)}</span>`;
  return html`<div class="scale stack nearest" part="scale">
    ${levelBar(now)}
    <p class="hidden-text">${terms.levelNow(words(now), now + 3)}</p>
    <div class="ends at${now + 3} hint" aria-hidden="true">
      ${now === -2 || now === 2 ? nothing : place(now, 'now')} ${place(-2, '')} ${place(2, '')}
    </div>
    ${
      text.scale
        ? html`<details>
            <summary>${terms.allLevels}</summary>
            <dl class="stack tight">
              ${levels.map(
                (each) =>
                  html`<div class="level ${each === now ? 'strong' : ''}">
                    <dt>${levelNames[each]}</dt>
                    <dd dir="auto">${text.scale?.[each + 2] || '–'} ${mark(each)}</dd>
                  </div>`,
              )}
            </dl>
          </details>`
        : nothing
    }
  </div>`;
}

/** Whose yes the present words have: "Ana agrees", "waiting for Ben". */
export function goalAgreement({ agreed }: Goal, { document, of, me, terms }: GoalLook): TemplateResult {
  return html`<ul class="plain row agreement" aria-label=${terms.agreement}>
    ${[of, otherSeat(of)].map((each) => {
      const isMe = each === me;
      const says = agreed[each]
        ? isMe
          ? terms.youAgree
          : terms.agrees
        : isMe
          ? terms.waitingForYou
          : terms.waitingFor;
      return html`<li class="row seat-${each} ${agreed[each] ? '' : 'soft'}">
        ${person(document, each, { bare: true })}
        <span>${sentence(says, nameOf(document, each))}</span>${agreed[each] ? icon('check') : nothing}
      </li>`;
    })}
  </ul>`;
}

/** Day and origin, in one quiet line. */
export function goalFacts({ text, carriedFrom }: Goal, { terms, day }: GoalLook): TemplateResult | typeof nothing {
  const facts = [text.due && terms.by(day(text.due)), carriedFrom && terms.carriedFrom(carriedFrom)].filter(Boolean);
  return facts.length ? html`<p class="small soft">${facts.join(' · ')}</p>` : nothing;
}

interface Entry {
  readonly by: Seat;
  readonly at: string;
  readonly text: Goal['text'];
  readonly say: (name: string, day: string) => string;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
}

/** Earlier wordings and answered suggestions, newest first. */
export function goalHistory(goal: Goal, { document, of, terms, day }: GoalLook): TemplateResult | typeof nothing {
  const entries: Entry[] = [
    ...goal.earlier.map((wording) => ({ ...wording, say: terms.wording })),
    ...goal.suggestions
      .filter(({ state }) => state !== 'open')
      .map((offer) => ({ ...offer, say: offer.state === 'accepted' ? terms.suggestionTaken : terms.suggestionLeft })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  if (!entries.length) return nothing;
  const words = (text: unknown, quiet = 'small soft') =>
    text ? html`<p class="words ${quiet}" dir="auto">${text}</p>` : nothing;
  const said = (text: string | undefined, by: Seat) => text && html`<bdi>${nameOf(document, by)}</bdi>: ${text}`;
  return html`<details class="history">
    <summary>${terms.history(entries.length)}</summary>
    <ol class="plain stack">
      ${entries.map(
        ({ by, at, text, say, note, reason }) =>
          html`<li class="stack nearest">
            <p class="eyebrow">${sentence(say, nameOf(document, by), day(at))}</p>
            ${text.statement === goal.text.statement ? nothing : words(text.statement, '')}
            ${text.why === goal.text.why ? nothing : words(text.why)} ${words(said(note, by))}
            ${words(said(reason, of))}
          </li>`,
      )}
    </ol>
  </details>`;
}

/** Goals that have ended, quietly. */
export const closedGoal = ({ id, text, state, reason }: Goal, terms: GoalsTerms): TemplateResult =>
  html`<li class="stack nearest" data-goal=${id}>
    <p class="words" dir="auto">${text.statement}</p>
    <p class="small soft">
      ${state === 'achieved' ? icon('check') : nothing}
      ${terms[state as Exclude<GoalState, 'open'>]}${
        reason ? html`: <span class="words" dir="auto">${reason}</span>` : nothing
      }
    </p>
  </li>`;
