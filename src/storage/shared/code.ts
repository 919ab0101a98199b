/** A code of the protocol, where what somebody said looks like one. */
export const codeOf = (said: unknown): string | undefined =>
  typeof said === 'string' && /^[a-z-]{1,40}$/.test(said) ? said : undefined;
