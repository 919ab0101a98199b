import { type TemplateResult, html, nothing } from 'lit';
import { type CheckIn, type Round, nameOf, roundsOf } from '../../core/index.js';
import { reading } from '../base/parts/reading.js';
import { sentence } from '../base/parts/sentence.js';
import type { RoundView } from '../base/round-element.js';
import { wordingAt } from '../base/wording.js';
import type { LevelTerms } from '../base/words/common.js';
import type { roundWords } from '../base/words/round.js';
import { textParts } from './check-in.drafts.js';
import { goalAt, levelWords } from './check-in.levels.js';
import type { CheckInTerms } from './check-in.words.js';

/** A round as this widget looks at it. */
export interface Look extends RoundView {
  readonly round: Round;
  readonly terms: CheckInTerms;
  readonly levelNames: LevelTerms;
  readonly shared: typeof roundWords.english;
  /** That both can read it. */
  readonly mark: TemplateResult;
  readonly day: (moment: string) => string;
}

/** What a check-in says about each goal, against what stood before it. */
function goalsAt(look: Look, checkIn: CheckIn): (TemplateResult | typeof nothing)[] {
  const { document, of, round, terms, shared, levelNames } = look;
  const all = roundsOf(document, of).flatMap(({ checkIns }) => checkIns);
  const earlier = all.slice(0, all.indexOf(checkIn)).flatMap(({ text }) => text.progress);
  return checkIn.text.progress.map(({ goal: id, level }) => {
    const goal = round.goals.find((each) => each.id === id);
    if (!goal) return nothing;
    const text = wordingAt(goal, checkIn.at);
    const before = earlier.findLast((each) => each.goal === id)?.level ?? text.baseline ?? -1;
    const moved = terms.moved(level - before);
    const from = shared.before(levelWords(text, before, levelNames));
    return goalAt(text, level, look, level === before ? moved : `${moved}, ${from}`);
  });
}

/** One check-in with its answers, and what can be done with it. */
export function checkInEntry(
  look: Look,
  checkIn: CheckIn,
  title: (content: unknown) => TemplateResult,
  actions: unknown,
): TemplateResult {
  const { document, round, terms, shared, day, mark } = look;
  const { id, at, answers, text } = checkIn;
  const before = (round.checkIns[round.checkIns.indexOf(checkIn) - 1]?.text ?? round.commitment)?.confidence;
  const time = (moment: string) => html`<time datetime=${moment}>${day(moment)}</time>`;
  return html`<li class="stack line" part="entry" data-check-in=${id}>
    <div class="row apart">${title(time(at))} ${mark}</div>
    <p>
      ${terms.confidenceNow(shared.rating(text.confidence))}
      <span class="small soft"
        >${before === undefined || before === text.confidence ? nothing : shared.before(`${before}`)}</span
      >
    </p>
    <ul class="plain stack">
      ${goalsAt(look, checkIn)}
    </ul>
    ${reading(textParts.map((part) => [terms[part], text[part]]))}
    <ul class="plain stack">
      ${answers.map(
        (answer) =>
          html`<li class="notice stack tight seat-${answer.by}" data-answer=${answer.id}>
            <p class="small soft">
              ${sentence(terms[`${answer.kind}From`], nameOf(document, answer.by))} ${time(answer.at)}
            </p>
            <p class="words" dir="auto">${answer.text}</p>
          </li>`,
      )}
    </ul>
    ${actions}
  </li>`;
}
