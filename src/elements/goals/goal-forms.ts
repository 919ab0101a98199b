import { type TemplateResult, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CommandInput, Goal, GoalText, Seat, SmartLanguage } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { dayOf } from '../base/parts/dates.js';
import { textField } from '../base/parts/fields.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { commonWords } from '../base/words/common.js';
import type { GoalLook } from './goal-article.js';
import { type GoalDraft, goalDraft, goalFields, goalText, smartSentence } from './goal-form.js';
import { smartWords } from './goals.words.js';

/** What a goal is drawn with. */
export interface Look extends GoalLook {
  readonly view: View;
  readonly isMine: boolean;
  readonly partnerName: string;
}

/** The forms in which goals are worded, reworded and let go. */
export abstract class GoalForms extends RoundElement {
  /** Which words make a goal specific, measurable, time-bound: English unless given. */
  @property({ attribute: false }) smartLanguage: SmartLanguage | undefined;

  /** What a screen reader heard last about the letters. */
  #heard = '';

  protected renderNewGoal(look: Look, draft: Draft<GoalDraft>): TemplateResult {
    const { view, seat, terms, partnerName } = look;
    const form = this.renderWording(look, {
      draft,
      title: terms.newGoal,
      until: terms.untilPropose(partnerName),
      label: sentence(terms.propose, partnerName),
      command: proposal(seat, draft.values),
      send: () => {
        const id = this.idFor(view, draft);
        void this.finish(draft, proposal(seat, draft.values, id), terms.proposed(partnerName));
      },
    });
    return html`<div class="line stack">${heading(this.headingLevel + 1, terms.newGoal, 'statement')} ${form}</div>`;
  }

  /** The form that is open at a goal. */
  protected formOf({ view, isMine }: Look, goal: Goal): Draft<GoalDraft> | undefined {
    const kinds = isMine ? ['revise', 'drop'] : ['suggest'];
    return kinds
      .map((kind) => this.draftFor(view, `goal/${kind}/${goal.id}`, goal.text))
      .find((draft) => this.forms.isOpen(draft));
  }

  protected renderGoalForm(look: Look, goal: Goal, draft: Draft<GoalDraft>): TemplateResult {
    const { view, seat, terms, partnerName, isMine } = look;
    const { values } = draft;
    if (draft.key.startsWith('goal/drop/')) {
      const command = { type: 'goal.drop', seat, goal: goal.id, reason: values.note.trim() } as const;
      return this.renderForm(view, {
        draft,
        fields: this.noteField(view, draft, terms.dropWhy, this.problemsOf(draft, command).reason),
        label: terms.dropIt,
        command,
        onSubmit: () => void this.finish(draft, command, terms.dropped),
      });
    }
    if (isMine) {
      const command = { type: 'goal.revise', seat, goal: goal.id, text: goalText(values) } as const;
      return html`${goal.agreed[view.partner] ? html`<p class="small">${sentence(terms.reviseTakesBack, partnerName)}</p>` : nothing}
      ${this.renderWording(look, {
        draft,
        title: terms.revise,
        until: terms.untilSave(partnerName),
        label: terms.saveWords,
        command,
        send: () => void this.finish(draft, command, terms.wordsSaved),
      })}`;
    }
    const suggestion = (id: string): CommandInput => ({
      type: 'goal.suggestChange',
      seat,
      goal: goal.id,
      suggestion: id,
      text: goalText(values),
      note: values.note.trim() || undefined,
    });
    return html`<p class="small">${sentence(terms.withIt, partnerName)}</p>
      ${this.renderWording(look, {
        draft,
        title: terms.suggest,
        until: terms.untilSuggest(partnerName),
        label: sentence(terms.sendSuggestion, partnerName),
        command: suggestion('new'),
        note: terms.note,
        send: () => void this.finish(draft, suggestion(this.idFor(view, draft)), terms.suggestionSent(partnerName)),
      })}`;
  }

  /** A form that words a goal. */
  protected renderWording(look: Look, options: Wording): TemplateResult {
    const { view, terms } = look;
    const { draft, title, until, label, command, send, note } = options;
    const smart = this.words(smartWords);
    const audience = this.audience(view, 'me', until);
    const problems = this.problemsOf(draft, command);
    const hear = () => {
      // A field that goes with its form says goodbye with a change.
      if (!this.forms.isOpen(draft)) return;
      const sentence = smartSentence(draft.values, smart, this.smartLanguage);
      if (sentence !== this.#heard) this.announce(sentence);
      this.#heard = sentence;
    };
    return this.renderForm(view, {
      draft,
      title,
      label,
      command,
      onSubmit: send,
      fields: html`<div class="stack" @change=${hear}>
        ${goalFields({
          draft,
          terms,
          smart,
          language: this.smartLanguage,
          optional: this.words(commonWords).optional,
          audience,
          problems,
          owner: look.isMine ? undefined : look.partnerName,
          today: dayOf(view.partnership.now()),
        })}
        ${note ? this.noteField(view, draft, note, problems.note, true, until) : nothing}
      </div>`,
    });
  }

  protected noteField(
    view: View,
    draft: Draft<GoalDraft>,
    label: string,
    problem?: string,
    optional = false,
    until?: string,
  ): TemplateResult {
    const common = this.words(commonWords);
    return textField({
      name: `${draft.key}/note`,
      label,
      value: draft.values.note,
      problem,
      optional: optional ? common.optional : undefined,
      audience: this.audience(view, 'me', until ?? common.onlyYouUntil(view.partnerName)),
      onChange: (note) => draft.set({ note }),
    });
  }

  protected draftFor(view: View, key: string, text?: GoalText): Draft<GoalDraft> {
    return draftOf(this, view.partnership, key, goalDraft(text));
  }

  /** The id of what a form makes stays the same when it is sent again. */
  protected idFor({ partnership }: View, draft: Draft<GoalDraft>): string {
    const id = draft.values.id || partnership.newId();
    draft.set({ id });
    return id;
  }
}

/** A form that words a goal. */
interface Wording {
  readonly draft: Draft<GoalDraft>;
  readonly title: string;
  /** Who can read it, and from when on. */
  readonly until: string;
  readonly label: unknown;
  readonly command: CommandInput;
  readonly send: () => void;
  /** Label of a note that goes with it. */
  readonly note?: string;
}

export const proposal = (seat: Seat, values: GoalDraft, goal = 'new'): CommandInput => ({
  type: 'goal.propose',
  seat,
  goal,
  text: goalText(values),
});
