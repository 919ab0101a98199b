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

/** The terms of a group with a host's overrides on top. */
export const termsOf = <T extends Terms>({ group, english }: Words<T>, overrides: WordOverrides | undefined): T =>
  overrides?.[group] ? { ...english, ...(overrides[group] as Partial<T>) } : english;
