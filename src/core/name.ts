/** Longest name of a device, in characters. */
const NAME_LIMIT = 100;

/**
 * Controls, and what turns the direction of text around: with them a name can look like another one, or change how what
 * stands beside it reads. Right-to-left names need none of them.
 */
const MISLEADING = /[\p{Cc}\p{Bidi_C}]/u;

/** Whether a name is free of signs that nobody sees and that can make it look like another one. */
export const isPlainName = (name: string): boolean => !MISLEADING.test(name);

/** Whether a name can be one of a device: plain, and of 100 characters at most. */
export const fitsDevice = (name: string): boolean => isPlainName(name) && [...name.trim()].length <= NAME_LIMIT;
