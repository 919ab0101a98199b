import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import {
  type NextStepAction,
  type Partnership,
  type PartnershipDocument,
  type Round,
  type Seat,
  nameOf,
  otherSeat,
  seats,
} from '../../core/index.js';
import { draftOf } from '../base/draft.js';
import type { View } from '../base/element.js';
import { heading } from '../base/parts/heading.js';
import { person } from '../base/parts/person.js';
import { sentence } from '../base/parts/sentence.js';
import { RoundElement } from '../base/round-element.js';
import { commonWords } from '../base/words/common.js';
import { draftOfSide, noteFields, noteOf, readNote } from './role-swap.notes.js';
import { balanceBar, people } from './role-swap.people.js';
import { roleSwapStyles } from './role-swap.styles.js';
import { roleSwapWords } from './role-swap.words.js';

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
    if (current !== this.#of) this.#swaps = undefined;
    if (this.#swaps !== undefined && swaps !== undefined && swaps > this.#swaps) this.crossing = true;
    this.#of = current;
    this.#swaps = swaps;
  }

  protected override renderView(view: View): TemplateResult {
    const terms = this.words(roleSwapWords);
    const { document, me } = view;
    const seat = this.roundShown(view);
    const { round } = document.seats[seat];
    const number = `${round?.number ?? ''}`;
    return html`<section class="pad stack wide">
      <header class="stack tight">
        ${
          round
            ? html`<p class="eyebrow">
                ${seat === me ? terms.mine(number) : sentence(terms.theirs, nameOf(document, seat), number)}
              </p>`
            : nothing
        }
        <div id="title" tabindex="-1" data-home="">${heading(this.headingLevel, terms.title)}</div>
        ${this.renderSwitch(view, seat)}
      </header>
      ${this.renderStanding(view)}
      ${
        document.status === 'agreeing'
          ? html`<p class="soft">${this.words(commonWords).notAgreedYet}</p>`
          : this.#renderStage(view, seat)
      }
      ${this.problemElsewhere()} ${this.renderSaid()}
    </section>`;
  }

  #renderStage(view: View, seat: Seat): TemplateResult {
    const { document } = view;
    const { round, phase } = document.seats[seat];
    const coachee = coacheeIn(document, seat);
    return html`${people(document, coachee, this.words(roleSwapWords), this.crossing, () => (this.crossing = false))}
    ${round && phase === 'roleSwap' ? this.#renderSwap(view, seat, round) : this.#renderQuiet(view, seat)}`;
  }

  /** Between two swaps: where the balance stands, and what the last round ended with. */
  #renderQuiet(view: View, seat: Seat): TemplateResult {
    const terms = this.words(roleSwapWords);
    const { document, me } = view;
    const last = lastRound(document, seat);
    return html`
      ${document.status === 'coaching' ? html`<p class="soft">${terms.later}</p>` : nothing}
      ${balanceBar(document, me, terms)} ${last ? this.#renderLast(view, last) : nothing}
    `;
  }

  #renderLast(view: View, { number, closedAt, openedAt, swap, swapped }: Round): TemplateResult {
    const terms = this.words(roleSwapWords);
    const { me, partner, partnerName } = view;
    const note = (seat: Seat, thanks: unknown, handOver: unknown) =>
      swap[seat].noted
        ? html`<div class="note seat-${seat}">${readNote(swap[seat], { thanks, handOver })}</div>`
        : nothing;
    return html`<div class="part stack" data-part="last-round">
      <div class="row apart">
        ${heading(this.headingLevel + 1, terms.lastRound(`${number}`, this.day(closedAt ?? openedAt, view)), 'subtitle')}
        ${this.audience(view, 'pair')}
      </div>
      ${swapped ? nothing : html`<p class="soft">${terms.endedWithout}</p>`}
      <div class="sides">
        ${note(partner, sentence(terms.thanksYou, partnerName), sentence(terms.partnerHandedOver, partnerName))}
        ${note(me, terms.youThanked, terms.youHandedOver)}
      </div>
    </div>`;
  }

  #renderSwap(view: View, seat: Seat, round: Round): TemplateResult {
    const terms = this.words(roleSwapWords);
    const { document, me, partner, partnerName } = view;
    const isMutual = document.rhythm === 'mutual';
    const next = sentence(terms[`${document.rhythm}${seat === me ? 'Mine' : 'Theirs'}`], partnerName);
    const waive = isMutual
      ? terms.waiveMutual
      : seat === me
        ? terms.waiveMine
        : sentence(terms.waiveTheirs, partnerName);
    const [mine, theirs] = [round.swap[me], round.swap[partner]];
    const partnersWish = mine.confirmed
      ? theirs.waived
        ? terms.apart
        : terms.waiting
      : theirs.confirmed
        ? terms.ready
        : theirs.waived
          ? terms.partnerWaives
          : undefined;
    const done = isMutual ? terms.begun : terms.swapped;
    const confirm = { type: 'swap.confirm', seat } as const;
    const goOn = { type: 'swap.waive', seat } as const;
    return html`
      <p>${next}</p>
      ${balanceBar(document, me, terms)}
      <div class="part stack">
        ${heading(this.headingLevel + 1, terms.notes, 'subtitle')}
        <div class="sides">${this.#renderMine(view, seat, round)} ${this.#renderTheirs(view, round)}</div>
      </div>
      <div class="part stack">
        ${partnersWish ? html`<p class="notice seat-${partner}" role="status">${sentence(partnersWish, partnerName)}</p>` : nothing}
        ${this.renderActions('swap', [
          !mine.confirmed && {
            name: 'confirm',
            label: isMutual ? terms.nextRound : terms.swap,
            primary: true,
            command: confirm,
            onClick: () => void this.act('swap', confirm, theirs.confirmed ? done : terms.confirmed),
          },
          {
            name: 'waive',
            label: terms.waive,
            command: goOn,
            onClick: () => void this.act('swap', goOn, theirs.waived ? terms.begun : terms.waived),
          },
        ])}
        <p class="small soft">${waive}</p>
        ${this.renderLastChange(view, seat, {
          'swap.noted': terms.notedChange,
          'swap.confirmed': terms.confirmed,
          'swap.waived': terms.waived,
        })}
        ${this.problemAt('swap')}
      </div>
    `;
  }

  #renderMine(view: View, seat: Seat, round: Round): TemplateResult {
    const terms = this.words(roleSwapWords);
    const common = this.words(commonWords);
    const { document, me, partnerName, partnership } = view;
    const side = round.swap[me];
    const draft = draftOf(this, partnership, `swap/${seat}.${round.number}`, draftOfSide(side));
    const command = { type: 'swap.note', seat, ...noteOf(draft.values) } as const;
    const { key } = draft;
    if (!side.confirmed && this.forms.isOpen(side.noted || view.readOnly ? draft : { key, touched: true })) {
      return this.renderForm(view, {
        draft,
        title: terms.notes,
        fields: noteFields(
          draft,
          terms,
          partnerName,
          this.problemsOf(draft, command),
          common,
          this.audience(view, 'me', common.onlyYouUntil(partnerName)),
        ),
        label: sentence(terms.sendNote, partnerName),
        command,
        onSubmit: () => void this.finish(draft, command, terms.noted),
      });
    }
    const label = draft.touched ? terms.goOn : side.noted ? terms.change : terms.writeNote;
    return html`<div class="note stack tight seat-${me}">
      <div class="row apart">${person(document, me)} ${side.noted ? this.audience(view, 'pair') : nothing}</div>
      ${side.noted ? readNote(side, { thanks: terms.thanksTitle, handOver: terms.handOverTitle }) : nothing}
      ${
        side.confirmed
          ? nothing
          : this.renderActions(key, [
              { name: 'note', label, command: { type: 'swap.note', seat, thanks: '-' }, opens: key },
            ])
      }
      ${this.problemAt(key)}
    </div>`;
  }

  #renderTheirs(view: View, round: Round): TemplateResult {
    const terms = this.words(roleSwapWords);
    const { document, partner, partnerName } = view;
    const side = round.swap[partner];
    return html`<div class="note stack tight seat-${partner}" data-part="partner">
      <div class="row apart">${person(document, partner)} ${side.noted ? this.audience(view, 'pair') : nothing}</div>
      ${
        side.noted
          ? readNote(side, { thanks: terms.thanksTitle, handOver: terms.handOverTitle })
          : html`<p class="soft">${sentence(terms.notYet, partnerName)}</p>`
      }
    </div>`;
  }
}

const swapsIn = (document: PartnershipDocument): number =>
  seats.flatMap((seat) => document.seats[seat].past).filter(({ swapped }) => swapped).length;

/** Who is coachee: in the alternating rhythm that is one of the two at a time. */
function coacheeIn(document: PartnershipDocument, seat: Seat): Seat {
  if (document.rhythm === 'mutual') return seat;
  return document.seats[document.turn].round || !document.seats[otherSeat(document.turn)].round
    ? document.turn
    : otherSeat(document.turn);
}

/** The round that ended last: of the seat, or of both where they take turns. */
function lastRound({ rhythm, seats: both }: PartnershipDocument, seat: Seat): Round | undefined {
  if (rhythm === 'mutual') return both[seat].past.at(-1);
  return seats
    .flatMap((each) => both[each].past.at(-1) ?? [])
    .sort((a, b) => (a.closedAt ?? '').localeCompare(b.closedAt ?? ''))
    .at(-1);
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-role-swap': TandemRoleSwap;
  }
}
