import { type TemplateResult, html, nothing } from 'lit';
import { type Goal, type Level, type PartnershipDocument, type Seat, nameOf, otherSeat } from '../../core/index.js';
import { icon } from '../base/parts/icons.js';
import { levelBar, levels } from '../base/parts/level-bar.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { levelNames } from './goal-diff.js';
import type { GoalsTerms } from './goals.words.js';

/** What the parts of a goal are drawn with. */
export interface GoalLook {
  readonly document: PartnershipDocument;
  /** Whose round it is. */
  readonly seat: Seat;
  readonly me: Seat;
  readonly terms: GoalsTerms;
  /** A day or a moment as people say it. */
  readonly day: (moment: string) => string;
}

/** A goal's level in its own words, else in general ones. */
const levelWords = ({ text: { scale } }: Goal, level: Level, terms: GoalsTerms): string =>
  scale?.[level + 2]?.trim() || (levelNames(terms)[level + 2] ?? '');

/** Five segments, with words at both ends and at now. */
export function goalScale(goal: Goal, terms: GoalsTerms): TemplateResult {
  const first: Level = goal.text.baseline ?? -1;
  const now = goal.level ?? first;
  const mark = (level: Level) => {
    if (level === now) return goal.level === null ? terms.start : terms.now;
    return level === first ? terms.start : undefined;
  };
  const place = (level: Level, name: string) => {
    const words = levelWords(goal, level, terms);
    return html`<span class=${name}
      ><bdi class=${level === now ? 'strong' : ''}>${words}</bdi
      >${mark(level) ? html` <span class="mark">${mark(level)}</span>` : nothing}</span
    >`;
  };
  return html`<div class="scale" part="scale">
    ${levelBar(now)}
    <p class="hidden-text">${terms.levelNow(levelWords(goal, now, terms), now + 3)}</p>
    <div class="ends hint at${now + 3}" aria-hidden="true">
      ${place(-2, 'low')} ${now === -2 || now === 2 ? nothing : place(now, 'now')} ${place(2, 'high')}
    </div>
    ${
      goal.text.scale
        ? html`<details>
            <summary>${terms.allLevels}</summary>
            <dl class="all-levels">
              ${levels.map(
                (level) =>
                  html`<div class=${level === now ? 'strong' : ''}>
                    <dt>${levelNames(terms)[level + 2]}</dt>
                    <dd dir="auto">
                      ${goal.text.scale?.[level + 2] || '–'}${mark(level) ? html` <span class="mark">${mark(level)}</span>` : nothing}
                    </dd>
                  </div>`,
              )}
            </dl>
          </details>`
        : nothing
    }
  </div>`;
}

/** Whose yes the present words have: "Ana agrees", "waiting for Ben". */
export function goalAgreement(goal: Goal, { document, seat, me, terms }: GoalLook): TemplateResult {
  return html`<ul class="plain row agreement" aria-label=${terms.agreement}>
    ${[seat, otherSeat(seat)].map((each) => {
      const [yes, no] =
        each === me ? [() => terms.youAgree, () => terms.waitingForYou] : [terms.agrees, terms.waitingFor];
      const agreed = goal.agreed[each];
      return html`<li class="seat-${each} ${agreed ? '' : 'soft'}">
        ${person(document, each, { bare: true })}
        <span>${sentence(agreed ? yes : no, nameOf(document, each))}</span>${agreed ? icon('check') : nothing}
      </li>`;
    })}
  </ul>`;
}

/** Day and origin, in one quiet line. */
export function goalFacts({ text, carriedFrom }: Goal, { terms, day }: GoalLook): TemplateResult | typeof nothing {
  const facts = [text.due && terms.by(day(text.due)), carriedFrom && terms.carriedFrom(carriedFrom)].filter(Boolean);
  return facts.length ? html`<p class="small soft">${facts.join(' · ')}</p>` : nothing;
}

/** Earlier wordings and answered suggestions, newest first. */
export function goalHistory(goal: Goal, { document, seat, terms, day }: GoalLook): TemplateResult | typeof nothing {
  const wordings = goal.earlier.map(({ by, at, text }) => ({ by, at, text, say: terms.wording, note: '', reason: '' }));
  const offers = goal.suggestions
    .filter(({ state }) => state !== 'open')
    .map(({ by, at, text, note = '', state, reason = '' }) => ({
      by,
      at,
      text,
      say: (name: string, when: string) =>
        `${terms.suggestedBy(name, when)} (${state === 'accepted' ? terms.wasTaken : terms.wasKept})`,
      note,
      reason,
    }));
  const all = [...wordings, ...offers].sort((a, b) => (a.at < b.at ? 1 : -1));
  if (!all.length) return nothing;
  // Words that were taken stand above, as the goal's own.
  const taken = goal.suggestions.find(
    ({ state, text }) => state === 'accepted' && text.statement === goal.text.statement,
  )?.text;
  const quote = (words: string, by: Seat) =>
    html`<p class="words small soft" dir="auto"><bdi>${nameOf(document, by)}</bdi>: ${words}</p>`;
  return html`<details class="history">
    <summary>${terms.history(all.length)}</summary>
    <ol class="plain stack">
      ${all.map(
        ({ by, at, text, say, note, reason }) =>
          html`<li class="stack nearest">
            <p class="eyebrow">${sentence(say, nameOf(document, by), day(at))}</p>
            ${text === taken ? nothing : html`<p class="words" dir="auto">${text.statement}</p>`}
            ${text.why && text.why !== goal.text.why ? html`<p class="words small soft" dir="auto">${text.why}</p>` : nothing}
            ${note ? quote(note, by) : nothing} ${reason ? quote(reason, seat) : nothing}
          </li>`,
      )}
    </ol>
  </details>`;
}

/** Goals that have ended, quietly. */
export const closedGoal = (goal: Goal, terms: GoalsTerms): TemplateResult =>
  html`<li class="stack nearest" data-goal=${goal.id}>
    <p class="words" dir="auto">${goal.text.statement}</p>
    <p class="small soft">
      ${goal.state === 'achieved' ? icon('check') : nothing}
      ${goal.state === 'achieved' ? terms.achieved : goal.state === 'carriedOver' ? terms.carriedOver : terms.droppedGoal}${
        goal.reason ? html`: <span class="words" dir="auto">${goal.reason}</span>` : nothing
      }
    </p>
  </li>`;
