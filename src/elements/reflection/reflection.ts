import { type TemplateResult, html, nothing } from 'lit';
import type { CommandInput, Goal, NextStepAction } from '../../core/index.js';
import { draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import type { RoundView } from '../base/round-element.js';
import { endingWords, roundWords } from '../base/words/round.js';
import { type Look, OwnReflection } from './reflection.own.js';
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
 * @event {TandemFactEvent} tandem-change-undone - Something was taken back.
 * @csspart form - A form.
 * @csspart field - A field with its label.
 * @csspart button - A button.
 * @csspart primary-button - The button of what comes next.
 */
export class TandemReflection extends OwnReflection {
  static readonly tag: string = 'tandem-reflection';
  static override styles = [...OwnReflection.styles, reflectionStyles];

  protected override readonly business: readonly NextStepAction[] = ['writeReflection', 'closeGoals'];

  protected override renderView(member: View): TemplateResult {
    const terms = this.words(reflectionWords);
    const view = this.roundView(member);
    const past = this.#renderPast(view);
    return this.renderRoundPage(view, {
      title: terms.title,
      mark: nothing,
      renderRound: (round) => {
        const look = this.look(view, round);
        const { phase } = view.document.seats[view.of];
        const isLate = phase === 'roleSwap' || phase === 'reflection';
        return html`
          <p class="soft">${isLate ? terms.why : sentence(terms.early, view.partnerName)}</p>
          ${this.renderOwn(look)} ${isLate ? html`${this.#renderGoals(look)} ${this.#renderPartner(look)}` : nothing}
          ${past}
        `;
      },
      resting: past,
    });
  }

  #renderPartner(look: Look): TemplateResult {
    const terms = this.words(reflectionWords);
    const { partner, partnerName, round, running } = look;
    const theirs = round.reflections[partner];
    if (theirs?.shared)
      return this.renderPart(
        'partner',
        sentence(terms.partnersWords, partnerName),
        this.audience(look, 'pair'),
        this.renderReflection(theirs.shared),
        running ? 'line' : '',
      );
    const says = theirs ? terms.partnerKeeps : this.words(roundWords).notWritten;
    return html`${running ? html`<div class="line soft">${sentence(says, partnerName)}</div>` : nothing}`;
  }

  #renderGoals(look: Look): TemplateResult {
    const terms = this.words(reflectionWords);
    const { isMine, partnerName, of, round } = look;
    const why = isMine ? terms.goalsWhy : sentence(terms.partnerCloses, partnerName);
    return this.renderPart(
      'goals',
      terms.goals,
      this.audience(look, 'pair'),
      html`
        ${round.goals.some(({ state }) => state === 'open') ? html`<p class="soft">${why}</p>` : nothing}
        <ul class="plain stack">
          ${round.goals.map(
            (goal) =>
              html`<li class="stack tight" data-goal=${goal.id}>
                <p class="words" dir="auto">${goal.text.statement}</p>
                ${
                  isMine && goal.state === 'open'
                    ? this.#renderEndings(look, goal)
                    : html`<p class="small row">
                        <span class="tag">${this.words(endingWords)[goal.state]}</span>
                        <span class="words soft" dir="auto">${goal.reason}</span>
                      </p>`
                }
              </li>`,
          )}
        </ul>
      `,
      `line seat-${of}`,
    );
  }

  /** The three ways in which a goal can end. */
  #renderEndings(look: Look, { id, text: { statement } }: Goal): TemplateResult {
    const { achieved, carryOver, drop, dropWhy } = this.words(endingWords);
    const goal = { seat: look.of, goal: id };
    const draft = draftOf(this, look.partnership, `drop/${id}`, { note: '' });
    const { note } = draft.values;
    if (this.forms.isOpen(draft))
      return this.renderNoteForm(look, draft, dropWhy, drop, { type: 'goal.drop', ...goal, reason: note });
    const place = `goal-${id}`;
    const ending = (name: string, label: string, command: CommandInput) => ({
      name: `${name}-${id}`,
      label,
      ariaLabel: `${label}: ${statement}`,
      command,
    });
    return html`${this.renderActions(place, [
      ending('achieve', achieved, { type: 'goal.achieve', ...goal }),
      ending('carry', carryOver, { type: 'goal.carryOver', ...goal }),
      { ...ending('drop', drop, { type: 'goal.drop', ...goal, reason: '-' }), opens: draft.key },
    ])}
    ${this.problemAt(place)}`;
  }

  #renderPast(view: RoundView): TemplateResult | typeof nothing {
    const terms = this.words(reflectionWords);
    const { past } = view.document.seats[view.of];
    if (!past.length) return nothing;
    return html`<div class="line stack tight" data-part="past">
      ${heading(this.headingLevel + 1, terms.past, 'subtitle')}
      ${past.toReversed().map((round) => {
        const look = this.look(view, round);
        const hasOwn = look.kept ?? look.shared;
        const { number, closedAt, openedAt, reflections } = round;
        const until = this.words(roundWords).roundUntil(`${number}`, this.day(closedAt ?? openedAt, view));
        return html`<details>
          <summary>${until}</summary>
          <div class="stack wide">
            ${hasOwn ? this.renderOwn(look) : nothing} ${this.#renderPartner(look)}
            ${hasOwn || reflections[view.partner]?.shared ? nothing : html`<p class="soft">${terms.nothingWritten}</p>`}
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
