import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import {
  type NextStepAction,
  type Partnership,
  type PartnershipDocument,
  type Round,
  type Seat,
  otherSeat,
  seats,
} from '../../core/index.js';
import { draftOf, filled } from '../base/draft.js';
import type { View } from '../base/element.js';
import { textField } from '../base/parts/fields.js';
import { exampleOffer } from '../base/parts/form.js';
import { heading } from '../base/parts/heading.js';
import { person } from '../base/parts/person.js';
import { reading } from '../base/parts/reading.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement, type RoundView } from '../base/round-element.js';
import { writingWords } from '../base/words/writing.js';
import { roundWords } from '../base/words/round.js';
import { balanceBar, people } from './role-swap.people.js';
import { roleSwapStyles } from './role-swap.styles.js';
import { roleSwapWords } from './role-swap.words.js';

const noteParts = ['thanks', 'handOver'] as const;

/**
 * The end of a round: both leave a line, see the balance, and change roles together, or go on without.
 *
 * @tag tandem-role-swap
 * @summary Thanks, handing over, and changing roles.
 * @event {TandemFactEvent} tandem-swap-noted - The member left a line.
 * @event {TandemFactEvent} tandem-swap-confirmed - The member is ready.
 * @event {TandemFactEvent} tandem-swap-waived - The member would rather go on without a swap.
 * @event {TandemFactEvent} tandem-round-closed - Both have said so: the round is over.
 * @event {TandemFactEvent} tandem-round-opened - The next round begins.
 * @event {TandemFactEvent} tandem-change-undone - Something was taken back.
 * @csspart form - A form.
 * @csspart field - A field with its label.
 * @csspart button - A button.
 * @csspart primary-button - The button of what comes next.
 */
export class TandemRoleSwap extends RoundElement {
  static readonly tag: string = 'tandem-role-swap';
  static override styles = [...RoundElement.styles, roleSwapStyles];

  protected override readonly business: readonly NextStepAction[] = ['writeSwapNote', 'confirmSwap'];

  /** The roles change at this moment. */
  @state() private crossing = false;
  #of: Partnership | undefined;
  #swaps: number | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { current } = this;
    const snapshot = current?.getSnapshot();
    const swaps = snapshot?.seat && snapshot.sync.state !== 'opening' ? swapsIn(snapshot.document) : undefined;
    if (current === this.#of && (swaps ?? 0) > (this.#swaps ?? Infinity)) this.crossing = true;
    this.#of = current;
    this.#swaps = swaps;
  }

  protected override renderView(member: View): TemplateResult {
    const view = this.roundView(member);
    const { document, of } = view;
    const terms = this.words(roleSwapWords);
    const roles = () => people(view, coacheeIn(document, of), terms, this.crossing, () => (this.crossing = false));
    return this.renderRoundPage(view, {
      title: terms.title,
      renderRound: (round) =>
        html`${roles()}
        ${document.seats[of].phase === 'roleSwap' ? this.#renderSwap(view, round) : this.#renderQuiet(view)}`,
      resting: html`${roles()} ${this.#renderQuiet(view)}`,
    });
  }

  /** Between two swaps: where the balance stands, and what the last round ended with. */
  #renderQuiet(view: RoundView): TemplateResult {
    const terms = this.words(roleSwapWords);
    const { document, of, me, partner } = view;
    const last = lastRound(document, of);
    return html`
      ${document.status === 'coaching' ? html`<p class="soft">${terms.later}</p>` : nothing} ${balanceBar(view, terms)}
      ${
        last
          ? this.renderPart(
              'last-round',
              this.words(roundWords).roundUntil(`${last.number}`, this.day(last.closedAt ?? last.openedAt, view)),
              nothing,
              html`${last.swapped ? nothing : html`<p class="soft">${terms.endedWithout}</p>`}
                <div class="sides">
                  ${[partner, me].map((seat) => (last.swap[seat].noted ? this.#renderNote(view, last, seat) : nothing))}
                </div>`,
            )
          : nothing
      }
    `;
  }

  #renderSwap(view: RoundView, round: Round): TemplateResult {
    const terms = this.words(roleSwapWords);
    const { document, of, isMine, me, partner, partnerName } = view;
    const { rhythm } = document;
    const isMutual = rhythm === 'mutual';
    const { confirmed } = round.swap[me];
    const theirs = round.swap[partner];
    const wish = confirmed
      ? theirs.waived
        ? terms.apart
        : terms.waiting
      : theirs.confirmed
        ? terms.ready
        : theirs.waived
          ? terms.partnerWaives
          : undefined;
    const confirm = { type: 'swap.confirm', seat: of } as const;
    const goOn = { type: 'swap.waive', seat: of } as const;
    return html`
      <p>
        ${isMutual ? terms.mutual : sentence(isMine ? terms.alternatingMine : terms.alternatingTheirs, partnerName)}
      </p>
      ${balanceBar(view, terms)}
      <div class="stack line">
        ${heading(this.headingLevel + 1, terms.notes, 'subtitle')}
        <div class="sides">${this.#renderMine(view, round)} ${this.#renderNote(view, round, partner)}</div>
      </div>
      <div class="stack line">
        ${wish ? html`<p class="notice seat-${partner}" role="status">${sentence(wish, partnerName)}</p>` : nothing}
        ${this.renderActions('swap', [
          !confirmed && {
            name: 'confirm',
            label: isMutual ? terms.nextRound : terms.swap,
            primary: true,
            command: confirm,
            onClick: () => void this.act('swap', confirm, theirs.confirmed ? terms.begun : undefined),
          },
          {
            name: 'waive',
            label: terms.waive,
            command: goOn,
            onClick: () => void this.act('swap', goOn, theirs.waived ? terms.begun : undefined),
          },
        ])}
        <p class="small soft">${terms[`${rhythm}Waive`]}</p>
        ${this.problemAt('swap')}
      </div>
    `;
  }

  /** One's own note: its form, or what is written with the way back into the form. */
  #renderMine(view: RoundView, round: Round): TemplateResult {
    const terms = this.words(roleSwapWords);
    const shared = this.words(roundWords);
    const { of, me, partnerName, partnership, readOnly } = view;
    const { noted, confirmed, thanks = '', handOver = '' } = round.swap[me];
    const draft = draftOf(this, partnership, `swap/${of}.${round.number}`, { thanks, handOver });
    const { values, set, key } = draft;
    // Another line that was begun before stays in sight.
    if ((!confirmed || draft.touched) && this.forms.isOpen(noted || readOnly ? draft : { key, touched: true })) {
      return this.renderForm(view, {
        draft,
        title: terms.notes,
        fields: (problems) =>
          html`${noteParts.map(
            (part) =>
              html`<div class="stack tight">
                ${textField({
                  name: part,
                  label: sentence(terms[`${part}Ask`], partnerName),
                  value: values[part],
                  onChange: (value) => set({ [part]: value }),
                  problem: problems[part],
                  audience: this.untilSent(view),
                })}
                ${
                  values[part].trim()
                    ? nothing
                    : exampleOffer(part, terms[`${part}Example`], this.words(writingWords), (text) =>
                        set({ [part]: text }),
                      )
                }
              </div>`,
          )}`,
        label: sentence(shared.sendTo, partnerName),
        command: { type: 'swap.note', seat: of, ...filled(values, noteParts) },
      });
    }
    const command = { type: 'swap.note', seat: of, thanks: '-' } as const;
    return this.#renderNote(
      view,
      round,
      me,
      html`${confirmed ? nothing : this.renderActions(key, [this.opener('note', noted ? shared.change : terms.write, command, key)])}
      ${this.problemAt(key)}`,
    );
  }

  /** What somebody has left for the other. */
  #renderNote(view: View, { swap }: Round, seat: Seat, actions: unknown = nothing): TemplateResult {
    const terms = this.words(roleSwapWords);
    const side = swap[seat];
    return html`<div class="note stack tight seat-${seat}" data-part=${seat === view.me ? 'mine' : 'partner'}>
      <div class="row apart">${person(view.document, seat)} ${side.noted ? this.audience(view, 'pair') : nothing}</div>
      ${
        side.noted
          ? reading(noteParts.map((part) => [terms[part], side[part]]))
          : seat === view.me
            ? nothing
            : html`<p class="soft">${sentence(this.words(roundWords).notWritten, view.partnerName)}</p>`
      }
      ${actions}
    </div>`;
  }
}

const swapsIn = (document: PartnershipDocument): number =>
  seats.flatMap((seat) => document.seats[seat].past).filter(({ swapped }) => swapped).length;

/** Who is coachee: in the alternating rhythm that is one of the two at a time. */
const coacheeIn = ({ rhythm, turn, seats: both }: PartnershipDocument, seat: Seat): Seat =>
  rhythm === 'mutual' ? seat : ([turn, otherSeat(turn)].find((each) => both[each].round) ?? turn);

/** The round that ended last: of the seat, or of both where they take turns. */
const lastRound = ({ rhythm, seats: both }: PartnershipDocument, seat: Seat): Round | undefined =>
  (rhythm === 'mutual' ? [seat] : seats)
    .flatMap((each) => both[each].past.at(-1) ?? [])
    .sort((a, b) => (a.closedAt ?? '').localeCompare(b.closedAt ?? ''))
    .at(-1);

declare global {
  interface HTMLElementTagNameMap {
    'tandem-role-swap': TandemRoleSwap;
  }
}
