import { type TemplateResult, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import {
  type CommandInput,
  type Goal,
  type GoalScale,
  type GoalText,
  LINE_LIMIT,
  type SmartLanguage,
} from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { dayOf } from '../base/parts/dates.js';
import { choiceField, dayField, textField } from '../base/parts/fields.js';
import { heading } from '../base/parts/heading.js';
import { levels } from '../base/parts/level-bar.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { writingWords } from '../base/words/writing.js';
import { roundWords } from '../base/words/round.js';
import type { GoalLook } from './goal-article.js';
import { type GoalDraft, goalDraft, goalText, proposal } from './goal-draft.js';
import { smartWords } from './goals.words.js';
import { smartChips, smartSentence } from './smart-chips.js';

/** A form that words a goal. */
interface Wording {
  readonly draft: Draft<GoalDraft>;
  readonly title: string;
  readonly label: unknown;
  readonly command: CommandInput | ((id: string) => CommandInput);
  /** Label of a note that goes with it. */
  readonly note?: string;
}

/** The forms in which goals are worded, reworded and let go. */
export abstract class GoalForms extends RoundElement {
  /** Which words make a goal specific, measurable, time-bound: English unless given. */
  @property({ attribute: false }) smartLanguage: SmartLanguage | undefined;

  /** What a screen reader heard last about the letters. */
  #heard = '';

  protected draftFor({ partnership }: View, key: string, text?: GoalText): Draft<GoalDraft> {
    return draftOf(this, partnership, key, goalDraft(text));
  }

  protected renderNewGoal(look: GoalLook, draft: Draft<GoalDraft>): TemplateResult {
    const { of, terms, partnerName } = look;
    return html`<div class="line stack">
      ${heading(this.headingLevel + 1, terms.newGoal, 'statement')}
      ${this.#renderWording(look, {
        draft,
        title: terms.newGoal,
        label: sentence(terms.propose, partnerName),
        command: (id) => proposal(of, draft.values, id),
      })}
    </div>`;
  }

  /** The form that is open at a goal. */
  protected formOf(look: GoalLook, goal: Goal): Draft<GoalDraft> | undefined {
    return (look.isMine ? ['revise', 'drop'] : ['suggest'])
      .map((kind) => this.draftFor(look, `goal/${kind}/${goal.id}`, goal.text))
      .find((draft) => this.forms.isOpen(draft));
  }

  protected renderGoalForm(look: GoalLook, goal: Goal, draft: Draft<GoalDraft>): TemplateResult {
    const { of: seat, terms, partner, partnerName, isMine } = look;
    const { saveWords, suggestTo } = this.words(roundWords);
    const about = { seat, goal: goal.id };
    const text = goalText(draft.values);
    const note = draft.values.note.trim();
    if (draft.key.startsWith('goal/drop/')) {
      return this.renderNoteForm(look, draft, terms.dropWhy, terms.dropIt, {
        type: 'goal.drop',
        ...about,
        reason: note,
      });
    }
    if (isMine) {
      const command = { type: 'goal.revise', ...about, text } as const;
      return html`${goal.agreed[partner] ? html`<p class="small">${sentence(terms.reviseTakesBack, partnerName)}</p>` : nothing}
      ${this.#renderWording(look, { draft, title: terms.revise, label: saveWords, command })}`;
    }
    return html`<p class="small">${sentence(terms.withIt, partnerName)}</p>
      ${this.#renderWording(look, {
        draft,
        title: terms.suggest,
        label: sentence(suggestTo, partnerName),
        command: (suggestion) => ({
          type: 'goal.suggestChange',
          ...about,
          suggestion,
          text,
          note: note || undefined,
        }),
        note: terms.note,
      })}`;
  }

  #renderWording(look: GoalLook, { note, ...form }: Wording): TemplateResult {
    const { draft } = form;
    const hear = () => {
      // A field that goes with its form says goodbye with a change.
      if (!this.forms.isOpen(draft)) return;
      const heard = smartSentence(draft.values, this.words(smartWords), this.smartLanguage);
      if (heard !== this.#heard) this.announce(heard);
      this.#heard = heard;
    };
    return this.renderForm(look, {
      ...form,
      fields: (problems) =>
        html`<div class="stack" @change=${hear}>
          ${this.#fields(look, draft, problems)}
          ${note ? this.noteField(look, draft, note, problems['note'], true) : nothing}
        </div>`,
    });
  }

  /** The fields of a goal, with the letters that light up while it is written. */
  #fields(look: GoalLook, draft: Draft<GoalDraft>, problems: Readonly<Record<string, string>>): TemplateResult {
    const { terms, isMine, partnerName, partnership } = look;
    const { key, values } = draft;
    const { optional } = this.words(writingWords);
    const audience = this.untilSent(look);
    const about = (name: 'statement' | 'why' | 'due', theirs?: (owner: string) => string) => ({
      name: `${key}/${name}`,
      label: sentence((!isMine && theirs) || terms[name], partnerName),
      value: values[name],
      problem: problems[`text.${name}`],
      onChange: (value: string) => draft.set({ [name]: value }),
    });
    const isPast = values.due && values.due < dayOf(partnership.now());
    return html`
      <div class="stack tight">
        ${textField({ ...about('statement', terms.statementTheirs), audience, rows: 3 })}
        ${smartChips(values, this.words(smartWords), this.smartLanguage)}
      </div>
      ${textField({ ...about('why', terms.whyTheirs), audience, optional })}
      ${dayField({ ...about('due'), optional, hint: isPast ? this.words(roundWords).duePast : undefined })}
      ${this.#levelFields(look, draft)}
      <details>
        <summary>${terms.weight} <span class="optional">(${optional})</span></summary>
        <div class="stack">
          ${this.#gradeField(look, draft, 'importance')} ${this.#gradeField(look, draft, 'difficulty')}
        </div>
      </details>
    `;
  }

  #levelFields(look: GoalLook, draft: Draft<GoalDraft>): TemplateResult {
    const { terms, levelNames } = look;
    const { key, values } = draft;
    return html`<fieldset class="stack tight level-fields" aria-describedby="${key}/levels-hint">
      <legend>${terms.levels} <span class="optional">(${this.words(writingWords).optional})</span></legend>
      <div class="under hint"><span id="${key}/levels-hint">${terms.levelsHint}</span>${this.untilSent(look)}</div>
      ${levels.map((level, index) =>
        textField({
          name: `${key}/level${index}`,
          label: levelNames[level],
          value: values.scale[index],
          single: true,
          problem: (values.scale[index] ?? '').length > LINE_LIMIT ? terms.levelsTooLong : undefined,
          onChange: (value) => draft.set({ scale: draft.values.scale.with(index, value) as GoalScale }),
        }),
      )}
      ${choiceField<-2 | -1 | 0>({
        name: `${key}/baseline`,
        label: terms.baseline,
        value: values.baseline,
        choices: ([-2, -1] as const).map((value) => ({ value, label: levelNames[value] })),
        onChange: (baseline) => draft.set({ baseline }),
      })}
    </fieldset>`;
  }

  #gradeField({ terms }: GoalLook, draft: Draft<GoalDraft>, name: 'importance' | 'difficulty'): TemplateResult {
    const grades = [terms.unset, terms.low, terms.middle, terms.high];
    return choiceField<number>({
      name: `${draft.key}/${name}`,
      label: terms[name],
      value: draft.values[name],
      choices: grades.map((label, value) => ({ value, label })),
      onChange: (value) => draft.set({ [name]: value }),
    });
  }
}
