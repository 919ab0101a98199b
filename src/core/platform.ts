/**
 * The two things that a pure core cannot know by itself, as ports: the time and fresh ids. They are asked once per
 * command, when it is made; deciding and remembering never ask them, so the same commands give the same result
 * everywhere.
 */

/** Tells the time. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** Makes ids for commands and for what they create. */
export interface Ids {
  /** A new id of 1 to 64 characters out of `A-Z a-z 0-9 . _ : -`, never given before. */
  next(): string;
}

/** Standard in every browser and in Node; declared here because the core compiles without DOM types. */
declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

/** The clock of the machine that the code runs on. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * Random ids of 128 bits. `crypto.getRandomValues` and not `randomUUID`, because the latter is missing on pages that
 * an intranet serves over plain HTTP.
 */
export const randomIds: Ids = {
  next: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
};
