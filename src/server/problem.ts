import { textResponse } from './text.js';

/** Every code that an answer of the server can carry, with its HTTP status and what it says to a programmer. */
export const PROBLEMS = {
  'bad-request': [400, 'The request does not have the right form'],
  'token-missing': [401, 'The request needs a Tandem-Token'],
  'token-unknown': [401, 'The token does not open this log'],
  forbidden: [403, 'The host does not allow this'],
  'log-unknown': [404, 'There is no such log'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'The method does not fit this address'],
  conflict: [409, 'The log has moved on'],
  'log-exists': [409, 'There is a log of this name already'],
  'token-expired': [410, 'The time of the token is over'],
  'entry-too-large': [413, 'An entry is too large'],
  'body-too-large': [413, 'The request is too large'],
  'log-full': [413, 'The log has no room for this'],
  'unsupported-media-type': [415, 'The body has to be application/json, in UTF-8 and not compressed'],
  'rate-limited': [429, 'Too many requests'],
  failed: [500, 'Something went wrong on the server'],
  unavailable: [503, 'The server cannot do this at the moment'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

/** See {@link PROBLEMS}. */
export type ProblemCode = keyof typeof PROBLEMS;

/** What a {@link Problem} may say beside its code. */
export interface ProblemOptions {
  /** More about it, for a programmer. Never what somebody sent. */
  readonly detail?: string;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  /** The id of the entry that is the reason. */
  readonly entry?: string;
  /** Methods that fit the address. */
  readonly allow?: string;
  readonly cause?: unknown;
}

/** A request that ends with an error of the protocol, as RFC 9457 describes it. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? PROBLEMS[code][1], { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = PROBLEMS[code][0];
    this.options = options;
  }

  /** The members of the answer's body. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { detail, entry } = this.options;
    const [status, title] = PROBLEMS[this.code];
    return { type: `urn:tandem:problem:${this.code}`, title, status, code: this.code, detail, entry };
  }

  /** @param more JSON text of further members, e.g. `"newer":{…}`. */
  toResponse(more = ''): Response {
    const { retryAfter, allow } = this.options;
    const headers = new Headers({ 'content-type': 'application/problem+json' });
    if (retryAfter !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
    if (allow !== undefined) headers.set('allow', allow);
    const text = JSON.stringify(this);
    return textResponse(more === '' ? text : `${text.slice(0, -1)},${more}}`, { status: this.status, headers });
  }
}
