import { type TemplateResult, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  type CommandInput,
  type NextStepAction,
  type PartnershipDocument,
  type RefusalCode,
  type Seat,
  explain,
  nextStep,
} from '../../core/index.js';
import type { Draft } from './draft.js';
import type { View } from './element.js';
import { FormElement } from './form-element.js';
import { Forms } from './forms.js';
import { roundSwitch } from './parts/round-switch.js';
import { roundStyles } from './styles/round.js';
import { roundWords } from './words/round.js';

/** Something that can be done, as one button of a row. */
export interface Action {
  readonly name: string;
  readonly label: unknown;
  readonly command: CommandInput;
  /** Instead of sending the command at once. */
  readonly onClick?: (() => void) | undefined;
  readonly primary?: boolean | undefined;
  readonly ariaLabel?: string | undefined;
  /** Key of the form that the button opens. */
  readonly opens?: string | undefined;
  /** Why not, where no rule says it. */
  readonly reason?: string | undefined;
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

/** A widget about one member's round: it knows whose, opens forms in place, and says what happened. */
export abstract class RoundElement extends FormElement {
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
  /** Where the last problem belongs, and where one can be shown in this drawing. */
  #problemAt = '';
  readonly #places = new Set<string>();

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('focusin', () => (this.#kept = this.#shown));
  }
  #shown: Seat | undefined;

  protected roundShown({ document, me, partner, partnership }: View): Seat {
    const chosen = this.seat ?? this.#kept;
    const choose = () => {
      const needed = nextStep(document, me, partnership.now()).all.find(({ action }) => this.business.includes(action));
      return needed?.seat ?? (document.seats[me].round || !document.seats[partner].round ? me : partner);
    };
    this.#shown = chosen === 1 || chosen === 2 ? chosen : choose();
    return this.#shown;
  }

  /** Where both have a round and the page has not chosen one. */
  protected renderSwitch(view: View, shown: Seat): TemplateResult | typeof nothing {
    if (this.seat === 1 || this.seat === 2) return nothing;
    const { document, me, partnership, partnerName } = view;
    const terms = this.words(roundWords);
    const waiting = nextStep(document, me, partnership.now()).all.filter(
      ({ action, optional }) => !optional && this.business.includes(action),
    );
    return roundSwitch(
      document,
      shown,
      { ...terms, roundOf: (seat) => (seat === me ? terms.mine : terms.theirs(partnerName)) },
      waiting.flatMap(({ seat }) => seat ?? []),
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

  /** Sends a command; a problem shows at its place, and success is said. */
  protected async act(place: string, command: CommandInput, said = ''): Promise<boolean> {
    this.#problemAt = place;
    const sent = await this.send(command);
    if (sent) this.announce(said);
    return sent;
  }

  /** Sends a form, closes it once that is saved, and says so. */
  protected async finish(draft: Draft<object>, command: CommandInput, said = ''): Promise<boolean> {
    this.#problemAt = draft.key;
    const sent = await this.submitForm(draft, command);
    if (sent) {
      this.forms.close(draft.key);
      this.announce(said);
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
    const reasons: string[] = [];
    const shown = actions.flatMap((action) => {
      if (!action) return [];
      const answer = this.explain(action.command);
      if (this.isOutOfPlace(action.command)) return [];
      const reason =
        answer.allowed || answer.code === 'INVALID_COMMAND' ? action.reason : this.sentenceForRefusal(answer);
      if (reason && !reasons.includes(reason)) reasons.push(reason);
      return { action, reason };
    });
    if (!shown.length) return nothing;
    // Keyed, so that focus never lands on another action than the one that was pressed.
    const buttons = repeat(
      shown,
      ({ action }) => action.name,
      ({ action, reason }) => this.#renderAction(place, action, reason, reason ? reasons.indexOf(reason) : -1),
    );
    return html`<div class="stack tight">
      <div class="row actions">${buttons}</div>
      ${reasons.map((reason, index) => html`<p class="reason" id="${place}-reason-${index}">${reason}</p>`)}
    </div>`;
  }

  /** Whether a command belongs to somebody else or to another moment; during a break, to one that would come after it. */
  protected isOutOfPlace(command: CommandInput): boolean {
    const { current } = this;
    const snapshot = current?.getSnapshot();
    if (!current || !snapshot) return true;
    const { status } = snapshot.document;
    const document: PartnershipDocument = {
      ...snapshot.document,
      status: status === 'paused' ? 'coaching' : status,
    };
    const answer = explain(document, { ...command, id: 'x', by: current.me, at: '1970-01-01T00:00:00Z' });
    return !answer.allowed && outOfPlace.includes(answer.code);
  }

  #renderAction(place: string, action: Action, reason: string | undefined, index: number): TemplateResult {
    const { name, label, command, onClick, primary, ariaLabel, opens } = action;
    const act = onClick ?? (opens ? () => this.forms.open(opens) : () => void this.act(place, command));
    return html`<button
      type="button"
      class=${primary ? 'primary' : 'link'}
      part=${primary ? 'button primary-button' : 'button'}
      data-action=${name}
      data-place=${place}
      data-opens=${opens ?? nothing}
      aria-label=${ariaLabel ?? nothing}
      aria-disabled=${reason ? 'true' : nothing}
      aria-describedby=${reason ? `${place}-reason-${index}` : nothing}
      @click=${() => !reason && act()}
    >
      ${label}
    </button>`;
  }

  /** A form around its fields. A refused command says why at the button, and every word stays. */
  protected renderForm(view: View, options: FormShell): TemplateResult {
    const { draft, title, fields, label, command, onSubmit, extra } = options;
    const terms = this.words(roundWords);
    const answer = this.explain(command);
    const reason = answer.allowed || answer.code === 'INVALID_COMMAND' ? undefined : this.sentenceForRefusal(answer);
    const { key } = draft;
    return html`<form
      class="stack"
      part="form"
      data-form=${key}
      aria-label=${title ? this.landmark(title) : nothing}
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        if (!reason) onSubmit();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.forms.close(key);
      }}
    >
      ${fields}
      <div class="stack tight">
        <div class="row">
          <button
            class="primary"
            part="button primary-button"
            data-action="send"
            aria-disabled=${reason ? 'true' : nothing}
            aria-describedby=${reason ? `${key}-reason` : nothing}
          >
            ${label}
          </button>
          ${extra ?? nothing}
          <button type="button" class="link" data-action="close" @click=${() => this.forms.close(key)}>
            ${terms.close}
          </button>
          ${
            draft.touched
              ? html`<button
                  type="button"
                  class="link"
                  data-action="throw-away"
                  @click=${() => this.forms.throwAway(draft)}
                >
                  ${terms.throwAway}
                </button>`
              : nothing
          }
          ${
            this.forms.canBringBack(draft)
              ? html`<button
                  type="button"
                  class="link"
                  data-action="bring-back"
                  @click=${() => this.forms.bringBack(draft)}
                >
                  ${terms.bringBack}
                </button>`
              : nothing
          }
          ${this.renderDraftNote(draft, view)}
        </div>
        ${reason ? html`<p class="reason" id="${key}-reason">${reason}</p>` : nothing} ${this.problemAt(key)}
      </div>
    </form>`;
  }

  /** The last change here in words, with the way back. */
  protected renderLastChange(
    view: View,
    shown: Seat,
    changes: Readonly<Record<string, string>>,
  ): TemplateResult | typeof nothing {
    const change = view.document.changes[view.me];
    const what = change && changes[change.type];
    if (!what || !change.before?.some(({ seat }) => seat === shown)) return nothing;
    const undo = this.renderUndo(view);
    return undo === nothing ? nothing : html`<p class="row small soft last-change"><span>${what}</span> ${undo}</p>`;
  }
}

/** What a form is made of. */
export interface FormShell {
  readonly draft: Draft<object>;
  readonly title?: string | undefined;
  readonly fields: unknown;
  readonly label: unknown;
  /** Asked beforehand whether it would be refused. */
  readonly command: CommandInput;
  readonly onSubmit: () => void;
  /** One more button. */
  readonly extra?: unknown;
}
