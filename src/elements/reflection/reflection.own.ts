import { type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { type ReflectionText, type Round, ownReflection } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { Problems } from '../base/form-element.js';
import { plainButton } from '../base/parts/action-button.js';
import { ratingField, textField } from '../base/parts/fields.js';
import { exampleOffer } from '../base/parts/form.js';
import { heading } from '../base/parts/heading.js';
import { reading } from '../base/parts/reading.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement, type RoundView } from '../base/round-element.js';
import { writingWords } from '../base/words/writing.js';
import { roundWords } from '../base/words/round.js';
import {
  type ReflectionDraft,
  type ShareDraft,
  draftOfText,
  isSameText,
  ratedParts,
  textOfDraft,
  textToShare,
  writtenParts,
} from './reflection.text.js';
import { reflectionWords } from './reflection.words.js';

/** One round of one seat, looked back on. */
export interface Look extends RoundView {
  readonly round: Round;
  /** It still runs. */
  readonly running: boolean;
  /** The time for reflection has come, and not all is said. */
  readonly isTime: boolean;
  readonly kept: ReflectionText | undefined;
  readonly shared: ReflectionText | null | undefined;
}

/** A member's own side of a reflection: written alone, kept, and a copy of it shared on purpose. */
export abstract class OwnReflection extends RoundElement {
  /** The round whose reflection was shared just now. */
  @state() private arrived = '';

  protected look(view: RoundView, round: Round): Look {
    const { document, me, own, of } = view;
    const running = document.seats[of].round === round;
    return {
      ...view,
      round,
      running,
      isTime: running && document.status === 'coaching' && document.seats[of].phase === 'reflection',
      kept: ownReflection(own, of, round.number)?.text,
      shared: round.reflections[me]?.shared,
    };
  }

  /** Somebody's reflection, as they wrote it. `before` is the one of the round before, to see how the ratings moved. */
  protected renderReflection(text: ReflectionText, before?: ReflectionText): TemplateResult {
    const terms = this.words(reflectionWords);
    return html`${reading(writtenParts.map((part) => [terms[part], text[part]]))}
      <p class="small">${this.#ratings(text, before)}</p>`;
  }

  /** "Confidence 7 of 10, Listening 6 of 10 (before: 5)". */
  #ratings(text: ReflectionText, before?: ReflectionText): string {
    const terms = this.words(reflectionWords);
    const shared = this.words(roundWords);
    return ratedParts
      .flatMap((part) => {
        const [value, earlier] = [text[part], before?.[part]];
        const was = earlier === undefined ? '' : ` (${shared.before(`${earlier}`)})`;
        return value === undefined ? [] : `${terms[part]} ${shared.rating(value)}${was}`;
      })
      .join(', ');
  }

  /** One's own words: being written, kept, and shared. */
  protected renderOwn(look: Look): TemplateResult {
    const terms = this.words(reflectionWords);
    const { partnership, of, round, isTime, kept, shared } = look;
    const start = draftOfText(kept);
    const id = `${of}.${round.number}`;
    const draft = draftOf(this, partnership, `reflection/${id}`, start);
    const copy = draftOf<ShareDraft>(this, partnership, `share/${id}`, { ...start, ratings: false });
    // Where writing is what there is to do, the form is there; it can be closed all the same.
    const writes = this.forms.isOpen(isTime && !kept ? { key: draft.key, touched: true } : draft);
    const shares = kept && !shared && !writes && this.forms.isOpen(copy);
    const isSame = !!shared && !!kept && !writes && isSameText(shared, kept);
    const own = shares
      ? this.#renderSharing(look, copy, kept)
      : writes
        ? this.#renderWriting(look, draft)
        : this.#renderKept(look, draft, copy.key, isSame);
    const arrived = this.arrived === copy.key ? 'arrived' : '';
    return html`
      ${
        shared
          ? this.renderPart(
              'shared',
              terms.whatYouShared,
              this.audience(look, 'pair'),
              this.renderReflection(shared),
              arrived,
            )
          : nothing
      }
      ${isSame ? own : this.renderPart('own', terms.ownVersion, this.audience(look, 'me'), own, '')}
    `;
  }

  #renderKept(look: Look, draft: Draft<ReflectionDraft>, copy: string, isSame: boolean): TemplateResult {
    const terms = this.words(reflectionWords);
    const shared = this.words(roundWords);
    const { of, me, own, round, isTime, kept, running, partnerName } = look;
    const at = { seat: of, round: round.number };
    const write = { type: 'reflection.write', ...at, text: kept ?? { whatHappened: '-' } } as const;
    const isTold = round.reflections[me] !== null;
    const isUntold = kept && isTime && !isTold;
    const mayShare = kept && isTold && !look.shared;
    return html`
      ${kept && !isSame ? this.renderReflection(kept, ownReflection(own, of, round.number - 1)?.text) : nothing}
      ${isUntold ? html`<p class="notice">${sentence(terms.notTold, partnerName)}</p>` : nothing}
      ${running && mayShare ? html`<p class="small soft">${sentence(terms.told, partnerName)}</p>` : nothing}
      ${this.renderActions(draft.key, [
        isUntold && { name: 'tell', label: sentence(terms.tell, partnerName), command: write, primary: true },
        mayShare && {
          name: 'share',
          label: sentence(terms.share, partnerName),
          command: { type: 'reflection.share', ...at, text: kept },
          opens: copy,
        },
        {
          ...this.opener(kept ? 'change' : 'write', kept ? shared.change : terms.write, write, draft.key),
          primary: !kept && running,
        },
      ])}
      ${this.problemAt(draft.key)}
    `;
  }

  #renderWriting(look: Look, draft: Draft<ReflectionDraft>): TemplateResult {
    const terms = this.words(reflectionWords);
    const { optional, ratingLow, ratingHigh, ...common } = this.words(writingWords);
    const { of, round, isTime, isMine, me, partnerName } = look;
    const { values, set } = draft;
    const tells = isTime && !round.reflections[me];
    const prefix = this.#prefix(look);
    return this.renderForm(look, {
      draft,
      title: terms.ownVersion,
      fields: (problems) => {
        const [first, ...rest] = this.#textFields(look, draft, prefix, problems, this.audience(look, 'me'));
        return html`
          ${first}
          ${
            values.whatHappened.trim()
              ? nothing
              : exampleOffer(
                  `${prefix}whatHappened`,
                  isMine ? terms.exampleCoachee : terms.exampleCoach,
                  common,
                  (whatHappened) => set({ whatHappened }),
                )
          }
          ${rest}
          ${ratedParts.map((part) =>
            ratingField({
              name: prefix + part,
              label: terms[`${part}Ask`],
              value: values[part] ?? undefined,
              onChange: (value) => set({ [part]: value }),
              ends: [ratingLow, ratingHigh],
              optional,
              hint:
                values[part] === null
                  ? undefined
                  : plainButton({
                      name: `leave-out-${prefix}${part}`,
                      label: terms.leaveOut,
                      ariaLabel: `${terms.leaveOut}: ${terms[part]}`,
                      link: true,
                      onClick: () => {
                        set({ [part]: null });
                        void this.focusOn(`[name="${prefix}${part}"]`);
                      },
                    }),
            }),
          )}
          ${tells ? html`<p class="soft">${sentence(terms.tellNote, partnerName)}</p>` : nothing}
        `;
      },
      label: tells ? sentence(terms.keepAndTell, partnerName) : terms.keep,
      command: { type: 'reflection.write', seat: of, round: round.number, text: textOfDraft(values) },
      said: terms.kept,
    });
  }

  /** The copy that is about to be shared: exactly what the partner will read. */
  #renderSharing(look: Look, draft: Draft<ShareDraft>, kept: ReflectionText): TemplateResult {
    const terms = this.words(reflectionWords);
    const { of, round, partnerName } = look;
    const { values, set, key } = draft;
    const prefix = `${this.#prefix(look)}share-`;
    const ratings = this.#ratings(kept);
    const command = { type: 'reflection.share', seat: of, round: round.number, text: textToShare(values) } as const;
    return html`<div class="stack tight">
        ${heading(this.headingLevel + 2, sentence(terms.shareTitle, partnerName), '')}
        <p class="soft">${terms.shareWhy}</p>
      </div>
      ${this.renderForm(look, {
        draft,
        title: terms.shareTitle(partnerName),
        fields: (problems) => html`
          ${this.#textFields(look, draft, prefix, problems, this.untilSent(look))}
          ${
            ratings
              ? html`<label class="row">
                  <input
                    type="checkbox"
                    name="${prefix}ratings"
                    .checked=${live(values.ratings)}
                    @change=${() => set({ ratings: !values.ratings })}
                  />
                  ${terms.shareRatings} <span class="hint">${ratings}</span>
                </label>`
              : nothing
          }
        `,
        label: sentence(terms.shareNow, partnerName),
        command,
        onSubmit: () =>
          void this.finish(draft, command).then((sent) => {
            if (sent) this.arrived = key;
          }),
      })}`;
  }

  /** Comes before the name of every field, so that the forms of several rounds can be open. */
  #prefix({ running, round }: Look): string {
    return running ? '' : `round-${round.number}-`;
  }

  #textFields(
    { isMine }: Look,
    { values, set }: Draft<ReflectionDraft>,
    prefix: string,
    problems: Problems,
    audience: TemplateResult,
  ): TemplateResult[] {
    const terms = this.words(reflectionWords);
    return writtenParts.map((part) =>
      textField({
        name: prefix + part,
        label: terms[`${part}${isMine ? 'Coachee' : 'Coach'}`],
        value: values[part],
        onChange: (value) => set({ [part]: value }),
        optional: part === 'whatHappened' ? undefined : this.words(writingWords).optional,
        problem: problems[`text.${part}`],
        rows: 3,
        audience,
      }),
    );
  }
}
