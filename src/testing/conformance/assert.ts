import { isTandemError, type TandemErrorCode } from '../../core/errors.js';

/** What a failed case throws. Runner-agnostic: every runner shows an `Error` with its message. */
export class ConformanceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConformanceError';
  }
}

/** @throws ConformanceError where the condition does not hold. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConformanceError(message);
}

/** Deep equality of JSON values, key order aside. @throws ConformanceError naming both. */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  if (!deepEqual(actual, expected)) {
    throw new ConformanceError(`${what}: expected ${show(expected)}, got ${show(actual)}`);
  }
}

/** @throws ConformanceError unless the call rejects with that code. */
export async function assertRejects(call: () => Promise<unknown>, code: TandemErrorCode, what: string): Promise<void> {
  const error = await rejection(call, what, code);
  if (!isTandemError(error, code)) {
    throw new ConformanceError(`${what}: expected a TandemError ${code}, got ${describe(error)}`, { cause: error });
  }
}

/** @throws ConformanceError unless the call rejects with a TypeError. */
export async function assertMisuse(call: () => Promise<unknown>, what: string): Promise<void> {
  const error = await rejection(call, what, 'TypeError');
  if (!(error instanceof Error) || error.name !== 'TypeError') {
    throw new ConformanceError(`${what}: expected a TypeError, got ${describe(error)}`, { cause: error });
  }
}

/** What the call rejects with. One that throws in place of rejecting breaks the contract too. */
async function rejection(call: () => Promise<unknown>, what: string, expected: string): Promise<unknown> {
  let promise: Promise<unknown>;
  try {
    promise = call();
  } catch (error) {
    throw new ConformanceError(`${what}: threw at once, but should reject with ${expected}`, { cause: error });
  }
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new ConformanceError(`${what}: expected a rejection with ${expected}, but it resolved to ${show(value)}`);
}

function deepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && deepEqual(own(a, key), own(b, key)))
  );
}

/** Not `object[key]`, which would look for `__proto__` in the wrong place. */
function own(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return String(value);
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
}

function describe(error: unknown): string {
  if (isTandemError(error)) return `TandemError ${error.code}`;
  return error instanceof Error ? `${error.name} (${error.message})` : show(error);
}
