/** A widget class, with the tag it is meant for. */
export interface WidgetClass extends CustomElementConstructor {
  readonly tag: string;
}

/** Options of {@link define}. */
export interface DefineOptions {
  /** Added to the tag (`'-v2'` makes `tandem-goals-v2`), so that two builds can live on one page. */
  readonly suffix?: string;
  /** Where to define it; the page's own registry by default. */
  readonly registry?: CustomElementRegistry;
}

/**
 * Registers a widget under its tag. Doing it twice with the same class is harmless.
 *
 * @throws TypeError where the tag already belongs to another class: another copy of Tandem, or somebody else.
 * @example
 * ```ts
 * import { TandemGoals } from 'tandem-coaching/elements/goals';
 * define(TandemGoals, { suffix: '-v2' });
 * ```
 */
export function define(widget: WidgetClass, { suffix = '', registry = customElements }: DefineOptions = {}): void {
  const tag = widget.tag + suffix;
  const present = registry.get(tag);
  if (present === widget) return;
  if (present) {
    throw new TypeError(`<${tag}> is already defined by another class. Use a suffix to have two versions on one page.`);
  }
  registry.define(tag, widget);
}
