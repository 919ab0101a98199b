import type { Seat } from '../../src/core/index.js';
import type { WorkspaceView } from '../../src/elements/workspace/views.js';
import type { TandemWorkspace } from '../../src/elements/workspace/workspace.js';

/** Somebody who uses a workspace as a person does: presses what can be pressed, writes into what is there. */
export class Player {
  constructor(
    readonly workspace: TandemWorkspace,
    readonly seat: Seat,
  ) {}

  /** Opens a place, and there somebody's round where both have one. */
  async goTo(view: WorkspaceView, seat?: Seat): Promise<void> {
    const here = () => this.workspace.view === view;
    if (!here()) await this.press(`view-${view}`, this.workspace);
    await until(here, `the place ${view}`);
    const choice = seat && (await this.#settle(), this.#buttons(this.workspace).get(`round-${seat}`));
    if (choice && choice.getAttribute('aria-pressed') !== 'true') choice.click();
    await this.#settle();
  }

  /** Presses a button by its `data-action`, as soon as it is there and says nothing against it. */
  async press(action: string, within?: Element): Promise<void> {
    const found = await until(() => {
      const each = this.#buttons(within ?? this.#panel).get(action);
      return each?.getAttribute('aria-disabled') === 'true' ? undefined : each;
    }, `the button ${action}`);
    found.click();
    await this.#settle();
  }

  /** Presses a button where it is there. */
  async pressIfThere(action: string): Promise<void> {
    await this.#settle();
    if (this.#buttons(this.#panel).has(action)) await this.press(action);
  }

  /** Writes into the first field whose name begins, and ends, like this. */
  async write(name: string, value: string, end = ''): Promise<void> {
    const field = await until(
      () => this.#fields(name).find((each) => each.name.endsWith(end)),
      `the field ${name}${end}`,
    );
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.#settle();
  }

  /** Chooses among radio buttons; in every group whose name begins like this. */
  async choose(name: string, value: string | number): Promise<void> {
    await until(() => this.#fields(name)[0], `the choice ${name}`);
    for (const field of this.#fields(name)) if (field.value === `${value}`) field.click();
    await this.#settle();
  }

  /** Waits until the person sees something. */
  async sees(words: string): Promise<void> {
    await until(() => [...deep(this.workspace)].some((each) => each.textContent?.includes(words)), `"${words}"`);
  }

  get #panel(): Element {
    return this.workspace.shadowRoot?.querySelector('section.panel') ?? this.workspace;
  }

  #buttons(within: Element): Map<string, HTMLButtonElement> {
    const all = [...deep(within)].filter((each) => each instanceof HTMLButtonElement);
    // The first of several with the same name.
    return new Map(all.reverse().map((each) => [each.dataset['action'] ?? '', each]));
  }

  #fields(name: string): HTMLInputElement[] {
    return [...deep(this.#panel)].filter(
      (each): each is HTMLInputElement =>
        (each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement) && each.name.startsWith(name),
    );
  }

  /** Until everything is saved and drawn. */
  async #settle(): Promise<void> {
    await pause();
    const snapshot = () => this.workspace.partnership?.getSnapshot();
    await until(() => snapshot()?.sync.state !== 'saving', 'what was sent to be saved');
    await this.workspace.updateComplete;
    await pause();
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

async function until<T>(look: () => T, what: string): Promise<NonNullable<T>> {
  for (const start = Date.now(); Date.now() - start < 10_000; await pause()) {
    const found = look();
    if (found) return found;
  }
  throw new Error(`Waited in vain for ${what}`);
}

function* deep(root: Element | ShadowRoot): Generator<Element> {
  const inner = root instanceof Element ? (root.shadowRoot ?? root) : root;
  for (const child of inner.children) {
    yield child;
    yield* deep(child);
  }
}
