/** The installed Firefox, or the one that `FIREFOX_PATH` names. */
export function findFirefox(): string;
