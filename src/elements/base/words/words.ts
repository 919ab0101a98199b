/**
 * Words of one widget, English by default. A host overrides them term by term through the provider's `words`:
 * `{ goals: { propose: (name) => `Send to ${name}` } }`.
 */
export interface Words<T extends Terms = Terms> {
  /** Name of the group that a host overrides. */
  readonly group: string;
  readonly english: T;
}

/** A term is a sentence, or a function that makes one from names, numbers or dates. */
export type Terms = Readonly<Record<string, string | ((...values: never[]) => string)>>;

/** What a host may override: any term of any group. */
export type WordOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Declares a group of words. */
export const words = <T extends Terms>(group: string, english: T): Words<T> => ({ group, english });

/**
 * The terms of a group with a host's overrides on top. What is no sentence, or fails to make one, stays English: a slip
 * in one word takes no widget off the page.
 */
export function termsOf<T extends Terms>({ group, english }: Words<T>, overrides: WordOverrides | undefined): T {
  const own = overrides?.[group];
  if (!own) return english;
  const terms = Object.entries(english).map(([name, term]) => {
    const other = own[name];
    if (typeof term === 'string') return [name, typeof other === 'string' ? other : term];
    const say: typeof term = (...values) => {
      try {
        const said = typeof other === 'function' ? (other as (...values: never[]) => unknown)(...values) : other;
        if (typeof said === 'string') return said;
      } catch (error) {
        reportError(error);
      }
      return term(...values);
    };
    return [name, say];
  });
  return Object.fromEntries(terms) as T;
}
