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
import { heading } from '../base/parts/heading.js';
import { levelBarStyles } from '../base/parts/level-bar.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { roundWords } from '../base/words/round.js';
import { closedGoal, goalAgreement, goalFacts, goalHistory, goalScale } from './goal-article.js';
import { goalChanges } from './goal-diff.js';
import { type GoalDraft, goalDraft } from './goal-form.js';
import { GoalForms, type Look, proposal } from './goal-forms.js';
import { goalsStyles } from './goals.styles.js';
import { type GoalsTerms, goalChangeWords, goalsWords } from './goals.words.js';

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
 * @event {TandemFactEvent} tandem-phase-entered - The coachee went on to the plan.
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
    const { document, me, partnerName } = view;
    const seat = this.roundShown(view);
    const isMine = seat === me;
    const look: Look = { document, seat, me, terms, view, isMine, partnerName, day: (day) => this.day(day, view) };
    const { round } = document.seats[seat];
    return html`<section class="pad stack wide seat-${seat}">
      <header class="stack tight">
        <div class="row apart">
          <div id="title" tabindex="-1" data-home="">
            ${heading(this.headingLevel, isMine ? terms.mine : sentence(terms.theirs, nameOf(document, seat)))}
          </div>
          ${this.audience(view, 'pair')}
        </div>
        ${this.renderSwitch(view, seat)}
      </header>
      ${this.renderStanding(view)}
      ${
        document.status === 'agreeing'
          ? html`<p class="soft">${terms.notYet}</p>`
          : round
            ? this.#renderRound(look, round.goals)
            : this.#renderResting(look)
      }
      ${this.renderLastChange(view, seat, this.words(goalChangeWords))} ${this.problemElsewhere()} ${this.renderSaid()}
    </section>`;
  }

  #renderResting({ isMine, document, seat, terms }: Look): TemplateResult {
    const rest = this.words(roundWords);
    const last = document.seats[seat].past.at(-1);
    return html`<p class="soft">${isMine ? rest.myRoundRests : sentence(rest.resting, nameOf(document, seat))}</p>
      ${this.#renderClosed(last?.goals ?? [], terms)}`;
  }

  #renderRound(look: Look, goals: readonly Goal[]): TemplateResult {
    const { view, seat, isMine, terms } = look;
    const newGoal = this.draftFor(view, `goal/new/${seat}`);
    // Words that were half-written when their goal was closed stay in sight.
    const isOpen = (goal: Goal) => goal.state === 'open' || this.formOf(look, goal)?.touched;
    const open = goals.filter(isOpen);
    return html`
      ${
        open.length
          ? html`<div class="goals">
              ${repeat(
                open,
                ({ id }) => id,
                (goal) => this.#renderGoal(look, goal),
              )}
            </div>`
          : nothing
      }
      ${
        isMine && this.forms.isOpen(newGoal)
          ? this.renderNewGoal(look, newGoal)
          : this.#renderOpeners(
              look,
              newGoal,
              goals.some(({ state }) => state === 'open'),
            )
      }
      ${this.#renderClosed(
        goals.filter((goal) => !isOpen(goal)),
        terms,
      )}
    `;
  }

  /** What comes after the goals: an example where there is none, another goal, the way on. */
  #renderOpeners(look: Look, draft: Draft<GoalDraft>, some: boolean): TemplateResult {
    const { view, seat, isMine, terms, partnerName } = look;
    const inPhase = view.document.seats[seat].phase === 'goalSetting';
    const name = nameOf(view.document, seat);
    if (!isMine) {
      if (some)
        return html`${inPhase ? html`<p class="small soft">${sentence(terms.readyTheirs, name)}</p>` : nothing}`;
      return html`<p class="soft">${inPhase ? sentence(terms.emptyTheirs, name) : terms.emptyLater}</p>`;
    }
    const buttons = this.renderActions('round', [
      some && {
        name: 'ready',
        label: terms.ready,
        primary: true,
        command: { type: 'goals.ready', seat },
        onClick: () => void this.act('round', { type: 'goals.ready', seat }, terms.readyDone),
      },
      {
        name: 'write',
        label: draft.touched ? terms.goOn : some ? terms.writeAnother : terms.write,
        primary: !some,
        command: proposal(seat, { ...goalDraft(), statement: '…' }),
        opens: draft.key,
      },
    ]);
    if (some) return html`${buttons} ${this.problemAt('round')}`;
    if (buttons === nothing) return html`<p class="soft">${terms.emptyLater}</p>`;
    return html`<div class="stack">
      <p>${terms.emptyMine} <span class="soft">${sentence(terms.emptyMineHow, partnerName)}</span></p>
      <figure class="example stack tight">
        <blockquote>${terms.exampleStatement}</blockquote>
        <figcaption>
          <button type="button" class="link" data-action="example" @click=${() => this.#takeExample(look, draft)}>
            ${terms.takeExample}
          </button>
        </figcaption>
      </figure>
      ${buttons} ${this.problemAt('round')}
    </div>`;
  }

  #takeExample({ view, terms }: Look, draft: Draft<GoalDraft>): void {
    draft.set({
      statement: terms.exampleStatement,
      why: terms.exampleWhy,
      due: dayOf(view.partnership.now() + 84 * DAY),
      scale: [...terms.exampleLevels.split('\n'), '', '', '', ''].slice(0, 5) as GoalScale,
      baseline: -1,
    });
    this.forms.open(draft.key);
  }

  #renderGoal(look: Look, goal: Goal): TemplateResult {
    const form = this.formOf(look, goal);
    const offers = goal.suggestions.filter(({ state }) => state === 'open');
    return html`<article class="goal stack" part="goal" data-goal=${goal.id} aria-labelledby="goal-${goal.id}">
      <div class="stack nearest" id="goal-${goal.id}" tabindex="-1" data-home=${goal.id}>
        ${heading(this.headingLevel + 1, html`<span class="words" dir="auto">${goal.text.statement}</span>`, 'statement')}
        ${goal.text.why ? html`<p class="words soft" dir="auto">${goal.text.why}</p>` : nothing}
        ${goalFacts(goal, look)}
      </div>
      ${goalScale(goal, look.terms)} ${goalAgreement(goal, look)}
      ${offers.map((offer) => this.#renderOffer(look, goal, offer))}
      ${form ? this.renderGoalForm(look, goal, form) : this.#renderGoalActions(look, goal)} ${this.problemAt(goal.id)}
      ${goalHistory(goal, look)}
    </article>`;
  }

  #renderGoalActions({ seat, terms, isMine, view, me }: Look, goal: Goal): TemplateResult | typeof nothing {
    const about = { seat, goal: goal.id };
    const other = { ...goal.text, statement: `${goal.text.statement.slice(0, 1)}…` };
    const key = (kind: string) => `goal/${kind}/${goal.id}`;
    const label = (kind: string, text: string) => (view.partnership.drafts.get(key(kind)) ? terms.goOn : text);
    const agree: CommandInput = { type: 'goal.agree', ...about, revision: goal.revision };
    return this.renderActions(goal.id, [
      !goal.agreed[me] && {
        name: 'agree',
        label: terms.agree,
        primary: !goal.suggestions.some(({ by, state }) => by === me && state === 'open'),
        command: agree,
        onClick: () => void this.act(goal.id, agree, terms.agreed),
      },
      !isMine && {
        name: 'suggest',
        label: label('suggest', terms.suggest),
        command: { type: 'goal.suggestChange', ...about, suggestion: 'new', text: other },
        opens: key('suggest'),
      },
      { name: 'achieve', label: terms.achieve, command: { type: 'goal.achieve', ...about } },
      { name: 'carry-over', label: terms.carryOver, command: { type: 'goal.carryOver', ...about } },
      {
        name: 'revise',
        label: label('revise', terms.revise),
        command: { type: 'goal.revise', ...about, text: other },
        opens: key('revise'),
      },
      {
        name: 'drop',
        label: label('drop', terms.drop),
        command: { type: 'goal.drop', ...about, reason: '…' },
        opens: key('drop'),
      },
    ]);
  }

  /** Other words that lie on the table. */
  #renderOffer(look: Look, goal: Goal, offer: GoalSuggestion): TemplateResult {
    const { view, seat, terms, isMine, document, me } = look;
    const about = { seat, goal: goal.id, suggestion: offer.id };
    const name = nameOf(document, offer.by);
    const place = `offer-${offer.id}`;
    const draft = this.draftFor(view, `goal/decline/${offer.id}`);
    const decline: CommandInput = {
      type: 'goal.declineSuggestion',
      ...about,
      reason: draft.values.note.trim() || undefined,
    };
    const accept: CommandInput = { type: 'goal.acceptSuggestion', ...about };
    return html`<div class="notice stack tight seat-${offer.by}" part="suggestion" data-suggestion=${offer.id}>
      <div class="row">
        ${person(document, offer.by, { bare: true })}
        ${heading(this.headingLevel + 2, offer.by === me ? sentence(terms.youSuggested, nameOf(document, seat)) : sentence(terms.suggests, name), '')}
      </div>
      ${offer.note ? html`<p class="words" dir="auto">${offer.note}</p>` : nothing}
      ${goalChanges(goal.text, offer.text, terms, look.day)}
      ${isMine && offer.revision !== goal.revision ? html`<p class="small">${sentence(terms.outdated, name)}</p>` : nothing}
      ${
        isMine && this.forms.isOpen(draft)
          ? this.renderForm(view, {
              draft,
              fields: this.noteField(view, draft, terms.declineWhy, this.problemsOf(draft, decline).reason, true),
              label: terms.declineIt,
              command: decline,
              onSubmit: () => void this.finish(draft, decline, terms.declined),
            })
          : this.renderActions(place, [
              {
                name: 'accept',
                label: terms.accept,
                primary: true,
                command: accept,
                onClick: () => void this.act(goal.id, accept, terms.accepted),
              },
              { name: 'decline', label: terms.decline, command: decline, opens: draft.key },
            ])
      }
    </div>`;
  }

  #renderClosed(goals: readonly Goal[], terms: GoalsTerms): TemplateResult | typeof nothing {
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
