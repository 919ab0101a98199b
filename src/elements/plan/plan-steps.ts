import { type TemplateResult, html, nothing } from 'lit';
import { type CommandInput, type Seat, type Step, nameOf } from '../../core/index.js';
import { ifThen } from '../base/parts/if-then.js';
import { sentence } from '../base/parts/sentence.js';
import type { Action } from '../base/round-element.js';
import { type PlanLook, StepForms } from './step-forms.js';
import { stepItem } from './step-item.js';

/** Ticks a step off, or opens it again. */
export const tickOf = (seat: Seat, { id: step, state }: Step): CommandInput => ({
  type: state === 'done' ? 'step.start' : 'step.finish',
  seat,
  step,
});

/** Single steps, and what can be done with them. */
export abstract class PlanSteps extends StepForms {
  /** The steps whose buttons are shown. */
  readonly #unfolded = new Set<string>();

  protected unfold(step: string, open: boolean): void {
    if (open) this.#unfolded.add(step);
    else this.#unfolded.delete(step);
    this.requestUpdate();
  }

  /** One step of the plan, among those of the same goal. */
  protected renderStep(look: PlanLook, step: Step, list: readonly Step[]): TemplateResult {
    const { of: seat, isMine, terms } = look;
    const { id, state } = step;
    const about = { seat, step: id };
    const tick = tickOf(seat, step);
    const mayTick = isMine && state !== 'skipped' && !this.isOutOfPlace(tick);
    const form = isMine ? this.formOf(look, step) : undefined;
    const buttons = isMine && !form ? this.#renderButtons(look, step, list) : nothing;
    const isOpen = this.#unfolded.has(id);
    const unblock = () =>
      this.renderActions(`${id}-free`, [
        { name: 'unblock', label: terms.unblock, command: { type: 'step.unblock', ...about } },
      ]);
    const more = isOpen ? buttons : state === 'blocked' ? unblock() : nothing;
    const below = [more, this.problemAt(id)].filter((part) => part !== nothing);
    return stepItem({
      step,
      terms,
      today: look.today,
      place: list.indexOf(step) + 1,
      day: (day) => this.day(day, look),
      onTick: mayTick ? () => void this.act(id, tick) : undefined,
      refusal: this.refusalOf(tick),
      onMore: buttons === nothing ? undefined : () => this.unfold(id, !isOpen),
      isOpen,
      below: form ? this.renderStepForm(look, step, form) : below.length ? below : nothing,
    });
  }

  #renderButtons(look: PlanLook, step: Step, list: readonly Step[]): TemplateResult | typeof nothing {
    const { of: seat, terms } = look;
    const { id } = step;
    const about = { seat, step: id };
    return this.renderActions(id, [
      {
        name: 'start',
        label: step.state === 'open' ? terms.start : terms.again,
        command: { type: 'step.start', ...about },
      },
      { name: 'unblock', label: terms.unblock, command: { type: 'step.unblock', ...about } },
      this.opener('block', terms.blocked, { type: 'step.block', ...about, help: '…' }, `step/block/${id}`),
      this.opener('edit', terms.edit, { type: 'step.edit', ...about, text: { if: '…', then: '…' } }, `step/edit/${id}`),
      list.length > 1 && this.#moving(look, step, list, 'up'),
      list.length > 1 && this.#moving(look, step, list, 'down'),
      this.opener('skip', terms.skip, { type: 'step.skip', ...about, reason: '…' }, `step/skip/${id}`),
      { name: 'remove', label: terms.remove, command: { type: 'step.remove', ...about } },
    ]);
  }

  #moving({ document, of: seat, terms }: PlanLook, { id }: Step, list: readonly Step[], name: 'up' | 'down'): Action {
    const place = list.findIndex((each) => each.id === id) + (name === 'up' ? -1 : 1);
    const other = list[place]?.id;
    const steps = (document.seats[seat].round?.steps ?? []).map((each) => each.id);
    const order = steps.map((each) => (each === id ? (other ?? id) : each === other ? id : each));
    // The first one cannot go up: asked as if it moved, so that only its place speaks against it.
    const command: CommandInput = { type: 'step.reorder', seat, order: other ? order : steps.reverse() };
    // Focus goes along with the step that moves.
    const follow = () => this.focusOn(`[data-step="${id}"] [data-action="${name}"]`);
    const move = async () => {
      const sent = this.act(id, command, terms.moved(place + 1, list.length));
      await follow();
      if (await sent) await follow();
    };
    const reason = other ? undefined : name === 'up' ? terms.isFirst : terms.isLast;
    return { name, label: terms[name], command, reason, onClick: () => void move() };
  }

  /** A step that the coach suggests. */
  protected renderSuggestion(look: PlanLook, { id, by, state, text, note }: Step): TemplateResult {
    const { of: seat, isMine, terms, document, name } = look;
    const about = { seat, step: id };
    const content = html`<p>${ifThen(text)}</p>
      ${note ? html`<p class="words small" dir="auto">${note}</p>` : nothing}`;
    if (state === 'declined')
      return html`<div class="notice stack tight soft" data-step=${id} data-state=${state}>
        <p>${sentence(terms.notTaken, name)}</p>
        ${content}
      </div>`;
    return html`<div data-step=${id} data-state=${state}>
      ${this.renderOffer(look, {
        by,
        title: isMine ? sentence(terms.suggests, nameOf(document, by)) : sentence(terms.youSuggested, name),
        content,
        place: id,
        accept: { type: 'step.acceptSuggestion', ...about },
        decline: (reason) => ({ type: 'step.declineSuggestion', ...about, reason }),
        declineKey: `step/decline/${id}`,
      })}
    </div>`;
  }
}
