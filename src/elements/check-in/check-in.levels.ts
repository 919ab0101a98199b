import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CheckIn, Goal, GoalText, Level, Round, SeatState } from '../../core/index.js';
import { levelBar, levels } from '../base/parts/level-bar.js';
import { wordingAt } from '../base/wording.js';
import type { CheckInTerms } from './check-in.words.js';

/** A level in the goal's own words, else in general ones. */
export function levelWords({ scale }: GoalText, level: Level, terms: CheckInTerms): string {
  const general = [
    terms.levelMuchLess,
    terms.levelLess,
    terms.levelExpected,
    terms.levelMore,
    terms.levelMuchMore,
  ] as const;
  return scale?.[level + 2]?.trim() || (general[level + 2] ?? '');
}

interface LevelFieldOptions {
  readonly goal: Goal;
  readonly value: Level | undefined;
  readonly terms: CheckInTerms;
  readonly onChange: (level: Level) => void;
}

/** One goal's five levels to choose from, with the goal's own words at each. */
export function levelField({ goal, value, terms, onChange }: LevelFieldOptions): TemplateResult {
  const name = `level-${goal.id}`;
  const now = goal.level ?? goal.text.baseline ?? -1;
  return html`<fieldset class="field scale-field" role="radiogroup" part="levels">
    <legend dir="auto" class="words">${goal.text.statement}</legend>
    <div class="scale">
      ${levels.map((level) => {
        const marks = [
          level === 0 && terms.expected,
          level === now && (goal.level === null ? terms.start : terms.now),
        ].filter(Boolean);
        return html`<label>
          <input
            type="radio"
            name=${name}
            value=${level}
            .checked=${live(level === value)}
            @change=${() => onChange(level)}
          />
          <i aria-hidden="true"></i>
          <span class="level-words" dir="auto">${levelWords(goal.text, level, terms)}</span>
          ${marks.length ? html`<span class="mark">${marks.join(', ')}</span>` : nothing}
        </label>`;
      })}
    </div>
  </fieldset>`;
}

interface LevelChange {
  readonly goal: Goal;
  readonly text: GoalText;
  readonly level: Level;
  readonly before: Level;
}

/** What a check-in says about each goal, against what stood before it. */
export const levelChanges = ({ past }: SeatState, round: Round, checkIn: CheckIn): readonly LevelChange[] =>
  checkIn.text.progress.flatMap(({ goal: id, level }) => {
    const goal = round.goals.find((each) => each.id === id);
    if (!goal) return [];
    const earlier = [
      ...past.flatMap((each) => each.checkIns),
      ...round.checkIns.slice(0, round.checkIns.indexOf(checkIn)),
    ];
    const last = earlier.flatMap((each) => each.text.progress).findLast((each) => each.goal === id);
    const text = wordingAt(goal, checkIn.at);
    return [{ goal, text, level, before: last?.level ?? text.baseline ?? -1 }];
  });

/** A change of level in words. */
export function levelChange({ text, level, before }: LevelChange, terms: CheckInTerms): TemplateResult {
  const moved = level - before;
  const how = moved === 0 ? terms.levelSame : moved > 0 ? terms.levelUp(moved) : terms.levelDown(-moved);
  return html`<li class="pair">
    <div>${levelBar(level)}</div>
    <div class="stack nearer">
      <p>
        <bdi class="strong">${levelWords(text, level, terms)}</bdi>
        <span class="small soft"
          >${how}${moved === 0 ? nothing : html`, ${terms.levelFrom(levelWords(text, before, terms))}`}</span
        >
      </p>
      <p class="small soft clamp" dir="auto">${text.statement}</p>
    </div>
  </li>`;
}
