import { type TemplateResult, html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { GoalText } from '../../core/index.js';
import { levels } from '../base/parts/level-bar.js';
import type { GoalsTerms } from './goals.words.js';

/** A run of words that stayed, went or came. */
export interface Run {
  readonly kind: 'same' | 'old' | 'new';
  readonly text: string;
}

/** Longer texts are shown as a whole, old and new: comparing them word by word would hold up the page. */
const MOST_CELLS = 250_000;

/** What changed from one text to another, word by word. */
export function wordChanges(before: string, after: string): readonly Run[] {
  const split = (text: string): string[] => text.match(/\s+|\S+/gu) ?? [];
  const [a, b] = [split(before), split(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const middle = changes(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const runs = [{ kind: 'same', text: a.slice(0, start).join('') } as Run, ...middle];
  return [...runs, { kind: 'same', text: end ? a.slice(-end).join('') : '' } as Run].filter(({ text }) => text);
}

/** The longest common run of words stays, all else is old or new. */
function changes(a: readonly string[], b: readonly string[]): readonly Run[] {
  const width = b.length + 1;
  if (a.length * b.length > MOST_CELLS) return [old(a), fresh(b)];
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const runs: Run[] = [];
  let [went, came]: [string[], string[]] = [[], []];
  const flush = () => {
    runs.push(old(went), fresh(came));
    [went, came] = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [word, other] = [a[i], b[j]];
    // A lone space between two changes belongs to both: "a b" to "x y" is one change, not two.
    const stays = word !== undefined && word === other && (/\S/u.test(word) || (!went.length && !came.length));
    if (stays) {
      flush();
      runs.push({ kind: 'same', text: word });
      [i, j] = [i + 1, j + 1];
    } else if (word !== undefined && word === other) {
      went.push(word);
      came.push(word);
      [i, j] = [i + 1, j + 1];
    } else if (other === undefined || (word !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      went.push(word ?? '');
      i += 1;
    } else {
      came.push(other);
      j += 1;
    }
  }
  flush();
  return runs;
}

const old = (list: readonly string[]): Run => ({ kind: 'old', text: list.join('') });
const fresh = (list: readonly string[]): Run => ({ kind: 'new', text: list.join('') });

/** Words that went are crossed out, words that came are underlined; a screen reader hears which is which. */
function shownChanges(before: string, after: string, terms: GoalsTerms): TemplateResult {
  const spoken = (text: string) => html`<span class="hidden-text">${text}</span>`;
  const runs = before && after ? wordChanges(before, after) : [old([before]), fresh([after])];
  return html`<span class="words" dir="auto"
    >${runs.map(({ kind, text }) => {
      if (!text) return '';
      if (kind === 'same') return text;
      return kind === 'old'
        ? html`${spoken(terms.oldWords)}<del>${text}</del>${spoken(terms.endOfChange)}`
        : html`${spoken(terms.newWords)}<ins>${text}</ins>${spoken(terms.endOfChange)}`;
    })}</span
  >`;
}

/** Names of the five levels, from the lowest. */
export const levelNames = (terms: GoalsTerms): readonly [string, string, string, string, string] => [
  terms.levelMinus2,
  terms.levelMinus1,
  terms.level0,
  terms.level1,
  terms.level2,
];

/** The three grades of importance and difficulty. */
export const gradeNames = (terms: GoalsTerms): readonly [string, string, string] => [
  terms.low,
  terms.middle,
  terms.high,
];

/** What differs between two wordings of a goal, part by part. */
export function goalChanges(
  before: GoalText,
  after: GoalText,
  terms: GoalsTerms,
  day: (day: string) => string,
): TemplateResult {
  const names = levelNames(terms);
  const grade = (value: number | undefined) => (value ? (gradeNames(terms)[value - 1] ?? '') : '');
  const parts = (text: GoalText): readonly (readonly [string, string])[] => [
    [terms.partStatement, text.statement],
    [terms.partWhy, text.why ?? ''],
    [terms.partDue, text.due ? day(text.due) : ''],
    ...levels.map((level) => [names[level + 2] ?? '', text.scale?.[level + 2] ?? ''] as const),
    [terms.partBaseline, text.baseline ? (names[text.baseline + 2] ?? '') : ''],
    [terms.partImportance, grade(text.importance)],
    [terms.partDifficulty, grade(text.difficulty)],
  ];
  return html`${guard([before, after, terms], () => {
    const now = parts(after);
    return html`<dl class="changes">
      ${parts(before).map(([label, was], index) => {
        const [, is = ''] = now[index] ?? [];
        return was === is
          ? ''
          : html`<div>
              <dt>${label}</dt>
              <dd>${shownChanges(was, is, terms)}</dd>
            </div>`;
      })}
    </dl>`;
  })}`;
}
