import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type CheckIn, type RoundProgress, progress } from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import type { View } from '../base/element.js';
import { linkButton } from '../base/parts/action-button.js';
import { levelBarStyles } from '../base/parts/level-bar.js';
import { sentence } from '../base/parts/sentence.js';
import { levelWords } from '../base/words/common.js';
import { roundWords } from '../base/words/round.js';
import { draftOfText, emptyAnswer } from './check-in.drafts.js';
import { CheckInForms } from './check-in.forms.js';
import { goalAt } from './check-in.levels.js';
import { type Look, checkInEntry } from './check-in.reading.js';
import { checkInStyles } from './check-in.styles.js';
import { checkInWords } from './check-in.words.js';

/** More check-ins than these are shown when asked for. */
const SHOWN = 8;

/**
 * Check-ins of one round: the coachee says how far they have come, the coach answers with a question or an
 * encouragement, and the coachee moves on to reflection.
 *
 * @tag tandem-check-in
 * @summary Check-ins: how far, what is better, what is in the way, what comes next.
 * @event {TandemFactEvent} tandem-check-in-recorded - A check-in was sent.
 * @event {TandemFactEvent} tandem-check-in-answered - The coach has answered one.
 * @event {TandemFactEvent} tandem-reflection-asked - The coach asks whether it is time to reflect.
 * @event {TandemFactEvent} tandem-phase-entered - The coachee has gone on to reflection.
 * @event {TandemFactEvent} tandem-change-undone - Something was taken back.
 * @csspart entry - One check-in with its answers.
 * @csspart levels - The five levels of one goal.
 * @csspart progress - Where the goals stand.
 * @csspart field - A field with its label.
 * @csspart button - A button.
 * @csspart primary-button - The one button that matters most.
 */
export class TandemCheckIn extends CheckInForms {
  static readonly tag: string = 'tandem-check-in';
  static override styles = [...CheckInForms.styles, levelBarStyles, checkInStyles];

  protected override readonly business = ['recordCheckIn', 'answerCheckIn', 'beginReflection'] as const;

  protected override renderView(member: View): TemplateResult {
    const terms = this.words(checkInWords);
    const view = this.roundView(member);
    return this.renderRoundPage(view, {
      title: terms.title,
      renderRound: (round) =>
        this.#renderRound({
          ...view,
          round,
          terms,
          shared: this.words(roundWords),
          levelNames: this.words(levelWords),
          mark: this.audience(view, 'pair'),
          day: (moment) => this.day(moment, view),
        }),
    });
  }

  #renderRound(look: Look): TemplateResult {
    const { round, isMine, terms, document, of, partner, partnerName } = look;
    const { phase } = document.seats[of];
    const running = phase === 'checkIn';
    const over = phase === 'reflection' || phase === 'roleSwap';
    const begun = round.checkIns.length > 0;
    const stands = begun ? progress(document, of) : undefined;
    const entries = begun ? this.#renderEntries(look) : nothing;
    // Where there is one column, what to do comes before what was: the coachee moves on, the coach reads first.
    return html`<div class="layout stack wide">
      <div class="stack wide">
        ${
          running && isMine && round.reflectionAskedAt
            ? html`<p class="notice seat-${partner}">${sentence(terms.asked, partnerName)}</p>`
            : nothing
        }
        ${running ? nothing : html`<p class="soft">${over ? terms.over : terms.later}</p>`}
        ${
          running && !begun
            ? html`<p class="soft">${sentence(isMine ? terms.firstMine : terms.firstTheirs, partnerName)}</p>`
            : nothing
        }
        ${isMine && (running || this.checkInDraft(look).touched) ? this.renderWriting(look) : nothing}
        ${isMine ? nothing : entries}
      </div>
      <div class="stack wide side">
        ${stands ? this.#renderProgress(stands, look) : nothing} ${running ? this.#renderMovingOn(look) : nothing}
      </div>
      ${isMine ? html`<div class="stack wide">${entries}</div>` : nothing}
    </div>`;
  }

  /** Where each goal stands, and all of them together; small and quiet. */
  #renderProgress({ goals, tScore }: RoundProgress, look: Look): TemplateResult {
    const { terms } = look;
    return html`<div class="stack" part="progress">
      ${this.renderTitle(terms.progress)}
      <ul class="plain stack">
        ${goals.map(({ goal, level }) => (goal.state === 'dropped' ? nothing : goalAt(goal.text, level, look)))}
      </ul>
      ${
        tScore === undefined
          ? nothing
          : html`<p class="soft">${terms.score(Math.round(tScore).toLocaleString(this.locale))}</p>`
      }
    </div>`;
  }

  #renderMovingOn(look: Look): TemplateResult {
    const { of, isMine, terms, partnerName, round } = look;
    const action = isMine
      ? {
          name: 'begin-reflection',
          label: terms.begin,
          primary: round.reflectionAskedAt !== null,
          command: { type: 'reflection.begin', seat: of } as const,
        }
      : { name: 'ask-reflection', label: terms.ask, command: { type: 'reflection.ask', seat: of } as const };
    return html`<div class="stack tight">
      <p class="soft">${isMine ? terms.onMine : sentence(terms.onTheirs, partnerName)}</p>
      ${this.renderActions('on', [action])} ${this.problemAt('on')}
    </div>`;
  }

  #renderEntries(look: Look): TemplateResult {
    const { isMine, round, terms } = look;
    const entries = (checkIns: readonly CheckIn[]) =>
      html`<ol class="plain stack wide" reversed>
        ${repeat(
          checkIns,
          ({ id }) => id,
          (checkIn) =>
            checkInEntry(
              look,
              checkIn,
              (content) => this.renderTitle(content),
              isMine ? nothing : this.renderAnswering(look, checkIn),
            ),
        )}
      </ol>`;
    const newest = round.checkIns.toReversed();
    const earlier = newest.slice(SHOWN);
    return html`${this.#renderTakeBack(look)} ${entries(newest.slice(0, SHOWN))}
    ${
      earlier.length
        ? html`<details>
            <summary data-action="show-all">${terms.showAll(earlier.length)}</summary>
            ${entries(earlier)}
          </details>`
        : nothing
    }`;
  }

  /** Words that are taken back go into the form again, unless there are others in it. */
  #renderTakeBack(look: Look): TemplateResult | typeof nothing {
    const { document, me, readOnly, round, terms, shared, partnerName } = look;
    const change = document.changes[me];
    const checkIn = round.checkIns.find(({ id }) => change?.before?.some(({ item }) => item === id));
    if (!change || !checkIn || readOnly) return nothing;
    const isRecorded = change.type === 'checkIn.recorded';
    const draft: Draft<object> = isRecorded ? this.checkInDraft(look) : this.answerDraft(look, checkIn);
    const { kind, text } = checkIn.answers.findLast(({ by }) => by === me) ?? emptyAnswer;
    const takeBack = async () => {
      if (!(await this.act(draft.key, { type: 'change.undo', change: change.command }))) return;
      // With its own id, the partner's words about it find it again.
      draft.set(isRecorded ? { ...draftOfText(checkIn.text), id: checkIn.id } : { kind, text });
      this.forms.open(draft.key);
    };
    return draft.touched
      ? nothing
      : html`<p class="row small soft">
          ${sentence(shared.sentTo, partnerName)} ${linkButton('undo', terms.takeBack, () => void takeBack())}
        </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-check-in': TandemCheckIn;
  }
}
