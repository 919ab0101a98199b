import { type TemplateResult, html } from 'lit';
import type { Goal, GoalText, Level } from '../../core/index.js';
import { choiceField } from '../base/parts/fields.js';
import { levelBar, levels } from '../base/parts/level-bar.js';
import type { LevelTerms } from '../base/words/common.js';
import type { Look } from './check-in.reading.js';

/** A level in the goal's own words, else in general ones. */
export const levelWords = ({ scale }: GoalText, level: Level, general: LevelTerms): string =>
  scale?.[level + 2]?.trim() || general[level];

/** One goal's five levels to choose from, with the goal's own words at each. */
export const levelField = (
  { terms, levelNames }: Look,
  { id, text, level: latest }: Goal,
  value: Level | undefined,
  onChange: (level: Level) => void,
): TemplateResult =>
  html`<div class="scale" part="levels">
    ${choiceField({
      name: `level-${id}`,
      label: html`<span class="words" dir="auto">${text.statement}</span>`,
      value,
      choices: levels.map((level) => {
        const now = level === (latest ?? text.baseline ?? -1) && (latest === null ? terms.start : terms.now);
        const marks = [level === 0 && terms.expected, now].filter(Boolean).join(', ');
        return {
          value: level,
          label: html`<span dir="auto">${levelWords(text, level, levelNames)}</span> <small>${marks}</small>`,
        };
      }),
      onChange,
    })}
  </div>`;

/** A goal at one of its levels. */
export const goalAt = (text: GoalText, level: Level, { levelNames }: Look, change = ''): TemplateResult =>
  html`<li class="stack nearest">
    <p class="small soft clamp" dir="auto">${text.statement}</p>
    ${levelBar(level)}
    <p><bdi>${levelWords(text, level, levelNames)}</bdi> <span class="small soft">${change}</span></p>
  </li>`;
