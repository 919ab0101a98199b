import { type TemplateResult, html, nothing } from 'lit';
import { type CheckIn, type CommandInput, openGoals } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import { choiceField, ratingField, textField } from '../base/parts/fields.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { commonWords } from '../base/words/common.js';
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
    const draft = this.checkInDraft(look);
    const { values, key } = draft;
    const commandOf = (each: CheckInDraft) => recordCommand(of, round, each);
    // Whether there may be a check-in at all, whatever it will say.
    const command = commandOf({ ...draftOfText(), confidence: 0 });
    if (!this.forms.isOpen(draft))
      return html`${round.checkIns.length ? nothing : this.#renderExample(look, draft)}
      ${this.renderActions('write', [{ name: 'write', label: terms.write, command, primary: true, opens: key }])}`;
    const { optional, ratingLow, ratingHigh } = this.words(commonWords);
    return this.#renderSending(look, draft, terms.write, command, commandOf, (problems, audience) => [
      html`<div class="stack tight">
        ${this.renderTitle(terms.goals)}
        <p class="hint">${terms.goalsHint}</p>
      </div>`,
      openGoals(round).map((goal) =>
        levelField(goal, values.levels[goal.id], terms, (level) =>
          draft.set({ levels: { ...values.levels, [goal.id]: level } }),
        ),
      ),
      textParts.map((part) =>
        textField({
          name: part,
          label: terms[part],
          optional,
          value: values[part],
          problem: problems[`text.${part}`],
          audience,
          onChange: (value) => draft.set({ [part]: value }),
        }),
      ),
      ratingField({
        name: 'confidence',
        label: terms.confidence,
        value: values.confidence ?? undefined,
        ends: [ratingLow, ratingHigh],
        problem: problems['text.confidence'],
        onChange: (confidence) => draft.set({ confidence }),
      }),
    ]);
  }

  /** How a check-in can sound, for somebody who has not written one yet; a click takes it over. */
  #renderExample({ terms }: Look, draft: Draft<CheckInDraft>): TemplateResult {
    const { forExample, takeExample } = this.words(commonWords);
    const example = {
      better: terms.exampleBetter,
      blocker: terms.exampleBlocker,
      applied: terms.exampleApplied,
      nextStep: terms.exampleNextStep,
    };
    const take = () => {
      draft.set(example);
      this.forms.open(draft.key);
    };
    return html`<figure class="example stack tight">
      <figcaption class="small soft">${forExample}</figcaption>
      <blockquote>${Object.values(example).map((line) => html`<p>${line}</p>`)}</blockquote>
      <div><button type="button" class="link" data-action="example" @click=${take}>${takeExample}</button></div>
    </figure>`;
  }

  /** The coach's form, open at once where the latest check-in waits for an answer. */
  protected renderAnswering(look: Look, checkIn: CheckIn): TemplateResult | typeof nothing {
    const { of, round, terms } = look;
    const { id, answers } = checkIn;
    const draft = this.answerDraft(look, checkIn);
    const { key, touched, values } = draft;
    const commandOf = (each: AnswerDraft) => answerCommand(of, id, each);
    const command = commandOf({ ...emptyAnswer, text: '?' });
    const name = `answer-${id}`;
    const isLatest = checkIn === round.checkIns.at(-1);
    const waits = isLatest && !answers.length && this.explain(command).allowed;
    if (this.isOutOfPlace(command)) return nothing;
    if (!this.forms.isOpen({ key, touched: touched || waits }))
      return answers.length && !isLatest
        ? nothing
        : this.renderActions(name, [{ name, label: terms.answer, command, opens: key }]);
    return this.#renderSending(look, draft, terms.answer, command, commandOf, (problems, audience) => [
      choiceField({
        name: `kind-${id}`,
        label: terms.answerKind,
        value: values.kind,
        choices: (['question', 'encouragement'] as const).map((value) => ({ value, label: terms[value] })),
        onChange: (kind) => draft.set({ kind }),
      }),
      textField({
        name,
        label: terms[values.kind],
        hint: terms[`${values.kind}Hint`],
        value: values.text,
        problem: problems['text'],
        audience,
        onChange: (text) => draft.set({ text }),
      }),
    ]);
  }

  /** A form for the partner. It keeps the id of what it sends, so that a second try is not a second check-in. */
  #renderSending<T extends { readonly id: string }>(
    look: Look,
    draft: Draft<T>,
    title: string,
    command: CommandInput,
    commandOf: (values: T) => CommandInput,
    fields: (problems: Readonly<Record<string, string>>, audience: TemplateResult) => unknown,
  ): TemplateResult {
    const { shared, partnerName, partnership } = look;
    const audience = this.audience(look, 'me', this.words(commonWords).onlyYouUntil(partnerName));
    return this.renderForm(look, {
      draft,
      title,
      fields: fields(this.problemsOf(draft, commandOf(draft.values)), audience),
      label: sentence(shared.sendTo, partnerName),
      command,
      onSubmit: () => {
        const id = draft.values.id || partnership.newId();
        draft.set({ id } as Partial<T>);
        void this.finish(draft, commandOf({ ...draft.values, id }), shared.sentTo(partnerName));
      },
    });
  }
}
