import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Draft } from './draft.js';

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * Forms that open in place: the focus moves in, and back to the button that opened them. A form with half-written words
 * is open from the start, so that nobody looks for them in vain after a reload; closing it keeps the words.
 *
 * The form carries `data-form`, the button that opens it `data-opens`, both with the key of the draft.
 */
export class Forms implements ReactiveController {
  readonly #open = new Map<string, boolean>();
  #thrownAway: { readonly key: string; readonly values: object } | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#open.clear();
  }

  isOpen({ key, touched }: Pick<Draft<object>, 'key' | 'touched'>): boolean {
    return this.#open.get(key) ?? touched;
  }

  open(key: string): void {
    this.#open.set(key, true);
    this.host.requestUpdate();
    this.#focus(`[data-form="${key}"] :is(textarea, input, button)`);
  }

  close(key: string): void {
    this.#open.set(key, false);
    this.host.requestUpdate();
    this.#focus(`[data-opens="${key}"]`);
  }

  /** Empties a form; {@link bringBack} has its words until the next one is emptied. */
  throwAway(draft: Draft<object>): void {
    this.#thrownAway = { key: draft.key, values: draft.values };
    this.open(draft.key);
    draft.clear();
  }

  /** What was thrown away can be had again. */
  canBringBack = ({ key, touched }: Draft<object>): boolean => !touched && this.#thrownAway?.key === key;

  bringBack(draft: Draft<object>): void {
    if (this.#thrownAway?.key === draft.key) draft.set(this.#thrownAway.values);
    this.#thrownAway = undefined;
    this.open(draft.key);
  }

  /** Focuses the first element that fits, once it is drawn; the widget's own title where there is none. */
  #focus(selector: string): void {
    void this.host.updateComplete.then(() => {
      const { renderRoot } = this.host;
      const found = renderRoot.querySelector<HTMLElement>(selector);
      (found ?? renderRoot.querySelector<HTMLElement>('[data-home]'))?.focus();
    });
  }
}
