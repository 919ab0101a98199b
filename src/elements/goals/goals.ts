import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  type CommandInput,
  type Goal,
  type GoalScale,
  type GoalSuggestion,
  type NextStepAction,
  nameOf,
} from '../../core/index.js';
import type { Draft } from '../base/draft.js';
import type { View } from '../base/element.js';
import { dayOf } from '../base/parts/dates.js';
import { exampleFigure } from '../base/parts/form.js';
import { heading } from '../base/parts/heading.js';
import { levelBarStyles } from '../base/parts/level-bar.js';
import { sentence } from '../base/parts/sentence.js';
import { levelWords } from '../base/words/common.js';
import { roundWords } from '../base/words/round.js';
import { type GoalLook, closedGoal, goalAgreement, goalFacts, goalHistory, goalScale } from './goal-article.js';
import { goalChanges } from './goal-diff.js';
import { type GoalDraft, goalDraft, proposal } from './goal-draft.js';
import { GoalForms } from './goal-forms.js';
import { goalsStyles } from './goals.styles.js';
import { goalsWords } from './goals.words.js';

const DAY = 86_400_000;

/**
 * The goals of one round: the coachee words them, the coach reads, agrees or suggests other words, and both see who
 * agrees.
 *
 * @tag tandem-goals
 * @summary SMART goals that both work out together.
 * @event {TandemFactEvent} tandem-goal-proposed - A goal was proposed.
 * @event {TandemFactEvent} tandem-goal-revised - Its words were changed.
 * @event {TandemFactEvent} tandem-goal-agreed - Somebody agreed to it.
 * @event {TandemFactEvent} tandem-goal-change-suggested - The coach suggested other words.
 * @event {TandemFactEvent} tandem-goal-suggestion-accepted - The coachee took them.
 * @event {TandemFactEvent} tandem-goal-suggestion-declined - The coachee did not.
 * @event {TandemFactEvent} tandem-goal-achieved - A goal was closed as achieved.
 * @event {TandemFactEvent} tandem-goal-carried-over - A goal goes into the next round.
 * @event {TandemFactEvent} tandem-goal-dropped - A goal was dropped.
 * @event {TandemFactEvent} tandem-phase-entered - The coachee went on to the plan, or closed the last goal after all was said.
 * @event {TandemFactEvent} tandem-change-undone - Something was taken back.
 * @csspart goal - One goal.
 * @csspart scale - Its five levels.
 * @csspart smart - The five letters.
 * @csspart suggestion - Other words that the coach suggests.
 * @csspart form - A form.
 * @csspart field - A field with its label.
 * @csspart button - A button.
 * @csspart primary-button - The one button that matters most.
 */
export class TandemGoals extends GoalForms {
  static readonly tag: string = 'tandem-goals';
  static override styles = [...GoalForms.styles, levelBarStyles, goalsStyles];

  protected override readonly business: readonly NextStepAction[] = [
    'proposeGoal',
    'agreeGoal',
    'answerSuggestion',
    'readyGoals',
    'closeGoals',
  ];

  protected override renderView(view: View): TemplateResult {
    const terms = this.words(goalsWords);
    const round = this.roundView(view);
    const look = { ...round, terms, levelNames: this.words(levelWords), day: (day: string) => this.day(day, view) };
    const past = view.document.seats[look.of].past.at(-1);
    return this.renderRoundPage(look, {
      title: sentence(look.isMine ? terms.mine : terms.theirs, look.name),
      renderRound: ({ goals }) => this.#renderRound(look, goals),
      resting: this.#renderClosed(look, past?.goals ?? []),
    });
  }

  #renderRound(look: GoalLook, goals: readonly Goal[]): TemplateResult {
    const newGoal = this.draftFor(look, `goal/new/${look.of}`);
    // Words that were half-written when their goal was closed stay in sight.
    const isOpen = (goal: Goal) => goal.state === 'open' || this.formOf(look, goal)?.touched;
    const open = goals.filter(isOpen);
    const some = goals.some(({ state }) => state === 'open');
    return html`
      ${
        open.length
          ? html`<div class="groups">
              ${repeat(
                open,
                ({ id }) => id,
                (goal) => this.#renderGoal(look, goal),
              )}
            </div>`
          : nothing
      }
      ${
        look.isMine && this.forms.isOpen(newGoal)
          ? this.renderNewGoal(look, newGoal)
          : this.#renderOpeners(look, newGoal, some)
      }
      ${this.#renderClosed(
        look,
        goals.filter((goal) => !isOpen(goal)),
      )}
    `;
  }

  /** What comes after the goals: an example where there is none, another goal, the way on. */
  #renderOpeners(look: GoalLook, draft: Draft<GoalDraft>, some: boolean): TemplateResult {
    const { document, of, isMine, name, terms, partnerName } = look;
    const inPhase = document.seats[of].phase === 'goalSetting';
    if (!isMine) {
      const says = some ? inPhase && terms.readyTheirs : inPhase ? terms.emptyTheirs : terms.emptyLater;
      return html`${says ? html`<p class="soft">${sentence(says, name)}</p>` : nothing}`;
    }
    const write = proposal(of, { ...goalDraft(), statement: '…' });
    const buttons = this.renderActions('round', [
      some && { name: 'ready', label: terms.ready, primary: true, command: { type: 'goals.ready', seat: of } },
      { ...this.opener('write', some ? terms.writeAnother : terms.write, write, draft.key), primary: !some },
    ]);
    if (!some && buttons === nothing) return html`<p class="soft">${terms.emptyLater}</p>`;
    const takeExample = this.words(roundWords).takeExample;
    return html`${
      some
        ? nothing
        : html`<p>${terms.emptyMine} <span class="soft">${sentence(terms.emptyMineHow, partnerName)}</span></p>
            ${exampleFigure(terms.exampleStatement, takeExample, () => this.#takeExample(look, draft))}`
    }
    ${buttons} ${this.problemAt('round')}`;
  }

  #takeExample({ partnership, terms }: GoalLook, draft: Draft<GoalDraft>): void {
    draft.set({
      statement: terms.exampleStatement,
      why: terms.exampleWhy,
      due: dayOf(partnership.now() + 84 * DAY),
      scale: [...terms.exampleLevels.split('\n'), '', '', '', ''].slice(0, 5) as GoalScale,
      baseline: -1,
    });
    this.forms.open(draft.key);
  }

  #renderGoal(look: GoalLook, goal: Goal): TemplateResult {
    const { text, id } = goal;
    const form = this.formOf(look, goal);
    const offers = goal.suggestions.filter(({ state }) => state === 'open');
    return html`<article class="group stack" part="goal" data-goal=${id} aria-labelledby="goal-${id}">
      <div class="stack nearest" id="goal-${id}" tabindex="-1" data-home=${id}>
        ${heading(this.headingLevel + 1, html`<span class="words" dir="auto">${text.statement}</span>`, 'statement')}
        ${text.why ? html`<p class="words soft" dir="auto">${text.why}</p>` : nothing} ${goalFacts(goal, look)}
      </div>
      ${goalScale(goal, look)} ${goalAgreement(goal, look)}
      ${offers.map((offer) => this.#renderSuggestion(look, goal, offer))}
      ${form ? this.renderGoalForm(look, goal, form) : this.#renderGoalActions(look, goal)} ${this.problemAt(id)}
      ${goalHistory(goal, look)}
    </article>`;
  }

  #renderGoalActions({ of: seat, terms, isMine, me }: GoalLook, goal: Goal): TemplateResult | typeof nothing {
    const { id, text, revision, agreed, suggestions } = goal;
    const about = { seat, goal: id };
    const other = { ...text, statement: `${text.statement.slice(0, 1)}…` };
    const suggest: CommandInput = { type: 'goal.suggestChange', ...about, suggestion: 'new', text: other };
    const revise: CommandInput = { type: 'goal.revise', ...about, text: other };
    const drop: CommandInput = { type: 'goal.drop', ...about, reason: '…' };
    return this.renderActions(id, [
      !agreed[me] && {
        name: 'agree',
        label: terms.agree,
        primary: !suggestions.some(({ by, state }) => by === me && state === 'open'),
        command: { type: 'goal.agree', ...about, revision },
      },
      !isMine && this.opener('suggest', terms.suggest, suggest, `goal/suggest/${id}`),
      { name: 'achieve', label: terms.achieved, command: { type: 'goal.achieve', ...about } },
      { name: 'carry-over', label: terms.carryOver, command: { type: 'goal.carryOver', ...about } },
      this.opener('revise', terms.revise, revise, `goal/revise/${id}`),
      this.opener('drop', terms.drop, drop, `goal/drop/${id}`),
    ]);
  }

  /** Other words that lie on the table. */
  #renderSuggestion(look: GoalLook, goal: Goal, { id, by, text, note, revision }: GoalSuggestion): TemplateResult {
    const { of: seat, terms, isMine, document, me, name } = look;
    const about = { seat, goal: goal.id, suggestion: id };
    const author = nameOf(document, by);
    return html`<div data-suggestion=${id}>
      ${this.renderOffer(look, {
        by,
        title: sentence(by === me ? terms.youSuggested : terms.suggests, by === me ? name : author),
        content: html`${note ? html`<p class="words" dir="auto">${note}</p>` : nothing}
        ${goalChanges(goal.text, text, look)}
        ${isMine && revision !== goal.revision ? html`<p class="small">${sentence(terms.outdated, author)}</p>` : nothing}`,
        place: goal.id,
        accept: { type: 'goal.acceptSuggestion', ...about },
        decline: (reason) => ({ type: 'goal.declineSuggestion', ...about, reason }),
        declineKey: `goal/decline/${id}`,
      })}
    </div>`;
  }

  #renderClosed({ terms }: GoalLook, goals: readonly Goal[]): TemplateResult | typeof nothing {
    if (!goals.length) return nothing;
    return html`<div class="closed line stack tight">
      ${heading(this.headingLevel + 1, terms.closed, 'soft')}
      <ul class="plain stack tight">
        ${goals.map((goal) => closedGoal(goal, terms))}
      </ul>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-goals': TandemGoals;
  }
}
