import type { ReactiveControllerHost } from 'lit';
import type { Json, Partnership } from '../../core/index.js';

/** A form that has not been sent yet: what it starts from, with what was typed on top. */
export interface Draft<T extends object> {
  /** Names the form within the partnership, e.g. `check-in/1`. */
  readonly key: string;
  readonly values: T;
  /** Something was typed since the form was last sent. */
  readonly touched: boolean;
  /** The device has what was typed, to the last letter. */
  readonly durable: boolean;
  /** Keeps a change on the device at once, so that a reload or a crash takes nothing away. */
  set(change: Partial<T>): void;
  /** Forgets what was typed. */
  clear(): void;
}

/**
 * The draft of a form. Cheap: call it wherever the form is drawn. Values live with the partnership, so several widgets
 * that show the same form show the same words.
 */
export function draftOf<T extends object>(
  host: ReactiveControllerHost,
  { drafts }: Partnership,
  key: string,
  start: T,
): Draft<T> {
  const kept = fitting(start, drafts.get(key));
  return {
    key,
    values: { ...start, ...kept },
    touched: kept !== undefined,
    durable: drafts.isKept(key),
    set(change) {
      const kept = drafts.set(key, { ...fitting(start, drafts.get(key)), ...change } as Json);
      host.requestUpdate();
      void kept.then(() => host.requestUpdate());
    },
    clear() {
      void drafts.clear(key);
      host.requestUpdate();
    },
  };
}

/** Those of some values that somebody has filled in. */
export const filled = <K extends string, V extends string | number | null>(
  values: Readonly<Record<K, V>>,
  keys: readonly K[],
): Partial<Record<K, V>> =>
  Object.fromEntries(keys.filter((key) => `${values[key] ?? ''}`.trim()).map((key) => [key, values[key]])) as Partial<
    Record<K, V>
  >;

/** What of a kept value can belong to the form: another version, or somebody's hand, may have put anything there. */
function fitting<T extends object>(start: T, kept: unknown): Partial<T> | undefined {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return undefined;
  const fits = ([key, value]: [string, unknown]): boolean => {
    const from: unknown = (start as Record<string, unknown>)[key];
    // Nothing chosen, and a number: one becomes the other.
    if (value === null) return from === null || typeof from === 'number';
    if (from === null) return typeof value !== 'object';
    if (Array.isArray(from))
      return (
        Array.isArray(value) &&
        value.length === from.length &&
        value.every((one, index) => typeof one === typeof from[index])
      );
    return from === undefined || (typeof value === typeof from && !Array.isArray(value));
  };
  return Object.fromEntries(Object.entries(kept).filter(fits)) as Partial<T>;
}
