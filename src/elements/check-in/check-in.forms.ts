import { type TemplateResult, html, nothing } from 'lit';
import { type CheckIn, openGoals } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import { choiceField, ratingField, textField } from '../base/parts/fields.js';
import { exampleFigure } from '../base/parts/form.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { writingWords } from '../base/words/writing.js';
import {
  type AnswerDraft,
  type CheckInDraft,
  answerCommand,
  draftOfText,
  emptyAnswer,
  recordCommand,
  textParts,
} from './check-in.drafts.js';
import { levelField } from './check-in.levels.js';
import type { Look } from './check-in.reading.js';

/** What is written about a round: the coachee's check-in, and the coach's answers. */
export abstract class CheckInForms extends RoundElement {
  protected renderTitle(content: unknown): TemplateResult {
    return heading(this.headingLevel + 1, content, '');
  }

  protected checkInDraft({ partnership, of, round }: Look): Draft<CheckInDraft> {
    return draftOf(this, partnership, `check-in/${of}.${round.number}`, draftOfText());
  }

  protected answerDraft({ partnership }: Look, { id }: CheckIn): Draft<AnswerDraft> {
    return draftOf(this, partnership, `check-in/answer/${id}`, emptyAnswer);
  }

  /** The coachee's form, or the way to it. */
  protected renderWriting(look: Look): TemplateResult {
    const { of, round, terms } = look;
    const { optional, ratingLow, ratingHigh } = this.words(writingWords);
    const draft = this.checkInDraft(look);
    const { values, key, set } = draft;
    if (!this.forms.isOpen(draft)) {
      // Whether there may be a check-in at all, whatever it will say.
      const command = recordCommand(of, round, { ...draftOfText(), confidence: 0 });
      return html`${round.checkIns.length ? nothing : this.#renderExample(look, draft)}
      ${this.renderActions('write', [{ name: 'write', label: terms.write, command, primary: true, opens: key }])}`;
    }
    return this.renderForm(look, {
      draft,
      ...this.#sending(look),
      title: terms.write,
      command: (id) => recordCommand(of, round, { ...values, id }),
      fields: (problems) => html`
        <div class="stack tight">
          ${this.renderTitle(terms.goals)}
          <p class="hint">${terms.goalsHint}</p>
        </div>
        ${openGoals(round).map((goal) =>
          levelField(look, goal, values.levels[goal.id], (level) =>
            set({ levels: { ...values.levels, [goal.id]: level } }),
          ),
        )}
        ${textParts.map((part) =>
          textField({
            name: part,
            label: terms[part],
            optional,
            value: values[part],
            problem: problems[`text.${part}`],
            audience: this.untilSent(look),
            onChange: (value) => set({ [part]: value }),
          }),
        )}
        ${ratingField({
          name: 'confidence',
          label: terms.confidence,
          value: values.confidence ?? undefined,
          ends: [ratingLow, ratingHigh],
          problem: problems['text.confidence'],
          onChange: (confidence) => set({ confidence }),
        })}
      `,
    });
  }

  #sending({ shared, partnerName }: Look) {
    return { label: sentence(shared.sendTo, partnerName), said: shared.sentTo(partnerName) };
  }

  /** How a check-in can sound, for somebody who has not written one yet; a click takes it over. */
  #renderExample({ terms, shared }: Look, draft: Draft<CheckInDraft>): TemplateResult {
    const example = {
      better: terms.exampleBetter,
      blocker: terms.exampleBlocker,
      applied: terms.exampleApplied,
      nextStep: terms.exampleNextStep,
    };
    return exampleFigure(
      Object.values(example).map((line) => html`<p>${line}</p>`),
      shared.takeExample,
      () => {
        draft.set(example);
        this.forms.open(draft.key);
      },
    );
  }

  /** The coach's form, open at once where the latest check-in waits for an answer. */
  protected renderAnswering(look: Look, checkIn: CheckIn): TemplateResult | typeof nothing {
    const { of, round, terms } = look;
    const { id: about, answers } = checkIn;
    const draft = this.answerDraft(look, checkIn);
    const { key, touched, values, set } = draft;
    const command = answerCommand(of, about, { ...emptyAnswer, text: '?' });
    const name = `answer-${about}`;
    const isLatest = checkIn === round.checkIns.at(-1);
    const waits = isLatest && !answers.length && this.explain(command).allowed;
    // Words that were half-written when the round went on stay in sight.
    if (this.isOutOfPlace(command) && !touched) return nothing;
    if (!this.forms.isOpen({ key, touched: touched || waits }))
      return answers.length && !isLatest
        ? nothing
        : this.renderActions(name, [{ name, label: terms.answer, command, opens: key }]);
    return this.renderForm(look, {
      draft,
      ...this.#sending(look),
      title: terms.answer,
      command: (id) => answerCommand(of, about, { ...values, id }),
      fields: (problems) => html`
        ${choiceField({
          name: `kind-${about}`,
          label: terms.answerKind,
          value: values.kind,
          choices: (['question', 'encouragement'] as const).map((value) => ({ value, label: terms[value] })),
          onChange: (kind) => set({ kind }),
        })}
        ${textField({
          name,
          label: values.kind === 'question' ? terms.yourQuestion : terms.yourEncouragement,
          hint: terms[`${values.kind}Hint`],
          value: values.text,
          problem: problems['text'],
          audience: this.untilSent(look),
          onChange: (text) => set({ text }),
        })}
      `,
    });
  }
}
