import type { LogId } from '../../core/log/storage.js';
import { Problem } from '../problem.js';

/** What a request wants to do, and with which log; `find` asks which logs a token opens. */
export type Wish =
  | { readonly action: 'find'; readonly log?: undefined }
  | { readonly action: 'create' | 'read' | 'append' | 'erase' | 'follow'; readonly log: LogId };

/**
 * The host's own sign-on, beside the tokens: `false` is 403, a `Response` (e.g. a 401 with `WWW-Authenticate`) is the
 * answer as it stands. A live stream asks once for each of its logs.
 */
export type Authorize = (request: Request, wish: Wish) => boolean | Response | Promise<boolean | Response>;

/** An answer that the host gave in place of the server. */
export class Answered extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super('The host answered');
    this.response = response;
  }
}

/**
 * Asks the host. With `tell` a plain no comes back as false.
 *
 * @throws (rejects) {@link Problem} `forbidden`, or {@link Answered}.
 */
export type Permit = (request: Request, wish: Wish, how?: 'tell') => Promise<boolean>;

export const createPermit =
  (authorize: Authorize): Permit =>
  async (request, wish, how) => {
    const answer = await authorize(request, wish);
    if (answer instanceof Response) throw new Answered(answer);
    if (!answer && how !== 'tell') throw new Problem('forbidden');
    return answer;
  };
