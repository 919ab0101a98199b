import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  type CheckIn,
  type CheckInAnswer,
  type Round,
  type Seat,
  nameOf,
  openGoals,
  progress,
} from '../../core/index.js';
import { draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { heading } from '../base/parts/heading.js';
import { levelBarStyles } from '../base/parts/level-bar.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { commonWords } from '../base/words/common.js';
import { type AnswerDraft, answerCommand, answerFields, emptyAnswer } from './check-in.answer.js';
import { checkInExample } from './check-in.example.js';
import { type CheckInDraft, checkInFields, draftOfText, emptyCheckIn, recordCommand } from './check-in.form.js';
import { checkInEntry } from './check-in.list.js';
import { progressSummary } from './check-in.progress.js';
import { checkInStyles } from './check-in.styles.js';
import { type CheckInTerms, checkInWords } from './check-in.words.js';

/** A round as this widget looks at it. */
interface Look extends View {
  /** Whose round it is. */
  readonly of: Seat;
  readonly round: Round;
  readonly isMine: boolean;
  readonly terms: CheckInTerms;
}

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
export class TandemCheckIn extends RoundElement {
  static readonly tag: string = 'tandem-check-in';
  static override styles = [...RoundElement.styles, levelBarStyles, checkInStyles];

  protected override readonly business = ['recordCheckIn', 'answerCheckIn', 'beginReflection'] as const;
  #showAll = false;

  protected override renderView(view: View): TemplateResult {
    const terms = this.words(checkInWords);
    const { document, me, partnerName } = view;
    const of = this.roundShown(view);
    const { round } = document.seats[of];
    const isMine = of === me;
    const eyebrow = (name: string) => (isMine ? terms.mineEyebrow : terms.theirsEyebrow)(name, round?.number ?? 0);
    return html`<section class="pad stack wide seat-${of}">
      <header class="row apart">
        <div class="stack nearer" tabindex="-1">
          ${round ? html`<p class="eyebrow">${sentence(eyebrow, partnerName)}</p>` : nothing}
          ${heading(this.headingLevel, isMine ? terms.mineTitle : sentence(terms.theirsTitle, partnerName))}
        </div>
        ${document.seats[1].round && document.seats[2].round ? this.renderSwitch(view, of) : nothing}
      </header>
      ${this.renderStanding(view)}
      ${
        round
          ? this.#renderRound({ ...view, of, round, isMine, terms })
          : html`<p class="soft">${sentence(terms.resting, nameOf(document, of))}</p>`
      }
      ${this.problemElsewhere()} ${this.renderSaid()}
    </section>`;
  }

  #renderRound(look: Look): TemplateResult {
    const { round, isMine, terms, document, of } = look;
    const { phase } = document.seats[of];
    const running = phase === 'checkIn';
    const over = phase === 'reflection' || phase === 'roleSwap';
    const begun = round.checkIns.length > 0;
    const stands = begun ? progress(document, of) : undefined;
    const title = heading(this.headingLevel + 1, terms.progressTitle, '');
    const side =
      running || stands
        ? html`<div class="side">
            ${stands ? progressSummary(stands, terms, title, this.locale) : nothing}
            ${running ? this.#renderMovingOn(look) : nothing}
            ${over && isMine ? this.renderUndo(look, 'phase.entered') : nothing}
          </div>`
        : nothing;
    const entries = begun ? this.#renderEntries(look) : running && !isMine ? this.#renderNone(look) : nothing;
    // Where there is one column, what to do comes before what was: the coachee moves on, the coach reads first.
    return html`<div class="layout ${side === nothing ? '' : 'with-side'}">
      <div class="stack wide">
        ${this.#renderAsked(look)} ${running ? nothing : html`<p class="soft">${over ? terms.over : terms.later}</p>`}
        ${running && isMine ? this.#renderWriting(look) : nothing} ${isMine ? nothing : entries}
      </div>
      ${side} ${isMine && begun ? html`<div class="stack wide history">${entries}</div>` : nothing}
    </div>`;
  }

  #renderAsked({ document, of, me, partner, isMine, round, terms, partnerName }: Look) {
    return round.reflectionAskedAt && document.seats[of].phase === 'checkIn'
      ? html`<p class="notice seat-${isMine ? partner : me}">
          ${sentence(isMine ? terms.asked : terms.askedByMe, partnerName)}
        </p>`
      : nothing;
  }

  #renderNone({ isMine, terms, partnerName }: Look): TemplateResult {
    return html`<div class="stack tight">
      ${heading(this.headingLevel + 1, terms.none, '')}
      <p class="soft">${sentence(isMine ? terms.firstMine : terms.firstTheirs, partnerName)}</p>
    </div>`;
  }

  #draft({ partnership, of, round }: Look) {
    return draftOf<CheckInDraft>(this, partnership, `check-in/${of}.${round.number}`, emptyCheckIn);
  }

  #answerDraft({ partnership }: Look, { id }: CheckIn) {
    return draftOf<AnswerDraft>(this, partnership, `check-in/answer/${id}`, emptyAnswer);
  }

  /** The coachee's form, or the way to it. */
  #renderWriting(look: Look): TemplateResult {
    const { partnership, of, round, terms, partnerName } = look;
    const draft = this.#draft(look);
    // Whether there may be a check-in at all, whatever it will say.
    const command = recordCommand(of, round, { ...emptyCheckIn, confidence: 0 });
    const first = round.checkIns.length === 0;
    if (!this.forms.isOpen(draft)) {
      const take = (example: Partial<CheckInDraft>) => {
        draft.set(example);
        this.forms.open(draft.key);
      };
      const label = first ? terms.write : terms.writeAnother;
      return html`<div class="stack">
        ${first ? html`${this.#renderNone(look)} ${checkInExample(terms, take)}` : nothing}
        ${this.renderActions('write', [{ name: 'write', label, command, primary: true, opens: draft.key }])}
      </div>`;
    }
    const common = this.words(commonWords);
    const fields = checkInFields({
      draft,
      goals: openGoals(round),
      terms,
      optional: common.optional,
      ends: [common.ratingLow, common.ratingHigh],
      audience: this.audience(look, 'me', common.onlyYouUntil(partnerName)),
      problems: this.problemsOf(draft, recordCommand(of, round, draft.values)),
      heading: heading(this.headingLevel + 1, terms.goals, ''),
    });
    const onSubmit = () => {
      if (!draft.values.id) draft.set({ id: partnership.newId() });
      const values = this.#draft(look).values;
      void this.finish(draft, recordCommand(of, round, values), terms.sentTo(partnerName));
    };
    const label = sentence(terms.sendTo, partnerName);
    return this.renderForm(look, { draft, title: terms.formTitle, fields, label, command, onSubmit });
  }

  #renderEntries(look: Look): TemplateResult {
    const { round, terms, isMine, of } = look;
    const newest = round.checkIns.toReversed();
    const shown = this.#showAll ? newest : newest.slice(0, SHOWN);
    const more = newest.length - shown.length;
    const showAll = () => {
      this.#showAll = true;
      this.requestUpdate();
      void this.focusOn(`[data-check-in="${newest[SHOWN]?.id}"]`);
    };
    return html`<ol class="plain entries" reversed>
        ${repeat(
          shown,
          ({ id }) => id,
          (checkIn) =>
            checkInEntry({
              ...look,
              seat: of,
              checkIn,
              audience: this.audience(look, 'pair'),
              day: (at) => this.day(at, look),
              heading: (content) => heading(this.headingLevel + 1, content, ''),
              actions: isMine ? this.#renderTakeBack(look, checkIn) : this.#renderAnswering(look, checkIn),
              answerActions: (answer) => this.#renderTakeBackAnswer(look, checkIn, answer),
            }),
        )}
      </ol>
      ${
        more
          ? html`<div>
              <button type="button" data-action="show-all" @click=${showAll}>${terms.showAll(more)}</button>
            </div>`
          : nothing
      }`;
  }

  /** Words that are taken back go into the form again. */
  #renderTakeBack(look: Look, checkIn: CheckIn) {
    const draft = this.#draft(look);
    if (checkIn !== look.round.checkIns.at(-1) || draft.touched) return nothing;
    return this.#renderUndoInto(look, 'checkIn.recorded', draft.key, () => draft.set(draftOfText(checkIn.text)));
  }

  #renderTakeBackAnswer(look: Look, checkIn: CheckIn, { by, at, kind, text }: CheckInAnswer) {
    const draft = this.#answerDraft(look, checkIn);
    const latest = look.round.checkIns.every(({ answers }) => answers.every((each) => each.at <= at));
    if (by !== look.me || !latest || draft.touched) return nothing;
    return this.#renderUndoInto(look, 'checkIn.answered', draft.key, () => draft.set({ kind, text }));
  }

  #renderUndoInto({ document, me, readOnly, terms }: Look, type: string, form: string, fill: () => void) {
    const change = document.changes[me];
    if (!change?.before || change.type !== type || readOnly) return nothing;
    const takeBack = async () => {
      if (!(await this.act(form, { type: 'change.undo', change: change.command }))) return;
      fill();
      this.forms.open(form);
    };
    return html`<div>
      <button type="button" class="link small" data-action="take-back" @click=${takeBack}>${terms.takeBack}</button>
    </div>`;
  }

  /** The coach's form, open at once where the latest check-in waits for an answer. */
  #renderAnswering(look: Look, checkIn: CheckIn) {
    const { of, round, terms, partnerName, partnership, document } = look;
    if (document.seats[of].phase === 'roleSwap') return nothing;
    const draft = this.#answerDraft(look, checkIn);
    const command = answerCommand(of, checkIn.id, { ...emptyAnswer, text: '?' });
    const place = `answer-${checkIn.id}`;
    const waits = checkIn === round.checkIns.at(-1) && !checkIn.answers.length && this.explain(command).allowed;
    if (!this.forms.isOpen({ key: draft.key, touched: draft.touched || waits })) {
      const answered = checkIn.answers.length > 0;
      if (answered && checkIn !== round.checkIns.at(-1)) return nothing;
      const label = answered ? terms.answerAgain : terms.answer;
      return this.renderActions(place, [{ name: place, label, command, opens: draft.key }]);
    }
    const fields = answerFields({
      checkIn: checkIn.id,
      draft,
      terms,
      audience: this.audience(look, 'me', this.words(commonWords).onlyYouUntil(partnerName)),
      problem: this.problemsOf(draft, answerCommand(of, checkIn.id, draft.values))['text'],
    });
    const onSubmit = () => {
      if (!draft.values.id) draft.set({ id: partnership.newId() });
      const values = this.#answerDraft(look, checkIn).values;
      void this.finish(draft, answerCommand(of, checkIn.id, values), terms.sentTo(partnerName));
    };
    const label = sentence(terms.sendTo, partnerName);
    return this.renderForm(look, { draft, title: terms.answerTitle(partnerName), fields, label, command, onSubmit });
  }

  #renderMovingOn(look: Look): TemplateResult {
    const { of, isMine, terms, partnerName } = look;
    const action = isMine
      ? {
          name: 'begin-reflection',
          label: terms.begin,
          primary: look.round.reflectionAskedAt !== null,
          command: { type: 'reflection.begin', seat: of } as const,
        }
      : { name: 'ask-reflection', label: terms.ask, command: { type: 'reflection.ask', seat: of } as const };
    return html`<section class="stack tight">
      ${heading(this.headingLevel + 1, terms.onTitle, '')}
      <p class="soft">${isMine ? terms.onMine : sentence(terms.onTheirs, partnerName)}</p>
      ${this.renderActions('on', [action])} ${this.problemAt('on')}
      ${isMine ? nothing : this.renderUndo(look, 'reflection.asked')}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-check-in': TandemCheckIn;
  }
}
