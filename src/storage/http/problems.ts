import { TandemError, type ErrorDetails, type TandemErrorCode } from '../../core/errors.js';
import { codeOf } from '../shared/code.js';

/** No server may keep a client waiting for longer. */
const LONGEST_WAIT = 3_600_000;

/** What came back makes no sense. */
export const failed = (code: string, details?: ErrorDetails, retryable = true): TandemError =>
  new TandemError('NETWORK_FAILED', 'The server gave no answer that makes sense', {
    retryable,
    details: { code, ...details },
  });

/** This device is not let in. */
export const refused = (code: string): TandemError =>
  new TandemError('NETWORK_REFUSED', 'The server does not let this device in', { details: { code } });

/**
 * What an answer other than 2xx means. Of what it says only what fits the protocol is taken over: it may come from
 * anybody.
 *
 * @param problem the body, where it is JSON
 */
export function errorOf(
  { status, type, headers }: Response,
  problem: { readonly [key: string]: unknown },
): TandemError {
  const { entry } = problem;
  const code = codeOf(problem['code']);
  // A redirect leads to a page where somebody signs on; followed, it would carry the token elsewhere.
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return refused('redirected');
  if ([401, 403, 407, 410].includes(status) || code === 'log-exists') return refused(code ?? `status-${status}`);
  const seconds = Number(headers.get('retry-after') ?? undefined);
  const retryAfter = seconds >= 0 ? Math.min(seconds * 1000, LONGEST_WAIT) : undefined;
  const details = { code: code ?? `status-${status}`, ...(retryAfter !== undefined && { retryAfter }) };
  const error = (name: TandemErrorCode, message: string, retryable: boolean, more?: ErrorDetails): TandemError =>
    new TandemError(name, message, { retryable, details: { ...details, ...more } });
  if (status === 429) {
    return error('NETWORK_LIMITED', 'The server asks for patience', true, { retryAfter: retryAfter ?? 10_000 });
  }
  if (status === 413) {
    return error(
      'STORAGE_REJECTED',
      'The server will not take this',
      false,
      typeof entry === 'string' ? { entry } : {},
    );
  }
  return failed(details.code, details, status < 400 || status >= 500 || status === 408);
}
