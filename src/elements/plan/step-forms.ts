import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { CommandInput, Goal, Step } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import type { Problems } from '../base/form-element.js';
import { dayOf } from '../base/parts/dates.js';
import { dayField, textField } from '../base/parts/fields.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement, type RoundView } from '../base/round-element.js';
import { writingWords } from '../base/words/writing.js';
import { roundWords } from '../base/words/round.js';
import type { PlanTerms } from './plan.words.js';
import { type StepDraft, newStep, stepDraft, stepText } from './step-draft.js';

/** What a plan is drawn with. */
export interface PlanLook extends RoundView {
  readonly terms: PlanTerms;
  /** The present day, `2026-12-01`. */
  readonly today: string;
}

/** The forms in which steps are written, changed, and let go. */
export abstract class StepForms extends RoundElement {
  protected draftFor({ partnership }: View, key: string, step?: Step): Draft<StepDraft> {
    return draftOf(this, partnership, key, stepDraft(step?.text));
  }

  /** Adds a step, or suggests one. */
  protected renderNewStep(look: PlanLook, goal: Goal, draft: Draft<StepDraft>): TemplateResult {
    const { of, isMine, terms, partnerName } = look;
    return this.renderForm(look, {
      draft,
      title: terms.formTitle,
      fields: (problems) => this.#fields(look, draft, problems),
      label: sentence(isMine ? terms.addIt : this.words(roundWords).suggestTo, partnerName),
      command: (id) => newStep(of, isMine, goal.id, draft.values, id),
    });
  }

  /** The form that is open at a step. */
  protected formOf(look: PlanLook, step: Step): Draft<StepDraft> | undefined {
    return ['edit', 'skip', 'block']
      .map((kind) => this.draftFor(look, `step/${kind}/${step.id}`, step))
      .find((draft) => this.forms.isOpen(draft));
  }

  protected renderStepForm(look: PlanLook, step: Step, draft: Draft<StepDraft>): TemplateResult {
    const { of: seat, terms } = look;
    const about = { seat, step: step.id };
    const note = draft.values.note.trim();
    if (draft.key.startsWith('step/skip/'))
      return this.renderNoteForm(look, draft, terms.skipWhy, terms.skipIt, {
        type: 'step.skip',
        ...about,
        reason: note,
      });
    if (draft.key.startsWith('step/block/'))
      return this.renderNoteForm(look, draft, terms.blockWhy, terms.blockIt, {
        type: 'step.block',
        ...about,
        help: note,
      });
    const command: CommandInput = { type: 'step.edit', ...about, text: stepText(draft.values) };
    return this.renderForm(look, {
      draft,
      title: terms.edit,
      fields: (problems) => this.#fields(look, draft, problems),
      label: this.words(roundWords).saveWords,
      command,
    });
  }

  /** A moment, what is done then, and until when. */
  #fields(look: PlanLook, draft: Draft<StepDraft>, problems: Problems): TemplateResult {
    const { terms, today } = look;
    const { key, values } = draft;
    const about = (name: 'if' | 'then' | 'due') => ({
      name: `${key}/${name}`,
      label: terms[name],
      value: values[name],
      problem: problems[`text.${name}`],
      onChange: (value: string) => draft.set({ [name]: value }),
    });
    const audience = this.untilSent(look);
    const hint = values.due && values.due < today ? this.words(roundWords).duePast : undefined;
    return html`
      ${textField({ ...about('if'), hint: terms.ifHint, audience })}
      ${textField({ ...about('then'), hint: terms.thenHint, audience })}
      ${dayField({ ...about('due'), optional: this.words(writingWords).optional, hint })}
    `;
  }
}

/** The present day of a view. */
export const todayOf = ({ partnership }: View): string => dayOf(partnership.now());
