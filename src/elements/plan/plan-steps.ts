import { type TemplateResult, html, nothing } from 'lit';
import { type CommandInput, type Goal, type Seat, type Step, nameOf } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { dayOf } from '../base/parts/dates.js';
import { textField } from '../base/parts/fields.js';
import { heading } from '../base/parts/heading.js';
import { ifThen } from '../base/parts/if-then.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { type Action, RoundElement } from '../base/round-element.js';
import { commonWords } from '../base/words/common.js';
import type { PlanTerms } from './plan.words.js';
import { type StepDraft, stepDraft, stepFields, stepText } from './step-form.js';
import { stepItem } from './step-item.js';

/** A round as this widget looks at it. */
export interface Look {
  readonly view: View;
  /** Whose round it is. */
  readonly seat: Seat;
  readonly isMine: boolean;
  readonly terms: PlanTerms;
  /** The present day, `2026-12-01`. */
  readonly today: string;
}

/** Deeds with a sentence to go with them, each in a form of its own. */
const noted = ['skip', 'block'] as const;

/** Single steps, and what can be done with them. */
export abstract class PlanSteps extends RoundElement {
  /** The steps whose buttons are shown. */
  readonly #unfolded = new Set<string>();

  protected draftFor(view: View, key: string, step?: Step): Draft<StepDraft> {
    return draftOf(this, view.partnership, key, stepDraft(step?.text));
  }

  /** One step of the plan, among those of the same goal. */
  protected renderStep(look: Look, step: Step, list: readonly Step[]): TemplateResult {
    const { view, seat, isMine, terms, today } = look;
    const about = { seat, step: step.id };
    const isDone = step.state === 'done';
    const command: CommandInput = { type: isDone ? 'step.start' : 'step.finish', ...about };
    const answer = this.explain(command);
    const form = isMine ? this.#formOf(look, step) : undefined;
    const buttons = isMine && !form ? this.#renderButtons(look, step, list) : nothing;
    const isOpen = this.#unfolded.has(step.id);
    return stepItem({
      step,
      terms,
      today,
      place: list.indexOf(step) + 1,
      day: (day) => this.day(day, view),
      onTick:
        isMine && step.state !== 'skipped' && !this.isOutOfPlace(command)
          ? () => void this.act(step.id, command, isDone ? terms.reopened : terms.finished)
          : undefined,
      refusal: answer.allowed ? undefined : this.sentenceForRefusal(answer),
      onMore: buttons === nothing ? undefined : () => this.unfold(step.id, !isOpen),
      isOpen,
      below: form
        ? html`${this.#renderStepForm(look, step, form)}`
        : isOpen
          ? html`${buttons} ${this.problemAt(step.id)}`
          : step.state === 'blocked'
            ? html`${this.#renderUnblock(look, step)} ${this.problemAt(step.id)}`
            : this.problemAt(step.id),
    });
  }

  protected unfold(step: string, open: boolean): void {
    if (open) this.#unfolded.add(step);
    else this.#unfolded.delete(step);
    this.requestUpdate();
  }

  #renderUnblock({ seat, terms }: Look, step: Step): TemplateResult | typeof nothing {
    return this.renderActions(`${step.id}-free`, [
      { name: 'unblock', label: terms.unblock, command: { type: 'step.unblock', seat, step: step.id } },
    ]);
  }

  #renderButtons({ seat, terms, view }: Look, step: Step, list: readonly Step[]): TemplateResult | typeof nothing {
    const about = { seat, step: step.id };
    const key = (kind: string) => `step/${kind}/${step.id}`;
    const label = (kind: string, text: string) => (view.partnership.drafts.get(key(kind)) ? terms.goOn : text);
    const place = list.indexOf(step);
    const move = (name: 'up' | 'down'): Action => {
      const other = list[place + (name === 'up' ? -1 : 1)];
      const order = swapped(view.document.seats[seat].round?.steps ?? [], step, other);
      return {
        name,
        label: terms[name],
        // The first one cannot go up: asked as if it moved, so that only its place speaks against it.
        command: { type: 'step.reorder', seat, order: other ? order : [...order].reverse() },
        reason: other ? undefined : name === 'up' ? terms.isFirst : terms.isLast,
        onClick: () => void this.#move(step.id, name, { type: 'step.reorder', seat, order }, list),
      };
    };
    const again = step.state !== 'open';
    return this.renderActions(step.id, [
      { name: 'start', label: again ? terms.again : terms.start, command: { type: 'step.start', ...about } },
      { name: 'unblock', label: terms.unblock, command: { type: 'step.unblock', ...about } },
      {
        name: 'block',
        label: label('block', terms.block),
        command: { type: 'step.block', ...about, help: '…' },
        opens: key('block'),
      },
      {
        name: 'edit',
        label: label('edit', terms.edit),
        command: { type: 'step.edit', ...about, text: { if: '…', then: '…' } },
        opens: key('edit'),
      },
      list.length > 1 && move('up'),
      list.length > 1 && move('down'),
      {
        name: 'skip',
        label: label('skip', terms.skip),
        command: { type: 'step.skip', ...about, reason: '…' },
        opens: key('skip'),
      },
      {
        name: 'remove',
        label: terms.remove,
        command: { type: 'step.remove', ...about },
        onClick: () => void this.act(step.id, { type: 'step.remove', ...about }, terms.removed),
      },
    ]);
  }

  /** Focus goes along with the step that moves. */
  async #move(step: string, name: string, command: CommandInput, list: readonly Step[]): Promise<void> {
    const place = list.findIndex(({ id }) => id === step) + (name === 'up' ? 0 : 2);
    const follow = () => this.focusOn(`[data-step="${step}"] [data-action="${name}"]`);
    const sent = this.act(step, command, this.movedTo(place, list.length));
    await follow();
    if (await sent) await follow();
  }

  protected abstract movedTo(place: number, count: number): string;

  #formOf({ view }: Look, step: Step): Draft<StepDraft> | undefined {
    return ['edit', ...noted]
      .map((kind) => this.draftFor(view, `step/${kind}/${step.id}`, step))
      .find((draft) => this.forms.isOpen(draft));
  }

  #renderStepForm({ view, seat, terms, today }: Look, step: Step, draft: Draft<StepDraft>): TemplateResult {
    const about = { seat, step: step.id };
    const note = draft.values.note.trim();
    const { partnerName } = view;
    if (draft.key.startsWith('step/edit/')) {
      const command: CommandInput = { type: 'step.edit', ...about, text: stepText(draft.values) };
      return this.renderForm(view, {
        draft,
        title: terms.edit,
        fields: this.#fields(view, draft, command, terms, today, terms.untilSave(partnerName)),
        label: terms.saveIt,
        command,
        onSubmit: () => void this.finish(draft, command, terms.saved),
      });
    }
    const isSkip = draft.key.startsWith('step/skip/');
    const command: CommandInput = isSkip
      ? { type: 'step.skip', ...about, reason: note }
      : { type: 'step.block', ...about, help: note };
    const { reason, help } = this.problemsOf(draft, command);
    return this.renderForm(view, {
      draft,
      fields: this.#noteField(view, draft, isSkip ? terms.skipWhy : terms.blockWhy, reason ?? help),
      label: isSkip ? terms.skipIt : terms.blockIt,
      command,
      onSubmit: () => void this.finish(draft, command, isSkip ? terms.isSkipped : terms.isBlocked),
    });
  }

  /** Adds a step, or suggests one. */
  protected renderNewStep(
    { view, seat, isMine, terms, today }: Look,
    goal: Goal,
    draft: Draft<StepDraft>,
  ): TemplateResult {
    const { partnerName } = view;
    const command = newStep(seat, isMine, goal.id, draft.values);
    const send = () => {
      const id = draft.values.id || view.partnership.newId();
      draft.set({ id });
      const sent = newStep(seat, isMine, goal.id, draft.values, id);
      void this.finish(draft, sent, isMine ? terms.added : terms.suggested(partnerName));
    };
    const until = isMine ? terms.untilAdd(partnerName) : terms.untilSuggest(partnerName);
    return this.renderForm(view, {
      draft,
      title: terms.formTitle,
      fields: this.#fields(view, draft, command, terms, today, until),
      label: isMine ? terms.addIt : sentence(terms.suggestIt, partnerName),
      command,
      onSubmit: send,
    });
  }

  /** A step that the coach suggests. */
  protected renderOffer({ view, seat, isMine, terms }: Look, step: Step): TemplateResult {
    const { document } = view;
    const about = { seat, step: step.id };
    const draft = this.draftFor(view, `step/decline/${step.id}`);
    const decline: CommandInput = {
      type: 'step.declineSuggestion',
      ...about,
      reason: draft.values.note.trim() || undefined,
    };
    const accept: CommandInput = { type: 'step.acceptSuggestion', ...about };
    const isDeclined = step.state === 'declined';
    const says = isDeclined ? terms.notTaken : isMine ? terms.suggests : terms.youSuggested;
    const name = nameOf(document, isMine ? step.by : seat);
    return html`<div
      class="notice stack tight ${isDeclined ? 'soft' : `seat-${step.by}`}"
      part="suggestion"
      data-step=${step.id}
      data-state=${step.state}
    >
      <div class="row">
        ${isDeclined ? nothing : person(document, step.by, { bare: true })}
        ${heading(this.headingLevel + 2, sentence(says, name), '')}
      </div>
      <p>${ifThen(step.text)}</p>
      ${step.note ? html`<p class="words small" dir="auto">${step.note}</p>` : nothing}
      ${
        isMine && this.forms.isOpen(draft)
          ? this.renderForm(view, {
              draft,
              fields: this.#noteField(view, draft, terms.declineWhy, this.problemsOf(draft, decline).reason, true),
              label: terms.declineIt,
              command: decline,
              onSubmit: () => void this.finish(draft, decline, terms.declined),
            })
          : this.renderActions(step.id, [
              {
                name: 'accept',
                label: terms.accept,
                primary: true,
                command: accept,
                onClick: () => void this.act(step.id, accept, terms.accepted),
              },
              { name: 'decline', label: terms.decline, command: decline, opens: draft.key },
            ])
      }
    </div>`;
  }

  #fields(
    view: View,
    draft: Draft<StepDraft>,
    command: CommandInput,
    terms: PlanTerms,
    today: string,
    until: string,
  ): TemplateResult {
    return stepFields({
      draft,
      terms,
      today,
      optional: this.words(commonWords).optional,
      audience: this.audience(view, 'me', until),
      problems: this.problemsOf(draft, command),
    });
  }

  #noteField(view: View, draft: Draft<StepDraft>, label: string, problem?: string, optional = false): TemplateResult {
    const common = this.words(commonWords);
    return textField({
      name: `${draft.key}/note`,
      label,
      value: draft.values.note,
      problem,
      optional: optional ? common.optional : undefined,
      audience: this.audience(view, 'me', common.onlyYouUntil(view.partnerName)),
      onChange: (note) => draft.set({ note }),
    });
  }
}

/** The present day of a view. */
export const todayOf = ({ partnership }: View): string => dayOf(partnership.now());

/** The command that a form for a new step stands for. */
export const newStep = (seat: Seat, isMine: boolean, goal: string, values: StepDraft, step = 'new'): CommandInput => ({
  type: isMine ? 'step.add' : 'step.suggest',
  seat,
  step,
  goal,
  text: stepText(values),
});

/** The ids of all steps, with two of them in each other's place. */
const swapped = (steps: readonly Step[], one: Step, other: Step | undefined): string[] =>
  steps.map(({ id }) => (id === one.id ? (other?.id ?? id) : id === other?.id ? one.id : id));
