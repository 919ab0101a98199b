import { type TemplateResult, html, nothing } from 'lit';
import { type Goal, type NextStepAction, type Round, type Seat, nameOf } from '../../core/index.js';
import { draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { exampleOffer } from '../base/parts/form.js';
import { textField } from '../base/parts/fields.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { commonWords } from '../base/words/common.js';
import { goalList } from './reflection.goals.js';
import { type Look, OwnReflection } from './reflection.own.js';
import { readReflection } from './reflection.read.js';
import { reflectionStyles } from './reflection.styles.js';
import { reflectionWords } from './reflection.words.js';

/**
 * Looking back on a round: each writes alone, shares a copy if they want to, and the coachee closes their goals.
 *
 * @tag tandem-reflection
 * @summary A private reflection, sharing it on purpose, and the ending of goals.
 * @event {TandemFactEvent} tandem-reflection-kept - The member's own words are kept, for nobody else.
 * @event {TandemFactEvent} tandem-reflection-written - The partner learns that something is written.
 * @event {TandemFactEvent} tandem-reflection-shared - The partner can read a copy.
 * @event {TandemFactEvent} tandem-goal-achieved - A goal was closed as achieved.
 * @event {TandemFactEvent} tandem-goal-carried-over - A goal goes into the next round.
 * @event {TandemFactEvent} tandem-goal-dropped - A goal was dropped.
 * @event {TandemFactEvent} tandem-phase-entered - Both have written, all goals are closed: on to the swap.
 * @csspart form - A form.
 * @csspart field - A field with its label.
 * @csspart button - A button.
 * @csspart primary-button - The button of what comes next.
 */
export class TandemReflection extends OwnReflection {
  static readonly tag: string = 'tandem-reflection';
  static override styles = [...OwnReflection.styles, reflectionStyles];

  protected override readonly business: readonly NextStepAction[] = ['writeReflection', 'closeGoals'];

  protected override renderView(view: View): TemplateResult {
    const terms = this.words(reflectionWords);
    const { document } = view;
    const seat = this.roundShown(view);
    const { round, past } = document.seats[seat];
    const isMine = seat === view.me;
    const number = `${round?.number ?? past.length}`;
    return html`<section class="pad stack wide seat-${view.me}">
      <header class="stack tight">
        ${
          round
            ? html`<p class="eyebrow">
                ${isMine ? terms.mine(number) : sentence(terms.theirs, nameOf(document, seat), number)}
              </p>`
            : nothing
        }
        <div id="title" tabindex="-1" data-home="">${heading(this.headingLevel, terms.title)}</div>
        ${this.renderSwitch(view, seat)}
      </header>
      ${this.renderStanding(view)}
      ${
        round
          ? this.#renderRunning(this.look(view, seat, round))
          : html`<p class="soft">${past.length ? terms.resting : terms.nothingYet}</p>`
      }
      ${past.length ? this.#renderPast(view, seat, past) : nothing} ${this.problemElsewhere()} ${this.renderSaid()}
    </section>`;
  }

  #renderRunning(look: Look): TemplateResult {
    const terms = this.words(reflectionWords);
    const { view, seat, isTime, round } = look;
    const { phase } = view.document.seats[seat];
    const isLate = isTime || phase === 'roleSwap' || phase === 'reflection';
    return html`
      <p class="soft">${isLate ? terms.why : sentence(terms.early, view.partnerName)}</p>
      ${this.renderOwn(look)} ${isLate && round.goals.length ? this.#renderGoals(look) : nothing}
      ${isLate ? this.#renderPartner(look) : nothing}
    `;
  }

  #renderPartner({ view, round, running }: Look): TemplateResult | typeof nothing {
    const terms = this.words(reflectionWords);
    const { partner, partnerName } = view;
    const theirs = round.reflections[partner];
    if (!theirs?.shared) {
      const says = theirs ? terms.partnerKeeps : terms.partnerWrites;
      return running ? html`<div class="part"><p class="soft">${sentence(says, partnerName)}</p></div>` : nothing;
    }
    return html`<div class="stack seat-${partner} ${running ? 'part' : ''}" data-part="partner">
      <div class="row apart">
        ${heading(this.headingLevel + 1, sentence(terms.partnersWords, partnerName), 'subtitle')}
        ${this.audience(view, 'pair')}
      </div>
      ${readReflection(theirs.shared, terms)}
    </div>`;
  }

  #renderGoals({ view, seat, round, isMine }: Look): TemplateResult {
    const terms = this.words(reflectionWords);
    const isOpen = round.goals.some(({ state }) => state === 'open');
    return html`<div class="part stack seat-${seat}" data-part="goals">
      <div class="stack tight">
        <div class="row apart">
          ${heading(
            this.headingLevel + 1,
            isMine ? terms.goals : sentence(terms.partnersGoals, view.partnerName),
            'subtitle',
          )}
          ${this.audience(view, 'pair')}
        </div>
        ${isOpen ? html`<p class="soft">${isMine ? terms.goalsWhy : sentence(terms.partnerCloses, view.partnerName)}</p>` : nothing}
      </div>
      ${goalList(round.goals, terms, (goal) =>
        isMine ? this.#renderEndings(view, seat, goal) : html`<p><span class="tag">${terms.open}</span></p>`,
      )}
      ${
        isMine
          ? this.renderLastChange(view, seat, {
              'goal.achieved': terms.achievedChange,
              'goal.carriedOver': terms.carriedOverChange,
              'goal.dropped': terms.droppedChange,
            })
          : nothing
      }
    </div>`;
  }

  /** The three ways in which a goal can end. */
  #renderEndings(view: View, seat: Seat, { id, text: { statement } }: Goal): TemplateResult {
    const terms = this.words(reflectionWords);
    const about = { seat, goal: id };
    const draft = draftOf(this, view.partnership, `drop/${id}`, { reason: '' });
    const drop = { type: 'goal.drop', ...about, reason: draft.values.reason } as const;
    const label = (action: string) => ({ label: action, ariaLabel: terms.aboutGoal(action, statement) });
    const field = `drop-${id}`;
    if (this.forms.isOpen(draft)) {
      return this.renderForm(view, {
        draft,
        title: terms.aboutGoal(terms.drop, statement),
        fields: html`<div class="stack tight">
          ${textField({
            name: field,
            label: terms.dropWhy,
            value: draft.values.reason,
            onChange: (reason) => draft.set({ reason }),
            problem: this.problemsOf(draft, drop).reason,
            audience: this.audience(view, 'me', this.words(commonWords).onlyYouUntil(view.partnerName)),
          })}
          ${
            draft.values.reason.trim()
              ? nothing
              : exampleOffer(field, terms.dropExample, this.words(commonWords), (reason) => draft.set({ reason }))
          }
        </div>`,
        label: terms.dropNow,
        command: drop,
        onSubmit: () => void this.finish(draft, drop, terms.dropped),
      });
    }
    return html`${this.renderActions(`goal-${id}`, [
      { name: `achieve-${id}`, ...label(terms.achieve), command: { type: 'goal.achieve', ...about } },
      { name: `carry-${id}`, ...label(terms.carryOver), command: { type: 'goal.carryOver', ...about } },
      { name: `drop-${id}`, ...label(terms.drop), command: { ...drop, reason: '-' }, opens: draft.key },
    ])}${this.problemAt(`goal-${id}`)}`;
  }

  #renderPast(view: View, seat: Seat, past: readonly Round[]): TemplateResult {
    const terms = this.words(reflectionWords);
    return html`<div class="part stack tight" data-part="past">
      ${heading(this.headingLevel + 1, terms.past, 'subtitle')}
      ${past.toReversed().map((round) => {
        const look = this.look(view, seat, round);
        const isEmpty = !look.kept && !look.shared && !round.reflections[view.partner]?.shared;
        return html`<details>
          <summary>${terms.pastRound(`${round.number}`, this.day(round.closedAt ?? round.openedAt, view))}</summary>
          <div class="stack wide">
            ${isEmpty ? html`<p class="soft">${terms.nothingWritten}</p>` : nothing}
            ${look.kept || look.shared ? this.renderOwn(look) : nothing} ${this.#renderPartner(look)}
          </div>
        </details>`;
      })}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-reflection': TandemReflection;
  }
}
