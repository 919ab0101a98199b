import { type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { type ReflectionText, type Round, type Seat, ownReflection } from '../../core/index.js';
import { type Draft, draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { heading } from '../base/parts/heading.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { commonWords } from '../base/words/common.js';
import { reflectionFields, shareFields } from './reflection.form.js';
import { readReflection } from './reflection.read.js';
import { type ShareDraft, draftOfText, isSameText, textOfDraft, textToShare } from './reflection.text.js';
import { reflectionWords } from './reflection.words.js';

/** One round of one seat, looked back on. */
export interface Look {
  readonly view: View;
  readonly seat: Seat;
  readonly round: Round;
  /** It still runs. */
  readonly running: boolean;
  /** The time for reflection has come, and not all is said. */
  readonly isTime: boolean;
  readonly isMine: boolean;
  readonly kept: ReflectionText | undefined;
  readonly shared: ReflectionText | null | undefined;
}

/** A member's own side of a reflection: written alone, kept, and a copy of it shared on purpose. */
export abstract class OwnReflection extends RoundElement {
  /** The round whose reflection was shared just now. */
  @state() private arrived = '';

  protected look(view: View, seat: Seat, round: Round): Look {
    const { document, me, own } = view;
    const running = document.seats[seat].round === round;
    return {
      view,
      seat,
      round,
      running,
      isTime: running && document.status === 'coaching' && document.seats[seat].phase === 'reflection',
      isMine: seat === me,
      kept: ownReflection(own, seat, round.number)?.text,
      shared: round.reflections[me]?.shared,
    };
  }

  /** One's own words: being written, kept, and shared. */
  protected renderOwn(look: Look): TemplateResult {
    const terms = this.words(reflectionWords);
    const { view, seat, round, running, isTime, kept, shared } = look;
    const key = `reflection/${seat}.${round.number}`;
    const draft = draftOf(this, view.partnership, key, draftOfText(kept));
    const shareDraft = draftOf<ShareDraft>(this, view.partnership, `share/${seat}.${round.number}`, {
      whatHappened: kept?.whatHappened ?? '',
      soWhat: kept?.soWhat ?? '',
      nowWhat: kept?.nowWhat ?? '',
      ratings: false,
    });
    // Where writing is what there is to do, the form is there; it can be closed all the same.
    const writes = this.forms.isOpen(isTime && !kept ? { key, touched: true } : draft);
    const shares = kept !== undefined && !shared && !writes && this.forms.isOpen(shareDraft);
    const level = this.headingLevel + 1;
    const own = shares
      ? this.#renderSharing(look, shareDraft, kept)
      : writes
        ? this.#renderWriting(look, draft)
        : this.#renderKept(look, draft, shareDraft);
    const mark = this.audience(view, 'me');
    return html`<div class="stack wide">
      ${shared ? this.#renderShared(look, shared) : nothing}
      ${
        shared && kept && !writes && isSameText(shared, kept)
          ? this.#renderChange(look, draft, terms.changeOwn)
          : html`<div class="stack">
              <div class="row apart">
                ${running || shared ? heading(level, shared ? terms.ownVersion : terms.yourWords, 'subtitle') : nothing}
                ${mark}
              </div>
              ${own}
            </div>`
      }
    </div>`;
  }

  #fields(look: Look, prefix: string, draft: Draft<object>, command: Parameters<typeof this.problemsOf>[1]) {
    const { view, isMine, running, round } = look;
    const terms = this.words(reflectionWords);
    return {
      prefix: running ? prefix : `round-${round.number}-${prefix}`,
      as: isMine ? 'Coachee' : 'Coach',
      terms,
      common: this.words(commonWords),
      problems: this.problemsOf(draft, command),
      audience: this.audience(view, 'me', prefix ? terms.audienceUntilShared(view.partnerName) : undefined),
    } as const;
  }

  #renderWriting(look: Look, draft: Draft<ReturnType<typeof draftOfText>>): TemplateResult {
    const terms = this.words(reflectionWords);
    const { view, seat, round, isTime } = look;
    const command = {
      type: 'reflection.write',
      seat,
      round: round.number,
      text: textOfDraft(draft.values),
    } as const;
    const tells = isTime && !round.reflections[view.me];
    return this.renderForm(view, {
      draft,
      title: terms.yourWords,
      fields: html`${reflectionFields(draft, this.#fields(look, '', draft, command))}
      ${tells ? html`<p class="soft">${sentence(terms.tellNote, view.partnerName)}</p>` : nothing}`,
      label: tells ? sentence(terms.keepAndTell, view.partnerName) : terms.keep,
      command,
      onSubmit: () => void this.finish(draft, command, terms.kept),
    });
  }

  #renderKept(look: Look, draft: Draft<object>, shareDraft: Draft<object>): TemplateResult {
    const terms = this.words(reflectionWords);
    const { view, seat, round, isTime, kept, shared, running } = look;
    const { partnerName } = view;
    const at = { seat, round: round.number };
    const probe = { type: 'reflection.write', ...at, text: kept ?? { whatHappened: '-' } } as const;
    const isTold = round.reflections[view.me] !== null;
    const opens = draft.key;
    if (!kept)
      return this.renderActions(draft.key, [
        { name: 'write', label: draft.touched ? terms.goOn : terms.write, command: probe, opens, primary: running },
      ]) as TemplateResult;
    const before = ownReflection(view.own, seat, round.number - 1)?.text;
    const mayShare = isTold && !shared;
    return html`
      ${readReflection(kept, terms, before)}
      ${isTime && !isTold ? html`<p class="notice">${sentence(terms.notTold, partnerName)}</p>` : nothing}
      ${running && isTold && !shared ? html`<p class="small soft">${sentence(terms.told, partnerName)}</p>` : nothing}
      ${this.renderActions(draft.key, [
        isTime && !isTold && { name: 'tell', label: sentence(terms.tell, partnerName), command: probe, primary: true },
        mayShare && {
          name: 'share',
          label: sentence(terms.share, partnerName),
          command: { type: 'reflection.share', ...at, text: kept },
          opens: shareDraft.key,
        },
        { name: 'change', label: draft.touched ? terms.goOn : terms.change, command: probe, opens },
      ])}
      ${running ? this.renderLastChange(view, seat, { 'reflection.written': terms.toldChange }) : nothing}
      ${this.problemAt(draft.key)}
    `;
  }

  #renderChange({ seat, round, kept }: Look, draft: Draft<object>, label: string): TemplateResult | typeof nothing {
    const command = {
      type: 'reflection.write',
      seat,
      round: round.number,
      text: kept ?? { whatHappened: '-' },
    } as const;
    return this.renderActions(draft.key, [{ name: 'change', label, command, opens: draft.key }]);
  }

  /** The copy that is about to be shared: exactly what the partner will read. */
  #renderSharing(look: Look, draft: Draft<ShareDraft>, kept: ReflectionText): TemplateResult {
    const terms = this.words(reflectionWords);
    const { view, seat, round } = look;
    const { partnerName } = view;
    const text = textToShare(draft.values, kept);
    const command = { type: 'reflection.share', seat, round: round.number, text } as const;
    return html`<div class="stack">
      <div class="stack tight">
        ${heading(this.headingLevel + 2, sentence(terms.shareTitle, partnerName), '')}
        <p class="soft">${terms.shareWhy}</p>
      </div>
      ${this.renderForm(view, {
        draft,
        title: terms.shareTitle(partnerName),
        fields: shareFields(draft, kept, this.#fields(look, 'share-', draft, command)),
        label: sentence(terms.shareNow, partnerName),
        command,
        onSubmit: () =>
          void this.finish(draft, command, terms.shared(partnerName)).then((sent) => {
            if (sent) this.arrived = draft.key;
          }),
      })}
    </div>`;
  }

  #renderShared(look: Look, shared: ReflectionText): TemplateResult {
    const terms = this.words(reflectionWords);
    const { view, seat, round, running } = look;
    const hasArrived = this.arrived === `share/${seat}.${round.number}`;
    const undo = running ? this.renderUndo(view, 'reflection.shared') : nothing;
    return html`<div class="stack ${hasArrived ? 'arrived' : ''}" data-part="shared">
      <div class="row apart">
        ${heading(this.headingLevel + 1, terms.whatYouShared, 'subtitle')} ${this.audience(view, 'pair')}
      </div>
      ${readReflection(shared, terms)}
      ${undo === nothing ? nothing : html`<p class="row small soft">${sentence(terms.undoShare, view.partnerName)} ${undo}</p>`}
    </div>`;
  }
}
