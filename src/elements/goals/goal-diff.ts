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
  // A word with the space after it; where only that differs, the word has stayed.
  const split = (text: string): string[] => text.match(/\s*\S+\s*/gu) ?? [];
  const [a, b] = [split(before), split(after)];
  let start = 0;
  while (start < a.length && start < b.length && isSame(a[start], b[start])) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && isSame(a.at(-1 - end), b.at(-1 - end))) end += 1;
  const middle = changes(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [same(b.slice(0, start)), ...middle, same(b.slice(b.length - end))].filter(({ text }) => text);
}

const isSame = (one: string | undefined, other: string | undefined): boolean => one?.trim() === other?.trim();

/** The longest common run of words stays, all else is old or new. */
function changes(a: readonly string[], b: readonly string[]): readonly Run[] {
  const width = b.length + 1;
  if (a.length * b.length > MOST_CELLS) return replaced(a, b);
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] = isSame(a[i], b[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const runs: Run[] = [];
  let [went, came]: [string[], string[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [word, other] = [a[i], b[j]];
    if (word !== undefined && other !== undefined && isSame(word, other)) {
      runs.push(...replaced(went, came), same([other]));
      [went, came] = [[], []];
      [i, j] = [i + 1, j + 1];
    } else if (other === undefined || (word !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      went.push(word ?? '');
      i += 1;
    } else {
      came.push(other);
      j += 1;
    }
  }
  return [...runs, ...replaced(went, came)];
}

/** The space at the end of a change belongs to neither side. */
function replaced(went: readonly string[], came: readonly string[]): readonly Run[] {
  const [before, after] = [went.join(''), came.join('')];
  const space = /\s*$/u.exec(after || before)?.[0] ?? '';
  return [old([before.trimEnd()]), fresh([after.trimEnd()]), same([space])];
}

const same = (list: readonly string[]): Run => ({ kind: 'same', text: list.join('') });
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
