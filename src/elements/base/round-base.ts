import { type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  type CommandInput,
  type NextStepAction,
  type RefusalCode,
  type Round,
  type Seat,
  explain,
  nameOf,
  nextStep,
} from '../../core/index.js';
import type { Draft } from './draft.js';
import type { View } from './element.js';
import { FormElement } from './form-element.js';
import { Forms } from './forms.js';
import { type ButtonOptions, plainButton } from './parts/action-button.js';
import { heading } from './parts/heading.js';
import { roundSwitch } from './parts/round-switch.js';
import { sentence } from './parts/sentence.js';
import { roundStyles } from './styles/round.js';
import { commonWords } from './words/common.js';
import { didWords } from './words/did.js';
import { roundWords } from './words/round.js';

/** A round as a member looks at it. */
export interface RoundView extends View {
  /** Whose round it is. */
  readonly of: Seat;
  readonly isMine: boolean;
  /** Name of that member. */
  readonly name: string;
}

/** Something that can be done, as one button of a row. */
export interface Action extends Omit<ButtonOptions, 'reasonId' | 'place' | 'link'> {
  /** Sent at once, unless the button does something else or opens a form. */
  readonly command: CommandInput;
}

/** What belongs to somebody else, or to another moment: no button, rather than one that never works here. */
const outOfPlace: readonly RefusalCode[] = [
  'ALREADY_AGREED',
  'NOT_IN_THIS_PHASE',
  'ONLY_THE_COACH',
  'ONLY_THE_COACHEE',
  'PARTNERSHIP_CLOSED',
  'SEAT_RESTING',
  'STEP_STATE',
];

/** A widget about one member's round: it knows whose, offers what can be done there, and says what happened. */
export abstract class RoundBase extends FormElement {
  static override styles = [...FormElement.styles, roundStyles];

  /** Whose round: 1 or 2. By default the one that needs the member now, else their own; a switch leads to the other. */
  @property({ type: Number }) seat: Seat | undefined;

  /** What happened, for a screen reader. */
  @state() private said = '';

  /** What there is to do here; the first of it brings its round up. */
  protected abstract readonly business: readonly NextStepAction[];
  protected readonly forms = new Forms(this);

  /** The round that somebody is busy with: what happens elsewhere does not take it away. */
  #kept: Seat | undefined;
  #shown: Seat | undefined;
  /** Where the last problem belongs, and where one can be shown in this drawing. */
  #problemAt = '';
  readonly #places = new Set<string>();

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('focusin', () => (this.#kept = this.#shown));
  }

  #toDo({ document, me, partnership }: View) {
    return nextStep(document, me, partnership.now()).all.filter(({ action }) => this.business.includes(action));
  }

  protected roundShown(view: View): Seat {
    const { document, me, partner } = view;
    const chosen = this.seat ?? this.#kept;
    const ownOrOther = document.seats[me].round || !document.seats[partner].round ? me : partner;
    this.#shown = chosen === 1 || chosen === 2 ? chosen : (this.#toDo(view)[0]?.seat ?? ownOrOther);
    return this.#shown;
  }

  protected roundView(view: View): RoundView {
    const of = this.roundShown(view);
    return { ...view, of, isMine: of === view.me, name: nameOf(view.document, of) };
  }

  /** What every widget about a round has around its content: title, switch, standing, and what happened last. */
  protected renderRoundPage(view: RoundView, { title, mark, renderRound, resting }: RoundPage): TemplateResult {
    const { of, isMine, name, document } = view;
    const { round } = document.seats[of];
    const terms = this.words(roundWords);
    const rests = () =>
      html`<p class="soft">${isMine ? terms.myRoundRests : sentence(terms.resting, name)}</p>
        ${resting}`;
    return html`<section class="pad stack wide seat-${of}">
      <header class="stack tight">
        ${
          round
            ? html`<p class="eyebrow">
                ${isMine ? terms.myRound(`${round.number}`) : sentence(terms.theirRound, name, `${round.number}`)}
              </p>`
            : nothing
        }
        <div class="row apart">
          <div tabindex="-1" data-home="">${heading(this.headingLevel, title)}</div>
          ${mark ?? this.audience(view, 'pair')}
        </div>
        ${this.renderSwitch(view, of)}
      </header>
      ${this.renderStanding(view)}
      ${
        document.status === 'agreeing'
          ? html`<p class="soft">${this.words(commonWords).notAgreedYet}</p>`
          : round
            ? renderRound(round)
            : rests()
      }
      ${this.renderLastChange(view, of)} ${this.problemElsewhere()} ${this.renderSaid()}
    </section>`;
  }

  /** A part of the page under a heading of its own, with who can read it. */
  protected renderPart(
    name: string,
    title: unknown,
    mark: unknown,
    content: unknown,
    className = 'line',
  ): TemplateResult {
    return html`<div class="stack ${className}" data-part=${name}>
      <div class="row apart">${heading(this.headingLevel + 1, title, 'subtitle')} ${mark}</div>
      ${content}
    </div>`;
  }

  /** Where both have a round and the page has not chosen one. */
  protected renderSwitch(view: View, shown: Seat): TemplateResult | typeof nothing {
    if (this.seat === 1 || this.seat === 2) return nothing;
    const { document, me, partnerName } = view;
    const terms = this.words(roundWords);
    return roundSwitch(
      document,
      shown,
      { ...terms, roundOf: (seat) => (seat === me ? terms.mine : sentence(terms.theirs, partnerName)) },
      this.#toDo(view).flatMap(({ seat, optional }) => (optional ? [] : (seat ?? []))),
      (seat) => {
        this.#kept = seat;
        this.requestUpdate();
      },
    );
  }

  /** Whoever pressed a button that is gone afterwards goes on from where it was. */
  protected override async send(command: CommandInput): Promise<boolean> {
    const root = this.renderRoot as ShadowRoot;
    const pressed = root.activeElement;
    const sent = await super.send(command);
    await this.updateComplete;
    if (pressed && !pressed.isConnected && !root.activeElement) {
      const homes = [...root.querySelectorAll<HTMLElement>('[data-home]')];
      (homes.find(({ dataset }) => dataset.home === this.#problemAt) ?? homes[0])?.focus();
    }
    return sent;
  }

  /** Sends a command; a problem shows at its place, and what happened is said. */
  protected async act(place: string, command: CommandInput, said?: string): Promise<boolean> {
    this.#problemAt = place;
    const sent = await this.send(command);
    if (sent) this.announce(said ?? this.#told());
    return sent;
  }

  /** Sends a form, closes it once that is saved, and says so. */
  protected async finish(draft: Draft<object>, command: CommandInput, said?: string): Promise<boolean> {
    this.#problemAt = draft.key;
    const sent = await this.submitForm(draft, command);
    if (sent) {
      this.forms.close(draft.key);
      this.announce(said ?? this.#told());
    }
    return sent;
  }

  /** Tells a screen reader; the same sentence twice is told twice. */
  protected announce(text: string): void {
    this.said = text && text === this.said ? `${text}\u00a0` : text;
  }

  protected renderSaid(): TemplateResult {
    return html`<p class="hidden-text" role="status">${this.said}</p>`;
  }

  /** The last problem, if it belongs here. */
  protected problemAt(place: string): TemplateResult | typeof nothing {
    this.#places.add(place);
    return this.#problemAt === place ? this.renderProblem() : nothing;
  }

  /** The last problem, if no other place has it; to be drawn last. */
  protected problemElsewhere(): TemplateResult | typeof nothing {
    const isShown = this.#places.has(this.#problemAt);
    this.#places.clear();
    return isShown ? nothing : this.renderProblem();
  }

  /** Buttons side by side. What would be refused says why, each reason once. */
  protected renderActions(
    place: string,
    actions: readonly (Action | false | undefined)[],
  ): TemplateResult | typeof nothing {
    const shown = actions.filter((action) => !!action).filter(({ command }) => !this.isOutOfPlace(command));
    if (!shown.length) return nothing;
    const reasons = [...new Set(shown.flatMap((action) => this.refusalOf(action.command) ?? action.reason ?? []))];
    const draw = (action: Action) => {
      const { command, opens, onClick } = action;
      const reason = this.refusalOf(command) ?? action.reason;
      return plainButton({
        ...action,
        link: true,
        place,
        reason,
        reasonId: `${place}-reason-${reasons.indexOf(reason ?? '')}`,
        onClick: onClick ?? (opens ? () => this.forms.open(opens) : () => void this.act(place, command)),
      });
    };
    // Keyed, so that focus never lands on another action than the one that was pressed.
    return html`<div class="stack tight">
      <div class="row actions">${repeat(shown, ({ name }) => name, draw)}</div>
      ${reasons.map((reason, index) => html`<p class="reason" id="${place}-reason-${index}">${reason}</p>`)}
    </div>`;
  }

  /** The button that opens a form: to begin, or to go on with words that wait there. */
  protected opener(name: string, label: unknown, command: CommandInput, opens: string): Action {
    const isBegun = this.current?.drafts.get(opens) !== undefined;
    return { name, label: isBegun ? this.words(roundWords).goOn : label, command, opens };
  }

  /** Whether a command belongs to somebody else or to another moment; during a break, to one that would come after it. */
  protected isOutOfPlace(command: CommandInput): boolean {
    const { current } = this;
    if (!current) return true;
    const { document } = current.getSnapshot();
    const answer = explain(document.status === 'paused' ? { ...document, status: 'coaching' } : document, {
      ...command,
      id: 'x',
      by: current.me,
      at: '1970-01-01T00:00:00Z',
    });
    return !answer.allowed && outOfPlace.includes(answer.code);
  }

  /** The last change here in words, with the way back. */
  protected renderLastChange(view: View, shown: Seat): TemplateResult | typeof nothing {
    const change = view.document.changes[view.me];
    const what = change && this.#did(change.type);
    if (!what || !change.before?.some(({ seat }) => seat === shown)) return nothing;
    const undo = this.renderUndo(view);
    return undo === nothing ? nothing : html`<p class="row small soft last-change"><span>${what}</span> ${undo}</p>`;
  }

  /** What the member has just done in a round, in words. */
  #did(type: string): string {
    const did = (this.words(didWords) as Readonly<Record<string, string>>)[type];
    const { youDid, mayBeRead } = this.words(roundWords);
    if (!did || /^(?:partnership|agreement|closing|checkIn|change)\./u.test(type)) return '';
    return type === 'reflection.shared' ? `${youDid(did)} ${mayBeRead}` : youDid(did);
  }

  #told(): string {
    const { seat, document } = this.current?.getSnapshot() ?? {};
    return this.#did((seat && document?.changes[seat]?.type) ?? '');
  }
}

/** What a widget about a round puts into its page. */
export interface RoundPage {
  readonly title: unknown;
  /** Who can read it; both, unless told otherwise. */
  readonly mark?: unknown;
  readonly renderRound: (round: Round) => unknown;
  /** More than that the round rests, while it does. */
  readonly resting?: unknown;
}
