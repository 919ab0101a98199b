import { type TemplateResult, html, nothing } from 'lit';
import {
  type CheckIn,
  type CheckInAnswer,
  type PartnershipDocument,
  type Round,
  type Seat,
  nameOf,
} from '../../core/index.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { textParts } from './check-in.form.js';
import { levelChange, levelChanges } from './check-in.levels.js';
import type { CheckInTerms } from './check-in.words.js';

interface EntryOptions {
  readonly document: PartnershipDocument;
  readonly seat: Seat;
  readonly round: Round;
  readonly checkIn: CheckIn;
  readonly terms: CheckInTerms;
  readonly audience: TemplateResult;
  readonly day: (at: string) => string;
  /** The day as a heading. */
  readonly heading: (content: unknown) => TemplateResult;
  /** What can be done with it: take it back, answer it. */
  readonly actions: unknown;
  /** What can be done with one answer. */
  readonly answerActions: (answer: CheckInAnswer) => unknown;
}

/** One check-in with its answers. */
export function checkInEntry(options: EntryOptions): TemplateResult {
  const { document, seat, round, checkIn, terms, audience, day, heading, actions, answerActions } = options;
  const { text } = checkIn;
  const changes = levelChanges(document.seats[seat], round, checkIn);
  const before = round.checkIns[round.checkIns.indexOf(checkIn) - 1]?.text.confidence ?? round.commitment?.confidence;
  const said = textParts.filter((part) => text[part]?.trim());
  return html`<li class="entry stack" part="entry" data-check-in=${checkIn.id}>
    <div class="row apart">${heading(html`<time datetime=${checkIn.at}>${day(checkIn.at)}</time>`)} ${audience}</div>
    <p class="confidence">
      ${terms.confidenceNow(text.confidence)}
      ${
        before === undefined || before === text.confidence
          ? nothing
          : html`<span class="small soft">${terms.confidenceWas(before)}</span>`
      }
    </p>
    ${
      changes.length
        ? html`<ul class="plain stack">
            ${changes.map((change) => levelChange(change, terms))}
          </ul>`
        : nothing
    }
    ${
      said.length
        ? html`<dl class="said">
            ${said.map(
              (part) =>
                html`<div class="pair">
                  <dt>${terms[`${part}Said`]}</dt>
                  <dd class="words" dir="auto">${text[part]}</dd>
                </div>`,
            )}
          </dl>`
        : nothing
    }
    ${
      checkIn.answers.length
        ? html`<ul class="plain stack tight">
            ${checkIn.answers.map((answer) => answerEntry(document, answer, terms, day, answerActions))}
          </ul>`
        : nothing
    }
    ${actions}
  </li>`;
}

const answerEntry = (
  document: PartnershipDocument,
  answer: CheckInAnswer,
  terms: CheckInTerms,
  day: EntryOptions['day'],
  actions: EntryOptions['answerActions'],
): TemplateResult =>
  html`<li class="answer seat-${answer.by}" data-answer=${answer.id}>
    ${person(document, answer.by, { bare: true })}
    <div class="stack tight">
      <p class="small soft">
        ${sentence(answer.kind === 'question' ? terms.questionFrom : terms.encouragementFrom, nameOf(document, answer.by))}
        <time datetime=${answer.at}>${day(answer.at)}</time>
      </p>
      <p class="words" dir="auto">${answer.text}</p>
      ${actions(answer)}
    </div>
  </li>`;
