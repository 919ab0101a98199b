import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  type CommandInput,
  type Goal,
  type NextStepAction,
  type Round,
  type Step,
  nameOf,
  openGoals,
  plannedSteps,
} from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { ratingField } from '../base/parts/fields.js';
import { heading } from '../base/parts/heading.js';
import { ifThen } from '../base/parts/if-then.js';
import { sentence } from '../base/parts/sentence.js';
import { commonWords } from '../base/words/common.js';
import { roundWords } from '../base/words/round.js';
import { type Look, PlanSteps, newStep, todayOf } from './plan-steps.js';
import { planStyles } from './plan.styles.js';
import { planChangeWords, planWords } from './plan.words.js';
import { stepDraft } from './step-form.js';

/** Below this, smaller steps help. */
const SURE = 7;

/**
 * The plan of one round: small if-then steps for each goal. The coachee writes, orders and works them and stands behind
 * them, the coach can suggest some.
 *
 * @tag tandem-plan
 * @summary If-then steps towards the goals.
 * @event {TandemFactEvent} tandem-step-added - A step was added.
 * @event {TandemFactEvent} tandem-step-suggested - The coach suggested one.
 * @event {TandemFactEvent} tandem-step-suggestion-accepted - The coachee took it.
 * @event {TandemFactEvent} tandem-step-suggestion-declined - The coachee did not.
 * @event {TandemFactEvent} tandem-step-edited - A step has new words.
 * @event {TandemFactEvent} tandem-step-reordered - The steps have another order.
 * @event {TandemFactEvent} tandem-step-started - A step was started, or opened again.
 * @event {TandemFactEvent} tandem-step-finished - A step is done.
 * @event {TandemFactEvent} tandem-step-skipped - A step was skipped.
 * @event {TandemFactEvent} tandem-step-blocked - Something is in its way.
 * @event {TandemFactEvent} tandem-step-unblocked - Nothing is in its way any more.
 * @event {TandemFactEvent} tandem-step-removed - A step was removed.
 * @event {TandemFactEvent} tandem-plan-committed - The coachee stands behind the plan.
 * @csspart step - One step.
 * @csspart tick - The box that ticks it off.
 * @csspart suggestion - A step that the coach suggests.
 * @csspart form - A form.
 * @csspart field - A field with its label.
 * @csspart button - A button.
 * @csspart primary-button - The one button that matters most.
 */
export class TandemPlan extends PlanSteps {
  static readonly tag: string = 'tandem-plan';
  static override styles = [...PlanSteps.styles, planStyles];

  protected override readonly business: readonly NextStepAction[] = [
    'answerStepSuggestion',
    'addStep',
    'commitPlan',
    'workThePlan',
  ];

  protected override renderView(view: View): TemplateResult {
    const terms = this.words(planWords);
    const { document, me } = view;
    const seat = this.roundShown(view);
    const isMine = seat === me;
    const look: Look = { view, seat, isMine, terms, today: todayOf(view) };
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
            ? this.#renderRound(look, round)
            : this.#renderResting(look)
      }
      ${this.renderLastChange(view, seat, this.words(planChangeWords))} ${this.problemElsewhere()} ${this.renderSaid()}
    </section>`;
  }

  protected override movedTo(place: number, count: number): string {
    return this.words(planWords).moved(place, count);
  }

  #renderResting({ isMine, view, seat }: Look): TemplateResult {
    const rest = this.words(roundWords);
    return html`<p class="soft">
      ${isMine ? rest.myRoundRests : sentence(rest.resting, nameOf(view.document, seat))}
    </p>`;
  }

  #renderRound(look: Look, round: Round): TemplateResult {
    const { view, seat, isMine, terms } = look;
    const goals = openGoals(round);
    const closed = round.goals.filter(
      (goal) => goal.state !== 'open' && plannedSteps(round).some((step) => step.goal === goal.id),
    );
    const name = nameOf(view.document, seat);
    if (view.document.status !== 'closed' && view.document.seats[seat].phase === 'goalSetting' && !round.steps.length) {
      return html`<p class="soft">
        ${sentence(isMine ? terms.goalsFirst : terms.goalsFirstTheirs, isMine ? view.partnerName : name)}
      </p>`;
    }
    if (!goals.length && !closed.length) return html`<p class="soft">${terms.noGoal}</p>`;
    const refusal = isMine && plannedSteps(round).length ? this.#tickRefusal(look, round) : undefined;
    return html`
      ${plannedSteps(round).length ? nothing : this.#renderEmpty(look, goals[0])}
      ${refusal ? html`<p class="reason" id="tick-reason">${refusal}</p>` : nothing}
      <div class="groups">
        ${repeat(
          goals,
          ({ id }) => id,
          (goal) => this.#renderGroup(look, round, goal),
        )}
      </div>
      ${
        closed.length
          ? html`<details>
              <summary>${terms.closedGoals}</summary>
              <div class="groups">${closed.map((goal) => this.#renderGroup(look, round, goal))}</div>
            </details>`
          : nothing
      }
      ${this.#renderCommitment(look, round)}
    `;
  }

  /** Why no step can be ticked off at the moment, said once. */
  #tickRefusal({ seat }: Look, round: Round): string | undefined {
    const step = plannedSteps(round).find(({ state }) => state !== 'done' && state !== 'skipped');
    const command: CommandInput | undefined = step && { type: 'step.finish', seat, step: step.id };
    const answer = command && this.explain(command);
    return !answer || answer.allowed || this.isOutOfPlace(command) ? undefined : this.sentenceForRefusal(answer);
  }

  #renderEmpty(look: Look, goal: Goal | undefined): TemplateResult | typeof nothing {
    const { view, seat, isMine, terms } = look;
    if (!isMine) return html`<p class="soft">${sentence(terms.emptyTheirs, nameOf(view.document, seat))}</p>`;
    const example = { if: terms.exampleIf, then: terms.exampleThen };
    const draft = goal && this.draftFor(view, `step/new/${goal.id}`);
    const command = goal && newStep(seat, true, goal.id, { ...stepDraft(), ...example });
    if (!draft || !command || this.forms.isOpen(draft) || this.isOutOfPlace(command)) return nothing;
    return html`<div class="stack">
      <p>${terms.empty}</p>
      <figure class="example stack tight">
        <blockquote>${ifThen(example)}</blockquote>
        <figcaption>
          <button
            type="button"
            class="link"
            data-action="example"
            @click=${() => {
              draft.set(example);
              this.forms.open(draft.key);
            }}
          >
            ${terms.takeExample}
          </button>
        </figcaption>
      </figure>
    </div>`;
  }

  /** One goal with its steps, in the order of the plan. */
  #renderGroup(look: Look, round: Round, goal: Goal): TemplateResult {
    const { view, seat, isMine, terms } = look;
    const own = round.steps.filter((step) => step.goal === goal.id);
    const list = plannedSteps(round).filter((step) => step.goal === goal.id);
    const offers = own.filter(({ state }) => state === 'suggested' || (state === 'declined' && !isMine));
    const draft = this.draftFor(view, `step/new/${goal.id}`);
    const isOpen = this.forms.isOpen(draft);
    const probe = newStep(seat, isMine, goal.id, { ...stepDraft(), if: '…', then: '…' });
    return html`<section class="group stack tight" data-goal=${goal.id}>
      <div tabindex="-1" data-home=${goal.id}>
        ${heading(this.headingLevel + 1, html`<span class="words" dir="auto">${goal.text.statement}</span>`, 'statement')}
      </div>
      ${
        list.length
          ? html`<ol class="steps">
              ${repeat(
                list,
                ({ id }) => id,
                (step) => this.renderStep(look, step, list),
              )}
            </ol>`
          : html`<p class="soft small">${terms.noStep}</p>`
      }
      ${offers.map((step: Step) => this.renderOffer(look, step))}
      ${
        isOpen && (isMine || !view.readOnly)
          ? this.renderNewStep(look, goal, draft)
          : this.renderActions(goal.id, [
              {
                name: 'add',
                label: draft.touched ? terms.goOn : isMine ? terms.add : terms.suggest,
                command: probe,
                opens: draft.key,
              },
            ])
      }
    </section>`;
  }

  /** The coachee's word for the plan: before it, how sure they are; after it, what it was. */
  #renderCommitment(look: Look, round: Round): TemplateResult | typeof nothing {
    const { view, seat, isMine, terms } = look;
    const { commitment } = round;
    const name = nameOf(view.document, seat);
    if (commitment) {
      const { confidence } = commitment;
      return html`<p class="small soft" data-commitment>
        ${isMine ? terms.yourWord(confidence) : sentence(terms.theirWord, name, `${confidence}`)}
      </p>`;
    }
    const probe: CommandInput = { type: 'plan.commit', seat, confidence: SURE };
    if (!isMine) {
      return view.document.seats[seat].phase === 'actionPlanning'
        ? html`<p class="small soft">${sentence(terms.commitTheirs, name)}</p>`
        : nothing;
    }
    if (this.isOutOfPlace(probe)) return nothing;
    // While it cannot be committed to, the button says why; how sure one is comes after that.
    if (!this.explain(probe).allowed) {
      const commit = { name: 'commit', label: terms.commit, primary: true, command: probe };
      return html`<div class="line">${this.renderActions('commit', [commit])}</div>`;
    }
    return this.#renderCommitForm(look, round, probe);
  }

  #renderCommitForm({ view, seat, terms }: Look, round: Round, probe: CommandInput): TemplateResult {
    const common = this.words(commonWords);
    const start: { confidence: number | null } = { confidence: null };
    const draft: Draft<typeof start> = draftOf(this, view.partnership, `plan/commit/${seat}`, start);
    const confidence = draft.values.confidence ?? undefined;
    const isLow = confidence !== undefined && confidence < SURE;
    const command = { type: 'plan.commit', seat, confidence: confidence ?? Number.NaN } as const;
    const first = plannedSteps(round)[0];
    return html`<div class="line stack commit">
      <div class="rating-block">
        ${ratingField({
          name: 'confidence',
          label: terms.confidence,
          value: confidence,
          ends: [common.ratingLow, common.ratingHigh],
          audience: this.audience(view, 'me', common.onlyYouUntil(view.partnerName)),
          problem: this.problemsOf(draft, command).confidence ? terms.choose : undefined,
          onChange: (value) => draft.set({ confidence: value }),
        })}
      </div>
      <div aria-live="polite">${isLow ? html`<p data-low>${terms.low}</p>` : nothing}</div>
      ${this.renderActions('commit', [
        isLow &&
          first && {
            name: 'smaller',
            label: terms.smaller,
            primary: true,
            command: { type: 'step.edit', seat, step: first.id, text: { if: '…', then: '…' } },
            onClick: () => {
              this.unfold(first.id, true);
              void this.focusOn(`[data-step="${first.id}"] [data-action="more"]`);
            },
          },
        {
          name: 'commit',
          label: isLow ? terms.commitAnyway : terms.commit,
          primary: !isLow,
          command: probe,
          onClick: () => void this.finish(draft, command, terms.committed),
        },
      ])}
      ${this.problemAt(draft.key)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-plan': TandemPlan;
  }
}
