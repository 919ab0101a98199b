import { type TemplateResult, html } from 'lit';
import type { GoalText } from '../../core/index.js';
import { levels } from '../base/parts/level-bar.js';
import type { GoalLook } from './goal-article.js';
import type { GoalsTerms } from './goals.words.js';

/** A run of words that stayed, went or came. */
export interface Run {
  readonly kind: 'same' | 'old' | 'new';
  readonly text: string;
}

/** Longer texts are shown as a whole, old and new: comparing them word by word would hold up the page. */
const MOST_CELLS = 100_000;

/** A word with the space around it; where only that differs, the word has stayed. */
const split = (text: string): string[] => text.match(/\s*\S+\s*/gu) ?? [];

/** What changed from one text to another, word by word: the longest common run of words stays. */
export function wordChanges(before: string, after: string): readonly Run[] {
  const [a, b] = [split(before), split(after)];
  const width = b.length + 1;
  const isShort = a.length * b.length <= MOST_CELLS;
  const isSame = (i: number, j: number) => isShort && a[i]?.trim() === b[j]?.trim();
  const common = new Uint16Array(isShort ? (a.length + 1) * width : 0);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = isShort ? a.length : 0; i--;)
    for (let j = b.length; j--;)
      common[i * width + j] = isSame(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));

  const runs: Run[] = [];
  let [went, came] = ['', ''];
  const endOfChange = () => {
    // The space at the end of a change belongs to neither side.
    const [space = ''] = /\s*$/u.exec(came || went) ?? [];
    runs.push(
      { kind: 'old', text: went.trimEnd() },
      { kind: 'new', text: came.trimEnd() },
      { kind: 'same', text: space },
    );
    went = came = '';
  };
  for (let [i, j] = [0, 0]; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && isSame(i, j)) {
      endOfChange();
      runs.push({ kind: 'same', text: b[j] ?? '' });
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      went += a[i] ?? '';
      i += 1;
    } else {
      came += b[j] ?? '';
      j += 1;
    }
  }
  endOfChange();
  return runs.filter(({ text }) => text);
}

/** Words that went are crossed out, words that came are underlined; a screen reader hears which is which. */
function shownChanges(before: string, after: string, terms: GoalsTerms): TemplateResult {
  const spoken = (text: string) => html`<span class="hidden-text">${text}</span>`;
  return html`<span class="words" dir="auto"
    >${wordChanges(before, after).map(({ kind, text }) => {
      if (kind === 'same') return text;
      return kind === 'old'
        ? html`${spoken(terms.oldWords)}<del>${text}</del>${spoken(terms.endOfChange)}`
        : html`${spoken(terms.newWords)}<ins>${text}</ins>${spoken(terms.endOfChange)}`;
    })}</span
  >`;
}

/** What differs between two wordings of a goal, part by part. */
export function goalChanges(before: GoalText, after: GoalText, { terms, levelNames, day }: GoalLook): TemplateResult {
  const grades = ['', terms.low, terms.middle, terms.high];
  const parts = (text: GoalText): readonly (readonly [label: string, words: string | undefined])[] => [
    [terms.partStatement, text.statement],
    [terms.partWhy, text.why],
    [terms.due, text.due && day(text.due)],
    ...levels.map((level) => [levelNames[level], text.scale?.[level + 2]] as const),
    [terms.baseline, text.baseline && levelNames[text.baseline]],
    [terms.importance, grades[text.importance ?? 0]],
    [terms.difficulty, grades[text.difficulty ?? 0]],
  ];
  const now = parts(after);
  return html`<dl class="stack tight">
    ${parts(before).map(([label, was = ''], index) => {
      const is = now[index]?.[1] ?? '';
      return was === is
        ? ''
        : html`<div>
            <dt>${label}</dt>
            <dd>${shownChanges(was, is, terms)}</dd>
          </div>`;
    })}
  </dl>`;
}
