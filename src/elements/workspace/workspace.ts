import { type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import {
  type NextStep,
  type Partnership,
  type PartnershipSnapshot,
  type Seat,
  nameOf,
  nextStep,
  seats,
} from '../../core/index.js';
import { TandemElement, type View } from '../base/element.js';
import { linkButton } from '../base/parts/action-button.js';
import { heading } from '../base/parts/heading.js';
import { person } from '../base/parts/person.js';
import { roundSwitch } from '../base/parts/round-switch.js';
import { sentence } from '../base/parts/sentence.js';
import { roundWords } from '../base/words/round.js';
import type { NextStepChosenEvent } from '../next-step/next-step.events.js';
import { Guide, shownSeat } from './guide.js';
import type { PartProperties } from './parts.js';
import { PeopleElement } from './people-element.js';
import { placeOf } from './place.js';
import { type WorkspaceView, isAside, isRoundView, isView, presentView, viewOfStep, workspaceViews } from './views.js';
import { ViewChangedEvent } from './workspace.events.js';
import { workspaceStyles } from './workspace.styles.js';
import { workspaceWords } from './workspace.words.js';

/**
 * The whole product in one tag: who the two are, what to do now, where they stand, and one click to everything else.
 *
 * @tag tandem-workspace
 * @summary Everything in one tag.
 * @event {ViewChangedEvent} tandem-view-changed - Another place is open now.
 * @event {NextStepChosenEvent} tandem-next-step-chosen - The member went to their next step; the workspace has opened it.
 * @event {TandemFactEvent} tandem-partnership-paused - A break has begun.
 * @event {TandemFactEvent} tandem-partnership-resumed - It is over.
 * @event {TandemFactEvent} tandem-partnership-closed - The partnership has ended.
 * @event {TandemFactEvent} tandem-closing-reflected - The member left parting words.
 * @event {TandemFactEvent} tandem-change-undone - Something was taken back.
 * @csspart header - Names, state and undo.
 * @csspart nav - The way to all places.
 * @csspart panel - The place that is open.
 * @csspart side - The column with the cycle.
 */
export class TandemWorkspace extends PeopleElement {
  static readonly tag: string = 'tandem-workspace';
  static override styles = [...PeopleElement.styles, workspaceStyles];

  /**
   * The place that is open: `agreement`, `goals`, `plan`, `check-in`, `reflection`, `role-swap`, `timeline`, `people`
   * (where it is shared) or `break`.
   * By default where the next step is.
   */
  @property({ reflect: true }) view: string = '';

  /** Whose round is open: 1 or 2. By default the one that needs the member now, else their own. */
  @property({ type: Number, reflect: true }) override seat: Seat | undefined;

  /** Id of the other member, for a partnership that is not formed yet. */
  @property({ attribute: 'partner-id' }) partnerId = '';

  /** What the member is called, to start with. */
  @property({ attribute: 'me-name' }) meName = '';

  /** What the other member is called, to start with. */
  @property({ attribute: 'partner-name' }) partnerName = '';

  readonly #guide = new Guide();
  #guided: Partnership | undefined;
  #widget: HTMLElement | undefined;

  constructor() {
    super();
    this.addEventListener('tandem-next-step-chosen', (event) => void this.#onStepChosen(event));
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    // Where the open place offers the way back itself, once is enough. (WebKit does not notice it through `:has()`.)
    const root = this.renderRoot;
    const offered = () =>
      root.querySelector('.header')?.classList.toggle('offered', root.querySelector('[offers-undo]') !== null);
    new MutationObserver(offered).observe(root, { childList: true, subtree: true, attributeFilter: ['offers-undo'] });
    offered();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { current } = this;
    const snapshot = current?.getSnapshot();
    if (changed.has('seat') || current !== this.#guided) this.#guide.forget();
    this.#guided = current;
    if (!current || !snapshot?.seat || snapshot.sync.state === 'opening') return;
    const isFirst = !isView(this.view) || !this.seat;
    const { view, seat } = this.#guide.look(snapshot.document, snapshot.seat, current.now(), this, this.#isWriting());
    if (isFirst) [this.view, this.seat] = [view, seat];
    else this.#go(view, seat);
  }

  #isWriting(): boolean {
    const active = (this.#widget?.shadowRoot ?? (this.renderRoot as ShadowRoot)).activeElement;
    return active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement;
  }

  protected override get showsPeople(): boolean {
    return this.view === 'people';
  }

  protected override renderForming(partnership: Partnership, _snapshot: PartnershipSnapshot): TemplateResult {
    const terms = this.words(workspaceWords);
    return this.#renderPage(
      partnership,
      html`<div>
        ${heading(this.headingLevel, terms.forming, 'names')}
        <p class="eyebrow">${terms.formingNote}</p>
      </div>`,
      nothing,
      html`<section class="panel" part="panel" tabindex="-1" aria-label=${this.landmark(terms.agreement)}>
        ${this.#part('agreement', partnership, {
          partnerId: this.partnerId,
          meName: this.meName,
          partnerName: this.partnerName,
        })}
      </section>`,
    );
  }

  protected override renderView(view: View): TemplateResult {
    const { document, partnership, me } = view;
    const terms = this.words(workspaceWords);
    const place = isView(this.view) ? this.view : 'agreement';
    const seat = shownSeat(document, me, this.seat);
    const [one, two] = [nameOf(document, 1), nameOf(document, 2)];
    return this.#renderPage(
      partnership,
      html`<span class="pair">${seats.map((each) => person(document, each, { bare: true }))}</span>
        <div>
          ${heading(this.headingLevel, sentence(terms.names, one, two), 'names')}
          <p class="eyebrow">${this.#standing(view)}</p>
        </div>`,
      this.#renderUndoButton(view),
      html`${place === 'people' ? nothing : this.renderAbsence(view, () => void this.#goAndFocus('people'))}
        ${this.#renderNav(view, place, seat)} ${isRoundView(place) ? this.#renderSwitch(view, place, seat) : nothing}
        <section class="panel" part="panel" tabindex="-1" aria-label=${this.landmark(terms[place])}>
          ${
            place === 'break'
              ? this.renderBreak(view)
              : place === 'people'
                ? this.renderPeople(view)
                : this.#part(place, partnership, isRoundView(place) ? { seat } : {})
          }
        </section>`,
      place,
    );
  }

  #renderPage(
    partnership: Partnership,
    who: TemplateResult,
    undo: TemplateResult | typeof nothing,
    main: TemplateResult,
    place?: WorkspaceView,
  ): TemplateResult {
    const terms = this.words(workspaceWords);
    const level = { headingLevel: this.headingLevel + 1, partnership };
    return html`<header class="row header" part="header">
        ${who}
        <div class="row meta">${undo} ${this.parts.get('sync-status', level, 'status')}</div>
      </header>
      <div class="grid">
        <div class="main">
          ${this.renderIdleLink()} ${place ? this.parts.get('next-step', level, 'next') : nothing} ${main}
          ${this.problemElsewhere()}
        </div>
        <div class="side" part="side">
          <div class="sticky">
            ${this.parts.get('cycle', level, 'cycle')}
            ${
              place
                ? html`<p class="row leave">
                    ${this.standing ? this.#renderQuiet('people', place, terms.people) : nothing}
                    ${this.#renderQuiet('break', place, partnership.getSnapshot().document.status === 'closed' ? terms.ended : terms.break)}
                  </p>`
                : nothing
            }
          </div>
        </div>
      </div>`;
  }

  #renderQuiet(name: WorkspaceView, place: WorkspaceView, label: string): TemplateResult {
    return html`<button
      type="button"
      class="link"
      data-action="view-${name}"
      aria-current=${place === name ? 'true' : nothing}
      @click=${() => void this.#goAndFocus(name)}
    >
      ${label}
    </button>`;
  }

  #part(name: WorkspaceView, partnership: Partnership, more: Partial<PartProperties>): HTMLElement | undefined {
    return (this.#widget = this.parts.get(name, { partnership, headingLevel: this.headingLevel + 1, ...more }));
  }

  /** In a few words, under the names. */
  #standing({ document, me, partner, partnerName }: View): unknown {
    const terms = this.words(workspaceWords);
    const { status } = document;
    if (status !== 'coaching') return terms[status];
    const [mine, theirs] = [document.seats[me].round?.number, document.seats[partner].round?.number];
    if (mine && theirs) return terms.bothRounds(mine, theirs);
    const running = mine ?? theirs;
    return running && html`${mine ? terms.mine : sentence(terms.theirs, partnerName)} ${running}`;
  }

  #renderUndoButton({ document, me }: View): TemplateResult | typeof nothing {
    const change = document.changes[me];
    if (!change?.before || !this.explain({ type: 'change.undo', change: change.command }).allowed) return nothing;
    const undo = async () => {
      await this.send({ type: 'change.undo', change: change.command });
      await this.updateComplete;
      if (!(this.renderRoot as ShadowRoot).activeElement) this.#focusPanel();
    };
    return html`<span class="undo">
      ${linkButton('undo-last', this.words(workspaceWords).undo, () => void undo())}
    </span>`;
  }

  #renderNav({ document }: View, place: WorkspaceView, seat: Seat): TemplateResult {
    const terms = this.words(workspaceWords);
    const early = document.status === 'agreeing';
    const present = presentView(document, seat);
    const shown = workspaceViews.filter(
      (each) => !isAside(each) && this.parts.has(each) && !(early && isRoundView(each)),
    );
    return html`<nav class="tabs seat-${seat}" part="nav" aria-label=${this.landmark(terms.places)}>
      <ul class="plain">
        ${shown.map(
          (each) =>
            html`<li>
              <button
                type="button"
                class="choice"
                data-action="view-${each}"
                aria-current=${each === place ? 'true' : nothing}
                @click=${() => void this.#goAndFocus(each)}
              >
                ${terms[each]}${
                  each === present && document.status === 'coaching'
                    ? html`<span class="dot" aria-hidden="true"></span><span class="hidden-text">, ${terms.now}</span>`
                    : nothing
                }
              </button>
            </li>`,
        )}
      </ul>
    </nav>`;
  }

  #renderSwitch(view: View, place: WorkspaceView, seat: Seat): TemplateResult | typeof nothing {
    const { document, me, partnership, partnerName } = view;
    const terms = this.words(workspaceWords);
    const waiting = nextStep(document, me, partnership.now()).all.filter(
      (step) => !step.optional && viewOfStep(step.action) === place,
    );
    const choices = roundSwitch(
      document,
      seat,
      {
        ...this.words(roundWords),
        roundOf: (each) => (each === me ? terms.mine : sentence(terms.theirs, partnerName)),
      },
      waiting.flatMap((step) => step.seat ?? []),
      (each) => this.#go(place, each),
    );
    return choices === nothing ? nothing : html`<div class="round">${choices}</div>`;
  }

  #go(view: WorkspaceView, seat: Seat | undefined): void {
    if (view === this.view && seat === this.seat) return;
    const hadFocus = this.#widget?.matches(':focus-within');
    this.view = view;
    this.seat = seat;
    this.dispatchEvent(new ViewChangedEvent(view, seat));
    if (hadFocus) void this.updateComplete.then(() => this.#focusPanel());
  }

  async #goAndFocus(view: WorkspaceView): Promise<void> {
    this.#go(view, this.seat);
    await this.updateComplete;
    this.#focusPanel();
  }

  async #onStepChosen({ detail: step }: NextStepChosenEvent): Promise<void> {
    if (step.action === 'resume' && (await this.send({ type: 'partnership.resume' }))) return this.#focusPanel();
    this.#go(viewOfStep(step.action), step.seat ?? this.seat);
    await this.#focusStep(step);
  }

  /** Where the step is done: at its form, at what it is about, or at the beginning of the place. */
  async #focusStep(step: NextStep): Promise<void> {
    await this.updateComplete;
    const widget = isView(this.view) && isAside(this.view) ? undefined : this.#widget;
    if (widget instanceof TandemElement) await widget.updateComplete;
    const place = placeOf(widget?.shadowRoot ?? this.#panel, step);
    if (place?.dataset.opens) place.click();
    else if (place) place.focus();
    else this.#focusPanel();
  }

  get #panel(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.panel');
  }

  #focusPanel(): void {
    this.#panel?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tandem-workspace': TandemWorkspace;
  }
}
