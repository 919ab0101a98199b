/** Declares Lit's properties by `createProperty` instead of decorators; `undefined` where it leaves the code alone. */
export function plainProperties(code: string): string | undefined;
