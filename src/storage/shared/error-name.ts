/** The `name` of a `DOMException`, or of anything else that was thrown. */
export function errorName(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
