import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  type CommandInput,
  type Goal,
  type NextStepAction,
  type Round,
  type Step,
  plannedSteps,
} from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { ratingField } from '../base/parts/fields.js';
import { exampleFigure } from '../base/parts/form.js';
import { heading } from '../base/parts/heading.js';
import { ifThen } from '../base/parts/if-then.js';
import { sentence } from '../base/parts/sentence.js';
import { writingWords } from '../base/words/writing.js';
import { roundWords } from '../base/words/round.js';
import { PlanSteps, tickOf } from './plan-steps.js';
import { planStyles } from './plan.styles.js';
import { planWords } from './plan.words.js';
import { newStep, stepDraft } from './step-draft.js';
import { type PlanLook, todayOf } from './step-forms.js';

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
 * @event {TandemFactEvent} tandem-phase-entered - With that, they go on to the check-ins.
 * @event {TandemFactEvent} tandem-change-undone - Something was taken back.
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
    const look = { ...this.roundView(view), terms, today: todayOf(view) };
    return this.renderRoundPage(look, {
      title: sentence(look.isMine ? terms.mine : terms.theirs, look.name),
      renderRound: (round) => this.#renderRound(look, round),
    });
  }

  #renderRound(look: PlanLook, round: Round): TemplateResult {
    const { document, of, isMine, name, partnerName, terms } = look;
    const steps = plannedSteps(round);
    // Words for a step that were half-written when their goal was closed stay in sight.
    const isOpen = ({ id, state }: Goal) => state === 'open' || this.draftFor(look, `step/new/${id}`).touched;
    const goals = round.goals.filter(isOpen);
    const closed = round.goals.filter((goal) => !isOpen(goal) && steps.some((step) => step.goal === goal.id));
    if (document.status !== 'closed' && document.seats[of].phase === 'goalSetting' && !round.steps.length)
      return html`<p class="soft">
        ${isMine ? sentence(terms.goalsFirst, partnerName) : sentence(terms.goalsFirstTheirs, name)}
      </p>`;
    if (!goals.length && !closed.length) return html`<p class="soft">${terms.noGoal}</p>`;
    const refusal = isMine ? this.#tickRefusal(look, steps) : undefined;
    return html`
      ${steps.length ? nothing : this.#renderEmpty(look, goals[0])}
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
  #tickRefusal({ of: seat }: PlanLook, steps: readonly Step[]): string | undefined {
    const step = steps.find(({ state }) => state !== 'skipped');
    const command = step && tickOf(seat, step);
    return command && !this.isOutOfPlace(command) ? this.refusalOf(command) : undefined;
  }

  #renderEmpty(look: PlanLook, goal: Goal | undefined): TemplateResult | typeof nothing {
    const { of, isMine, name, terms } = look;
    if (!isMine) return html`<p class="soft">${sentence(terms.emptyTheirs, name)}</p>`;
    if (!goal) return nothing;
    const example = { if: terms.exampleIf, then: terms.exampleThen };
    const draft = this.draftFor(look, `step/new/${goal.id}`);
    if (this.forms.isOpen(draft) || this.isOutOfPlace(newStep(of, true, goal.id, { ...stepDraft(), ...example })))
      return nothing;
    return html`<p>${terms.empty}</p>
      ${exampleFigure(ifThen(example), this.words(roundWords).takeExample, () => {
        draft.set(example);
        this.forms.open(draft.key);
      })}`;
  }

  /** One goal with its steps, in the order of the plan. */
  #renderGroup(look: PlanLook, round: Round, goal: Goal): TemplateResult {
    const { of, isMine, terms, readOnly } = look;
    const { id, text } = goal;
    const list = plannedSteps(round).filter((step) => step.goal === id);
    const offers = round.steps.filter(
      (step) => step.goal === id && (step.state === 'suggested' || (step.state === 'declined' && !isMine)),
    );
    const draft = this.draftFor(look, `step/new/${id}`);
    const command = newStep(of, isMine, id, { ...stepDraft(), if: '…', then: '…' });
    return html`<section class="group stack tight" data-goal=${id}>
      <div tabindex="-1" data-home=${id}>
        ${heading(this.headingLevel + 1, html`<span class="words" dir="auto">${text.statement}</span>`, 'statement')}
      </div>
      ${
        list.length
          ? html`<ol class="plain steps">
              ${repeat(
                list,
                (step) => step.id,
                (step) => this.renderStep(look, step, list),
              )}
            </ol>`
          : html`<p class="soft small">${terms.noStep}</p>`
      }
      ${offers.map((step) => this.renderSuggestion(look, step))}
      ${
        this.forms.isOpen(draft) && (isMine || !readOnly)
          ? this.renderNewStep(look, goal, draft)
          : this.renderActions(id, [this.opener('add', isMine ? terms.add : terms.suggest, command, draft.key)])
      }
    </section>`;
  }

  /** The coachee's word for the plan: before it, how sure they are; after it, what it was. */
  #renderCommitment(look: PlanLook, round: Round): TemplateResult | typeof nothing {
    const { document, of: seat, isMine, name, terms } = look;
    const { commitment } = round;
    if (commitment)
      return html`<p class="small soft" data-commitment>
        ${sentence(isMine ? terms.yourWord : terms.theirWord, name, `${commitment.confidence}`)}
      </p>`;
    const probe = { type: 'plan.commit', seat, confidence: SURE } as const;
    if (!isMine)
      return document.seats[seat].phase === 'actionPlanning'
        ? html`<p class="small soft">${sentence(terms.commitTheirs, name)}</p>`
        : nothing;
    if (this.isOutOfPlace(probe)) return nothing;
    // While it cannot be committed to, the button says why; how sure one is comes after that.
    if (this.refusalOf(probe)) {
      const commit = { name: 'commit', label: terms.commit, primary: true, command: probe };
      return html`<div class="line">${this.renderActions('commit', [commit])}</div>`;
    }
    return this.#renderCommitForm(look, plannedSteps(round)[0], probe);
  }

  #renderCommitForm(look: PlanLook, first: Step | undefined, probe: CommandInput): TemplateResult {
    const { partnership, of: seat, terms } = look;
    const { ratingLow, ratingHigh } = this.words(writingWords);
    const start: { confidence: number | null } = { confidence: null };
    const draft: Draft<typeof start> = draftOf(this, partnership, `plan/commit/${seat}`, start);
    const confidence = draft.values.confidence ?? undefined;
    const isLow = confidence !== undefined && confidence < SURE;
    const command = { type: 'plan.commit', seat, confidence: confidence ?? Number.NaN } as const;
    return html`<div class="line stack commit">
      ${ratingField({
        name: 'confidence',
        label: terms.confidence,
        value: confidence,
        ends: [ratingLow, ratingHigh],
        audience: this.untilSent(look),
        problem: this.problemsOf(draft, command)['confidence'] ? terms.choose : undefined,
        onChange: (value) => draft.set({ confidence: value }),
      })}
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
          onClick: () => void this.finish(draft, command),
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
